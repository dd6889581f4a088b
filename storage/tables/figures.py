"""What was measured and rated."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import JSON
from sqlmodel import Field

from storage.tables.column_kinds import Copied, Numbered, OfCycle, Plain, Said, Unfinished, Words, instant, later


class ObservationRow(OfCycle, table=True):
    __tablename__ = "observations"
    measure: Plain = Field(primary_key=True)
    grouping: Plain = Field(primary_key=True)
    day: date = Field(primary_key=True)
    value: float
    n: int | None = None
    source: Annotated[str, Words("entered_by")] = later("")
    entered_by: int | None = None
    entered_at: datetime | None = instant(default=None, nullable=True)


class RatingRow(OfCycle, table=True):
    __tablename__ = "ratings"
    activity: Plain = Field(primary_key=True)
    position: int
    initial: int | None = None
    goal: int | None = None
    year_end: int | None = None
    evidence: Copied = ""
    mid_year: int | None = None


class VoteRow(OfCycle, table=True):
    """One rater's own level of a rubric item at the start, in the middle or at the end of a year."""

    __tablename__ = "votes"
    activity: Plain = Field(primary_key=True)
    moment: Plain = Field(primary_key=True)
    member: int = Field(foreign_key="members.id", primary_key=True)
    level: int
    note: Said = ""
    at: datetime = instant()


class ConsensusRow(OfCycle, table=True):
    """The level on which the team agreed, with its evidence, its recorder and its day."""

    __tablename__ = "consensus"
    activity: Plain = Field(primary_key=True)
    moment: Plain = Field(primary_key=True)
    level: int
    evidence: Said = ""
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()


class MeasureRow(OfCycle, table=True):
    """What is known of a measure besides its numbers. `worth_telling` is research's mark, with its words."""

    __tablename__ = "measures"
    measure: Plain = Field(primary_key=True)
    better: Plain = ""
    every: Plain = ""
    worth_telling: bool = False
    note: Annotated[str, Words("marked_by")] = ""
    marked_by: int | None = Field(default=None, foreign_key="members.id")
    at: datetime = instant()


class UploadRow(Numbered, table=True):
    """A file that somebody sent, as it was read, until they say what becomes of it. A plan may come before any year."""

    __tablename__ = "uploads"
    cycle: int | None = Field(default=None, foreign_key="cycles.id")
    member: int = Field(foreign_key="members.id")
    at: datetime = instant(index=True)
    name: Plain
    content: Unfinished = Field(sa_type=JSON)
    settled_at: datetime | None = instant(default=None, nullable=True)
