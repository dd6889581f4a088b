"""One person: added, changed, taken out, or left out by the last import. The last lead stays."""

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.form import Form, Line, Note, Option, Pick, PickMany, Tick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, as_written, clip, say
from handlers.setup.people_list import codes, people_card
from handlers.wording.days_and_hours import zone_chosen, zone_options
from handlers.wording.role_and_team_names import language_options, role_name
from pdsa.errors import Refusal
from pdsa.names import as_spoken, folded, same
from pdsa.people import LEADS, LONGEST_EMAIL, PROMPTED, SCHOOL_ROLES, Member, Role, is_email
from pdsa.school_rollup import school_teams
from pdsa.text import ENGLISH, _, languages
from pdsa.zones import is_region
from storage.store import YearStore

router = Router()
DISTRICTS_OWN = "-"


LISTED = 20


@router.button("setup.person.new", who=LEADS, writes=False, early=True)
async def open_new(turn: Turn, store: YearStore) -> Replies:
    return Ask(member_form(None, await store.people.all()))


@router.form("setup.person.picked", who=LEADS, writes=False, early=True)
async def open_known(turn: Turn, store: YearStore) -> Replies:
    member = await _member(turn.required("person", _("Choose somebody.")), store)
    return Ask(member_form(member, await store.people.all()))


def member_form(member: Member | None, people: list[Member]) -> Form:
    """Somebody's fields. The e-mail of somebody who is known is told, not asked: it is how they are known."""
    teams = list(dict.fromkeys(each.team for each in people if each.team))
    roles = tuple(Option(role.value, _role_label(role)) for role in Role)
    zone = member.zone if member and member.zone and is_region(member.zone) else None
    met = member is not None and member.address is not None
    choices = (Option(DISTRICTS_OWN, _("The district's")), *zone_options())
    return form(
        "setup.person.keep",
        _("Change somebody") if member else _("Add somebody"),
        Note(say(_("*{name}* ({email})"), name=member.name, email=member.email)) if member else None,
        None
        if member
        else Line("email", _("E-mail"), optional=False, most=LONGEST_EMAIL, hint=_("The one of their chat account")),
        Line("name", _("Name"), member.name if member else "", optional=False, most=200),
        Pick("role", _("Role"), roles, chosen=(member.role if member else Role.MEMBER).value),
        Line("team", _("Team"), member.team if member else "", optional=False, most=200, hint=_teams_hint(teams)),
        Pick("zone", _("Time zone"), choices, chosen=zone or DISTRICTS_OWN),
        _language(member),
        _schools(member, people),
        Tick("account", _("Forget their chat account: the one with their e-mail is looked for")) if met else None,
        Tick("out", _("No longer in the plan: is not asked any more; what they said stays")) if member else None,
        carry={"id": str(member.id)} if member else {},
        about=member.email if member else "",
    )


def _language(member: Member | None) -> Pick | None:
    """What they read, where there is something to choose. They change it themselves in `settings`."""
    if len(languages()) < 2:
        return None
    chosen = member.language if member else None
    hint = _("They can choose another one in `settings`.")
    return Pick("language", _("Language"), language_options(), chosen or ENGLISH, hint=hint)


def _schools(member: Member | None, people: list[Member]) -> PickMany | None:
    """Whose counts a supervisor sees; not for somebody of a school's own team."""
    names = school_teams(people)
    if not names or (member is not None and not member.district_team):
        return None
    known = {folded(each) for each in member.schools} if member else set()
    return PickMany(
        "schools",
        _("Schools, for a supervisor"),
        tuple(Option(_school_value(each), each) for each in names),
        chosen=tuple(_school_value(each) for each in names if folded(each) in known),
        hint=_("They see what these add up to. Without any, I look for schools' names in their team."),
    )


def _school_value(name: str) -> str:
    """A school as a form's option carries it."""
    return clip(name, 140)


def _teams_hint(teams: list[str]) -> str:
    known = ", ".join(clip(team, 60) for team in teams[:6])
    hint = _("A school's name for school roles, the district's team for all others.")
    return _("{hint} So far: {teams}").format(hint=hint, teams=known) if known else hint


