"""A school year of the district, what it is for, and what will be done for it."""

from datetime import date, datetime, time
from typing import Annotated

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.column_kinds import CopiedJson, Numbered, OfCycle, Plain, PlainJson, Words, instant, later


class CycleRow(Numbered, table=True):
    __tablename__ = "cycles"
    __table_args__ = (UniqueConstraint("district", "label"),)
    district: int = Field(foreign_key="districts.id")
    label: Plain
    zone: Plain
    first_day: date
    last_day: date
    do_from: date
    study_from: date
    act_from: date
    checkin_weekday: int
    checkin_time: time
    note_weekday: int
    note_time: time
    team_channel: Plain = ""
    stakeholder_channel: Plain = ""
    leadership_channel: Plain = ""
    framework: Plain = ""
    commitment: Plain = ""
    minimum_group: int = 10
    started_at: datetime | None = instant(default=None, nullable=True)
    follows: int | None = None
    midyear: date | None = None
    closed_at: datetime | None = instant(default=None, nullable=True)
    closed_by: int | None = None
    term_ends: PlainJson = later(list)
    attention: int = later(300)
    recorder: int | None = None


class ImportRow(OfCycle, table=True):
    """The last file of a year's plan: its `sheets` cell by cell, and what it `left_out` that stands here."""

    __tablename__ = "imports"
    sheets: CopiedJson = Field(default=None, sa_type=JSON, nullable=True)
    left_out: PlainJson = Field(default=None, sa_type=JSON, nullable=True)


class ApprovedPlanRow(OfCycle, table=True):
    """A year's plan in the words in which a lead approved that others read it."""

    __tablename__ = "approved_plans"
    plan: CopiedJson = Field(sa_type=JSON)
    at: datetime = instant()


class DayOffRow(Numbered, table=True):
    __tablename__ = "days_off"
    cycle: int = Field(foreign_key="cycles.id", index=True)
    name: Plain
    first: date
    last: date
    for_all: bool
    proposed: bool = later(False)


class MeetingRow(OfCycle, table=True):
    """The data-reflection meeting, and the planning meeting where it is a separate one."""

    __tablename__ = "meetings"
    kind: Plain = Field(primary_key=True)
    day: date
    set_by: int | None = Field(default=None, foreign_key="members.id")
    at: datetime = instant()


class PromiseRow(OfCycle, table=True):
    """What a cycle owes before it can close: kept on a day, or waived by a lead with a reason."""

    __tablename__ = "promises"
    promise: Plain = Field(primary_key=True)
    kept_at: datetime | None = instant(default=None, nullable=True)
    waived_by: int | None = Field(default=None, foreign_key="members.id")
    reason: Annotated[str, Words("waived_by")] = ""
    at: datetime = instant()


class CarryRow(OfCycle, table=True):
    """What a lead said of a goal or strategy before the next year's launch: whether it goes on, and what changes."""

    __tablename__ = "carries"
    part: Plain = Field(primary_key=True)
    carry: bool | None = None
    changes: PlainJson = Field(default_factory=dict, sa_type=JSON)
    at: datetime = instant()


class FrameworkRow(SQLModel, table=True):
    """A framework that the district brought in itself, or one of ours with its changes. `content` as in the .toml."""

    __tablename__ = "frameworks"
    district: int = Field(foreign_key="districts.id", primary_key=True)
    name: Plain = Field(primary_key=True)
    content: PlainJson = Field(sa_type=JSON)
    at: datetime = instant()


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
