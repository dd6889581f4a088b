"""What a measure can show in a year, before anybody has measured: how large a change its run chart will find.

A chart shows a step where the rule finds it in at least 8 of 10 series (benchmarks/false_alarms.py draws them). Against
a line that is frozen at twelve points or more that is a step of 1.0 to 1.8 standard deviations, by how many follow;
against its own median it takes two or more, and under twenty points there is none that it surely finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean

from pdsa.cycle import Cycle
from pdsa.measures import Every, Observation
from pdsa.numbers_due import spans
from pdsa.rounding import as_shown
from pdsa.runchart import BASELINE_POINTS

FROZEN = ((10, 1.8), (12, 1.5), (18, 1.3), (24, 1.2), (36, 1.0))
"""So many points after a frozen line, and the step that they find, in standard deviations."""
OWN = ((20, 2.5), (24, 2.4), (30, 2.1), (36, 2.0), (44, 1.8))
"""So many points in all, with a step in their middle, about their own median."""
FEWEST_FOR_SPREAD = 6
NEIGHBOURS = 1.128
"""The mean difference of two neighbours, in standard deviations: what has moved between them hardly counts."""


@dataclass(frozen=True)
class CanShow:
    """So many `points` a year has for a measure, `before` of them before the first strategy begins. `step` is the
    smallest change that they surely show, in standard deviations; None where there is none.
    """

    points: int
    before: int
    step: float | None

    @property
    def held(self) -> bool:
        """Whether there are points enough before the start to hold the line at them."""
        return self.before >= BASELINE_POINTS


def can_show(every: Every, measured: Sequence[date], start: date | None, today: date, cycle: Cycle) -> CanShow:
    """What numbers at this pace can show by the end of the year, with those `measured` so far, in earlier years, too.

    `start` is the first strategy's first day; where nobody has said one, it is reckoned with numbers enough before it.
    """
    taken = {_time(every, day): day for day in measured}
    coming = [last for _first, last in spans(every, cycle) if last >= today and _time(every, last) not in taken]
    days = [*taken.values(), *coming]
    points = sum(day >= cycle.year.first_day for day in days)
    before = min(BASELINE_POINTS, len(days)) if start is None else sum(day < start for day in days)
    if before < BASELINE_POINTS:
        return CanShow(points, before, _smallest(OWN, points))
    return CanShow(points, before, _smallest(FROZEN, len(days) - before))


def _time(every: Every, day: date) -> tuple[int, int]:
    """The week that a day is in, or the month: two numbers of one time are one."""
    return day.isocalendar()[:2] if every is Every.WEEK else (day.year, day.month)


def _smallest(steps: Sequence[tuple[int, float]], points: int) -> float | None:
    return next((step for fewest, step in reversed(steps) if points >= fewest), None)


def spread(points: Sequence[Observation]) -> float | None:
    """The usual up and down of a measure, as a standard deviation: from how far neighbours lie apart; None where there
    are too few points, or where all are the same.
    """
    values = [as_shown(each.value) for each in points]
    if len(values) < FEWEST_FOR_SPREAD:
        return None
    return mean(abs(after - before) for before, after in pairwise(values)) / NEIGHBOURS or None