def _role_label(role: Role) -> str:
    return {
        Role.LEAD: _("Lead: sets up, confirms, may do everything"),
        Role.MEMBER: _("Member: checks in, reflects, proposes"),
        Role.RESEARCH: _("Research: looks after measures, sees drafts"),
        Role.COMMUNICATIONS: _("Communications: edits and approves digests"),
        Role.SCHOOL_LEAD: _("School lead: for a school's team"),
        Role.SCHOOL_MEMBER: _("School member: in a school's team"),
        Role.SUPERVISOR: _("Supervisor of principals: reads, is asked once a year what helps"),
        Role.OBSERVER: _("Observer: reads, is not asked"),
    }[role]


async def _as_known(turn: Turn, store: YearStore) -> Replies:
    """The form of somebody who is known, as it reads now."""
    known = turn.carry.get("id", "")
    return Ask(member_form(await _member(known, store), await store.people.all())) if known else ()


@router.form("setup.person.keep", who=LEADS, early=True, now=_as_known)
async def keep(turn: Turn, store: YearStore) -> Replies:
    member = await _member(known, store) if (known := turn.carry.get("id", "")) else None
    if member is not None and turn.ticked("out"):
        gone = await let_go(member, store, field="out")
        return Say(people_card(await store.people.all(), first=gone))
    person = await _person(turn, store, member)
    before = await store.people.by_email(person.email)
    if member is None and before is not None and before.active:
        template = _("{name} is in the plan with this e-mail already: change them instead.")
        raise Refusal(template.format(name=before.name), field="email")
    if member is not None:
        await _may_change(member, person, store)
    saved = await store.people.put(
        person.email,
        name=person.name,
        role=person.role,
        team=person.team,
        district_team=person.district_team,
        zone=person.zone,
        language=person.language,
    )
    if member is not None and turn.ticked("account"):
        await store.people.lose(saved)
        await store.record("chat account", saved.email)
    if person.role is Role.SUPERVISOR and "schools" in turn.answers:
        ticked = set(turn.many("schools"))
        names = school_teams(await store.people.all())
        await store.people.set_schools(saved, [each for each in names if _school_value(each) in ticked])
    template = _("Kept: *{name}*, {role}.")
    if member is None and before is not None:
        template = _("*{name}* is back in the plan, as {role}; what they said before is still here.")
    elif member is None and store.cycle and store.cycle.started_at and person.role in PROMPTED:
        template = _("Kept: *{name}*, {role}. They get a first message on their next school day.")
    first = say(template, name=person.name, role=role_name(person.role))
    if person.role is not Role.SUPERVISOR and turn.many("schools"):
        first += say(_(" The schools that you ticked are not kept: only a supervisor has some."))
    return Say(people_card(await store.people.all(), first=first))


async def _person(turn: Turn, store: YearStore, member: Member | None) -> Member:
    """Somebody as answered, checked; without a language where it stays as it is."""
    email = member.email if member else turn.required("email", _("Write the e-mail of their chat account.")).lower()
    if not is_email(email):
        raise Refusal(_("Write an e-mail address such as ana@district.example."), field="email")
    chosen = turn.text("role")
    if chosen not in set(Role):
        raise Refusal(_("Choose a role."), field="role")
    name, role, zone = as_spoken(turn.required("name", _("Write their name."))), Role(chosen), turn.text("zone")
    return Member(
        member.id if member else 0,
        name,
        email,
        role,
        await _team(turn, store, role, member),
        role not in SCHOOL_ROLES,
        zone=None if zone in ("", DISTRICTS_OWN) else zone_chosen(zone),
        language=_language_chosen(turn.text("language"), member),
    )


def _language_chosen(chosen: str, member: Member | None) -> str | None:
    """The language, None where it stays as it is. Raises Refusal where there is no such one."""
    if chosen in ("", (member.language if member else None) or ENGLISH):
        return None
    if chosen not in languages():
        raise Refusal(_("Choose a language from the list."), field="language")
    return chosen


