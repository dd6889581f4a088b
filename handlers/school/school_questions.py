"""Questions between schools: one asks, the others' leads hear of it once a week at most, all teams read on.

Nothing of it goes to a channel.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.card_pages import page_at
from handlers.kit.form import Line, Note, Option, Pick, Saying
from handlers.kit.reply import Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.school.lessons import ACTIVITY
from handlers.school.people import TEAMS, question_card
from handlers.wording.measure_chart import obstacle_name
from handlers.wording.notifications import as_test, for_each, told_about
from pdsa.attention_budget import READ, Cost, Worth
from pdsa.calendar import days, local_day, midnight_after, monday_of
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.obstacles import obstacles
from pdsa.people import LEADS, SCHOOL_ROLES, Member, Role
from pdsa.prompting import first_after_monday, prompt_at
from pdsa.school_rollup import FRESH, SchoolAnswer, SchoolQuestion, unheard
from pdsa.text import _, _l, ngettext
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
PAGE = 8


@router.button("school.ask", who=SCHOOL_ROLES, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """The question's form; `value` is what it is about."""
    about = turn.value
    return ask_form(
        "school.asked",
        _("Ask other schools"),
        Note(say(_("It is about: *{about}*"), about=about_words(about))) if about_words(about) else None,
        Line(
            "text",
            _("What would you like to know?"),
            long=True,
            optional=False,
            most=1000,
            hint=_("For example: how did you find time for it without lengthening the day?"),
        ),
        Note(
            _(
                "It goes to the leads of the other schools, with your school's name and yours, and stands in "
                "`school` for all school teams. Nothing is posted to a channel."
            )
        ),
        send=_("Ask"),
        carry={"about": about},
    )


def about_words(about: str) -> str:
    """What a question is about: an obstacle in words, or a key activity's name."""
    if about.startswith(ACTIVITY):
        return about.removeprefix(ACTIVITY)
    return next((obstacle_name(each) for each in obstacles([about])), "")


@router.form("school.asked", who=SCHOOL_ROLES)
async def asked(turn: Turn, store: YearStore) -> Replies:
    text = turn.required("text", _("A sentence will do, or close this form."))
    question = await store.schools.ask(turn.person.team, turn.person.id, turn.carry.get("about", "")[:150], text)
    told = _("Asked. The other schools' leads hear of it within the week; what they answer comes to you.")
    return say_card(Text(told), Quote(question.text), Button(_("Questions between schools"), "school.questions"))


