"""The weekly question: what somebody may answer, and when an answer counts as late."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pdsa.cadence import is_due
from pdsa.calendar import ONE_DAY, ONE_WEEK, QUIET_AFTER, QUIET_BEFORE, Daytime, SchoolYear, instant, local_day
from pdsa.cycle import Cycle, Rhythm
from pdsa.field_privacy import ForLeads, Plain, Quotable
from pdsa.goals import Strategy
from pdsa.people import Member, Times


class Went(StrEnum):
    """Did it happen as planned this week?"""

    AS_PLANNED = "as planned"
    PARTLY = "partly"
    NOT = "not this week"
    NOTHING_DUE = "nothing was due"
    """It counts as neither done nor missing."""


@dataclass(frozen=True)
class CheckIn:
    """One strategy's answer for one week. `week` is the day on which the question is asked that week."""

    strategy: Plain
    week: date
    member: int
    went: Went
    at: datetime
    well: Quotable = ""
    in_way: Quotable = ""
    help: ForLeads = ""
    number: float | None = None
    quotable: bool = False
    late: bool = False
    edited_at: datetime | None = None


@dataclass(frozen=True)
class WeekNote:
    """What somebody typed about a strategy's week of which nobody has said yet how it went."""

    strategy: Plain
    week: date
    member: int
    text: ForLeads


def question_day(day: date, rhythm: Rhythm) -> date:
    """The day of the weekly question in the week (Monday to Sunday) that `day` is in."""
    return day + timedelta(days=rhythm.checkin_weekday - day.weekday())


def newest_week(today: date, rhythm: Rhythm) -> date:
    """The day of the newest weekly question on or before `today`."""
    day = question_day(today, rhythm)
    return day if day <= today else day - ONE_WEEK


def asked_on(week: date, cycle: Cycle, member: Member | None) -> date:
    """The day on which somebody is asked about a week: their own one of it where they chose one and it is a working
    day, else the question's day.
    """
    chosen = member.times.day if member else None
    own = week + timedelta(days=chosen - week.weekday()) if chosen is not None else week
    return own if cycle.year.is_working(own) else week


def asked_at(week: date, cycle: Cycle, member: Member | None) -> datetime:
    """When somebody is asked about a week: on their day, at their own hour, on their own clock."""
    times = member.times if member else Times()
    at = times.at or cycle.rhythm.checkin_time
    return instant(asked_on(week, cycle, member), at, (member.zone if member else None) or cycle.zone)


def daytime(member: Member) -> Daytime:
    """The hours between which somebody may be prompted unasked."""
    times = member.times
    return Daytime(times.not_before or QUIET_BEFORE, times.not_after or QUIET_AFTER)


def latest_week(today: date, rhythm: Rhythm) -> date:
    """The last week that somebody can have said something about: this one, before its question and after."""
    return max(today, question_day(today, rhythm))


def closes(week: date, year: SchoolYear) -> date:
    """The last day of the question's window: the second working day after it, or the year's last."""
    return year.after(week, 2) or year.last_day


def is_late(week: date, at: datetime, zone: str, year: SchoolYear) -> bool:
    """Whether an answer came after the question's window."""
    return local_day(at, zone) > closes(week, year)


def question_days(first: date, last: date, cycle: Cycle) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which the question is asked: never on a day off for all."""
    first, last = max(first, cycle.year.first_day - ONE_WEEK), min(last, cycle.year.last_day)
    day = question_day(first, cycle.rhythm)
    while day <= last:
        if day >= first and cycle.year.is_working(day):
            yield day
        day += ONE_WEEK


def newest_question(
    strategy: Strategy, now: datetime, zone: str, cycle: Cycle, owner: Member | None = None
) -> date | None:
    """The day of the latest question about a strategy that has been asked by `now`, whoever was there to hear it; by
    the owner's own day and hour, where they are known.
    """
    if cycle.started_at is None or strategy.start is None:
        return None

    def at(day: date) -> datetime:
        return asked_at(day, cycle, owner) if owner else instant(day, cycle.rhythm.checkin_time, zone)

    days = [*question_days(strategy.start, latest_week(local_day(now, zone), cycle.rhythm), cycle)]
    asked = (day for day in reversed(days) if is_due(strategy, day, cycle) and cycle.started_at < at(day) <= now)
    return next(asked, None)


def next_question(strategy: Strategy, after: date, cycle: Cycle) -> date | None:
    """The day of the first question about a strategy after a day, or None where none follows this year."""
    coming = question_days(max(after + ONE_DAY, strategy.start or after), cycle.year.last_day, cycle)
    return next((day for day in coming if is_due(strategy, day, cycle)), None)


def first_question(
    strategies: Sequence[Strategy], people: Iterable[Member], now: datetime, cycle: Cycle
) -> tuple[date | None, int]:
    """The first day still to come on which the weekly question goes to anybody, and to how many; None and 0 where none
    does.
    """
    able = [each for each in people if each.prompted]
    today = local_day(now, cycle.zone)
    for day in cycle.year.working_days(max(today, cycle.year.first_day), cycle.year.last_day):
        owners = {each.owner for each in strategies if is_due(each, day, cycle)}
        here = (each for each in able if each.email in owners and not each.is_away(day))
        if asked := sum(asked_at(day, cycle, each) > now for each in here):
            return day, asked
    return None, 0


def week_to_answer(
    strategy: Strategy,
    answered: Collection[date],
    now: datetime,
    zone: str,
    cycle: Cycle,
    owner: Member | None = None,
) -> date | None:
    """The week that somebody who wants to say something about a strategy now most likely means.

    The latest question while it has no answer and the strategy goes on (or ended just before); else this week's,
    asked or not; else the latest one again. None where there is none of these: not begun, over, or a break before
    the first question. `answered` are the weeks that have an answer.
    """
    today = local_day(now, zone)
    newest = newest_question(strategy, now, zone, cycle, owner)
    if newest is not None and not strategy.under_way(today) and today - newest > 2 * ONE_WEEK:
        newest = None
    this_week = question_day(today, cycle.rhythm)
    if newest is not None and newest not in answered:
        return newest
    return this_week if cycle.year.is_working(this_week) and strategy.under_way(this_week) else newest


@dataclass(frozen=True)
class Tally:
    """How the weeks of a strategy went, as counts."""

    as_planned: int = 0
    partly: int = 0
    not_done: int = 0

    @property
    def total(self) -> int:
        return self.as_planned + self.partly + self.not_done


def tally(checkins: Sequence[CheckIn]) -> Tally:
    went = [each.went for each in checkins]
    return Tally(went.count(Went.AS_PLANNED), went.count(Went.PARTLY), went.count(Went.NOT))
