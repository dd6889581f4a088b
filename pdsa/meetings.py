"""The data-reflection meeting and the planning meeting: their days, and when what leads up to them is due.

One meeting at the end of the year can do both, or there are several; where planning is a meeting of its own, the
conclusions are told again before it (seed text 000; domain.md 8(a), rows 9 and 10).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pdsa.calendar import ONE_DAY, SchoolYear
from pdsa.cycle import Cycle, Phase
from pdsa.people import Member

KIT_BEFORE = timedelta(weeks=4)
"""So long before the last school day the kit comes (year.md, STUDY)."""
INVITED_BEFORE = 5
"""So many working days before a meeting its people are told of it: a week."""
SUMMER = timedelta(weeks=10)
"""So long after the last school day a meeting still belongs to the year."""
USUAL = timedelta(weeks=2)
"""So long before the last school day the meeting is suggested: data are in, people are still there."""

KIT, INVITATION, CONCLUSIONS = "meeting-kit", "meeting", "conclusions"
"""The kinds of notifications that lead up to a meeting."""


class Meeting(StrEnum):
    """The two kinds of meetings."""

    REFLECTION = "reflection"
    PLANNING = "planning"


@dataclass(frozen=True)
class Meetings:
    """The days that a lead has set. `planning` is None where the reflection meeting plans, too."""

    reflection: date | None = None
    planning: date | None = None

    @property
    def separate(self) -> bool:
        return self.planning is not None

    def day(self, kind: Meeting) -> date | None:
        return self.reflection if kind is Meeting.REFLECTION else self.planning


def kit_day(cycle: Cycle) -> date:
    """The day on which leads get the kit: four weeks before the last school day, or the working day before that.

    The weekly question's own day stays free.
    """
    return _quiet_day(cycle, cycle.year.last_day - KIT_BEFORE)


def waits_until(meetings: Meetings, cycle: Cycle, today: date) -> date | None:
    """The day of the reflection meeting for which proposals wait as proposals; None where they wait for none.

    It is what the team looks at together: from STUDY on, and in the weeks before a meeting that is earlier. A decision
    in the midst of the year changes the plan at once and waits for no meeting in May.
    """
    day = meetings.reflection
    if day is None or today >= day:
        return None
    near = today >= day - KIT_BEFORE or cycle.phase_on(today) in (Phase.STUDY, Phase.ACT)
    return day if near else None


def proposal_waits_until(school: str, meetings: Meetings, cycle: Cycle, today: date) -> date | None:
    """The day of the meeting for which a proposal on something in this plan waits; None where it waits for none. A
    school's team sets its own day, outside of chat.
    """
    return None if school else waits_until(meetings, cycle, today)


def usual_day(cycle: Cycle) -> date:
    """The day that is suggested for the reflection meeting."""
    return _quiet_day(cycle, cycle.year.last_day - USUAL)


def invitation_day(cycle: Cycle, meeting: date) -> date:
    """The day on which people are told of a meeting: five working days before it, or the first school day."""
    day = meeting
    for _n in range(INVITED_BEFORE):
        day = day_before(cycle.year, day)
    return day


def day_before(year: SchoolYear, day: date) -> date:
    """The working day before a day; the year's first day where there is none. After the year it is its last one."""
    earlier = min(day - ONE_DAY, year.last_day)
    while earlier > year.first_day and not year.is_working(earlier):
        earlier -= ONE_DAY
    return max(earlier, year.first_day)


def _quiet_day(cycle: Cycle, day: date) -> date:
    day = max(day, cycle.year.first_day)
    while day > cycle.year.first_day and not (
        cycle.year.is_working(day) and day.weekday() != cycle.rhythm.checkin_weekday
    ):
        day -= ONE_DAY
    return day


@dataclass(frozen=True)
class Announcement:
    """Something that leads up to a meeting: told from `day` on, and no more once the `last` day is over."""

    kind: str
    occasion: str
    day: date
    last: date


def announcements(meetings: Meetings, cycle: Cycle) -> list[Announcement]:
    """The kit, an invitation to each meeting that is set, and the conclusions on the working day before planning."""
    told = [Announcement(KIT, cycle.label, kit_day(cycle), cycle.year.last_day)]
    for kind in Meeting:
        if day := meetings.day(kind):
            told.append(Announcement(INVITATION, f"{kind.value}-{day.isoformat()}", invitation_day(cycle, day), day))
    if day := meetings.planning:
        told.append(Announcement(CONCLUSIONS, day.isoformat(), day_before(cycle.year, day), day))
    return told


def comes(member: Member) -> bool:
    """Whether somebody is told of the district team's meetings. A school's team holds its own."""
    return member.prompted and member.district_team


def hears(member: Member, told: Announcement) -> bool:
    """Whether something is told to somebody: the kit to leads, no invitation to whoever is away on the day."""
    if told.kind == KIT:
        return member.is_lead
    return comes(member) and not (told.kind == INVITATION and member.is_away(told.last))