@router.button("school.questions", who=TEAMS, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    answers = await store.schools.answer_counts()
    shown = questions_card(await store.schools.questions(), answers, turn, whole(turn.value) or 0)
    return Replace(shown) if turn.value else Say(shown)


def questions_card(questions: Sequence[SchoolQuestion], answers: Mapping[int, int], turn: Turn, start: int) -> Card:
    """The year's questions, the newest first, a page at a time."""
    page = page_at(questions, start, lambda _question: 1, PAGE)
    asks = turn.person.role in SCHOOL_ROLES
    lines = tuple(_line(each, answers.get(each.id, 0), turn) for each in page.items)
    return card(
        Title(_("Questions between schools")),
        Items(lines) if lines else Text(_("Nobody has asked anything yet.")),
        Button(_("Read one"), "school.question.pick") if lines else None,
        Button(_("Ask the other schools"), "school.ask", main=not lines) if asks else None,
        *page.ways("school.questions"),
        Button(_("Our school") if asks else _("Schools"), "school"),
    )


def _line(question: SchoolQuestion, answers: int, turn: Turn) -> Words:
    told = count("{n} answer", "{n} answers", answers) if answers else _("no answer yet")
    return say(
        _("*{school}* ({day}, {answers}): {text}"),
        school=clip(question.team, 80),
        day=when(local_day(question.at, turn.zone), turn.today),
        answers=told,
        text=clip(question.text, 200),
    )


@router.button("school.question.pick", who=TEAMS, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    questions = (await store.schools.questions())[:100]
    if not questions:
        raise Refusal(_("Nobody has asked anything yet."))
    options = tuple(Option(str(each.id), f"{clip(each.team, 25)}: {each.text}") for each in questions)
    return ask_form("school.question.read", _("Read one"), Pick("question", _("Which one?"), options), send=_("Read"))


@router.form("school.question.read", who=TEAMS, writes=False)
async def read(turn: Turn, store: YearStore) -> Replies:
    question = await _question(turn.required("question", _("Choose one.")), store)
    return Say(await _thread(question, turn, store))


async def _thread(question: SchoolQuestion, turn: Turn, store: YearStore, first: str = "") -> Card:
    """A question with its answers."""
    answers = await store.schools.answers(question.id)
    people = await store.people.by_ids({question.member, *(each.member for each in answers)})
    parts: list[Part] = []
    for reply in answers[-10:]:
        who = people.get(reply.member)
        parts.append(Quote(clip(reply.text, 800), by=f"{who.name}, {reply.team}" if who else reply.team))
    asker = people.get(question.member)
    asks = _("*{school}* asks ({name}):")
    return card(
        Text(first) if first else None,
        Text(say(asks, school=clip(question.team, 100), name=asker.name if asker else _("somebody who has left"))),
        Quote(question.text),
        Text(say(_("*Answers*"))) if parts else Text(_("No answer yet.")),
        *parts,
        Button(_("Answer"), "school.answer", str(question.id), main=not parts),
        Button(_("All questions"), "school.questions"),
    )


@router.button("school.answer", who=TEAMS, writes=False)
async def answer(turn: Turn, store: YearStore) -> Replies:
    question = await _question(turn.value, store)
    return ask_form(
            "school.answered",
            _("Answer"),
            Note(say(_("*{school}* asks:"), school=clip(question.team, 100))),
            Saying(question.text),
            Line("text", _("Your answer"), long=True, optional=False, most=2000,
                 hint=_("What you tried, and what came of it. All school teams can read it, with your name.")),
            send=_("Send"),
            carry={"question": str(question.id)},
        )  # fmt: skip


@router.form("school.answered", who=TEAMS)
async def answered(turn: Turn, store: YearStore) -> Replies:
    """Keeps an answer; it comes to whoever asked."""
    question = await _question(turn.carry.get("question", ""), store)
    text = turn.required("text", _("A sentence will do, or close this form."))
    kept = await store.schools.answer(question.id, turn.person.team, turn.person.id, text)
    asker = await store.people.by_id(question.member)
    told = _("Kept: all school teams can read it.")
    if asker is not None and asker.active and asker.id != turn.person.id:
        told = _("Kept: thank you. It is on its way to whoever asked.")
        about = (question.key,)
        await store.outbox.write([Draft("school-answer", str(kept.id), store.now, asker.id, about=about, prompt=False)])
    return Say(await _thread(question, turn, store, told))


async def _question(number: str, store: YearStore) -> SchoolQuestion:
    question = await store.schools.question(whole(number) or 0)
    if question is None:
        raise Refusal(_("I do not find that question any more. `school` shows those there are."))
    return question


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """Once a week at most: to the lead of each school, what other schools have asked that nobody asked them yet."""
    questions = await store.schools.questions(since=span.since - FRESH)
    if not questions:
        return ()
    known = told_about(await store.outbox.of_kind("school-question"))

    def of(lead: Member) -> Iterator[Draft]:
        zone, heard = lead.zone or cycle.zone, set(known.get(lead.id, ()))
        for monday in dict.fromkeys(map(monday_of, days(local_day(span.since, zone), local_day(span.until, zone)))):
            day = first_after_monday(monday, cycle, lead)
            if day is None or not span.holds(at := prompt_at(cycle, day, lead)):
                continue
            if about := unheard(reversed(questions), lead.team, heard, at):
                heard.update(about)
                ends = midnight_after(day + timedelta(days=2), zone)
                yield Draft("school-question", monday.isoformat(), at, lead.id, about=about, expires=ends)

    leads = [each for each in await store.people.all() if each.role is Role.SCHOOL_LEAD and each.consulted]
    return list(for_each(leads, of))


@router.notification(
    "school-question",
    Cost(30, Worth.EXTRA, each=15),
    about=_l("what other schools ask, once a week at most"),
    listed_as=_l("what other schools ask"),
)
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """What other schools ask, up to three questions."""
    questions = [each for each in reversed(await store.schools.questions()) if each.key in notification.about]
    if not questions or (notification.sent_at is None and not notification.reader.consulted):
        return None
    return asked_card(questions)


def asked_card(questions: Sequence[SchoolQuestion]) -> Card:
    """Some questions of other schools, each with its button."""
    told = ngettext("Another school asks:", "Other schools ask:", len(questions))
    parts: list[Part | None] = []
    for question in questions:
        about = about_words(question.about)
        head = _("*{school}* (about: {about})") if about else _("*{school}*")
        parts += [
            Text(say(head, school=clip(question.team, 100), about=clip(about, 150))),
            Quote(clip(question.text, 800)),
            buttons(Button(_("Answer"), "school.answer", str(question.id))),
        ]
    told_last = _("Only if you have something to tell: nobody waits for every school.")
    return card(Text(told), *parts, Text(told_last), Button(_("My settings"), "settings"))


@router.notification("school-answer", READ, about=_l("another school's answer"))
async def answer_notification(notification: Notification, store: YearStore) -> Card | None:
    """An answer, for whoever asked."""
    reply = await store.schools.one_answer(int(notification.occasion))
    question = await store.schools.question(reply.question) if reply else None
    if reply is None or question is None:
        return None
    who = await store.people.by_id(reply.member)
    return answer_card(question, reply, who.name if who else _("somebody"))


def answer_card(question: SchoolQuestion, answer: SchoolAnswer, name: str) -> Card:
    """One answer to one question."""
    told = say(_("*{name}* ({team}) answers your question:"), name=name, team=clip(answer.team, 100))
    return card(
        Text(told),
        Text(say(_("You asked: {text}"), text=clip(question.text, 300))),
        Quote(clip(answer.text, 1500)),
        Button(_("All questions"), "school.questions"),
    )


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
