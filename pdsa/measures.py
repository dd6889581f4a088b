"""Numbers over time: observations, ratings on the rubric, and what may be said about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from pdsa.field_privacy import Plain, Public
from pdsa.names import folded, same
from pdsa.rounding import as_shown

ENOUGH_POINTS = 10
"""Fewer points than this say nothing yet."""
LEVELS = {1: "not begun", 2: "partly in place", 3: "mostly in place", 4: "fully in place"}


@dataclass(frozen=True)
class Observation:
    """A number that somebody measured. `n` is how many people it comes from, None where unknown; `source` says where
    it was found.
    """

    measure: Plain
    day: date
    value: float
    n: int | None = None
    group: Plain = ""
    source: Annotated[str, Public("")] = ""

    @property
    def slot(self) -> tuple[str, str, date]:
        """By this a number is known, however its names are spelled: its measure, group and day."""
        return folded(self.measure), folded(self.group), self.day


class ItemLevels:
    """What a rubric item's levels in one year sum up to; each is 1-4, or None where nobody rated."""

    initial: int | None
    goal: int | None
    year_end: int | None

    @property
    def change(self) -> int | None:
        """How many levels it moved over the year; None where one end of it is missing."""
        return None if self.year_end is None or self.initial is None else self.year_end - self.initial

    @property
    def gap(self) -> int | None:
        """How many levels it ended over its goal, less than 0 where it ended under it."""
        return None if self.year_end is None or self.goal is None else self.year_end - self.goal

    @property
    def there_from_the_start(self) -> bool:
        """Whether it ended at its goal and had reached it before the year began: that is nobody's work of this year."""
        if self.initial is None or self.goal is None or self.year_end is None:
            return False
        return min(self.initial, self.year_end) >= self.goal


@dataclass(frozen=True)
class Rating(ItemLevels):
    """A rubric item's levels in one year."""

    activity: Plain
    initial: int | None = None
    goal: int | None = None
    year_end: int | None = None
    evidence: Annotated[str, Public("")] = ""
    mid_year: int | None = None

    @property
    def status(self) -> str:
        """`met`, `partly`, `not met` or `not rated`."""
        if self.gap is None:
            return "not rated"
        if self.gap >= 0:
            return "met"
        return "partly" if self.change is not None and self.change > 0 else "not met"


class Better(StrEnum):
    """Which way a measure is meant to move."""

    HIGHER = "higher"
    LOWER = "lower"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Series:
    """One measure of one group over time, oldest first."""

    measure: str
    group: str
    points: tuple[Observation, ...]

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(point.value for point in self.points)

    @property
    def enough(self) -> bool:
        return len(self.points) >= ENOUGH_POINTS

    @property
    def people(self) -> int:
        """The most people that any point comes from; 0 where no point says."""
        return max((point.n or 0 for point in self.points), default=0)


def measured_by(observations: Iterable[Observation], today: date) -> list[Observation]:
    """Only what has been measured by today: nothing dated after now is shown or computed."""
    return [each for each in observations if each.day <= today]


def rated(ratings: Iterable[Rating], today: date, study: date) -> list[Rating]:
    """The ratings as they may be read today: year-end levels and evidence count from STUDY's first day only."""
    if today >= study:
        return list(ratings)
    return [replace(each, year_end=None, evidence="") for each in ratings]


def series(observations: Sequence[Observation], measure: str) -> list[Series]:
    """The observations of a measure, one Series a group, the group with the most people first."""
    groups: dict[str, list[Observation]] = {}
    for observation in observations:
        if same(observation.measure, measure):
            groups.setdefault(folded(observation.group), []).append(observation)
    found = [Series(measure, points[0].group, tuple(sorted(points, key=lambda o: o.day))) for points in groups.values()]
    return sorted(found, key=lambda s: (-s.people, s.group))


def better(baseline: float | None, target: float | None) -> Better:
    """Which way a goal wants its measure to go."""
    if baseline is None or target is None or baseline == target:
        return Better.UNKNOWN
    return Better.HIGHER if target > baseline else Better.LOWER


def reached(value: float, target: float | None, way: Better) -> bool | None:
    """Whether a value is at its target or beyond, as both are shown; None where there is no target, or no saying which
    way is better.
    """
    if target is None or way is Better.UNKNOWN:
        return None
    now, wanted = as_shown(value), as_shown(target)
    return now >= wanted if way is Better.HIGHER else now <= wanted


class Every(StrEnum):
    """How often a number of a measure is due."""

    WEEK = "week"
    MONTH = "month"
    TERM = "term"


@dataclass(frozen=True)
class Setting:
    """What is known of a measure besides its numbers.

    `better` overrules what its goal says; `every` is None where numbers come when they come. `worth_telling` is
    research's mark, with the reason in `note`. `since` is the day on which that was said.
    """

    measure: Plain
    better: Better = Better.UNKNOWN
    every: Every | None = None
    worth_telling: bool = False
    note: Annotated[str, Public("")] = ""
    since: date | None = field(default=None, compare=False)


def way_of(setting: Setting | None, baseline: float | None, target: float | None) -> Better:
    """Which way is better: as somebody said, else from a goal's baseline to its target."""
    return setting.better if setting and setting.better is not Better.UNKNOWN else better(baseline, target)
