"""Deciding what becomes of a strategy or goal: the interview in short screens; a lead decides, others propose."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.answers.open_questions import keep_note
from handlers.decide import confirming, next_steps, parked_goals
from handlers.decide.cards import history_card, kept_card, told
from handlers.decide.effects_on_plan import beside, take_effect
from handlers.decide.path_details import CHANGE, KIND, details_from_form, said_before
from handlers.decide.questions import (
    ANEW,
    ANSWER,
    BACK,
    SAID,
    answered,
    closing_form,
    closing_from_form,
    meant,
    question_form,
    resume_form,
)
from handlers.decide.topic import (
    ABOUT,
    DecisionContext,
    Topic,
    context_of,
    topic_of,
    topics,
    what_is_known,
)
from handlers.kit.card import Button
from handlers.kit.declared import Group, Question, Reasons
from handlers.kit.form import Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import clip, say
from handlers.wording.strategy import GOAL, matching, path_name
from pdsa.circumstances import Circumstance
from pdsa.cycle import Phase
from pdsa.decision_interview import (
    Answers,
    Ending,
    known_answers,
    next_screen,
    on_the_way,
    one_screen_back,
    read_answers,
)
from pdsa.decisions import Decision, Details, Subject
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.meetings import proposal_waits_until
from pdsa.names import same
from pdsa.people import LEADING, PROMPTED
from pdsa.permissions import confirmers, confirms, owns, works_on
from pdsa.text import _, _l
from pdsa.typed_words import Short, understood
from pdsa.visible import reader_of, visible
from storage.notification_states import Notification
from storage.reflections_and_decisions import BegunInterview
from storage.store import YearStore

feature = Feature("decide")

feature.include(confirming.router, parked_goals.router, next_steps.router)
EVIDENCE = 3000
PARKED = frozenset({"parked", "waiting"})
STEPS = frozenset({"steps", "next steps"})


ASKS_TO_DECIDE = "decide"


@feature.command(
    "decide",
    help=_l(
        "Say how a strategy or goal goes on; a lead confirms. With steps: what comes next; with parked: what waits"
    ),
    who=PROMPTED,
    example="S3",
    label=_l("Decide"),
    group=Group.LOOKING_BACK,
    phases={Phase.ACT: 1},
    synonyms="decision decisions act decidir deciding interview propose",
    parts="steps parked",
    why=Reasons(
        what=_l("A few questions that lead to one of eleven ways on, from “go on” to “stop”."),
        why=_l("Each way needs something else from you. The questions keep a hard year from becoming a quick no."),
        when=_l("In ACT, or whenever something has to change."),
        who=_l("Anybody on the team proposes; a lead confirms."),
        resource="act",
    ),
)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """The interview of what is meant, where it was broken off if it was; or the choice of a topic."""
    words = (turn.value or turn.words).strip()
    if words.casefold() in PARKED:
        return await parked_goals.show(turn, store)
    if words.casefold() in STEPS:
        return await next_steps.show(turn, store)
    if words.startswith(GOAL):
        return Ask(await _first_screen(await topic_of(words, turn.person, store), turn, store))
    own_topics = [each for each in await topics(store) if works_on(turn.person, each.strategy)]
    if not own_topics:
        raise Refusal(_("There is no strategy here to decide on yet. `plan` shows the plan."))
    meant = _meant(words, own_topics)
    if len(meant) == 1:
        return Ask(await _first_screen(meant[0], turn, store))
    return Ask(await _choice(words, meant or own_topics, bool(meant), turn, store))


def _meant(words: str, candidates: Sequence[Topic]) -> list[Topic]:
    """What words mean: a code, a goal's rubric item, words of a title; all there is where there are none."""
    if not words:
        return list(candidates)
    strategies = [each for each in candidates if each.subject is Subject.STRATEGY]
    goals = [each for each in candidates if each.subject is Subject.GOAL]
    named = [each for each in goals if each.goal and same(each.goal.activity, words)]
    for group in (strategies, goals):
        codes = {each.code for each in matching(words, [topic.strategy for topic in group])}
        if codes:
            return named or [each for each in group if each.code in codes]
    return named


