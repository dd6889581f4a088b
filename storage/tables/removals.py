"""What was deleted of what people said: who, and until when, and never the words."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.shape import Plain, PlainJson, instant, later


class RemovalRow(SQLModel, table=True):
    """All words that a member gave until a moment are gone; everybody's, where `email` is empty.

    `marks` are salted hashes of what was removed, by which an old file's words are known again.
    """

    __tablename__ = "removals"
    id: int | None = Field(default=None, primary_key=True)
    email: Plain
    until: datetime = instant()
    at: datetime = instant()
    by: int | None = None
    salt: Plain
    marks: PlainJson = later(list)
