"""A school's own team, which its lead sees and changes; and its supervisors, who are asked once what would help."""

from collections.abc import Iterable, Iterator

from handlers.kit.card import Button, Card, Items, Quote, Text, Title, card
from handlers.kit.form import Line, Note, Option, Pick
from handlers.kit.reply import Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, join, say
from handlers.wording.notifications import for_each
from handlers.wording.role_and_team_names import team_words
from handlers.wording.strategy import listed
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import midnight_after
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.names import as_spoken
from pdsa.people import LEADS, LONGEST_EMAIL, SCHOOL_ROLES, Member, Role, is_email
from pdsa.permissions import of_school, sees_schools
from pdsa.prompting import Asking
from pdsa.school_rollup import school_teams
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
TEAMS = LEADS | SCHOOL_ROLES
"""Who reads and answers what schools ask one another."""
SCHOOL_LEADS, SUPERVISORS = frozenset({Role.SCHOOL_LEAD}), frozenset({Role.SUPERVISOR})
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
        Button(_("Add somebody"), "school.person.new", main=len(team) == 1) if lead else None,
        Button(_("Take somebody off"), "school.person.out") if lead and others else None,
        Button(_("Our school"), "school"),
    )


def _line(member: Member) -> Words:
    role = _("lead") if member.role is Role.SCHOOL_LEAD else _("member")
    return say(_("*{name}*, {role}, {email}"), name=clip(member.name, 60), role=role, email=clip(member.email, 80))


@router.button("school.team", who=SCHOOL_ROLES, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await team_card(turn, store))


@router.button("school.person.new", who=SCHOOL_LEADS, writes=False)
async def new(turn: Turn, store: YearStore) -> Replies:
    return ask_form(
        "school.person.keep",
        _("Add somebody"),
        Note(say(_("They become part of *{team}*."), team=team_words(turn.person.team))),
        Line("email", _("E-mail"), optional=False, most=LONGEST_EMAIL, hint=_("The one of their chat account")),
        Line("name", _("Name"), optional=False, most=200),
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
    return ask_form("school.person.gone", _("Take off"), Pick("person", _("Whom?"), options), told, send=_("Let go"))


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


@router.button("school.helps", who=SUPERVISORS, writes=False)
async def ask_what_helps(turn: Turn, store: YearStore) -> Replies:
    before = next((each.text for each in await store.schools.helps() if each.member == turn.person.id), "")
    return ask_form(
        "school.helped",
        _("What would help?"),
        Note(_("The district's leads read what you write, with your name.")),
        Line(
            "words",
            _("What would help your schools most?"),
            before,
            long=True,
            optional=False,
            most=2000,
            hint=_("Time, people, money, fewer requests, something to learn... Please leave out who did what."),
        ),
        send=_("Send"),
        own=True,
    )


@router.form("school.helped", who=SUPERVISORS, now=ask_what_helps)
async def keep_what_helps(turn: Turn, store: YearStore) -> Replies:
    words = turn.required("words", _("A sentence will do, or close this form."))
    await store.schools.say_what_helps(turn.person.id, words)
    notifications = await store.outbox.of_kind("supervisor")
    await store.outbox.refresh(
        *(each.key for each in notifications if each.member and each.member.id == turn.person.id)
    )
    leads = join([lead.name for lead in await store.people.leads()]) or _("The leads")
    told = say(_("Kept. {leads} see it in `school`, beside the counts of your schools."), leads=leads)
    return say_card(Text(told), Button(_("Change it"), "school.helps"), Button(_("My schools"), "school"))


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """One notification to each supervisor, on the first day of STUDY on which they may be asked."""
    asking = Asking(cycle, Phase.STUDY)
    first, last = cycle.span_of(Phase.STUDY)
    if not span.touches(first, last):
        return ()
    people = await store.people.all()
    schools = school_teams(people)

    def of(person: Member) -> Iterator[Draft]:
        day = next(asking.days(person, first, last), None)
        if day is not None and sees_schools(person, schools):
            ends = midnight_after(last, asking.zone(person))
            yield Draft("supervisor", first.isoformat(), asking.moment(day, person), person.id, expires=ends)

    supervisors = [person for person in people if person.role is Role.SUPERVISOR]
    return [draft for draft in for_each(supervisors, of) if span.holds(draft.at)]


@router.notification("supervisor", Cost(120, Worth.EXTRA), about=_l("the question what would help somebody's schools"))
async def asked_what_helps(notification: Notification, store: YearStore) -> Card | None:
    """The one question, with the way to the counts."""
    own = next((each for each in await store.schools.helps() if each.member == notification.reader.id), None)
    if own is not None:
        if notification.sent_at is None:
            return None
        return card(Text(_("Kept, for the leads to read:")), Quote(own.text), Button(_("Change it"), "school.helps"))
    return question_card(notification.reader)


def question_card(supervisor: Member) -> Card:
    """The question before it is answered."""
    told = _("Hi {name}. Your schools now look back at their year of social and emotional learning (SEL).")
    return card(
        Text(say(told, name=supervisor.first_name)),
        Text(_("You see what they add up to, not what anybody wrote. One question: what would help them most?")),
        Button(_("Say what would help"), "school.helps", main=True),
        Button(_("My schools"), "school"),
    )