async def _choice(words: str, found: Sequence[Topic], fits: bool, turn: Turn, store: YearStore) -> Form:
    """The choice of a topic: one's own first, and among them those that nothing was decided on yet."""
    newest = {(each.subject, each.strategy): each for each in await store.learning.all_decisions()}

    def settled(topic: Topic) -> bool:
        decision = newest.get((topic.subject, topic.code))
        return decision is not None and decision.stands

    def rank(topic: Topic) -> tuple[bool, bool, bool]:
        return topic.subject is Subject.GOAL, not owns(turn.person, topic.strategy), settled(topic)

    options = tuple(
        Option(each.value, _label(each, newest.get((each.subject, each.code)))) for each in sorted(found, key=rank)
    )
    told = _("I know no strategy or goal like “{words}”. These are open to you:")
    if fits:
        told = _("“{words}” fits more than one strategy or goal.")
    return form(
        "decide.choose",
        _("Decide"),
        Note(say(told, words=clip(words, 80))) if words else None,
        Pick(ABOUT, _("On which strategy or goal?"), options),
        send=_("Next"),
    )


def _label(topic: Topic, newest: Decision | None) -> str:
    title = topic.title
    if topic.subject is Subject.GOAL:
        title = _("Goal: {statement}").format(statement=title)
    if newest is None:
        return title
    mark = path_name(newest.path) if newest.stands else _("proposed")
    return f"{clip(title, 72 - len(mark))} · {mark}"


