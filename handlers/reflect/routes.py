"""`/sel reflect`: which strategy, what happened, what was learned, what was kept; then straight on to decide.

A reply that is typed to the question is kept as a note, which stands filled in when its author looks back.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from handlers.answers.open_questions import keep_note
from handlers.kit.card import Button, Card, FactSet, Items, Quote, Text, card
from handlers.kit.card_pages import LONGEST, pages, word_count, words_on
from handlers.kit.declared import Group, Question, Reasons
from handlers.kit.form_values import read
from handlers.kit.reply import Ask, Replies, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import as_written, clip, say, when
from handlers.reflect.screens import (
    ReflectContext,
    begun_with,
    context_of,
    happened_form,
    learned_form,
    reflection_of,
    verdict_field,
    verdict_form,
)
from handlers.wording.measure_chart import obstacle_names
from handlers.wording.notifications import refresh_asked
from handlers.wording.released_sentences import take_out
from handlers.wording.strategy import FIELD, choose, choose_form, held_words, sorted_for
from pdsa.calendar import local_day
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED, SCHOOL_ROLES
from pdsa.permissions import owns, works_on
from pdsa.reflection import TYPED, Held, Reflection, contradicted
from pdsa.text import _, _l
from pdsa.typed_words import Short, understood
from pdsa.visible import reader_of, visible
from storage.notification_states import Notification
from storage.store import YearStore

feature = Feature("reflect")
KIND = "reflect"
SHOWN = 300
"""So many characters of a piece of evidence stand in a message."""


def kept_card(context: ReflectContext, reflection: Reflection, turn: Turn) -> Card:
    """What was kept, with the way to change it."""
    strategy = context.strategy
    first = Text(say(_("Kept what you learned from *{strategy}*."), strategy=strategy.title))
    readers = Text(_who_reads(reflection, strategy))
    facts = _facts(reflection, strategy, LONGEST - words_on((first, readers)))
    return card(
        first,
        Quote(reflection.happened),
        Quote(reflection.learned),
        facts,
        *_evidence(context, reflection, turn, LONGEST - words_on((first, readers, facts))),
        readers,
        Button(_("Change it"), "reflect", strategy.code),
        _elsewhere(context, turn),
        Button(_("Decide what next"), "decide", strategy.code),
    )


def _elsewhere(context: ReflectContext, turn: Turn) -> Button | None:
    """A school's team is offered what other schools made of the same obstacle or key activity."""
    if turn.person.role not in SCHOOL_ROLES or not works_on(turn.person, context.strategy):
        return None
    return Button(_("What worked elsewhere"), "school.elsewhere", context.strategy.code)


def _facts(reflection: Reflection, strategy: Strategy, room: int) -> FactSet:
    """The answers, as many as have these words; *Change it* has all of them in full."""
    rows = [
        (_("As predicted") if strategy.prediction else _("As hoped"), held_words(reflection.held)),
        (_("Missing from the data"), reflection.missing),
        (_("People or teams"), reflection.people),
        (_("Partners"), reflection.partners),
        (_("Tools and resources"), reflection.tools),
        (_("What got in the way"), obstacle_names(reflection.obstacles)),
        (_("In words"), reflection.in_way),
        (_("Students and families"), reflection.voice),
    ]
    told = [(name, clip(value, SHOWN)) for name, value in rows if value]
    return FactSet(tuple(pages(told, lambda row: sum(map(word_count, row)), room)[0]))


def _evidence(context: ReflectContext, reflection: Reflection, turn: Turn, room: int) -> list[Text | Items]:
    shown = visible(reflection, reader_of(turn.person, context.strategy, said=context.checkins)).evidence
    if not shown:
        return []
    told = Text(_("What shows it:"))
    lines = pages([as_written(clip(each.text, SHOWN)) for each in shown], word_count, room)[0]
    return [told, Items(tuple(lines))] if words_on((told, Items(tuple(lines)))) <= room else []


