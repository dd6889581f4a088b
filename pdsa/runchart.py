"""Run charts: what a series says by itself, against what chance alone would bring.

The rule is Anhøj's (Anhøj and Olesen, PLoS ONE 2014, 9(11):e113825). The line is a median. Points on the line are left
out; n counts the useful ones, off the line. A series has changed where its longest run on one side of the line is
longer than round(log2 n + 3), or where it crosses the line less often than the 5 % quantile of Binomial(n - 1, 1/2).
There is no rule for rises and no upper limit of crossings. Under ten useful points nothing is judged, nor where more
than half of the points lie on the line: a series that is mostly zero has nothing below it.

Where it is known when something began, and twelve points came before, the line is frozen at their median and only later
points are judged: a change then no longer hides in its own line. But few points draw an unsteady line, and the more
follow, the oftener chance alone looks like a change. So where more points follow than drew it, the signal has to be
clearer by a point or two (`beyond`). A frozen line then calls at most 14 of 100 steady series changed, one's own median
at most 5 (`python -m benchmarks.false_alarms`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby
from math import comb, log2

from pdsa.measures import ENOUGH_POINTS, Better, Observation
from pdsa.rounding import as_shown, line_of

BASELINE_POINTS = 12
"""So many points before something began draw a line of their own."""
FALSE_ALARMS = 14
"""Of 100 steady series, at most about so many are called changed against a frozen line."""
FEW_FOLLOW, MANY_FOLLOW = 18, 2.5
"""So many points may always follow a frozen line, and so many times those that drew it, before more is asked."""
FAR_OUT = 3
"""A point stands out that lies so many times as far from the line as the one that lies farthest but for it."""
NEARLY_ALL = 0.95
"""Such a share of all steps crosses the line where two kinds of thing are counted in turn."""


class Verdict(StrEnum):
    """What a series says by itself, in a word.

    `HIGHER` and `LOWER` stand where nobody said which way is better; `CHANGED` where it went away and came back;
    `NOT_JUDGED` where more than half of its points lie on the line.
    """

    TOO_EARLY = "too early"
    NOT_JUDGED = "not judged"
    STEADY = "steady"
    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    CHANGED = "changed"

    @classmethod
    def _missing_(cls, value: object) -> "Verdict | None":
        """A draft of an earlier version may say "swinging", which is no change."""
        return cls.STEADY if value == "swinging" else None


class Signal(StrEnum):
    """Which part of the rule spoke."""

    LONG_RUN = "long run"
    FEW_CROSSINGS = "few crossings"


@dataclass(frozen=True)
class Began:
    """What a line is frozen at: the first strategy for a measure, by its title and first day."""

    day: date
    title: str = ""


@dataclass(frozen=True)
class Judged:
    """A series held against a line.

    `points` are those that were judged, `useful` those of them off the line; `baseline` so many earlier ones drew it, 0
    where it is the judged points' own median. `before` and `after` are the typical numbers (medians) before a change
    and after it, or before something `began` and after; `since` is about when it changed. What came back was typically
    `away` from `since` to `until`. `odd` is the day of a point that stands out, and `mixed` says that nearly every
    point lies on the other side than the one before.
    """

    verdict: Verdict
    line: float
    points: int
    useful: int
    baseline: int = 0
    longest_run: int = 0
    crossings: int = 0
    before: float | None = None
    after: float | None = None
    since: date | None = None
    until: date | None = None
    away: float | None = None
    began: Began | None = None
    odd: date | None = None
    mixed: bool = False

    @property
    def changed(self) -> bool:
        """Whether it moved by more than chance brings, be it only for a while."""
        return self.verdict not in (Verdict.TOO_EARLY, Verdict.NOT_JUDGED, Verdict.STEADY)

    @property
    def signals(self) -> tuple[Signal, ...]:
        if self.verdict in (Verdict.TOO_EARLY, Verdict.NOT_JUDGED):
            return ()
        more = beyond(self.baseline, self.points)
        long = self.longest_run > longest_run(self.useful) + more
        few = self.crossings < fewest_crossings(self.useful) - more
        return (*([Signal.LONG_RUN] if long else []), *([Signal.FEW_CROSSINGS] if few else []))


def longest_run(useful: int) -> int:
    """The longest run on one side that chance brings to so many useful points."""
    return round(log2(useful) + 3)


@cache
def fewest_crossings(useful: int) -> int:
    """How often chance alone has so many useful points cross their line, at least: the binomial's 5 % quantile."""
    steps, below, crossings = useful - 1, 0, 0
    while True:
        below += comb(steps, crossings)
        if 20 * below >= 2**steps:
            return crossings
        crossings += 1


