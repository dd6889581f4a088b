"""The weeks of one strategy: which were asked for, how they went, and where that leads."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from pdsa.cadence import due_days
from pdsa.calendar import instant
from pdsa.checkin import CheckIn, Went, latest_week
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.measures import Observation, Series
from pdsa.people import Member
from pdsa.picture import WeekMark

COMPARED = 4
"""So many answered weeks are held against as many before them: about a month each."""
WORTH = {Went.AS_PLANNED: 2, Went.PARTLY: 1, Went.NOT: 0}


class Drift(StrEnum):
    """Where a strategy's weeks are leading."""

    TOO_EARLY = "too early"
    MORE = "more as planned"
    SAME = "as before"
    LESS = "less as planned"


def drift(checkins: Sequence[CheckIn]) -> Drift:
    """The last four answered weeks against the four before them; a difference of one answer is none."""
    worth = [WORTH[each.went] for each in sorted(checkins, key=lambda each: each.week) if each.went in WORTH]
    if len(worth) < 2 * COMPARED:
        return Drift.TOO_EARLY
    change = sum(worth[-COMPARED:]) - sum(worth[-2 * COMPARED : -COMPARED])
    if abs(change) < 2:
        return Drift.SAME
    return Drift.MORE if change > 0 else Drift.LESS


def marks(
    strategy: Strategy, checkins: Iterable[CheckIn], cycle: Cycle, owner: Member | None, today: date
) -> tuple[WeekMark, ...]:
    """Every week up to this one that was answered, or was asked for and is over, oldest first.

    This week counts from its first answer on, be it before the day of its question. A week that its rhythm leaves out,
    on a day off, before Start or while the owner was away was not asked for; one in which nothing was due says nothing.
    """
    last = latest_week(today, cycle.rhythm)
    answered = {each.week: each.went for each in checkins if each.week <= last}
    due = due_days(strategy, strategy.start or today, today, cycle)
    asked = {day for day in due if _silent(day, cycle, owner, today)}
    weeks = (WeekMark(day, answered.get(day)) for day in sorted(asked | answered.keys()))
    return tuple(each for each in weeks if each.went is not Went.NOTHING_DUE)


def _silent(day: date, cycle: Cycle, owner: Member | None, today: date) -> bool:
    """Whether the window of a week that was due is over, and its owner was there to be asked."""
    if owner and owner.is_away(day):
        return False
    zone = (owner.zone if owner else None) or cycle.zone
    asked = cycle.started_at is not None and instant(day, cycle.rhythm.checkin_time, zone) >= cycle.started_at
    closes = cycle.year.after(day, 2) or cycle.year.last_day
    return asked and closes < today


def numbers(strategy: Strategy, checkins: Iterable[CheckIn]) -> Series | None:
    """The numbers that a strategy's weeks brought, as a series; None where none did."""
    points = tuple(
        Observation(strategy.measure, each.week, each.number)
        for each in sorted(checkins, key=lambda each: each.week)
        if each.number is not None
    )
    return Series(strategy.measure, "", points) if points else None
