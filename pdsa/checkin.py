"""The weekly question: what somebody may answer, and when an answer counts as late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pdsa.calendar import SchoolYear, local_day
from pdsa.cycle import Rhythm


class Went(StrEnum):
    """Did it happen as planned this week?"""

    AS_PLANNED = "as planned"
    PARTLY = "partly"
    NOT = "not this week"


@dataclass(frozen=True)
class CheckIn:
    """One strategy's answer for one week. `week` is the day on which the question is asked that week."""

    strategy: str
    week: date
    member: int
    went: Went
    at: datetime
    well: str = ""
    in_way: str = ""
    help: str = ""
    number: float | None = None
    quotable: bool = False
    late: bool = False
    edited_at: datetime | None = None


def question_day(day: date, rhythm: Rhythm) -> date:
    """The day of the weekly question in the week (Monday to Sunday) that `day` is in."""
    return day + timedelta(days=rhythm.checkin_weekday - day.weekday())


def is_late(week: date, at: datetime, zone: str, year: SchoolYear) -> bool:
    """Whether an answer came after the question's window: the end of the second working day after it."""
    closes = year.after(week, 2) or year.last_day
    return local_day(at, zone) > closes


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