async def _team(turn: Turn, store: YearStore, role: Role, member: Member | None) -> str:
    """The team as it is spelled already; a school's team and the district's are never one."""
    said = " ".join(turn.required("team", _("Write the name of the team or school.")).split())
    others = [each for each in await store.people.all() if member is None or each.id != member.id]
    theirs = [each for each in others if same(each.team, said)]
    school = role in SCHOOL_ROLES
    if any(each.district_team is school for each in theirs):
        if school:
            told = _("That is the district's own team: {team}. Write the school's name, or choose another role.")
        else:
            told = _("That is a school's team: {team}. Choose a school role, or write the district's team.")
        raise Refusal(told.format(team=said), field="team")
    return theirs[0].team if theirs else said


async def _may_change(member: Member, person: Member, store: YearStore) -> None:
    if member.is_lead and person.role not in LEADS:
        await not_the_last_lead(member, store, field="role")
    owned = await _owned(member, store)
    if owned and person.role not in PROMPTED:
        told = _(
            "{name} owns {codes}, and whoever owns a strategy is asked about it. Choose another owner in `plan` first."
        )
        raise Refusal(told.format(name=member.name, codes=codes(owned)), field="role")


async def not_the_last_lead(member: Member, store: YearStore, *, field: str | None = None) -> None:
    """Raises Refusal where nobody else is a lead: somebody must be able to set up and to confirm."""
    if not any(lead.id != member.id for lead in await store.people.leads()):
        told = _("{name} is the only lead. Make somebody else a lead first: two are better anyway.")
        raise Refusal(told.format(name=member.name), field=field)


async def let_go(member: Member, store: YearStore, *, field: str | None = None) -> Words:
    """Take somebody out of the plan; says what of theirs needs another owner."""
    if member.is_lead:
        await not_the_last_lead(member, store, field=field)
    await store.people.retire(member)
    await store.imports.settle_left_out("person", member.email, kept=False)
    owned = await _owned(member, store)
    if not owned:
        return say(_("*{name}* is no longer in the plan. What they said stays."), name=member.name)
    told = _("*{name}* is no longer in the plan. What they said stays. {codes} need another owner: `plan`.")
    if len(owned) == 1:
        told = _("*{name}* is no longer in the plan. What they said stays. {codes} needs another owner: `plan`.")
    return say(told, name=member.name, codes=codes(owned))


async def _owned(member: Member, store: YearStore) -> list[str]:
    return [each.code for each in await store.plans.owned(member.email)]


async def _member(number: str, store: YearStore) -> Member:
    return _still_in(await store.people.by_id(whole(number) or 0))


def _still_in(member: Member | None) -> Member:
    if member is None or not member.active:
        raise Refusal(_("They are no longer in the plan. `setup` shows everybody."))
    return member


@router.button("setup.left", who=LEADS, writes=False)
async def show_left_out(turn: Turn, store: YearStore) -> Replies:
    return Say(await left_card(store))


@router.button("setup.aside", who=LEADS)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    gone = await let_go(_still_in(await store.people.by_email(turn.value)), store)
    return Replace(await left_card(store, gone))


@router.button("setup.stays", who=LEADS)
async def stays(turn: Turn, store: YearStore) -> Replies:
    member = _still_in(await store.people.by_email(turn.value))
    await store.imports.settle_left_out("person", member.email, kept=True)
    return Replace(await left_card(store, say(_("*{name}* stays in the plan."), name=member.name)))


async def left_card(store: YearStore, first: Words | None = None) -> Card:
    """Who was left out, and the first of them to decide about."""
    emails = (await store.imports.left_out()).people
    members = [each for each in await store.people.all() if each.email in emails]
    opening = Text(first) if first else None
    if not members:
        return card(opening, Text(_("Everybody in the plan was in the last import as well.")))
    names = tuple(as_written(f"{clip(each.name, 80)} ({each.email})") for each in members[:LISTED])
    more = len(members) - len(names)
    return card(
        opening,
        Title(_("Left out by the last import")),
        Text(
            _("They stand here and not in the file any more. Nobody was taken out: say for each what becomes of them.")
        ),
        Items(names),
        Text(say(_("And {n} more."), n=more)) if more else None,
        Button(_("Take {name} out").format(name=members[0].name), "setup.aside", members[0].email),
        Button(_("Keep {name}").format(name=members[0].name), "setup.stays", members[0].email),
    )
