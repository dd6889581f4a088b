"""Pictures as values: what a chart shows and says, before anybody draws it.

Handlers fill these in, words and all, so that everything written in a picture can be translated;
`storage/files/charts.py` draws them. Every picture carries `alt`: its finding in a sentence, for those who cannot see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite

from pdsa.calendar import ONE_DAY, month_end
from pdsa.checkin import Tally, Went

LEVEL_RANGE = range(1, 5)


@dataclass(frozen=True)
class Dated:
    """A day, and what stands at it: a month's name on an axis, or what began then."""

    day: date
    label: str


@dataclass(frozen=True)
class Dot:
    """One value on one day. `label` is the number as the reader writes it ("4.2", "4,2")."""

    day: date
    value: float
    label: str


@dataclass(frozen=True)
class Level:
    """A line across the whole chart, such as a target or a median, with its words ("Target 3.0")."""

    value: float
    label: str


@dataclass(frozen=True)
class RunChart:
    """One series over time. `note` stands under the title ("7 of 10 points: too early to say").

    `ticks` are written under the time axis, as many as fit. `marks` are days on which something began. From `held_from`
    on the median is that of earlier points, carried on. `latest` are the words of the last dot, where dots are many.
    `decimal` is the reader's decimal sign. Raises ValueError without points, or where a number is not finite.
    """

    title: str
    alt: str
    dots: tuple[Dot, ...]
    ticks: tuple[Dated, ...] = ()
    note: str = ""
    median: Level | None = None
    target: Level | None = None
    marks: tuple[Dated, ...] = ()
    decimal: str = "."
    held_from: date | None = None
    latest: str = ""

    def __post_init__(self) -> None:
        levels = [level.value for level in (self.median, self.target) if level]
        refuse_unless(bool(self.dots), "a run chart needs at least one point")
        refuse_unless(all(isfinite(n) for n in (*levels, *(dot.value for dot in self.dots))), "a point is no number")


@dataclass(frozen=True)
class Rated:
    """A rubric item's way through the year: levels 1-4, None where nobody rated. `status` is its word ("met").

    Items that follow each other and have the same `group` stand below one heading of that name.
    """

    label: str
    start: int | None = None
    goal: int | None = None
    end: int | None = None
    status: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        given = [level for level in (self.start, self.goal, self.end) if level is not None]
        refuse_unless(all(level in LEVEL_RANGE for level in given), "a rubric level is 1, 2, 3 or 4")


@dataclass(frozen=True)
class Dumbbell:
    """Rubric items from start past goal to year-end. `levels` are the words for 1, 2, 3 and 4.

    `start`, `goal` and `end` name the three marks. Raises ValueError without items or with other than four words.
    """

    title: str
    alt: str
    items: tuple[Rated, ...]
    levels: tuple[str, ...]
    start: str
    goal: str
    end: str
    note: str = ""

    def __post_init__(self) -> None:
        refuse_unless(bool(self.items), "a rubric chart needs at least one item")
        refuse_unless(len(self.levels) == len(LEVEL_RANGE), "a rubric has four levels")


@dataclass(frozen=True)
class WeekMark:
    """One week of one strategy: what was answered, or None where it was asked and nobody answered."""

    day: date
    went: Went | None


@dataclass(frozen=True)
class Weeks:
    """How a strategy went, week by week. The last four are the words of its rows, with or without counts.

    Raises ValueError without weeks.
    """

    title: str
    alt: str
    weeks: tuple[WeekMark, ...]
    as_planned: str
    partly: str
    not_done: str
    no_word: str
    ticks: tuple[Dated, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        refuse_unless(bool(self.weeks), "a chart of weeks needs at least one week")


@dataclass(frozen=True)
class Bar:
    """One strategy's weeks, counted."""

    label: str
    tally: Tally


@dataclass(frozen=True)
class Bars:
    """How several strategies went, as counts of weeks. The last three name the parts of a bar.

    Raises ValueError without bars.
    """

    title: str
    alt: str
    bars: tuple[Bar, ...]
    as_planned: str
    partly: str
    not_done: str
    note: str = ""

    def __post_init__(self) -> None:
        refuse_unless(bool(self.bars), "a bar chart needs at least one bar")


@dataclass(frozen=True)
class Box:
    """A part of a flow. `flag` says in words what is the matter with it, if anything is."""

    code: str
    text: str
    flag: str = ""


@dataclass(frozen=True)
class Column:
    """The boxes of one stage; `more` says how many did not fit."""

    name: str
    boxes: tuple[Box, ...]
    more: str = ""


@dataclass(frozen=True)
class Flow:
    """What leads to what, from left to right. `joins` go from a box's code to one in a later column.

    Raises ValueError without boxes, where two have one code, or where a join leads to no box or back.
    """

    title: str
    alt: str
    columns: tuple[Column, ...]
    joins: tuple[tuple[str, str], ...]
    note: str = ""

    def __post_init__(self) -> None:
        placed = [(box.code, nth) for nth, column in enumerate(self.columns) for box in column.boxes]
        at = dict(placed)
        refuse_unless(bool(placed), "a flow needs at least one box")
        refuse_unless(len(at) == len(placed), "a flow needs a code of its own for each box")
        forward = all(first in at and then in at and at[first] < at[then] for first, then in self.joins)
        refuse_unless(forward, "a join needs two boxes, and leads from left to right")


Picture = RunChart | Dumbbell | Weeks | Bars | Flow


def refuse_unless(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def month_starts(first: date, last: date) -> Iterator[date]:
    """The first days of months from `first` to `last`, and `first` itself: where a time axis is labelled."""
    day = first
    while day <= last:
        yield day
        day = month_end(day) + ONE_DAY
