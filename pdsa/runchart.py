"""Run-chart rules: what a series says by itself, against what chance alone would bring.

The centre line is the median. Three rules are computed; the fourth, a point that is plainly out of the ordinary to
everybody who looks, stays a human's call. Sources: domain.md 4.3; Perla, Provost and Murray, BMJ Quality & Safety 2011,
20:46-51, for shift (six), trend (five) and runs; Swed and Eisenhart, Annals of Mathematical Statistics 1943, 14:66-87,
for how many runs chance brings. A shift of six is a fixed rule: in a long series chance brings one more easily
(Anhøj and Olesen, PLoS ONE 2014, 9(11):e113825, who also find the trend rule nearly useless: hence "weak").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise
from math import comb
from statistics import median

from pdsa.measures import SHIFT_POINTS, Better, Observation, Series

TREND_POINTS = 5
"""So many points in a row that all rise, or all fall, are a trend (domain.md 4.3, rule 2)."""
TAIL = 40
"""One in so many, 2.5 %, may lie beyond either limit of the runs: 5 % for both."""


class Trend(StrEnum):
    """What a series says by itself, in a word.

    `HIGHER` and `LOWER` stand where nobody said which way is better; `CHANGED` where it moved by more than chance, but
    ended about where it began; `SWINGING` where it crosses its median more often than chance would.
    """

    TOO_EARLY = "too early"
    STEADY = "steady"
    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    CHANGED = "changed"
    SWINGING = "swinging"


class Rule(StrEnum):
    """Which rule a signal comes from."""

    SHIFT = "shift"
    TREND = "trend"
    FEW_RUNS = "too few runs"
    MANY_RUNS = "too many runs"


@dataclass(frozen=True)
class Limits:
    """The fewest and the most runs that chance brings: what lies outside is a signal."""

    low: int
    high: int


@dataclass(frozen=True)
class Signal:
    """One rule that spoke, from `first` to `last`.

    `count` is the number of points of a shift or trend, and the number of runs of the others, whose `limits` it
    exceeds. `up` says for a shift whether it lies above the median, for a trend whether it rises.
    """

    rule: Rule
    first: date
    last: date
    count: int
    up: bool | None = None
    limits: Limits | None = None


def signals(found: Series) -> tuple[Signal, ...]:
    """The rules that spoke: shifts, runs, then trends, each oldest first. None below ten points, which say nothing."""
    if not found.enough:
        return ()
    return (*_shifts(found), *_runs(found), *_trends(found))


def trend(found: Series, way: Better = Better.UNKNOWN) -> Trend:
    """What a series says in a word; the trend rule is too weak to count here."""
    if not found.enough:
        return Trend.TOO_EARLY
    spoke = {signal.rule for signal in signals(found)}
    if not spoke & {Rule.SHIFT, Rule.FEW_RUNS}:
        return Trend.SWINGING if Rule.MANY_RUNS in spoke else Trend.STEADY
    went_up = _went_up(found.values)
    if went_up is None:
        return Trend.CHANGED
    if way is Better.UNKNOWN:
        return Trend.HIGHER if went_up else Trend.LOWER
    return Trend.BETTER if went_up == (way is Better.HIGHER) else Trend.WORSE


@cache
def runs_limits(above: int, below: int) -> Limits:
    """How few and how many runs chance brings, given so many points above the median and below it.

    Exact: among all orders of the points, less than 2.5 % have fewer runs than `low`, and less than 2.5 % more than
    `high` (Swed and Eisenhart's distribution; their tables' critical values are one less and one more). The table that
    goes round with run charts (10 points 3-9, 20 points 6-16) knows only the number of points, and lies up to one run
    wider. Both at least 1, else there is nothing to order.
    """
    ways = [_orders(above, below, runs) for runs in range(2, above + below + 1)]
    return Limits(2 + _tail(ways), above + below - _tail(ways[::-1]))


def _tail(ways: Sequence[int]) -> int:
    """How many of the first numbers of runs lie beyond the limit."""
    total, beyond, found = sum(ways), 0, 0
    for each in ways:
        beyond += each
        if beyond * TAIL >= total:
            break
        found += 1
    return found


def _orders(above: int, below: int, runs: int) -> int:
    """In how many orders the points make so many runs."""
    half = runs // 2
    if runs % 2 == 0:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    return comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(below - 1, half)


def sides(found: Series) -> list[list[Observation]]:
    """The runs about the median, oldest first. Points on the line are left out: they neither count nor break a run.

    But where they are more than half of all, and the others lie more on one side of them, they stand for the other
    side: of twenty weeks with eleven zeros no point lies below the median, and all that lie above would be one run.
    """
    centre = found.median
    usual = _usual_side(found)
    placed = [(usual if point.value == centre else point.value > centre, point) for point in found.points]
    off = [(above, point) for above, point in placed if above is not None]
    return [[point for _, point in run] for _, run in groupby(off, lambda each: each[0])]


def _usual_side(found: Series) -> bool | None:
    """The side that points on the line stand for: True for above, False for below, None where they are left out."""
    centre = found.median
    above, below = (sum(v > centre for v in found.values), sum(v < centre for v in found.values))
    on_it = len(found.points) - above - below
    return None if above == below or 2 * on_it <= len(found.points) else above < below


def _is_above(run: Sequence[Observation], found: Series) -> bool:
    """Whether a run lies above the median; points on it may stand for either side."""
    off = next((point for point in run if point.value != found.median), None)
    return bool(_usual_side(found)) if off is None else off.value > found.median


def _shifts(found: Series) -> list[Signal]:
    """Long runs on one side. Those of points that mostly lie on the line itself are none."""
    usual = _usual_side(found)
    placed = ((run, _is_above(run, found)) for run in sides(found) if len(run) >= SHIFT_POINTS)
    return [Signal(Rule.SHIFT, run[0].day, run[-1].day, len(run), above) for run, above in placed if above is not usual]


def _runs(found: Series) -> list[Signal]:
    runs = sides(found)
    above = sum(len(run) for run in runs if _is_above(run, found))
    below = sum(len(run) for run in runs) - above
    if not above or not below:
        return []
    limits, count = runs_limits(above, below), len(runs)
    if limits.low <= count <= limits.high:
        return []
    rule = Rule.FEW_RUNS if count < limits.low else Rule.MANY_RUNS
    return [Signal(rule, found.points[0].day, found.points[-1].day, count, limits=limits)]


def _trends(found: Series) -> list[Signal]:
    """Stretches that all rise or all fall; of equal neighbours only the first counts."""
    points = [next(same) for _, same in groupby(found.points, lambda point: point.value)]
    rises = [after.value > before.value for before, after in pairwise(points)]
    trends: list[Signal] = []
    start = 0
    for up, stretch in groupby(rises):
        end = start + len(list(stretch))
        if end - start + 1 >= TREND_POINTS:
            trends.append(Signal(Rule.TREND, points[start].day, points[end].day, end - start + 1, up))
        start = end
    return trends


def _went_up(values: Sequence[float]) -> bool | None:
    """Whether a series that moved went up; None where it came back.

    The rules tell that something changed, not which way: a long run may be the level that the series left or the one
    that it came to. So the later half is held against the earlier one, median against median.
    """
    half = len(values) // 2
    earlier, later = median(values[:half]), median(values[-half:])
    return None if earlier == later else later > earlier
