"""When the rubric is asked about: on a day without another question, and once more as a reminder."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.people import Member
from pdsa.prompting import Asking
from pdsa.rubric_ratings import Round, asks_from, time_of
from pdsa.time_span import TimeSpan


@dataclass(frozen=True)
class RubricAsking:
    """One round in a stretch of time. `others` are the members, by their ids, and the days (as ISO dates) on which they
    are asked something else.
    """

    part: Round
    cycle: Cycle
    span: TimeSpan
    others: Collection[tuple[int, str]] = ()

    @property
    def asking(self) -> Asking:
        return Asking(self.cycle, self.part.phase)

    def question(self, person: Member, now: datetime) -> date | None:
        """The first day in the stretch, not past, on which somebody may be asked; None where there is none."""
        first, zone = asks_from(self.part, self.cycle), self.asking.zone(person)
        if first is None:
            return None
        since = max(first, local_day(self.span.since, zone), local_day(now, zone))
        until = min(time_of(self.part, self.cycle)[1], local_day(self.span.until, zone))
        return next((day for day in self.asking.days(person, since, until) if self._is_free(day, person)), None)

    def reminder(self, asked: date, person: Member) -> date | None:
        """The day of the reminder, where it lies in the stretch, for somebody who was asked on a day."""
        day = self.asking.reminder(asked, person)
        return day if day is not None and self._is_free(day, person) else None

    def _is_free(self, day: date, person: Member) -> bool:
        taken = (person.id, day.isoformat()) in self.others
        return not taken and self.span.holds(self.asking.moment(day, person))
