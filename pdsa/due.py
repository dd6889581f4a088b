"""Numbers that are due: which measures have none for the time that is over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pdsa.calendar import ONE_DAY, month_before
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Goal
from pdsa.measures import Every, Setting

BEFORE_STUDY = timedelta(days=31)
"""So long before STUDY a number may have been taken and still tell how the year ended."""


@dataclass(frozen=True)
class Missing:
    """A measure without a number from `first` to `last`. `study` where it is STUDY that needs it."""

    measure: str
    first: date
    last: date
    study: bool = False

    @property
    def key(self) -> str:
        """Tells one time's number from another's."""
        return f"{self.first}:{self.measure}"


def period(every: Every, today: date, cycle: Cycle) -> tuple[date, date] | None:
    """The last week, month or term that is over, cut to the school year; None where nobody worked in it.

    A term is half a school year: to the end of December, and from January on; a year that lies within one calendar
    year has one term.
    """
    if every is Every.WEEK:
        first = today - timedelta(days=today.weekday() + 7)
        last = first + timedelta(days=6)
    elif every is Every.MONTH:
        first, last = month_before(today)
    else:
        first, last = _term_before(today, cycle)
    first, last = max(first, cycle.year.first_day), min(last, cycle.year.last_day)
    if last >= today or first > last or cycle.year.first_working(first, last) is None:
        return None
    return first, last


def _term_before(today: date, cycle: Cycle) -> tuple[date, date]:
    turn = date(cycle.year.first_day.year, 12, 31)
    if today > cycle.year.last_day:
        return turn + ONE_DAY, cycle.year.last_day
    return cycle.year.first_day, turn


def missing(
    settings: Mapping[str, Setting],
    goals: Iterable[Goal],
    latest: Mapping[str, date],
    today: date,
    cycle: Cycle,
) -> tuple[Missing, ...]:
    """The measures that lack a number today: by how often each is due, and in STUDY every goal's.

    `latest` is the day of each measure's newest number, none later than today. A number that came after the time is
    over will do.
    """
    found = {each.measure: each for each in _wanted(settings, goals, today, cycle)}
    return tuple(each for each in found.values() if latest.get(each.measure, date.min) < each.first)


def _wanted(settings: Mapping[str, Setting], goals: Iterable[Goal], today: date, cycle: Cycle) -> Iterator[Missing]:
    if cycle.phase_on(today) is Phase.STUDY:
        for measure in dict.fromkeys(goal.measure for goal in goals if goal.measure):
            yield Missing(measure, cycle.phases.study - BEFORE_STUDY, cycle.span_of(Phase.STUDY)[1], study=True)
    for setting in settings.values():
        if setting.every is not None and (span := period(setting.every, today, cycle)) is not None:
            yield Missing(setting.measure, *span)
