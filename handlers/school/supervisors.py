"""What would help your schools? Each supervisor is asked once in STUDY; the leads read the answer."""

from collections.abc import Iterable, Iterator

from handlers.kit.card import Button, Card, Quote, Text, buttons, card
from handlers.kit.form import Line, Note, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.turn import Turn
from handlers.kit.words import join, say
from handlers.school.between_schools import asked_card
from handlers.wording.notifications import as_test, for_each
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import midnight_after
from pdsa.cycle import Phase
from pdsa.people import LEADS, Member, Role
from pdsa.permissions import sees_schools
from pdsa.prompting import Asking
from pdsa.school_rollup import SchoolQuestion, school_teams
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
SUPERVISORS = frozenset({Role.SUPERVISOR})


@router.button("school.helps", who=SUPERVISORS, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    before = next((each.text for each in await store.schools.helps() if each.member == turn.person.id), "")
    return Ask(
        form(
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
    )


@router.form("school.helped", who=SUPERVISORS, now=ask)
async def answered(turn: Turn, store: YearStore) -> Replies:
    words = turn.required("words", _("A sentence will do, or close this form."))
    await store.schools.say_what_helps(turn.person.id, words)
    await store.outbox.refresh(*(each.key for each in await _notifications(turn.person, store)))
    leads = join([lead.name for lead in await store.people.leads()]) or _("The leads")
    told = say(_("Kept. {leads} see it in `school`, beside the counts of your schools."), leads=leads)
    return Say(card(Text(told), buttons(Button(_("Change it"), "school.helps"), Button(_("My schools"), "school"))))


async def _notifications(member: Member, store: YearStore) -> list[Notification]:
    return [each for each in await store.outbox.of_kind("supervisor") if each.member and each.member.id == member.id]


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """One notification to each supervisor, on the first day of STUDY on which they may be asked."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
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
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """The one question, with the way to the counts."""
    own = next((each for each in await store.schools.helps() if each.member == notification.reader.id), None)
    if own is not None:
        if notification.sent_at is None:
            return None
        return card(Text(_("Kept, for the leads to read:")), Quote(own.text), buttons(_again()))
    return question_card(notification.reader)


def question_card(supervisor: Member) -> Card:
    """The question before it is answered."""
    told = _("Hi {name}. Your schools now look back at their year of social and emotional learning (SEL).")
    return card(
        Text(say(told, name=supervisor.first_name)),
        Text(_("You see what they add up to, not what anybody wrote. One question: what would help them most?")),
        buttons(Button(_("Say what would help"), "school.helps", main=True), Button(_("My schools"), "school")),
    )


def _again() -> Button:
    return Button(_("Change it"), "school.helps")


@router.button("school.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """The once-a-year question to supervisors, or another school's question."""
    if turn.value == "supervisor":
        return Say(as_test(question_card(turn.person)))
    known = await store.schools.questions()
    made_up = SchoolQuestion(
        0, _("Another school"), 0, "", _("How do you find a time that clashes with nothing?"), turn.now
    )
    return Say(as_test(asked_card(known[:1] or [made_up])))
