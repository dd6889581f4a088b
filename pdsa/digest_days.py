"""When digests are due: the note's day, the first school day of a month, two weeks before the year ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pdsa.calendar import ONE_DAY, ONE_WEEK, days, instant, local_day, monday_of, month_before, month_end
from pdsa.cycle import Cycle
from pdsa.silence import PATIENCE

WEEKLY = "digest-weekly"
MONTHLY = "digest-monthly"
YEARLY = "digest-year"
DRAFTS = {MONTHLY: "draft-monthly", YEARLY: "draft-year"}
"""A digest's kind -> the kind of the notification that shows its draft."""
BACK = "draft-back"
"""The notification that brings an approved digest back to its approver, before its set time."""


@dataclass(frozen=True)
class Due:
    """A digest that is drafted on `day`. `occasion` is the month told about ("2026-10"), or the year's label."""

    kind: str
    occasion: str
    day: date

    def at(self, cycle: Cycle, zone: str) -> datetime:
        return instant(self.day, cycle.rhythm.prompt_time, zone)


def note_days(cycle: Cycle, first: date, last: date) -> Iterator[date]:
    """The days of the weekly note: none on a day off, and none before the first week of school is over."""
    weekday, week = cycle.rhythm.note_weekday, len(cycle.year.work_days)
    over = cycle.year.after(cycle.year.first_day - ONE_DAY, week + 1) or cycle.year.last_day
    return (day for day in cycle.year.working_days(max(first, over), last) if day.weekday() == weekday)


def note_at(cycle: Cycle, day: date) -> datetime:
    return instant(day, cycle.rhythm.note_time, cycle.zone)


def note_channel(cycle: Cycle) -> str:
    """Where the weekly note goes: the team's own channel; empty where there is none."""
    return cycle.channels.own


def told_since(cycle: Cycle, day: date, noted: date | None) -> date | None:
    """The Monday from which this day's note has to tell: of the week in which the last note was posted (`noted`), or
    in which the year was started where none was. None where that is the week before, or later.
    """
    begun = cycle.year.first_day
    if cycle.started_at is not None:
        begun = max(begun, local_day(cycle.started_at, cycle.zone))
    since = monday_of(noted or begun)
    return since if since < monday_of(day) - ONE_WEEK else None


def is_last_of_month(cycle: Cycle, day: date) -> bool:
    """Whether no other note follows in this month: then a quiet time is told in one line."""
    return next(note_days(cycle, day + ONE_DAY, month_end(day)), None) is None


def drafts(cycle: Cycle, first: date, last: date) -> list[Due]:
    """The digests that are drafted on the days from `first` to `last`. Once the year's is drafted, no month's is: it
    would tell the same decisions and numbers to the same readers in the same days.
    """
    year = year_due(cycle)
    before = min(last, year.day - ONE_DAY)
    found = [due for day in days(first, before) if (due := month_due(cycle, day)) is not None]
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


def still_wanted(occasion: str, settled: str, cycle: Cycle) -> bool:
    """Whether a month's draft is shown: of those that nobody settles the first three, then every third."""
    begun = cycle.year.first_day if cycle.started_at is None else local_day(cycle.started_at, cycle.zone)
    month = month_of(occasion)
    since = max(begun.replace(day=1), month_end(month_of(settled)) + ONE_DAY if settled else date.min)
    waited = (month.year - since.year) * 12 + month.month - since.month
    return waited < PATIENCE or waited % PATIENCE == PATIENCE - 1


def year_due(cycle: Cycle) -> Due:
    """The draft of the year's end: on its day, or the working day before."""
    day = max(cycle.year.first_day, cycle.year.last_day - cycle.rhythm.year_end_draft_before)
    while not cycle.year.is_working(day) and day > cycle.year.first_day:
        day -= ONE_DAY
    return Due(YEARLY, cycle.label, day)


def posted_from(kind: str, occasion: str, cycle: Cycle) -> datetime:
    """The earliest moment at which a digest could have been approved and posted."""
    if kind == YEARLY:
        return year_due(cycle).at(cycle, cycle.zone)
    over = month_end(month_of(occasion)) + ONE_DAY
    return Due(kind, occasion, cycle.year.first_working_of_month(over) or over).at(cycle, cycle.zone)


def month_of(occasion: str) -> date:
    """A month's first day from its occasion. Raises ValueError for other words."""
    return date.fromisoformat(f"{occasion}-01")
