"""What was learned, and what was decided."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from storage.tables.shape import instant, later


class ReflectionRow(SQLModel, table=True):
    __tablename__ = "reflections"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int = Field(foreign_key="cycles.id")
    strategy: str
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()
    happened: str
    held: str
    learned: str
    people: str = ""
    partners: str = ""
    tools: str = ""
    in_way: str = ""
    quotable: bool = False
    missing: str = later("")
    voice: str = later("")
    evidence: Any = later(list)
    obstacles: Any = later(list)
    shared: bool = later(False)
    __table_args__ = (Index("ix_reflections_strategy", "cycle", "strategy", "id"),)


class BegunRow(SQLModel, table=True):
    """The first half of a reflection, by whoever began it; gone once the reflection is kept."""

    __tablename__ = "begun_reflections"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    strategy: str = Field(primary_key=True)
    member: int = Field(foreign_key="members.id", primary_key=True)
    at: datetime = instant()
    happened: str
    held: str
    missing: str
    evidence: Any = Field(default_factory=list, sa_type=JSON)


class DecisionRow(SQLModel, table=True):
    __tablename__ = "decisions"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int = Field(foreign_key="cycles.id")
    strategy: str
    path: str
    reason: str
    next_step: str
    owner: str
    due: date | None = None
    evidence: str = ""
    proposed_by: int = Field(foreign_key="members.id")
    at: datetime = instant()
    confirmed_by: int | None = Field(default=None, foreign_key="members.id")
    confirmed_at: datetime | None = instant(default=None, nullable=True)
    returned: str = ""
    subject: str = later("strategy")
    details: Any = later(dict)
    carries: bool = later(False)
    shared: bool = later(False)
    __table_args__ = (Index("ix_decisions_strategy", "cycle", "strategy", "id"),)


class InterviewRow(SQLModel, table=True):
    """An interview that somebody has begun and not ended: nothing that was said on the way is lost."""

    __tablename__ = "interviews"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    member: int = Field(foreign_key="members.id", primary_key=True)
    subject: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    answers: Any = Field(default_factory=list, sa_type=JSON)
    details: Any = Field(default_factory=dict, sa_type=JSON)
    evidence: str = ""
    at: datetime = instant()
