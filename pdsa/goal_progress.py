"""Where a measure stands between its start and its goal, told apart from what moves by chance alone."""

from enum import StrEnum

from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.measures import Better, reached
from pdsa.rounding import as_shown
from pdsa.runchart import Verdict


class Stands(StrEnum):
    """Where a measure stands, the farthest from its goal first."""

    AWAY = "away"
    SAME = "same"
    UNKNOWN = "unknown"
    CLOSER = "closer"
    REACHED = "reached"


def start_of(finding: MeasureFinding, series: SeriesFinding) -> float:
    """Where a series began: at the goal's baseline, else at its first number."""
    return series.first.value if finding.baseline is None else finding.baseline


def is_reached(finding: MeasureFinding, series: SeriesFinding) -> bool | None:
    """Whether the latest number is at the goal; None where nobody can say, as of one that got there by chance alone."""
    there = reached(series.latest.value, finding.target, finding.way)
    before = reached(start_of(finding, series), finding.target, finding.way)
    return None if there and series.says.verdict is Verdict.STEADY and not before else there


def at_goal(finding: MeasureFinding, series: SeriesFinding, *, studied: bool) -> bool | None:
    """Whether a measure is at its goal. Short of it says something once the year is `studied`, or where it did not move
    its way at all; before that, it is on its way.
    """
    if series.reached is not False or studied:
        return series.reached
    moved = series.latest.value - start_of(finding, series)
    return None if (moved > 0 if finding.way is Better.HIGHER else moved < 0) else False


def stands(finding: MeasureFinding) -> Stands:
    """Where a measure's first series stands; unknown where nobody said which way is better, or where it began."""
    series = finding.series[0]
    if is_reached(finding, series):
        return Stands.REACHED
    if finding.way is Better.UNKNOWN or (finding.baseline is None and len(series.points) == 1):
        return Stands.UNKNOWN
    start, now = as_shown(start_of(finding, series)), as_shown(series.latest.value)
    if start == now or series.says.verdict is Verdict.STEADY:  # what moved by chance alone did not move
        return Stands.SAME
    return Stands.CLOSER if (now > start) is (finding.way is Better.HIGHER) else Stands.AWAY


def got_worse(finding: MeasureFinding) -> bool:
    """Whether a measure moved away from its goal by more than chance: two points alone tell nothing."""
    return bool(finding.series) and finding.series[0].says.verdict is Verdict.WORSE