@feature.form("decide.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    """The interview of the topic that was chosen."""
    value = turn.required(ABOUT, _("Please choose a strategy."))
    return Ask(await _first_screen(await topic_of(value, turn.person, store, field=ABOUT), turn, store))


async def _first_screen(topic: Topic, turn: Turn, store: YearStore) -> Form:
    context = await context_of(topic, turn, store)
    if context.begun and context.begun.answers:
        return resume_form(context, context.begun)
    screen = next_screen(context.facts, {})
    assert not isinstance(screen, Ending)  # nothing was answered yet
    return question_form(screen, {}, context, turn, await store.people.names())


@feature.form("decide.resume", who=PROMPTED)
async def resume(turn: Turn, store: YearStore) -> Replies:
    """Takes up an interview that was broken off."""
    topic = await topic_of(turn.carry.get(ABOUT, ""), turn.person, store)
    begun = await store.interviews.of(turn.person.id, topic.subject, topic.code) or BegunInterview()
    answers = known_answers(begun.answers)
    if turn.text(ANSWER) == ANEW:
        await store.interviews.forget(turn.person.id, topic.subject, topic.code)
        answers = {}
    elif turn.text(ANSWER) == BACK:
        answers = one_screen_back(answers)
    return await _next(topic, answers, turn, store)


@feature.form("decide.answer", who=PROMPTED)
async def answer(turn: Turn, store: YearStore) -> Replies:
    """Keeps one answer, and asks what follows from it."""
    topic = await topic_of(turn.carry.get(ABOUT, ""), turn.person, store)
    return await _next(topic, answered(turn), turn, store)


async def _next(topic: Topic, answers: Answers, turn: Turn, store: YearStore) -> Replies:
    """The next screen; what was said so far is kept."""
    context = await context_of(topic, turn, store)
    step = next_screen(context.facts, answers)
    trail = tuple((question.value, answer) for question, answer in on_the_way(answers))
    before = context.begun or BegunInterview()
    same_end = isinstance(step, Ending) and before.details.asked == trail
    begun = BegunInterview(trail, before.details if same_end else Details(), _evidence(context, answers, turn.today))
    await store.interviews.keep(turn.person.id, topic.subject, topic.code, begun)
    if isinstance(step, Ending):
        return Ask(await _last(step, answers, context, turn, store))
    return Ask(question_form(step, answers, context, turn, await store.people.names()))


def _evidence(known: DecisionContext, answers: Answers, today: date) -> str:
    """What the screens on the way have shown, each sentence once."""
    shown = [told for question, _answer in on_the_way(answers) for told in what_is_known(question, known, today)]
    fullest = [each for each in dict.fromkeys(shown) if not any(o != each and o.startswith(each) for o in shown)]
    return clip(" ".join(fullest), EVIDENCE)


async def _last(ending: Ending, answers: Answers, context: DecisionContext, turn: Turn, store: YearStore) -> Form:
    names = await store.people.names()
    others = await beside(context.topic.code, meant(said_before(ending, context, turn), context), store)
    return closing_form(ending, answers, context, turn, names, others)


async def _with_change(details: Details, turn: Turn, store: YearStore) -> Details:
    """A change of circumstances that was said on the way is written down as `context` does."""
    what = turn.text(CHANGE)
    if not what:
        return details
    kind = Circumstance(turn.text(KIND)) if turn.text(KIND) in set(Circumstance) else Circumstance.OTHER
    change = await store.context.add(kind, turn.today, what, "", turn.person.id)
    return replace(details, contexts=(*details.contexts, change.id))


async def _as_it_stands(turn: Turn, store: YearStore) -> Replies:
    """The last screen, as it reads now."""
    topic = await topic_of(turn.carry.get(ABOUT, ""), turn.person, store)
    context, answers = await context_of(topic, turn, store), read_answers(turn.carry.get(SAID, ""))
    step = next_screen(context.facts, answers)
    return Ask(await _last(step, answers, context, turn, store)) if isinstance(step, Ending) and context.begun else ()


@feature.form("decide.keep", who=PROMPTED, now=_as_it_stands)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a decision: a lead's stands at once and takes effect, another's goes to the leads."""
    topic = await topic_of(turn.carry.get(ABOUT, ""), turn.person, store)
    waiting, meetings = await store.learning.waiting(), await store.meetings.days()
    leading = await store.people.with_roles(LEADING)
    context, answers = await context_of(topic, turn, store), read_answers(turn.carry.get(SAID, ""))
    step, begun = next_screen(context.facts, answers), context.begun
    if not isinstance(step, Ending) or begun is None:
        return await _next(topic, answers, turn, store)
    details = details_from_form(step, answers, context, turn)
    closing = closing_from_form(step.path, context.people, turn)
    details = await _with_change(details, turn, store)
    leads, may = confirmers(topic.strategy, leading), confirms(turn.person, topic.strategy)
    meeting = proposal_waits_until(topic.strategy.school, meetings, turn.cycle, turn.today)
    replaced = [each for each in waiting if (each.subject, each.strategy) == (topic.subject, topic.code)]
    decision = await store.learning.propose(
        strategy=topic.code,
        path=step.path,
        reason=closing.reason,
        next_step=closing.next_step or details.where_to,
        owner=closing.owner,
        due=closing.due,
        evidence=begun.evidence,
        by=turn.person.id,
        confirmed=may and meeting is None,
        subject=topic.subject,
        details=details,
        carries=closing.carries,
    )
    await store.interviews.forget(turn.person.id, topic.subject, topic.code)
    if decision.stands:
        decision = await take_effect(decision, topic, turn.cycle, store)
        await confirming.say_decided(decision, topic, replaced, store)
    else:
        await confirming.ask_leads(decision, topic, leads, meetings, store)
    for shown in (*replaced, decision):
        await confirming.refresh(shown, store)
    view = await told(decision, store)
    return Say(kept_card(view, turn, [lead.name for lead in leads], may_confirm=may))


@feature.button("decide.history", who=PROMPTED, writes=False)
async def history(turn: Turn, store: YearStore) -> Replies:
    """All that was decided and proposed on a topic, handed back or not."""
    topic = await topic_of(turn.value, turn.person, store)
    found = await store.learning.history(topic.subject, topic.code)
    reader = reader_of(turn.person, topic.strategy)
    known = [await told(visible(each, reader), store) for each in found[-12:]]
    return Say(history_card(known, turn))


@feature.typed(ASKS_TO_DECIDE, f"{ASKS_TO_DECIDE}-nudge")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The notification's strategies on which nobody has decided or proposed anything yet."""
    settled = {each.strategy for each in await store.learning.decisions()}
    about = [
        each for each in await store.plans.strategies() if each.code in notification.about and each.code not in settled
    ]
    notes = {
        each.subject for each in await store.typed.about(ASKS_TO_DECIDE, *notification.about, member=turn.person.id)
    }
    return [_question(each, each.code in notes) for each in about if works_on(turn.person, each)]


def _question(each: Strategy, noted: bool = False) -> Question:
    return Question(ASKS_TO_DECIDE, "decide.typed", each.code, each.title, worded=noted)


@feature.button("decide.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed, and show the way to the decision."""
    strategy = await store.plans.strategy(turn.value)
    if strategy is None or strategy.dropped or not works_on(turn.person, strategy):
        raise Refusal(_("I do not find that in the plan any more. `decide` lists what is there."))
    typed_answer = understood(turn.words)
    if typed_answer.short is Short.SKIP:
        return Then("snooze")
    if not typed_answer.sentence:  # yes or no to what is no such question: the first one of the interview is
        return Then("decide", value=strategy.code)
    told = _("Kept as your note on *{strategy}*. It stands filled in as the reason when you decide.")
    decide = Button(_("Decide"), "decide", strategy.code, main=True)
    return await keep_note(_question(strategy), typed_answer, say(told, strategy=strategy.title), [decide], turn, store)
