"""What goes out, and what came in."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.column_kinds import CopiedJson, Numbered, OfCycle, Plain, PlainJson, Said, Words, instant, later


class DigestRow(OfCycle, table=True):
    __tablename__ = "digests"
    kind: Plain = Field(primary_key=True)
    occasion: Plain = Field(primary_key=True)
    state: Plain
    opening: Annotated[str, Words()] = ""
    ask: Annotated[str, Words()] = ""
    content: CopiedJson = Field(sa_type=JSON)
    drafted_at: datetime = instant()
    settled_by: int | None = Field(default=None, foreign_key="members.id")
    settled_at: datetime | None = instant(default=None, nullable=True)
    changes: CopiedJson = later(list)
    copies: CopiedJson = later(dict)
    post_at: datetime | None = instant(default=None, nullable=True)
    posted_at: datetime | None = instant(default=None, nullable=True)
    correction: CopiedJson = later(dict)
    corrected_at: datetime | None = instant(default=None, nullable=True)
    why: Annotated[str, Words()] = later("")
    became: Annotated[str, Words()] = later("")
    lessons: PlainJson = later(list)


class PostRow(OfCycle, table=True):
    """What a channel got, as it stands there: the words as values, and whose released sentences are among them."""

    __tablename__ = "posts"
    key: Plain = Field(primary_key=True)
    kind: Plain
    occasion: Plain
    channel: Plain = Field(index=True)
    card: CopiedJson = Field(sa_type=JSON)
    quotes: CopiedJson = Field(default_factory=list, sa_type=JSON)
    at: datetime = instant()
    taken_back_at: datetime | None = instant(default=None, nullable=True)
    taken_back_by: int | None = None
    why: Annotated[str, Words("taken_back_by")] = ""


class PostAnswerRow(OfCycle, table=True):
    """What somebody said last of a notification that did not arrive for certain: seen, sent again, or left unsent;
    nobody said it where the bot sent it again by itself.
    """

    __tablename__ = "post_answers"
    key: Plain = Field(primary_key=True)
    answer: Plain
    member: int | None = Field(default=None, foreign_key="members.id")
    at: datetime = instant()


class PublishedRow(OfCycle, table=True):
    """A group's number that was posted once, and how many people stood behind it."""

    __tablename__ = "published"
    measure: Plain = Field(primary_key=True)
    grouping: Plain = Field(primary_key=True)
    day: date = Field(primary_key=True)
    n: int | None = None


class NotificationRow(Numbered, table=True):
    __tablename__ = "notifications"
    cycle: int = Field(foreign_key="cycles.id")
    key: Plain
    kind: Plain
    occasion: Plain
    reader: Plain
    member: int | None = Field(default=None, foreign_key="members.id")
    channel: Plain = ""
    about: PlainJson = Field(default_factory=list, sa_type=JSON)
    at: datetime = instant()
    expires: datetime | None = instant(default=None, nullable=True)
    under: Plain = ""
    prompt: bool = True
    state: Plain = "ready"
    reason: Plain = ""
    owner: Plain = ""
    lease: float = 0.0
    tried_at: datetime | None = instant(default=None, nullable=True)
    tries: int = 0
    sent_at: datetime | None = instant(default=None, nullable=True)
    conversation: Plain = ""
    message: Plain = ""
    stale: bool = False
    follows: Plain = later("")
    asked_by: int | None = None
    __table_args__ = (
        UniqueConstraint("cycle", "key"),
        Index("ix_notifications_due", "state", "at"),
        Index("ix_notifications_reader", "cycle", "reader", "state"),
        Index("ix_notifications_stale", "stale"),
    )


class PassedOnRow(Numbered, table=True):
    """Words that the bot passes on from one person to others. `subject` is what they belong to: "ask 5" for what member
    5 asks the leads, "help S1:2026-09-24" for what leads write back to a call for help. `word` is the bot's word by
    which it is done, with the `label` of its button.
    """

    __tablename__ = "passed_on"
    subject: Plain = Field(index=True)
    member: int = Field(foreign_key="members.id")
    text: Said
    word: Plain = ""
    label: Plain = ""
    at: datetime = instant()


class PaceRow(SQLModel, table=True):
    __tablename__ = "pace"
    scope: Plain = Field(primary_key=True)
    next_at: datetime = instant()
    per_second: float


class TableVersionRow(SQLModel, table=True):
    """Drawn anew whenever something changes in the table of this name, where answers are remembered that read it."""

    __tablename__ = "table_versions"
    name: Plain = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)


class OutageRow(Numbered, table=True):
    """A time in which the chat did not work for the bot, or a part of it (`part`) did not."""

    __tablename__ = "outages"
    part: Plain
    why: Plain
    began_at: datetime = instant()
    until: datetime = instant()
    tries: int = 1
    ended_at: datetime | None = instant(default=None, nullable=True)
    __table_args__ = (Index("ix_outages_ended", "ended_at"),)


class ClockErrorRow(Numbered, table=True):
    """When the machine's clock was found to be off by so many seconds: it `jumped`, or the chat's differs."""

    __tablename__ = "clock_errors"
    jumped: bool
    seconds: float
    at: datetime = instant()


class RestoreRow(Numbered, table=True):
    """A time at which the database was put back from a copy; `stand` is the newest moment that the copy knew."""

    __tablename__ = "restores"
    at: datetime = instant()
    stand: datetime | None = instant(default=None, nullable=True)


class SeenRow(SQLModel, table=True):
    __tablename__ = "seen"
    id: Plain = Field(primary_key=True)
    at: datetime = instant(index=True)


class ChannelRow(SQLModel, table=True):
    __tablename__ = "channels"
    district: int = Field(foreign_key="districts.id", primary_key=True)
    name: Plain = Field(primary_key=True)
    conversation: Plain
    language: Plain | None = None


class AuditRow(Numbered, table=True):
    __tablename__ = "audit"
    at: datetime = instant()
    actor: int | None = None
    action: Plain
    about: Plain
    before: CopiedJson = Field(default=None, sa_type=JSON, nullable=True)
    after: CopiedJson = Field(default=None, sa_type=JSON, nullable=True)
    __table_args__ = (Index("ix_audit_about", "about", "id"), Index("ix_audit_actor", "actor", "id"))
