"""How a digest's figures add up with the summaries of months that were posted before it."""

from collections.abc import Iterable, Sequence

from pdsa.checkin import Tally
from pdsa.digest import Monthly
from pdsa.findings import MeasureFinding
from pdsa.findings_from_records import total


def answers_told(posted: Iterable[Monthly]) -> int:
    """How many answers the posted summaries told, late ones included."""
    return sum(each.tally.total + each.later for each in posted)


def taken_back_since(posted: Iterable[Monthly], now: Tally) -> bool:
    """Whether answers that the summaries told have been changed or taken back: of one kind there are fewer `now`."""
    told = total(each.tally for each in posted)
    return told.as_planned > now.as_planned or told.partly > now.partly or told.not_done > now.not_done


def late_measures(month: Monthly, posted: Sequence[Monthly]) -> tuple[str, ...]:
    """The measures whose latest number is an earlier month's and was not there yet when that month was told."""
    told = {(each.measure, found.latest.day) for before in posted for each in before.measures for found in each.series}
    latest = [(each.measure, each.series[0].latest.day) for each in month.measures if each.series]
    since = min((before.first for before in posted), default=month.first)
    return tuple(name for name, day in latest if since <= day < month.first and (name, day) not in told)


def corrected_measures(measures: Iterable[MeasureFinding], posted: Iterable[Monthly]) -> tuple[str, ...]:
    """The measures whose latest number has another value by now than the last summary that told of its day."""
    told = {
        (each.measure, each.series[0].group, each.series[0].latest.day): each.series[0].latest.value
        for month in sorted(posted, key=lambda month: month.first)
        for each in month.measures
        if each.series
    }
    latest = [(each.measure, each.series[0].group, each.series[0].latest) for each in measures if each.series]
    return tuple(
        name for name, group, point in latest if told.get((name, group, point.day), point.value) != point.value
    )


def has_new_point(finding: MeasureFinding, month: Monthly) -> bool:
    """Whether its latest number is of this month, or of an earlier one and came in, or was corrected, after that had
    been told.
    """
    new = finding.measure in (*month.late, *month.corrected)
    return bool(finding.series) and (new or finding.series[0].latest.day >= month.first)
