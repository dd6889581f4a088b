"""Who takes part: a district, its teams, their members and what each may do."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated, NewType

from pdsa.field_privacy import NoWords, Plain, PlainMany
from pdsa.names import first_name

Address = NewType("Address", str)
"""Where somebody can be reached. Opaque below the top floor: written and read by the chat platform alone."""


class Role(StrEnum):
    """What somebody is in the cycle. The values are the words of the plan's *Team* sheet."""

    LEAD = "Lead"
    MEMBER = "Member"
    RESEARCH = "Research"
    COMMUNICATIONS = "Communications"
    SCHOOL_LEAD = "School lead"
    SCHOOL_MEMBER = "School member"
    SUPERVISOR = "Supervisor"
    OBSERVER = "Observer"


LEADS = frozenset({Role.LEAD})
PROMPTED = frozenset(Role) - {Role.OBSERVER, Role.SUPERVISOR}
"""Roles that may own a strategy and be asked about it; observers and supervisors only read."""
SENDERS = frozenset({Role.LEAD, Role.COMMUNICATIONS})
"""Roles that may edit and approve what stakeholders read."""
DRAFT_READERS = SENDERS | {Role.RESEARCH}
LEADING = LEADS | {Role.SCHOOL_LEAD}
"""Roles that lead a plan: the district's, or their school's (pdsa/permissions.py says what follows)."""
SCHOOL_ROLES = frozenset({Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER})
"""Roles of a school's team; all others belong to the district's."""
EVERYONE = frozenset(Role)


EMAIL = re.compile(r"[^@\s<>,;:\"()]{1,64}@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}")
LONGEST_EMAIL = 254


def is_email(text: str) -> bool:
    """Whether a text has the form of one e-mail address."""
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


@dataclass(frozen=True)
class Away:
    """Days on which somebody is not asked: from `since`, up to but not including `back`."""

    since: date
    back: date

    def covers(self, day: date) -> bool:
        return self.since <= day < self.back


@dataclass(frozen=True)
class Times:
    """When somebody wants to be asked, where they have said so: the weekday (Monday is 0) and hour of the weekly
    question, and the hours between which nothing comes unasked. None is the district's.
    """

    day: int | None = None
    at: time | None = None
    not_before: time | None = None
    not_after: time | None = None


@dataclass(frozen=True)
class Member:
    """Somebody of the district's plan.

    `zone` is an IANA name or None for the district's; `address` is None until the platform knows the person;
    `district_team` tells the district's own team from a school's. `schools` are those that a supervisor looks after.
    `language` is the code of the one that they read, None where they have not chosen. `nudged` is False where somebody
    wants questions but no reminders, `consulted` where a school's lead does not want other schools' questions.
    `promised` is True where somebody was welcomed when typed words were answered and never kept, and has not been told
    yet that an answer is.
    """

    id: int
    name: Plain
    email: Plain
    role: Role
    team: Plain
    district_team: bool = True
    zone: Annotated[str | None, NoWords()] = None
    language: Annotated[str | None, NoWords()] = None
    address: Address | None = None
    active: bool = True
    away: tuple[Away, ...] = ()
    schools: PlainMany = ()
    nudged: bool = True
    consulted: bool = True
    promised: bool = False
    times: Times = Times()

    @property
    def first_name(self) -> str:
        """How the bot greets: the first name, with a title kept ("Dr. Bernadette")."""
        return first_name(self.name) or self.email

    @property
    def is_lead(self) -> bool:
        return self.role in LEADS

    @property
    def prompted(self) -> bool:
        return self.active and self.role in PROMPTED

    def is_away(self, day: date) -> bool:
        return any(away.covers(day) for away in self.away)

    def back_on(self, day: date) -> date | None:
        """The first day that no stretch of absence covers, or None if the person is there on `day`."""
        back = day
        for away in sorted(self.away, key=lambda a: a.since):
            if away.covers(back):
                back = away.back
        return back if back != day else None
