"""The school year: days off, working days, and wall-clock times turned into instants.

The zone appears here and in words shown; everywhere else instants are aware and in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
QUIET_BEFORE = time(7, 0)
QUIET_AFTER = time(19, 0)
MORNING = time(9, 0)


@dataclass(frozen=True)
class DayOff:
    """A stretch without school, both ends included. `for_all` is False where only students are off.

    One that is `proposed` was worked out and not yet confirmed by a lead: nobody is asked on it, and nothing is told
    of it.
    """

    name: str
    first: date
    last: date
    for_all: bool = True
    proposed: bool = False

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class SchoolYear:
    """One district's year. `work_days` counts Monday as 0."""

    first_day: date
    last_day: date
    zone: str
    days_off: tuple[DayOff, ...] = ()
    work_days: frozenset[int] = MONDAY_TO_FRIDAY

    def off(self, day: date) -> DayOff | None:
        """The stretch that frees everybody on this day, if any."""
        return next((off for off in self.days_off if off.for_all and off.covers(day)), None)

    def is_working(self, day: date) -> bool:
        """Whether adults work on this day. A day off for students alone is a working day."""
        inside = self.first_day <= day <= self.last_day
        return inside and day.weekday() in self.work_days and day not in self._closed

    @cached_property
    def _closed(self) -> frozenset[date]:
        """The days of the year on which everybody is off: asked of hundreds of strategies for each week."""
        spans = [(max(off.first, self.first_day), min(off.last, self.last_day)) for off in self.days_off if off.for_all]
        return frozenset(day for first, last in spans for day in days(first, last))

    def is_day_off(self, day: date) -> bool:
        """Whether adults are off on this day of the year: a week-end's or a holiday."""
        return self.first_day <= day <= self.last_day and not self.is_working(day)

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """The working days from `first` to `last`, both included."""
        return (day for day in days(first, last) if self.is_working(day))

    def first_working(self, first: date, last: date) -> date | None:
        return next(self.working_days(first, last), None)

    def last_working(self, first: date, last: date) -> date | None:
        return max(self.working_days(first, last), default=None)

    def school_days(self, first: date, last: date) -> tuple[date, date]:
        """A stretch as people know it: from its first to its last working day; as it is where it has none."""
        begins, ends = self.first_working(first, last), self.last_working(first, last)
        return (begins, ends) if begins and ends else (first, last)

    def first_working_of_month(self, day: date) -> date | None:
        """The month's first school day, for the month that `day` is in."""
        return self.first_working(day.replace(day=1), month_end(day))

    def after(self, day: date, count: int) -> date | None:
        """The `count`-th working day after `day`, or None when the year ends before it."""
        if (day, count) not in self._counted:
            following = self.working_days(day + ONE_DAY, self.last_day)
            self._counted[day, count] = next((d for nth, d in enumerate(following, start=1) if nth == count), None)
        return self._counted[day, count]

    @cached_property
    def _counted(self) -> dict[tuple[date, int], date | None]:
        """What `after` has counted already: the same few days are asked about for each of thousands of strategies."""
        return {}

    def nudge_day(self, asked_on: date, count: int = 2) -> date | None:
        """The day of the one reminder: the `count`-th school day later, or None where a break would delay it.

        Weekends are no break: a Thursday's reminder comes on Monday.
        """
        expected = asked_on
        for _ in range(count):
            expected = self._next_week_day(expected)
        return expected if self.after(asked_on, count) == expected else None

    def _next_week_day(self, day: date) -> date:
        day += ONE_DAY
        while day.weekday() not in self.work_days:
            day += ONE_DAY
        return day


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def month_before(day: date) -> tuple[date, date]:
    """First and last day of the month before the one that `day` is in."""
    last = day.replace(day=1) - ONE_DAY
    return last.replace(day=1), last


def instant(day: date, at: time, zone: str) -> datetime:
    """A wall-clock time as an instant in UTC.

    An hour that the clock skips in spring means the time one gap later (02:30 is 03:30); an hour that it
    doubles in autumn means the first of the two (`fold=0`), as in PEP 495.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """An instant as the wall clock in `zone` shows it."""
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    return local(moment, zone).date()


def midnight_after(day: date, zone: str) -> datetime:
    """The instant at which a day is over in a zone."""
    return instant(day + ONE_DAY, time(), zone)


@dataclass(frozen=True)
class Daytime:
    """The hours between which somebody may be prompted unasked."""

    first: time = QUIET_BEFORE
    last: time = QUIET_AFTER


USUAL_DAYTIME = Daytime()


def is_quiet(moment: datetime, zone: str, day: Daytime = USUAL_DAYTIME) -> bool:
    """Whether it is too early or too late in `zone` for a prompt that nobody asked for."""
    return not day.first <= local(moment, zone).time() < day.last


def next_daytime(moment: datetime, zone: str, year: SchoolYear, hours: Daytime = USUAL_DAYTIME) -> datetime | None:
    """`moment` if it is a working day's daytime in `zone`, else the next working morning; None after the year."""
    here, morning = local(moment, zone), MORNING if hours.first <= MORNING < hours.last else hours.first
    if year.is_working(here.date()) and not is_quiet(moment, zone, hours):
        return moment if here.time() >= morning else instant(here.date(), morning, zone)
    first = here.date() if here.time() < hours.first else here.date() + ONE_DAY
    day = year.first_working(max(first, year.first_day), year.last_day)
    return None if day is None else instant(day, morning, zone)
