"""When a phase asks for what it needs: the days on which somebody may be asked, and the one reminder after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pdsa.calendar import instant
from pdsa.cycle import Cycle, Phase
from pdsa.people import Member

REMINDED_AFTER = (4, 5)
"""So many working days after the ask comes the one reminder; the second where the first is the check-in's weekday."""


def may_prompt(cycle: Cycle, day: date, person: Member) -> bool:
    """Whether something that belongs to no phase may be put to somebody on a day: a working day on which they are
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
        return instant(day, self.cycle.rhythm.prompt_time, self.zone(person))

    def may_ask(self, day: date, person: Member) -> bool:
        """Whether somebody may be asked on a day: a working day of the phase on which they are there.

        The weekly question's own day stays free, and nobody is asked before a lead has pressed Start.
        """
        first, last = self.cycle.span_of(self.phase)
        started = self.cycle.started_at
        return (
            first <= day <= last
            and self.cycle.year.is_working(day)
            and day.weekday() != self.cycle.rhythm.checkin_weekday
            and not person.is_away(day)
            and started is not None
            and self.moment(day, person) >= started
        )

    def days(self, person: Member, since: date, until: date) -> Iterator[date]:
        """The days from `since` to `until` on which somebody may be asked."""
        first, last = self.cycle.span_of(self.phase)
        working = self.cycle.year.working_days(max(first, since), min(last, until))
        return (day for day in working if self.may_ask(day, person))

    def reminder(self, asked: date, person: Member) -> date | None:
        """The day of the one reminder; None where a break would delay it, or nobody may be asked then."""
        for count in REMINDED_AFTER:
            day = self.cycle.year.nudge_day(asked, count)
            if day is None or day.weekday() != self.cycle.rhythm.checkin_weekday:
                return day if day is not None and self.may_ask(day, person) else None
        return None
