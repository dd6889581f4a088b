"""Whom a team tells: the lines of a communication plan, in which order they matter, and when they are asked about.

The parts are those of the guidance's own tool (domain.md 3.3): an audience by influence and interest, one core
statement with up to three key points, format, channel, sender, date, a way to answer, and a look back at whether it
worked.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pdsa.calendar import ONE_DAY, SchoolYear, local_day
from pdsa.cycle import Cycle
from pdsa.field_privacy import ForSharers, Plain
from pdsa.names import folded
from pdsa.people import SCHOOL_ROLES, SENDERS, Member
from pdsa.permissions import of_school
from pdsa.prompting import may_prompt, prompt_at
from pdsa.school_rollup import school_teams

LOOK_BACK = timedelta(days=14)
"""So long after it was sent the sender is asked whether it worked."""
LATE_LOOK = timedelta(days=7)
"""A look back that could not be asked on its day, as on the weekly question's own, is asked within these days."""
MOST_POINTS = 3


class Worked(StrEnum):
    """Whether a message reached its audience and was answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Audience:
    """One line of a team's communication plan. `influence` and `interest` are 1 to 3; `sender` is an e-mail.

    `answer` is the way to answer back; `review` says what to change next time.
    """

    id: int
    team: Plain
    audience: Plain
    influence: int
    interest: int
    statement: Annotated[str, ForSharers()] = ""
    points: Annotated[tuple[str, ...], ForSharers()] = ()
    format: Plain = ""
    channel: Plain = ""
    sender: Plain = ""
    day: date | None = None
    answer: Annotated[str, ForSharers()] = ""
    sent_at: datetime | None = None
    sent_by: int | None = None
    worked: Worked | None = None
    review: Annotated[str, ForSharers()] = ""
    dropped: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What has still to be settled before it can be sent, as field names."""
        wanted = (
            ("statement", self.statement),
            ("channel", self.channel or self.format),
            ("sender", self.sender),
            ("day", self.day),
            ("answer", self.answer),
        )
        return tuple(name for name, value in wanted if not value)


def of_plan(audience: Audience, person: Member, schools: Iterable[str]) -> bool:
    """Whether a line stands in the plan that somebody shares: their school's, or the one of all district people.

    `schools` are the names of all teams of schools, whatever other people call theirs.
    """
    if not person.district_team:
        return of_school(person, audience.team)
    return folded(audience.team) not in {folded(each) for each in schools}


def carried_on(
    lines: Iterable[Audience], shift: timedelta, teams: Iterable[str], emails: Collection[str]
) -> list[Audience]:
    """A year's lines as they go on in the next, `shift` later, as if nothing of them had been sent.

    `teams` have lines of their own there and keep those alone; a sender who is not among the `emails` any more is left
    open.
    """
    settled = {folded(team) for team in teams}
    return [
        replace(
            line,
            id=0,
            day=line.day + shift if line.day else None,
            sender=line.sender if line.sender in emails else "",
            sent_at=None,
            sent_by=None,
            worked=None,
        )
        for line in lines
        if folded(line.team) not in settled
    ]


def by_weight(audiences: Iterable[Audience]) -> list[Audience]:
    """Those first who have most influence and interest together; of equals the more influential."""
    return sorted(
        audiences, key=lambda each: (-(each.influence + each.interest), -each.influence, each.audience.casefold())
    )


def reminder_day(day: date, year: SchoolYear) -> date | None:
    """When a sender is reminded: on the day, or on the last working day before it; None before the year."""
    before = day
    while before >= year.first_day and not year.is_working(before):
        before -= ONE_DAY
    return before if before >= year.first_day else None


def review_day(sent: date, year: SchoolYear) -> date | None:
    """The first working day two weeks after something was sent; None where the year is over by then."""
    return year.first_working(sent + LOOK_BACK, year.last_day)


def reminded_on(audience: Audience, cycle: Cycle, sender: Member) -> date | None:
    """The day on which a line's sender is reminded of it; None where it was sent, or where they cannot be reminded."""
    day = reminder_day(audience.day, cycle.year) if audience.day and audience.sent_at is None else None
    if day is None or sender.is_away(day) or cycle.started_at is None:
        return None
    return day if prompt_at(cycle, day, sender) >= cycle.started_at else None


def looked_back_on(audience: Audience, cycle: Cycle, sender: Member) -> date | None:
    """The day on which its sender is asked whether a line worked: the first within a week on which they may be."""
    if audience.sent_at is None or audience.worked is not None:
        return None
    first = review_day(local_day(audience.sent_at, sender.zone or cycle.zone), cycle.year)
    days = cycle.year.working_days(first, first + LATE_LOOK) if first else iter(())
    return next((day for day in days if may_prompt(cycle, day, sender)), None)


def writes_plan(person: Member) -> bool:
    """Whether somebody writes their team's plan: all of a school's team do; the district's leads and communications."""
    return person.role in SCHOOL_ROLES or person.role in SENDERS


@dataclass(frozen=True)
class SharingTeam:
    """Those who share a communication plan: a school's people, or all of the district's.

    `schools` are the names of all schools that have or had a team; `senders` may be asked to send something.
    """

    name: str
    schools: tuple[str, ...]
    senders: tuple[Member, ...]

    @classmethod
    def of(cls, person: Member, people: Sequence[Member], district: str) -> "SharingTeam":
        """The people with whom somebody shares a plan; `people` are all, those who left, too."""
        ours = person.district_team
        team = [each for each in people if each.prompted
                and (each.district_team if ours else of_school(each, person.team))]  # fmt: skip
        name = district if ours and district else person.team
        return cls(name, school_teams(people), tuple(sorted(team, key=lambda each: each.name.casefold())))

    def current(self, audience: Audience) -> Audience:
        """A line as it stands: what is not sent yet needs another sender once its own has left the team."""
        left = audience.sent_at is None and all(each.email != audience.sender for each in self.senders)
        return replace(audience, sender="") if left else audience