def beyond(baseline: int, after: int) -> int:
    """By how many points a run must be longer, and crossings fewer, than the limits that hold for one's own median."""
    if not baseline or after <= max(baseline, FEW_FOLLOW):
        return 0
    return 1 if after <= MANY_FOLLOW * baseline else 2


def judge(
    points: Sequence[Observation],
    way: Better = Better.UNKNOWN,
    began: Began | None = None,
    earlier: Sequence[Observation] = (),
) -> Judged:
    """What points say, oldest first and at least one; `earlier` are those of the years before.

    Where enough points lie before something `began`, they alone draw the line and those after it alone are judged.
    """
    if began is not None:
        whole = [*earlier, *points]
        before = [each for each in whole if each.day < began.day]
        after = [each for each in whole if each.day >= began.day]
        if len(before) >= BASELINE_POINTS and after:
            return _against(after, before, way, began)
    return _against(points, (), way, None)


def _against(
    points: Sequence[Observation], baseline: Sequence[Observation], way: Better, began: Began | None
) -> Judged:
    values = [as_shown(each.value) for each in points]
    start = [as_shown(each.value) for each in baseline]
    line = line_of(start or values)
    runs = _runs(points, line)
    useful = sum(len(run) for run in runs)
    judged = Judged(
        Verdict.TOO_EARLY, line, len(points), useful, len(baseline),
        longest_run=max((len(run) for run in runs), default=0), crossings=max(len(runs) - 1, 0), began=began,
    )  # fmt: skip
    if len(points) < ENOUGH_POINTS:
        return judged
    if _mostly_on(line, values) or (start and _mostly_on(line, start)):
        return replace(judged, verdict=Verdict.NOT_JUDGED)
    if useful < ENOUGH_POINTS:
        return judged
    steady = replace(judged, verdict=Verdict.STEADY)
    if not steady.signals:
        typical = (line, line_of(values)) if start else (None, None)
        return replace(
            steady, before=typical[0], after=typical[1],
            odd=_odd(points, line), mixed=judged.crossings >= NEARLY_ALL * (useful - 1),
        )  # fmt: skip
    return _moved(judged, points, values, runs, way)


def _mostly_on(line: float, values: Sequence[float]) -> bool:
    return 2 * values.count(line) > len(values)


def _runs(points: Sequence[Observation], line: float) -> list[list[Observation]]:
    """The stretches on one side of the line, oldest first. Points on it neither count nor break a run."""
    off = [each for each in points if as_shown(each.value) != line]
    return [list(run) for _, run in groupby(off, lambda each: as_shown(each.value) > line)]


def _moved(
    judged: Judged,
    points: Sequence[Observation],
    values: Sequence[float],
    runs: Sequence[Sequence[Observation]],
    way: Better,
) -> Judged:
    """A series that changed: from where to where, about when, and whether it stayed there."""
    split = _split(values, judged.line)
    before, after = (judged.line, line_of(values)) if judged.baseline else _typical(values, split)
    end = line_of(values[-max(4, judged.useful // 3) :])
    stayed = (end - judged.line) * (after - before) > 0
    if before == after or not stayed:
        away = max(
            (run for run in runs if (run[0].value - judged.line) * (end - judged.line) <= 0), key=len, default=None
        )
        if away is not None:
            typical = line_of([as_shown(each.value) for each in away])
            return replace(
                judged, verdict=Verdict.CHANGED, since=away[0].day, until=away[-1].day, away=typical, after=end
            )
    up = after > before
    verdict = Verdict.HIGHER if up else Verdict.LOWER
    if way is not Better.UNKNOWN:
        verdict = Verdict.BETTER if up == (way is Better.HIGHER) else Verdict.WORSE
    since = judged.began.day if judged.began else points[split].day
    return replace(judged, verdict=verdict, before=before, after=after, since=since)


def _split(values: Sequence[float], line: float) -> int:
    """Where a series most plainly parts in two: how many points lie before. The sides of the line are summed up."""
    total, most, split = 0, 0, len(values) // 2
    for nth, value in enumerate(values[:-1], start=1):
        total += (value > line) - (value < line)
        if abs(total) > most:
            most, split = abs(total), nth
    return split


def _typical(values: Sequence[float], split: int) -> tuple[float, float]:
    """The typical numbers before and after: of the earlier and the later half, which the change need not part exactly;
    of what lies before and after it where it is far from the middle.
    """
    n = len(values)
    if n <= 4 * split <= 3 * n:
        return line_of(values[: n // 2]), line_of(values[-(n // 2) :])
    return line_of(values[:split]), line_of(values[split:])


def _odd(points: Sequence[Observation], line: float) -> date | None:
    """A single point that plainly stands out: one for people to explain, and never a verdict."""
    *_rest, second, first = sorted(points, key=lambda each: abs(each.value - line))
    return first.day if abs(first.value - line) > FAR_OUT * abs(second.value - line) > 0 else None
