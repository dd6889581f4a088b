"""Who takes part, when somebody is not there, and whose words were deleted."""

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.column_kinds import Numbered, OfCycle, Plain, PlainJson, instant, later


class DistrictRow(Numbered, table=True):
    """`keep_months` is how long people's words are kept; for good where it is empty."""

    __tablename__ = "districts"
    name: Plain = Field(unique=True)
    keep_months: int | None = None


class MemberRow(Numbered, table=True):
    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("district", "email"), Index("ix_members_address", "address", unique=True))
    district: int = Field(foreign_key="districts.id")
    email: Plain
    name: Plain
    role: Plain
    team: Plain
    district_team: bool = True
    zone: Plain | None = None
    language: Plain | None = None
    address: Plain | None = None
    conversation: Plain = ""
    active: bool = True
    nudged: bool = later(True)
    consulted: bool = later(True)
    promised: bool = later(False)
    ask_day: int | None = None
    ask_at: time | None = None
    not_before: time | None = None
    not_after: time | None = None
    schools: PlainJson = later(list)


class ClaimRow(Numbered, table=True):
    """A chat account that bears a member's e-mail, and is theirs once somebody has said so."""

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("address", "member"),)
    address: Plain
    member: int = Field(foreign_key="members.id", index=True)
    name: Plain
    guest: bool = False
    at: datetime = instant()
    granted: bool | None = None
    said_by: int | None = None
    said_at: datetime | None = instant(default=None, nullable=True)


class AwayRow(Numbered, table=True):
    __tablename__ = "away"
    member: int = Field(foreign_key="members.id", index=True)
    since: date
    back: date


class SnoozeRow(OfCycle, table=True):
    """Somebody asked to be asked again later: what (a notification's kind and occasion), and when."""

    __tablename__ = "snoozes"
    member: int = Field(foreign_key="members.id", primary_key=True)
    kind: Plain = Field(primary_key=True)
    occasion: Plain = Field(primary_key=True)
    until: datetime = instant()
    at: datetime = instant()


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
