"""When digests are due: the note's day, the first school day of a month, two weeks before the year ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.kit.routes import Span
from pdsa.calendar import ONE_DAY, days, instant, local_day, month_before
from pdsa.cycle import Cycle

WEEKLY = "digest-weekly"
MONTHLY = "digest-monthly"
YEARLY = "digest-year"
DRAFTS = {MONTHLY: "draft-monthly", YEARLY: "draft-year"}
"""A digest's kind -> the kind of the letter that shows its draft."""
BACK = "draft-back"
"""The letter that brings an approved digest back to its approver, before its set time."""


@dataclass(frozen=True)
class Due:
    """A digest that is drafted on `day`. `occasion` is the month told about ("2026-10"), or the year's label."""

    kind: str
    occasion: str
    day: date

    def at(self, cycle: Cycle, zone: str) -> datetime:
        return instant(self.day, cycle.rhythm.prompt_time, zone)


def note_days(cycle: Cycle, first: date, last: date) -> Iterator[date]:
    """The days of the weekly note: those that fall on a day off are left out."""
    weekday = cycle.rhythm.note_weekday
    return (day for day in cycle.year.working_days(first, last) if day.weekday() == weekday)


def note_at(cycle: Cycle, day: date) -> datetime:
    return instant(day, cycle.rhythm.note_time, cycle.zone)


def note_room(cycle: Cycle) -> str:
    """Where the weekly note goes: the team's own channel; empty where there is none."""
    return cycle.channels.own


def told_since(cycle: Cycle, day: date) -> date | None:
    """The Monday from which this day's note has to tell, where notes before it were left out; else None.

    Notes that would have been due before the start do not count: nobody missed them.
    """
    monday = day - timedelta(days=day.weekday())
    begun = cycle.year.first_day
    if cycle.started_at is not None:
        begun = max(begun, local_day(cycle.started_at, cycle.zone))
    earlier = monday - timedelta(weeks=1)
    while earlier > begun and not cycle.year.is_working(earlier + timedelta(days=cycle.rhythm.note_weekday)):
        earlier -= timedelta(weeks=1)
    return earlier if earlier < monday - timedelta(weeks=1) else None


def drafts(cycle: Cycle, first: date, last: date) -> list[Due]:
    """The digests that are drafted on the days from `first` to `last`."""
    found = [due for day in days(first, last) if (due := month_due(cycle, day)) is not None]
    year = year_due(cycle)
    return [*found, year] if first <= year.day <= last else found


def month_due(cycle: Cycle, day: date) -> Due | None:
    """The summary that is drafted on this day, of the month before: if that had a school day since the start."""
    if cycle.started_at is None or cycle.year.first_working_of_month(day) != day:
        return None
    first, last = month_before(day)
    begun = max(first, local_day(cycle.started_at, cycle.zone))
    if cycle.year.first_working(begun, last) is None:
        return None
    return Due(MONTHLY, f"{first:%Y-%m}", day)


def year_due(cycle: Cycle) -> Due:
    """The draft of the year's end: on its day, or the working day before."""
    day = max(cycle.year.first_day, cycle.year.last_day - cycle.rhythm.year_end_draft_before)
    while not cycle.year.is_working(day) and day > cycle.year.first_day:
        day -= ONE_DAY
    return Due(YEARLY, cycle.label, day)


def span_days(span: Span) -> tuple[date, date]:
    """The days that a span can touch in any zone on earth."""
    return span.since.date() - ONE_DAY, span.until.date() + ONE_DAY


def month_of(occasion: str) -> date:
    """A month's first day from its occasion. Raises ValueError for other words."""
    return date.fromisoformat(f"{occasion}-01")
