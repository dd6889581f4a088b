"""What the year is for and what will be done for it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from storage.tables.shape import instant, later


class GoalRow(SQLModel, table=True):
    __tablename__ = "goals"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    kind: str
    statement: str
    activity: str = ""
    baseline: float | None = None
    target: float | None = None
    measure: str = ""
    due: date | None = None
    owner: str = ""
    dropped: bool = False
    parent: str = later("")
    school: str = later("")
    carried_from: str = later("")
    smartie: Any = later(list)


class StrategyRow(SQLModel, table=True):
    __tablename__ = "strategies"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    goal: str
    title: str
    owner: str = ""
    start: date | None = None
    end: date | None = None
    prediction: str = ""
    partners: str = ""
    resources: str = ""
    place: str = ""
    measure: str = ""
    dropped: bool = False
    follows: str = later("")
    carried_from: str = later("")
    tags: Any = later(list)
    ready_on: date | None = None
    rhythm: str = later("")
    earlier_rhythms: Any = later(list)


class AmendmentRow(SQLModel, table=True):
    __tablename__ = "amendments"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int
    strategy: str
    text: str
    at: datetime = instant()
    __table_args__ = (Index("ix_amendments_strategy", "cycle", "strategy"),)


class LinkRow(SQLModel, table=True):
    __tablename__ = "links"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    implementation: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)


class ElementRow(SQLModel, table=True):
    """An input, activity, output or outcome of the logic model. `leads_to` holds codes of other elements and of
    outcome goals, `led_by` those of implementation goals.
    """

    __tablename__ = "logic_elements"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    kind: str
    words: str
    leads_to: Any = Field(default_factory=list, sa_type=JSON)
    led_by: Any = Field(default_factory=list, sa_type=JSON)


class ParkedRow(SQLModel, table=True):
    """A goal that waits: until a date, or until somebody says that a condition holds."""

    __tablename__ = "parked"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int = Field(foreign_key="cycles.id", index=True)
    goal: str
    decision: int | None = Field(default=None, foreign_key="decisions.id")
    first: str = ""
    until: date | None = None
    condition: str = ""
    parked_by: int = Field(foreign_key="members.id")
    at: datetime = instant()
    back_at: datetime | None = instant(default=None, nullable=True)
    back_by: int | None = Field(default=None, foreign_key="members.id")
