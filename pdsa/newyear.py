"""The next year on its way: what it is drafted from, what the draft holds, and how the calendar moves on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from pdsa.calendar import DayOff, SchoolYear
from pdsa.cycle import Cycle, Phases
from pdsa.decisions import Decision
from pdsa.goals import Goal, Link, Strategy
from pdsa.logic import Addition
from pdsa.measures import Observation, Rating
from pdsa.parked_goals import Parked

YEAR = timedelta(days=364)
"""Dates move on by 52 weeks: a Monday stays a Monday."""
FIRST = "first:"
"""What stands before a key activity that a decision puts first, where leads say something of it."""
WRITTEN_YEAR = re.compile(r"(20\d\d)(?:\s*[-/–—]\s*(?:20)?(\d\d))?")
TWO_YEARS = re.compile(r"(\d{4})-(\d{2})")


class GoalNote(StrEnum):
    """What there is to say of a goal on its way into the next year."""

    NOT_RATED = "not rated"
    NO_NUMBER = "no number"
    REACHED = "reached"
    NEW_DUE = "new due"
    NEW_TARGET = "new target"
    PARKED = "parked"
    FIRST = "first"


@dataclass(frozen=True)
class LaunchChoice:
    """What a lead said of a part before the launch: whether it goes on (None where they left that to the decision),
    and what changes in it, by the names of its fields.
    """

    carry: bool | None = None
    changes: Mapping[str, str | float | date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class OldYear:
    """What the next year is drafted from.

    `actuals` are the latest numbers of measures that may be shown; `decisions` those that stand, by the code of their
    strategy or goal; `parked` the goals that wait, by code; `choices` what leads said, by "goal:G2", "strategy:S1" or
    "first:Collaboration". `teams` are the schools' names: what is done at one of them alone stays there, wherever else
    it goes.
    """

    cycle: Cycle
    goals: Sequence[Goal]
    strategies: Sequence[Strategy]
    links: Sequence[Link] = ()
    ratings: Sequence[Rating] = ()
    actuals: Mapping[str, Observation] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    parked: Mapping[str, Parked] = field(default_factory=dict)
    choices: Mapping[str, LaunchChoice] = field(default_factory=dict)
    teams: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NextGoal:
    """A goal on its way. `old` is None for one that a decision put first, `new` for one that is left. `first` is the
    key activity of one that is new. `latest` is the number that is its new baseline.
    """

    old: Goal | None
    new: Goal | None
    notes: tuple[GoalNote, ...] = ()
    parked: Parked | None = None
    first: str = ""
    latest: Observation | None = None

    @property
    def part(self) -> str:
        """How leads' words on it are kept, and buttons name it."""
        return f"goal:{self.old.code}" if self.old else f"{FIRST}{self.first}"

    @property
    def title(self) -> str:
        """What it is called."""
        shown = self.old or self.new
        return shown.statement if shown else self.first

    @property
    def lacks_target(self) -> bool:
        """Whether it is measured or rated, goes on, and nobody has said where it should be."""
        return self.new is not None and bool(self.new.activity or self.new.measure) and self.new.target is None


@dataclass(frozen=True)
class NextStrategy:
    """A strategy on its way. `new` is None where it is left, or another strategy where one follows it.

    `decision` is the one that stands; `asked` says that there is none, or one that both ends it and keeps it in the
    plan, and that nobody said whether it goes on.
    """

    old: Strategy
    new: Strategy | None
    decision: Decision | None = None
    asked: bool = False

    @property
    def part(self) -> str:
        """How leads' words on it are kept, and buttons name it."""
        return f"strategy:{self.old.code}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.old.title


@dataclass(frozen=True)
class NextYear:
    """The draft of a year: nothing of it is kept before a lead launches it. `added` are strategies that were decided on
    for a goal, in no other's place.
    """

    cycle: Cycle
    goals: tuple[NextGoal, ...]
    strategies: tuple[NextStrategy, ...]
    links: tuple[Link, ...]
    ratings: tuple[Rating, ...]
    additions: tuple[Addition, ...] = ()
    added: tuple[Strategy, ...] = ()

    @property
    def parts(self) -> tuple[NextGoal | NextStrategy, ...]:
        return (*self.goals, *self.strategies)

    @property
    def asked(self) -> tuple[NextStrategy, ...]:
        return tuple(each for each in self.strategies if each.asked)

    @property
    def carried(self) -> tuple[NextStrategy, ...]:
        return tuple(each for each in self.strategies if each.new is not None)


def label_in(text: str) -> str | None:
    """A school year as "2026-27" (or "2026", where a year lies within one), however it was written; None for others."""
    match = WRITTEN_YEAR.fullmatch(text)
    if match is None or (match[2] and int(match[2]) != (int(match[1]) + 1) % 100):
        return None
    return f"{match[1]}-{match[2]}" if match[2] else match[1]


def label_around(day: date) -> str:
    """The label of the school year that is laid out around a day: from March on the one that begins in the fall."""
    first = day.year if day.month >= 3 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def next_label(label: str) -> str:
    """The label of the year after: "2027-28" after "2026-27", "2027" after "2026"."""
    match = TWO_YEARS.fullmatch(label)
    if match:
        return f"{int(match[1]) + 1}-{(int(match[2]) + 1) % 100:02d}"
    return str(int(label) + 1) if label.isdecimal() and label.isascii() and len(label) == 4 else f"{label} + 1"


def shift_of(cycle: Cycle) -> timedelta:
    """How far dates move: a year of weeks, or as many more as a very long year needs not to meet the next."""
    shift = YEAR
    while cycle.year.first_day + shift <= cycle.year.last_day:
        shift += timedelta(weeks=1)
    return shift


def next_cycle(old: Cycle) -> Cycle:
    """The next year with its dates moved on, not started. Days off are proposals; the words about the commitment were
    said of the old year and are said anew.
    """
    shift = shift_of(old)
    year = old.year
    days_off = tuple(
        DayOff(off.name, off.first + shift, off.last + shift, off.for_all, proposed=True) for off in year.days_off
    )
    return replace(
        old,
        id=0,
        label=next_label(old.label),
        commitment="",
        year=SchoolYear(year.first_day + shift, year.last_day + shift, year.zone, days_off, year.work_days),
        phases=Phases(old.phases.do + shift, old.phases.study + shift, old.phases.act + shift),
        started_at=None,
        midyear=old.midyear + shift if old.midyear else None,
        follows=old.id,
        closed_at=None,
    )
