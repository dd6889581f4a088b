"""A school's own team: its lead sees it, adds somebody, lets somebody go. Other roles are the leads' to set."""

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.form import Line, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, join, say
from handlers.wording.people import team_words
from handlers.wording.strategy import listed
from pdsa.errors import Refusal
from pdsa.names import as_spoken
from pdsa.people import LEADS, LONGEST_EMAIL, SCHOOL_ROLES, Member, Role, is_email
from pdsa.permissions import of_school
from pdsa.text import _
from storage.store import YearStore

router = Router()
TEAMS = LEADS | SCHOOL_ROLES
"""Who reads and answers what schools ask one another."""
SCHOOL_LEADS = frozenset({Role.SCHOOL_LEAD})
SHOWN = 40


async def _team(turn: Turn, store: YearStore) -> list[Member]:
    everybody = [each for each in await store.people.with_roles(SCHOOL_ROLES) if of_school(each, turn.person.team)]
    return sorted(everybody, key=lambda each: (each.role is not Role.SCHOOL_LEAD, each.name.casefold()))


async def team_card(turn: Turn, store: YearStore, first: Words | None = None) -> Card:
    """Who is in the school's team, and what its lead can do."""
    team = await _team(turn, store)
    lead = turn.person.role is Role.SCHOOL_LEAD
    others = [each for each in team if each.role is Role.SCHOOL_MEMBER]
    leads = join([each.name for each in await store.people.leads()]) or _("a lead")
    return card(
        Text(first) if first else None,
        Title(_("Our team: {school}").format(school=turn.person.team)),
        Items(tuple(_line(each) for each in team[:SHOWN])),
        Text(say(_("And {n} more."), n=len(team) - SHOWN)) if len(team) > SHOWN else None,
        Text(say(_("{leads} can make somebody a lead of your school."), leads=leads)),
        buttons(
            Button(_("Add somebody"), "school.person.new", main=len(team) == 1) if lead else None,
            Button(_("Take somebody off"), "school.person.out") if lead and others else None,
            Button(_("Our school"), "school"),
        ),
    )


def _line(member: Member) -> Words:
    role = _("lead") if member.role is Role.SCHOOL_LEAD else _("member")
    return say(_("*{name}*, {role}, {email}"), name=clip(member.name, 60), role=role, email=clip(member.email, 80))


@router.button("school.team", who=SCHOOL_ROLES, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await team_card(turn, store))


@router.button("school.person.new", who=SCHOOL_LEADS, writes=False)
async def new(turn: Turn, store: YearStore) -> Replies:
    return Ask(
        form(
            "school.person.keep",
            _("Add somebody"),
            Note(say(_("They become part of *{team}*."), team=team_words(turn.person.team))),
            Line("email", _("E-mail"), optional=False, most=LONGEST_EMAIL, hint=_("The one of their chat account")),
            Line("name", _("Name"), optional=False, most=200),
            send=_("Keep"),
        )
    )


@router.form("school.person.keep", who=SCHOOL_LEADS)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Adds a member to the lead's own school; somebody of another team stays where they are."""
    email = turn.required("email", _("Write the e-mail of their chat account.")).lower()
    if not is_email(email):
        raise Refusal(_("Write an e-mail address such as ana@district.example."), field="email")
    before = await store.people.by_email(email)
    if before is not None and before.active:
        template = _("{name} is in the plan already, as part of {team}. A lead can move them with `setup`.")
        raise Refusal(template.format(name=before.name, team=team_words(before.team)), field="email")
    if before is not None and not of_school(before, turn.person.team):
        template = _("{name} was in the plan before, in another team. A lead can bring them back with `setup`.")
        raise Refusal(template.format(name=before.name), field="email")
    name = as_spoken(turn.required("name", _("Write their name.")))
    member = await store.people.put(
        email, name=name, role=Role.SCHOOL_MEMBER, team=turn.person.team, district_team=False, zone=turn.person.zone
    )
    return Say(await team_card(turn, store, say(_("Kept: *{name}* is in your team."), name=member.name)))


@router.button("school.person.out", who=SCHOOL_LEADS, writes=False)
async def choose(turn: Turn, store: YearStore) -> Replies:
    options = tuple(Option(str(each.id), each.name) for each in await _team(turn, store) if _may_go(each))
    if not options:
        raise Refusal(_("There is nobody in your team but its leads. A lead of the district can change that."))
    told = Note(_("They are not asked any more; what they said stays."))
    return Ask(form("school.person.gone", _("Take off"), Pick("person", _("Whom?"), options), told, send=_("Let go")))


def _may_go(member: Member) -> bool:
    return member.role is Role.SCHOOL_MEMBER


@router.form("school.person.gone", who=SCHOOL_LEADS)
async def let_go(turn: Turn, store: YearStore) -> Replies:
    number = whole(turn.required("person", _("Choose somebody.")))
    member = next((each for each in await _team(turn, store) if each.id == number and _may_go(each)), None)
    if member is None:
        raise Refusal(_("They are not in your team any more."), field="person")
    await store.people.retire(member)
    owned = [clip(each.title, 60) for each in await store.plans.owned(member.email)]
    told = say(_("*{name}* is no longer in your team. What they said stays."), name=member.name)
    if owned:
        told += say(_(" Without an owner now: {titles}. `plan` lets you choose one."), titles=listed(owned))
    return Say(await team_card(turn, store, told))
