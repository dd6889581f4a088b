"""What was deleted of what people said: who, and until when, and never the words."""

from datetime import datetime

from storage.tables.shape import Numbered, Plain, PlainJson, instant, later


class RemovalRow(Numbered, table=True):
    """All words that a member gave until a moment are gone; everybody's, where `email` is empty.

    `marks` are salted hashes of what was removed, by which an old file's words are known again.
    """

    __tablename__ = "removals"
    email: Plain
    until: datetime = instant()
    at: datetime = instant()
    by: int | None = None
    salt: Plain
    marks: PlainJson = later(list)
