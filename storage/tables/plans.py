"""What the year is for and what will be done for it."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.tables.shape import Numbered, OfCycle, Plain, PlainJson, Words, instant, later


class GoalRow(OfCycle, table=True):
    __tablename__ = "goals"
    code: Plain = Field(primary_key=True)
    position: int
    kind: Plain
    statement: Plain
    activity: Plain = ""
    baseline: float | None = None
    target: float | None = None
    measure: Plain = ""
    due: date | None = None
    owner: Plain = ""
    dropped: bool = False
    parent: Plain = later("")
    school: Plain = later("")
    carried_from: Plain = later("")
    smartie: PlainJson = later(list)


class StrategyRow(OfCycle, table=True):
    __tablename__ = "strategies"
    code: Plain = Field(primary_key=True)
    position: int
    goal: Plain
    title: Plain
    owner: Plain = ""
    start: date | None = None
    end: date | None = None
    prediction: Plain = ""
    partners: Plain = ""
    resources: Plain = ""
    place: Plain = ""
    measure: Plain = ""
    dropped: bool = False
    follows: Plain = later("")
    carried_from: Plain = later("")
    tags: PlainJson = later(list)
    ready_on: date | None = None
    rhythm: Plain = later("")
    earlier_rhythms: PlainJson = later(list)
    prediction_locked: bool = later(False)
    changed_at: datetime | None = instant(default=None, nullable=True)


class AmendmentRow(Numbered, table=True):
    __tablename__ = "amendments"
    cycle: int
    strategy: Plain
    text: Plain
    at: datetime = instant()
    __table_args__ = (Index("ix_amendments_strategy", "cycle", "strategy"),)


class LinkRow(OfCycle, table=True):
    __tablename__ = "links"
    implementation: Plain = Field(primary_key=True)
    outcome: Plain = Field(primary_key=True)


class ElementRow(OfCycle, table=True):
    """An input, activity, output or outcome of the logic model. `leads_to` holds codes of other elements and of
    outcome goals, `led_by` those of implementation goals.
    """

    __tablename__ = "logic_elements"
    code: Plain = Field(primary_key=True)
    position: int
    kind: Plain
    words: Plain
    leads_to: PlainJson = Field(default_factory=list, sa_type=JSON)
    led_by: PlainJson = Field(default_factory=list, sa_type=JSON)


class LogicChangeRow(OfCycle, table=True):
    """The last change of a year's logic model: the model `before` and `after` it."""

    __tablename__ = "logic_changes"
    number: int
    before: PlainJson = Field(sa_type=JSON)
    after: PlainJson = Field(sa_type=JSON)
    member: int | None = Field(default=None, foreign_key="members.id")
    at: datetime = instant()


class ParkedRow(Numbered, table=True):
    """A goal that waits: until a date, or until somebody says that a condition holds."""

    __tablename__ = "parked"
    cycle: int = Field(foreign_key="cycles.id", index=True)
    goal: Plain
    decision: int | None = Field(default=None, foreign_key="decisions.id")
    first: Plain = ""
    until: date | None = None
    condition: Annotated[str, Words("parked_by")] = ""
    parked_by: int = Field(foreign_key="members.id")
    at: datetime = instant()
    back_at: datetime | None = instant(default=None, nullable=True)
    back_by: int | None = Field(default=None, foreign_key="members.id")
