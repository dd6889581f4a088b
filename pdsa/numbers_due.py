"""Numbers that are due: each week, month or term that is over and has none is asked for, for its own time."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pdsa.cadence import term_ends, terms_known
from pdsa.calendar import ONE_DAY, ONE_WEEK, monday_of, month_end
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Goal
from pdsa.measures import Every, Setting
from pdsa.names import folded
from pdsa.people import Member, Role

BEFORE_STUDY = timedelta(days=31)
"""So long before STUDY a number may have been taken and still tell how the year ended."""
WEEKS = 4
"""So many weeks back a weekly number is asked for: nobody remembers an older one."""


@dataclass(frozen=True)
class Missing:
    """A measure without a number from `first` to `last`. `study` where it is STUDY that needs it, else `every` says how
    often one is due.
    """

    measure: str
    first: date
    last: date
    study: bool = False
    every: Every | None = None

    @property
    def key(self) -> str:
        """Tells one time's number from another's."""
        return f"{self.first}:{self.measure}"


def periods(every: Every, today: date, cycle: Cycle) -> list[tuple[date, date]]:
    """The weeks, months or terms that are over, oldest first."""
    return [(first, last) for first, last in spans(every, cycle) if last < today]


def spans(every: Every, cycle: Cycle) -> list[tuple[date, date]]:
    """The weeks, months or terms of a year, oldest first, cut to the school year. One in which nobody works is none."""
    first_day, last_day = cycle.year.first_day, cycle.year.last_day
    cut = ((max(first, first_day), min(last, last_day)) for first, last in _spans(every, cycle))
    return [(first, last) for first, last in cut if cycle.year.first_working(first, last) is not None]


def _spans(every: Every, cycle: Cycle) -> Iterator[tuple[date, date]]:
    """All weeks, months or terms that the school year lies in."""
    if every is Every.TERM:
        yield from _terms(cycle)
        return
    day = cycle.year.first_day
    day = monday_of(day) if every is Every.WEEK else day.replace(day=1)
    while day <= cycle.year.last_day:
        last = day + ONE_WEEK - ONE_DAY if every is Every.WEEK else month_end(day)
        yield day, last
        day = last + ONE_DAY


def _terms(cycle: Cycle) -> Iterator[tuple[date, date]]:
    """The calendar's terms; two halves of a year, parted at the new year, where nobody knows them."""
    first, ends = cycle.year.first_day, term_ends(cycle)
    if not terms_known(cycle):
        turn = date(first.year, 12, 31)
        ends = (turn, cycle.year.last_day) if turn < cycle.year.last_day else ends
    for last in ends:
        yield first, last
        first = last + ONE_DAY


def missing(
    settings: Mapping[str, Setting],
    goals: Iterable[Goal],
    measured: Mapping[str, Collection[date]],
    today: date,
    cycle: Cycle,
) -> tuple[Missing, ...]:
    """The numbers that are lacking today, each for its own time: by how often each measure's is due, and in STUDY every
    goal's.

    `measured` are the days of each measure's numbers, none later than today. A number tells of the time in which it was
    taken, and stands for no other.
    """
    days = {folded(name): found for name, found in measured.items()}
    numbers: dict[str, list[Missing]] = {}
    for gap in _for_study(goals, today, cycle):
        if max(days.get(folded(gap.measure), ()), default=date.min) < gap.first:
            numbers[folded(gap.measure)] = [gap]
    for setting in settings.values():
        taken = days.get(folded(setting.measure), ())
        if open_ := _open(setting, taken, today, cycle):
            numbers[folded(setting.measure)] = open_
    return tuple(each for several in numbers.values() for each in several)


def _for_study(goals: Iterable[Goal], today: date, cycle: Cycle) -> Iterator[Missing]:
    if cycle.phase_on(today) is Phase.STUDY:
        for measure in dict.fromkeys(goal.measure for goal in goals if goal.measure):
            yield Missing(measure, cycle.phases.study - BEFORE_STUDY, cycle.span_of(Phase.STUDY)[1], study=True)


def _open(setting: Setting, taken: Collection[date], today: date, cycle: Cycle) -> list[Missing]:
    """The times of a measure without a number: from the one that was just over when somebody said how often it is due,
    or from its first number on where that is earlier.
    """
    every = setting.every
    if every is None:
        return []
    over = periods(every, today, cycle)
    since_set = max(0, sum(last < (setting.since or today) for _first, last in over) - 1)
    begun = sum(last < min(taken) for _first, last in over) if taken else since_set
    over = over[min(since_set, begun) :]
    if every is Every.WEEK:
        over = [span for span in over if span[1] >= today - (WEEKS + 1) * ONE_WEEK][-WEEKS:]
    return [Missing(setting.measure, first, last, every=every) for first, last in over
            if not any(first <= day <= last for day in taken)]  # fmt: skip


def asked_for_numbers(people: Iterable[Member]) -> list[Member]:
    """Who is asked for numbers that are due: research, or the leads where there is none."""
    active = [member for member in people if member.active]
    return [member for member in active if member.role is Role.RESEARCH] or [
        member for member in active if member.is_lead
    ]
