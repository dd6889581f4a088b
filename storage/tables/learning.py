"""What was learned, and what was decided."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.tables.column_kinds import (
    Copied,
    CopiedJson,
    Numbered,
    OfCycle,
    Plain,
    PlainJson,
    Said,
    Unfinished,
    Words,
    instant,
    later,
)


class ReflectionRow(Numbered, table=True):
    __tablename__ = "reflections"
    cycle: int = Field(foreign_key="cycles.id")
    strategy: Plain
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()
    happened: Said
    held: Plain
    learned: Said
    people: Said = ""
    partners: Said = ""
    tools: Said = ""
    in_way: Said = ""
    quotable: bool = False
    missing: Said = later("")
    voice: Said = later("")
    evidence: CopiedJson = later(list)
    obstacles: PlainJson = later(list)
    shared: bool = later(False)
    __table_args__ = (Index("ix_reflections_strategy", "cycle", "strategy", "id"),)


class BegunRow(OfCycle, table=True):
    """The first half of a reflection, by whoever began it; gone once the reflection is kept."""

    __tablename__ = "begun_reflections"
    strategy: Plain = Field(primary_key=True)
    member: int = Field(foreign_key="members.id", primary_key=True)
    at: datetime = instant()
    happened: Annotated[str, Words("member", unfinished=True)]
    held: Plain
    missing: Annotated[str, Words("member", unfinished=True)]
    evidence: CopiedJson = Field(default_factory=list, sa_type=JSON)


class DecisionRow(Numbered, table=True):
    __tablename__ = "decisions"
    cycle: int = Field(foreign_key="cycles.id")
    strategy: Plain
    path: Plain
    reason: Annotated[str, Words("proposed_by")]
    next_step: Annotated[str, Words("proposed_by")]
    owner: Plain
    due: date | None = None
    evidence: Copied = ""
    proposed_by: int = Field(foreign_key="members.id")
    at: datetime = instant()
    confirmed_by: int | None = Field(default=None, foreign_key="members.id")
    confirmed_at: datetime | None = instant(default=None, nullable=True)
    returned: Annotated[str, Words()] = ""
    returned_by: int | None = None
    subject: Plain = later("strategy")
    details: Annotated[Any, Words("proposed_by")] = later(dict)
    carries: bool = later(False)
    shared: bool = later(False)
    __table_args__ = (Index("ix_decisions_strategy", "cycle", "strategy", "id"),)


class InterviewRow(OfCycle, table=True):
    """An interview that somebody has begun and not ended: nothing that was said on the way is lost."""

    __tablename__ = "interviews"
    member: int = Field(foreign_key="members.id", primary_key=True)
    subject: Plain = Field(primary_key=True)
    code: Plain = Field(primary_key=True)
    answers: Unfinished = Field(default_factory=list, sa_type=JSON)
    details: Unfinished = Field(default_factory=dict, sa_type=JSON)
    evidence: Copied = ""
    at: datetime = instant()
