"""Where one year turns into the next: what the older one still owes, and when somebody is reminded of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pdsa.calendar import ONE_DAY, local_day
from pdsa.cycle import Cycle, Phase
from pdsa.field_privacy import Public
from pdsa.newyear import shift_of
from pdsa.people import LEADS, Member
from pdsa.prompting import Asking

LAST_WEEK = timedelta(days=7)
AFTER_REFLECTION, AFTER_DRAFT = 10, 5
"""Working days after the reflection meeting, and after the year's digest was drafted, until a reminder (ours)."""
BEFORE_SCHOOL = 5
"""Working days before the first school day on which a plan that nobody has shared comes up (ours)."""


class Promise(StrEnum):
    """What a year owes before it is closed (domain.md 8(a), rows 29 and 30)."""

    CONCLUSIONS = "conclusions shared"
    PLAN = "new plan shared"


@dataclass(frozen=True)
class PromiseState:
    """How a promise stands: kept at a moment, or waived by somebody for a reason; neither while it is open."""

    promise: Promise
    kept_at: datetime | None = None
    waived_by: int | None = None
    reason: Annotated[str, Public("waived_by")] = ""
    at: datetime | None = None

    @property
    def settled(self) -> bool:
        return self.kept_at is not None or self.waived_by is not None


@dataclass(frozen=True)
class Turning:
    """The year that ends and, once it was launched, the one that follows; and how the older one's promises stand."""

    old: Cycle
    new: Cycle | None
    promises: tuple[PromiseState, ...]

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        return tuple(each.promise for each in self.promises if not each.settled)

    @property
    def closed(self) -> bool:
        return self.old.closed_at is not None

    @property
    def may_close(self) -> bool:
        return not self.closed and not self.open_promises

    def launches_from(self) -> date:
        """The first day on which the next year can be launched: earlier, what is still asked this year would stop."""
        return last_school_day(self.old)


class Reminder(StrEnum):
    """What somebody is reminded of at the turn of the years; the values are kept with what was sent."""

    PREPARE = "newyear"
    CONCLUSIONS = "conclusions-due"
    PLAN = "plan-due"


def turned(current: Cycle, before: Cycle | None, today: date) -> tuple[Cycle, Cycle | None]:
    """The years whose turn matters now: last year's until it is closed and the new one is in ACT itself, then this
    one's.
    """
    if before is None or (before.closed_at is not None and current.phase_on(today) is Phase.ACT):
        return current, None
    return before, current


def concluded_at(
    posted_at: datetime | None, cycle: Cycle, meeting: date | None, reflected: bool, today: date
) -> datetime | None:
    """When the year's conclusions were shared: when its digest was first posted (`posted_at`), if that came after the
    reflection meeting, where its day has come, and after the first reflection (`reflected`).
    """
    if posted_at is None or not reflected:
        return None
    early = meeting is not None and meeting <= today and local_day(posted_at, cycle.zone) < meeting
    return None if early else posted_at


def as_posted(
    promises: Iterable[PromiseState], concluded: datetime | None, shared: datetime | None
) -> tuple[PromiseState, ...]:
    """Both promises as they stand: what was posted since counts, whether or not anybody wrote that down."""
    posted_at = {Promise.CONCLUSIONS: concluded, Promise.PLAN: shared}
    return tuple(
        replace(promise, kept_at=posted_at[promise.promise], waived_by=None)
        if posted_at[promise.promise] and not promise.kept_at
        else promise
        for promise in promises
    )


def last_school_day(cycle: Cycle) -> date:
    """The year's last working day; its last day where it has none."""
    day = cycle.year.last_day
    while not cycle.year.is_working(day) and day > cycle.year.first_day:
        day -= ONE_DAY
    return day if cycle.year.is_working(day) else cycle.year.last_day


def nears_its_end(cycle: Cycle, today: date) -> bool:
    """Whether a year is in its last week, or over: time to prepare the next."""
    return cycle.started_at is not None and today > last_school_day(cycle) - LAST_WEEK


def reminders(turning: Turning, person: Member) -> Iterator[tuple[Reminder, date]]:
    """What somebody who can send digests is reminded of, each on its day."""
    asking, old = Asking(turning.old, Phase.ACT), turning.old
    last = last_school_day(old)
    if person.role in LEADS and turning.new is None:
        day = next(asking.days(person, last - LAST_WEEK + ONE_DAY, last), None)
        if day is not None:
            yield Reminder.PREPARE, day
    if Promise.CONCLUSIONS in turning.open_promises:
        day = next(asking.days(person, _conclusions_due(old), last), None)
        if day is not None:
            yield Reminder.CONCLUSIONS, day
    if person.role in LEADS and Promise.PLAN in turning.open_promises and not person.is_away(_plan_due(turning)):
        yield Reminder.PLAN, _plan_due(turning)


def _conclusions_due(old: Cycle) -> date:
    """When a reminder of the conclusions makes sense: after the reflection, and after there was a draft to approve."""
    year = old.year
    draft = year.last_day - old.rhythm.year_end_draft_before
    days = (year.after(old.phases.act - ONE_DAY, AFTER_REFLECTION), year.after(draft, AFTER_DRAFT))
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else last_school_day(old)


def _plan_due(turning: Turning) -> date:
    """A few weekdays before school begins; where nothing is launched yet, before the day on which it would begin."""
    cycle = turning.new
    day = cycle.year.first_day if cycle is not None else turning.old.year.first_day + shift_of(turning.old)
    left = BEFORE_SCHOOL
    while left:
        day -= ONE_DAY
        left -= day.weekday() in turning.old.year.work_days
    return day