def _who_reads(reflection: Reflection, strategy: Strategy) -> str:
    if reflection.shared and reflection.quotable:
        return _("These words may be quoted, and other schools may see what you learned.")
    if reflection.shared:
        return _("You, the leads and other schools can read what you learned; others see whether the prediction held.")
    if strategy.school and not reflection.quotable:
        return _("You and your school's leads can read these words; others see whether the prediction held.")
    if reflection.quotable:
        return _("These words may be quoted.")
    return _("You and the leads can read these words; others see whether the prediction held.")


@feature.command(
    "reflect",
    help=_l("Look back at a strategy: what happened, what was learned"),
    who=PROMPTED,
    example="S3",
    label=_l("Reflect"),
    group=Group.LOOKING_BACK,
    phases={Phase.STUDY: 1},
    synonyms="reflection reflexion study learned lesson lessons reflecting conclusion",
    why=Reasons(
        what=_l("One strategy: what you predicted, what happened, what you learned, and who is missing from the data."),
        why=_l("Comparing with a prediction is what turns experience into learning."),
        when=_l("In STUDY, or when a strategy ends."),
        who=_l("Its owner and the team around it."),
        resource="reflect",
    ),
)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """The first screen of the strategy that is meant, or the choice of one."""
    strategies = [each for each in await store.plans.strategies() if works_on(turn.person, each)]
    if not strategies:
        raise Refusal(_("There is no strategy here that you could look back at yet. `plan` shows the plan."))
    reflections_by_strategy = await store.learning.latest_reflections()
    ordered = sorted_for(strategies, lambda s: owns(turn.person, s), lambda s: s.code in reflections_by_strategy)
    choice = choose(turn, ordered)
    if choice.one is not None:
        return Ask(happened_form(await context_of(choice.one, turn, store), turn))

    def mark(strategy: Strategy) -> str:
        reflection = reflections_by_strategy.get(strategy.code)
        if reflection is None and strategy.start is not None and strategy.start > turn.today:
            return _("begins {day}").format(day=when(strategy.start))
        return _("done {day}").format(day=when(local_day(reflection.at, turn.zone))) if reflection else ""

    if not choice.told:
        choice = replace(choice, told=_settled(choice.several, reflections_by_strategy, turn))
    title, question = _("Look back"), _("Which strategy?")
    return Ask(choose_form("reflect.choose", title, question, choice, mark, send=_("Next")))


def _settled(listed: Sequence[Strategy], known: Collection[str], turn: Turn) -> str:
    """Where nothing is owed: that all of them were looked back at, or all of one's own."""
    open_ones = [each for each in listed if each.code not in known]
    if not open_ones:
        return _("Each of these has been looked back at: nothing waits here. Choose one to change what was said of it.")
    if any(owns(turn.person, each) for each in listed) and not any(owns(turn.person, each) for each in open_ones):
        return _("You have looked back at all of yours. The others wait for their owners; you may look back, too.")
    return ""


