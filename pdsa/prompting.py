"""When a phase asks for what it needs: the days on which somebody may be asked, and the one reminder after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pdsa.calendar import MORNING, ONE_DAY, days, instant, local_day, monday_of, next_daytime
from pdsa.cycle import Cycle, Phase
from pdsa.people import Member
from pdsa.time_span import TimeSpan

REMINDED_AFTER = (4, 5)
"""So many working days after the ask comes the one reminder; the second where the first is the check-in's weekday."""

SOON = timedelta(weeks=2)
"""Within so long after its end a strategy is asked about by itself, while people remember."""
LOOKED_BACK = timedelta(weeks=6)
"""So long after its end it still is, where nobody could be asked before; what ended earlier waits for STUDY."""
AHEAD = timedelta(minutes=1)
"""The morning's other notifications are due on the hour. The first message comes before them: a reader's notifications
keep their order.
"""


def may_prompt(cycle: Cycle, day: date, person: Member) -> bool:
    """Whether something beside the weekly question may be put to somebody on a day: a working day on which they are
    there, after Start, and not the weekly question's own.
    """
    started = cycle.started_at
    return (
        cycle.year.is_working(day)
        and day.weekday() != cycle.rhythm.checkin_weekday
        and not person.is_away(day)
        and started is not None
        and prompt_at(cycle, day, person) >= started
    )


def prompt_at(cycle: Cycle, day: date, person: Member) -> datetime:
    """The instant at which somebody is written to on a day, in their own zone."""
    return instant(day, cycle.rhythm.prompt_time, person.zone or cycle.zone)


@dataclass(frozen=True)
class Asking:
    """One phase's asking in one cycle: all days below are its days, all instants in the reader's own zone."""

    cycle: Cycle
    phase: Phase

    def zone(self, person: Member) -> str:
        return person.zone or self.cycle.zone

    def moment(self, day: date, person: Member) -> datetime:
        """The instant on which somebody is asked on a day."""
        return prompt_at(self.cycle, day, person)

    def may_ask(self, day: date, person: Member) -> bool:
        """Whether somebody may be asked on a day: a working day of the phase on which they are there.

        The weekly question's own day stays free, and nobody is asked before a lead has pressed Start.
        """
        first, last = self.cycle.span_of(self.phase)
        return first <= day <= last and may_prompt(self.cycle, day, person)

    def days(self, person: Member, since: date, until: date) -> Iterator[date]:
        """The days from `since` to `until` on which somebody may be asked."""
        first, last = self.cycle.span_of(self.phase)
        working = self.cycle.year.working_days(max(first, since), min(last, until))
        return (day for day in working if self.may_ask(day, person))

    def due(self, person: Member, span: TimeSpan, since: date = date.min) -> Iterator[date]:
        """The days from `since` on on which somebody may be asked, and whose moment lies in the span."""
        first, last = (local_day(moment, self.zone(person)) for moment in (span.since, span.until))
        return (day for day in self.days(person, max(first, since), last) if span.holds(self.moment(day, person)))

    def reminder(self, asked: date, person: Member) -> date | None:
        """The day of the one reminder; None where a break would delay it, or nobody may be asked then."""
        for count in REMINDED_AFTER:
            day = self.cycle.year.nudge_day(asked, count)
            if day is None or day.weekday() != self.cycle.rhythm.checkin_weekday:
                return day if day is not None and self.may_ask(day, person) else None
        return None


def is_first_of_week(day: date, cycle: Cycle, person: Member) -> bool:
    """Whether a day is the first of its week, from Monday on, on which somebody may be asked."""
    before = days(monday_of(day), day - ONE_DAY)
    return may_prompt(cycle, day, person) and not any(may_prompt(cycle, earlier, person) for earlier in before)


def first_after_monday(monday: date, cycle: Cycle, person: Member) -> date | None:
    """The first day of a week, Tuesday to Friday, on which what belongs to no phase may be put to somebody."""
    week = cycle.year.working_days(monday + ONE_DAY, monday + 4 * ONE_DAY)
    return next((day for day in week if may_prompt(cycle, day, person)), None)


def looks_back_on(end: date, day: date, cycle: Cycle, person: Member) -> bool:
    """Whether somebody may be asked on a day about a strategy that ended before STUDY: within two weeks; or, where a
    break or an absence took those, on a day after them.
    """
    if not end < day < cycle.phases.study or day > end + LOOKED_BACK or not may_prompt(cycle, day, person):
        return False
    return day <= end + SOON or not any(may_prompt(cycle, each, person) for each in days(end + ONE_DAY, end + SOON))


def first_met_at(member: Member, cycle: Cycle) -> datetime | None:
    """When somebody's first working daytime after Start begins; None before Start or after the year."""
    started, zone = cycle.started_at, member.zone or cycle.zone
    moment = started
    while moment is not None:
        moment = next_daytime(moment, zone, cycle.year)
        back = member.back_on(local_day(moment, zone)) if moment else None
        if moment is None or back is None:
            break
        moment = instant(back, MORNING, zone)
    if moment is None or started is None:
        return None
    return max(started, moment - AHEAD)
