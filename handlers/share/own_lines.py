"""The lines of somebody's own communication plan: which they are, and who may change them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.kit.turn import Turn, whole
from handlers.kit.words import join
from pdsa.communication_plan import Audience, of_plan
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED, SCHOOL_ROLES, SENDERS, Member
from pdsa.permissions import of_school
from pdsa.school_rollup import school_teams
from pdsa.text import _
from storage.store import YearStore


@dataclass(frozen=True)
class Team:
    """Those who share a communication plan: a school's people, or all of the district's.

    `schools` are the names of all schools that have or had a team; `senders` may be asked to send something.
    """

    name: str
    schools: tuple[str, ...]
    senders: tuple[Member, ...]

    def sender(self, audience: Audience) -> Member | None:
        """Who sends a line, if they are still here."""
        return next((each for each in self.senders if each.email == audience.sender), None)


async def team_of(person: Member, store: YearStore) -> Team:
    """The people with whom somebody shares a plan."""
    people = await store.people.all(gone=True)
    schools = school_teams(people)
    ours = (each for each in people if each.prompted and _together(each, person))
    name = store.cycle.district if person.district_team and store.cycle else person.team
    return Team(name, schools, tuple(sorted(ours, key=lambda each: each.name.casefold())))


def _together(one: Member, other: Member) -> bool:
    return one.district_team if other.district_team else of_school(one, other.team)


async def lines_of(person: Member, team: Team, store: YearStore) -> list[Audience]:
    """The lines of somebody's plan, without those that were set aside."""
    return [current(each, team) for each in await store.sharing.all() if of_plan(each, person, team.schools)]


def current(audience: Audience, team: Team) -> Audience:
    """A line as it stands: what is not sent yet needs another sender once its own has left the team."""
    left = audience.sent_at is None and team.sender(audience) is None
    return replace(audience, sender="") if left else audience


async def seen(number: str, person: Member, team: Team, store: YearStore) -> Audience:
    """A line of one's own team, set aside or not. Raises Refusal."""
    known = whole(number)
    audience = await store.sharing.one(known) if known is not None else None
    if audience is None or not of_plan(audience, person, team.schools):
        raise Refusal(_("I do not find that in your team's communication plan. `share` shows what is there."))
    return current(audience, team)


async def own(number: str, turn: Turn, team: Team, store: YearStore) -> Audience:
    """A line that the person may change: their team writes it, or they are its sender. Raises Refusal."""
    audience = await seen(number, turn.person, team, store)
    if audience.sender != turn.person.email:
        only_writers(turn.person, team.senders)
    return audience


def may_write(person: Member) -> bool:
    """Whether somebody writes their team's plan: all of a school's team do; the district's leads and communications."""
    return person.role in SCHOOL_ROLES or person.role in SENDERS


def only_writers(person: Member, team: Sequence[Member]) -> None:
    """Raises NotAllowed, with the names of those who can, for everybody who does not write the plan."""
    if person.role not in PROMPTED or not may_write(person):
        names = [each.name for each in team if may_write(each)]
        told = _("The leads and communications write what the district's team tells. Ask {names}.")
        raise NotAllowed(told.format(names=join([*names[:5], *([_("others")] if names[5:] else [])]) or _("a lead")))