@feature.form("reflect.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    """The first screen of the strategy that was chosen."""
    code = turn.required(FIELD, _("Please choose a strategy."))
    return Ask(happened_form(await context_of(await _strategy(code, turn, store, field=FIELD), turn, store), turn))


async def _carried(turn: Turn, store: YearStore) -> ReflectContext:
    """What is known of the strategy that a form carries."""
    return await context_of(await _strategy(turn.carry.get(FIELD, ""), turn, store), turn, store)


async def _as_it_stands(turn: Turn, store: YearStore) -> Replies:
    """Both screens of the strategy that a form carries, as they read now."""
    context = await _carried(turn, store)
    between = [Ask(verdict_form(context, context.begun, turn))] if context.begun else []
    return [Ask(happened_form(context, turn)), *between, Ask(learned_form(context, turn))]


@feature.form("reflect.begin", who=PROMPTED, now=_as_it_stands)
async def begun(turn: Turn, store: YearStore) -> Replies:
    """Keeps what happened at once, so that it outlives a closed screen; then asks what was learned."""
    context = await _carried(turn, store)
    first_half = begun_with(context, turn)
    await store.learning.begin(first_half)
    if contradicted(first_half.held, context.at_goal):
        return Ask(verdict_form(context, first_half, turn))
    return Ask(learned_form(context, turn))


@feature.form("reflect.verdict", who=PROMPTED, now=_as_it_stands)
async def verdict(turn: Turn, store: YearStore) -> Replies:
    """Keeps the verdict once its author has seen the numbers: as it was, or another."""
    context = await _carried(turn, store)
    if context.begun is None:
        return Ask(happened_form(context, turn))
    held: Held = read([verdict_field(context.strategy, turn)], turn)["held"]
    if held is not context.begun.held:
        await store.learning.begin(replace(context.begun, held=held))
    return Ask(learned_form(context, turn))


@feature.form("reflect.keep", who=PROMPTED, now=_as_it_stands)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a reflection, says so in private, and goes on to the decision."""
    context = await _carried(turn, store)
    if context.begun is None:  # sent twice, or kept elsewhere meanwhile: the first half is asked again, filled in
        return Ask(happened_form(context, turn))
    reflection = reflection_of(context, context.begun, turn)
    await store.learning.reflect(reflection)
    if context.earlier is not None and context.earlier.quotable:
        await take_out(store)
    await refresh_asked(store, context.strategy.code, "reflect", "reflect-nudge", "decide", "decide-nudge")
    return [Say(kept_card(context, reflection, turn)), Then("decide", value=context.strategy.code)]


async def _strategy(code: str, turn: Turn, store: YearStore, *, field: str | None = None) -> Strategy:
    """A strategy that the person may work on. Raises Refusal."""
    strategy = await store.plans.strategy(code)
    if strategy is None or strategy.dropped:
        raise Refusal(_("That strategy is no longer in the plan. `reflect` lists those that are."), field=field)
    if not works_on(turn.person, strategy):
        raise Refusal(_("Its own team looks back at that strategy. `reflect` lists yours."), field=field)
    return strategy


@feature.typed(KIND, f"{KIND}-nudge")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The notification's strategies at which nobody has looked back yet."""
    settled = await store.learning.latest_reflections()
    about = [
        each for each in await store.plans.strategies() if each.code in notification.about and each.code not in settled
    ]
    notes = {each.subject for each in await store.typed.about(KIND, *notification.about, member=turn.person.id)}
    return [_question(each, each.code in notes) for each in about if works_on(turn.person, each)]


def _question(each: Strategy, noted: bool = False) -> Question:
    return Question(KIND, "reflect.typed", each.code, each.title, worded=noted, shorts=frozenset(map(Short, TYPED)))


@feature.button("reflect.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed, and show the way to the rest."""
    strategy = await store.plans.strategy(turn.value)
    if strategy is None or strategy.dropped or not works_on(turn.person, strategy):
        raise Refusal(_("That strategy is no longer in the plan. `reflect` lists those that are."))
    typed_answer = understood(turn.words)
    if typed_answer.short is Short.SKIP:
        return Then("snooze")
    held = TYPED.get(typed_answer.short or "")
    if held is None and not typed_answer.sentence:  # it says nothing of the prediction: the form asks
        return Then("reflect", value=strategy.code)
    told = say(_("Kept as your note on *{strategy}*."), strategy=strategy.title)
    if held is not None:
        template = _("Kept for *{strategy}*: it turned out as predicted: *{held}*.")
        told = say(template, strategy=strategy.title, held=held_words(held))
    told += say(_(" It stands filled in when you look back."))
    go_on = Button(_("Look back"), "reflect", strategy.code, main=True)
    return await keep_note(_question(strategy), typed_answer, told, [go_on], turn, store)
