"""Numbers over time: observations, ratings on the rubric, and what may be said about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

ENOUGH_POINTS = 10
"""Fewer points than this say nothing yet (domain.md 4.3, after a practice guide's minimum)."""
LEVELS = {1: "not begun", 2: "partly in place", 3: "mostly in place", 4: "fully in place"}


@dataclass(frozen=True)
class Observation:
    """A number that somebody measured. `n` is how many people it comes from, None where unknown."""

    measure: str
    day: date
    value: float
    n: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Rating:
    """A rubric item's levels in one year, each 1-4 or None where nobody rated."""

    activity: str
    initial: int | None = None
    goal: int | None = None
    year_end: int | None = None
    evidence: str = ""

    @property
    def status(self) -> str:
        """`met`, `partly`, `not met` or `not rated`."""
        if self.year_end is None or self.goal is None:
            return "not rated"
        if self.year_end >= self.goal:
            return "met"
        return "partly" if self.initial is not None and self.year_end > self.initial else "not met"


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
    def median(self) -> float:
        """The centre line. Raises StatisticsError when there are no points."""
        return median(self.values)

    @property
    def enough(self) -> bool:
        return len(self.points) >= ENOUGH_POINTS


def known(observations: Iterable[Observation], today: date) -> list[Observation]:
    """Only what has been measured by today: nothing dated after now is shown or computed."""
    return [each for each in observations if each.day <= today]


def series(observations: Sequence[Observation], measure: str) -> list[Series]:
    """The observations of a measure, one Series a group, the group with the most people first."""
    groups: dict[str, list[Observation]] = {}
    for each in observations:
        if each.measure == measure:
            groups.setdefault(each.group, []).append(each)
    found = [Series(measure, group, tuple(sorted(points, key=lambda o: o.day))) for group, points in groups.items()]
    return sorted(found, key=lambda s: (-max((p.n or 0) for p in s.points), s.group))
