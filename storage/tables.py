"""The tables, one per noun, without behaviour. The tenant comes first in every key and index."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """An aware instant, in UTC at rest, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(**more: Any) -> Any:
    return Field(sa_type=Instant, **more)


class District(SQLModel, table=True):
    __tablename__ = "districts"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class MemberRow(SQLModel, table=True):
    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("district", "email"), Index("ix_members_address", "address"))
    id: int | None = Field(default=None, primary_key=True)
    district: int = Field(foreign_key="districts.id")
    email: str
    name: str
    role: str
    team: str
    district_team: bool = True
    zone: str | None = None
    address: str | None = None
    conversation: str = ""
    active: bool = True


class AwayRow(SQLModel, table=True):
    __tablename__ = "away"
    id: int | None = Field(default=None, primary_key=True)
    member: int = Field(foreign_key="members.id", index=True)
    since: date
    back: date


class CycleRow(SQLModel, table=True):
    __tablename__ = "cycles"
    __table_args__ = (UniqueConstraint("district", "label"),)
    id: int | None = Field(default=None, primary_key=True)
    district: int = Field(foreign_key="districts.id")
    label: str
    zone: str
    first_day: date
    last_day: date
    do_from: date
    study_from: date
    act_from: date
    checkin_weekday: int
    checkin_time: time
    note_weekday: int
    note_time: time
    team_channel: str = ""
    stakeholder_channel: str = ""
    leadership_channel: str = ""
    framework: str = ""
    commitment: str = ""
    minimum_group: int = 10
    started_at: datetime | None = instant(default=None, nullable=True)


class DayOffRow(SQLModel, table=True):
    __tablename__ = "days_off"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int = Field(foreign_key="cycles.id", index=True)
    name: str
    first: date
    last: date
    for_all: bool


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


class ObservationRow(SQLModel, table=True):
    __tablename__ = "observations"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    measure: str = Field(primary_key=True)
    grouping: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    value: float
    n: int | None = None


class RatingRow(SQLModel, table=True):
    __tablename__ = "ratings"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    activity: str = Field(primary_key=True)
    position: int
    initial: int | None = None
    goal: int | None = None
    year_end: int | None = None
    evidence: str = ""


class CheckInRow(SQLModel, table=True):
    __tablename__ = "checkins"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    strategy: str = Field(primary_key=True)
    week: date = Field(primary_key=True)
    member: int = Field(foreign_key="members.id")
    went: str
    well: str = ""
    in_way: str = ""
    help: str = ""
    number: float | None = None
    quotable: bool = False
    late: bool = False
    at: datetime = instant()
    edited_at: datetime | None = instant(default=None, nullable=True)
    __table_args__ = (
        Index("ix_checkins_week", "cycle", "week"),
        Index("ix_checkins_member", "cycle", "member", "week"),
    )


class SkipRow(SQLModel, table=True):
    __tablename__ = "skips"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    member: int = Field(foreign_key="members.id", primary_key=True)
    week: date = Field(primary_key=True)
    at: datetime = instant()


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
    __table_args__ = (Index("ix_reflections_strategy", "cycle", "strategy", "id"),)


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
    __table_args__ = (Index("ix_decisions_strategy", "cycle", "strategy", "id"),)


class DigestRow(SQLModel, table=True):
    __tablename__ = "digests"
    cycle: int = Field(foreign_key="cycles.id", primary_key=True)
    kind: str = Field(primary_key=True)
    occasion: str = Field(primary_key=True)
    state: str
    opening: str = ""
    ask: str = ""
    content: Any = Field(sa_type=JSON)
    drafted_at: datetime = instant()
    settled_by: int | None = Field(default=None, foreign_key="members.id")
    settled_at: datetime | None = instant(default=None, nullable=True)


class LetterRow(SQLModel, table=True):
    __tablename__ = "letters"
    id: int | None = Field(default=None, primary_key=True)
    cycle: int = Field(foreign_key="cycles.id")
    key: str
    kind: str
    occasion: str
    reader: str
    member: int | None = Field(default=None, foreign_key="members.id")
    room: str = ""
    about: Any = Field(default_factory=list, sa_type=JSON)
    at: datetime = instant()
    expires: datetime | None = instant(default=None, nullable=True)
    under: str = ""
    prompt: bool = True
    state: str = "ready"
    reason: str = ""
    owner: str = ""
    lease: float = 0.0
    tried_at: datetime | None = instant(default=None, nullable=True)
    tries: int = 0
    sent_at: datetime | None = instant(default=None, nullable=True)
    conversation: str = ""
    message: str = ""
    stale: bool = False
    __table_args__ = (
        UniqueConstraint("cycle", "key"),
        Index("ix_letters_due", "state", "at"),
        Index("ix_letters_reader", "cycle", "reader", "state"),
        Index("ix_letters_stale", "stale"),
    )


class PaceRow(SQLModel, table=True):
    __tablename__ = "pace"
    scope: str = Field(primary_key=True)
    next_at: datetime = instant()
    per_second: float


class SeenRow(SQLModel, table=True):
    __tablename__ = "seen"
    id: str = Field(primary_key=True)
    at: datetime = instant(index=True)


class RoomRow(SQLModel, table=True):
    __tablename__ = "rooms"
    district: int = Field(foreign_key="districts.id", primary_key=True)
    name: str = Field(primary_key=True)
    conversation: str


class AuditRow(SQLModel, table=True):
    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant()
    actor: int | None = None
    deed: str
    about: str
    before: Any = Field(default=None, sa_type=JSON, nullable=True)
    after: Any = Field(default=None, sa_type=JSON, nullable=True)
    __table_args__ = (Index("ix_audit_about", "about", "id"),)
