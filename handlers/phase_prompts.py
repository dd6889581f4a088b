"""What each phase asks of whom: each strategy once, one reminder; what ended early is looked back at soon."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.declared import Message
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Feature, Write
from handlers.kit.turn import Turn
from handlers.kit.words import Words, count, say, when
from handlers.wording.earlier_years import remembered_parts
from handlers.wording.notifications import as_test, for_each, told_about
from handlers.wording.strategy import few, outcome_words, tally_words
from handlers.wording.waiting import missing_words
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import local_day, midnight_after
from pdsa.checkin import Tally
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.parked_goals import asked_about, resting
from pdsa.people import LEADING, LEADS, Member
from pdsa.phase_asking import AskOnDay, PromptFacts, asks, asks_early
from pdsa.prompting import LOOKED_BACK, SOON, Asking, prompt_at
from pdsa.text import LazyText, _, _l
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification, State
from storage.store import YearStore

feature = Feature("phases")
AT_ONCE = 5
"""So many strategies a message shows; the others wait behind the word."""


@dataclass(frozen=True)
class Prompt:
    """A phase's prompt. `kind` is its notification's; `route` is where its buttons lead, `word` what lists them all.

    `needs` says whether a strategy is still to be asked about on a day; `label` is said on the buttons.
    """

    kind: str
    phase: Phase
    route: str
    word: str
    needs: Callable[[PromptFacts, Strategy, date], bool]
    title: LazyText
    label: LazyText

    @property
    def nudge(self) -> str:
        return f"{self.kind}-nudge"


PLAN = Prompt("plan", Phase.PLAN, "plan.strategy", "plan", PromptFacts.incomplete,
              _l("What the plan still needs"), _l("Fill in"))  # fmt: skip
REFLECT = Prompt("reflect", Phase.STUDY, "reflect", "reflect", PromptFacts.not_reflected,
                 _l("Time to look back"), _l("Reflect"))  # fmt: skip
DECIDE = Prompt("decide", Phase.ACT, "decide", "decide", PromptFacts.undecided,
                _l("What becomes of it?"), _l("Decide"))  # fmt: skip
PROMPTS = (PLAN, REFLECT, DECIDE)


async def facts(store: YearStore, cycle: Cycle) -> PromptFacts:
    """Reads what the prompts need, a few queries."""
    people = await store.people.all()
    rest = resting(await store.parked.all(), cycle, local_day(store.now, cycle.zone))
    return PromptFacts(
        cycle=cycle,
        strategies=tuple(asked_about(await store.plans.strategies(), rest)),
        owners={person.email.casefold(): person for person in people if person.prompted},
        leading=tuple(person for person in people if person.role in LEADING),
        reflections=await store.learning.latest_reflections(),
        decisions={each.strategy: each for each in await store.learning.decisions()},
    )


@dataclass(frozen=True)
class OpenPrompt:
    """What one notification asks as things stand: strategies still open, and those that were answered since.

    `early` says that they had ended before the phase began.
    """

    prompt: Prompt
    facts: PromptFacts
    tallies: Mapping[str, Tally]
    reader: Member
    open: tuple[Strategy, ...]
    done: tuple[Strategy, ...]
    early: bool = False


def prompt_card(
    prompt: Prompt,
    notification: Notification,
    prompt_facts: PromptFacts,
    tallies: Mapping[str, Tally],
    now: datetime,
    *,
    nudge: bool,
) -> Card | None:
    """The notification's card; None where nothing is open any more and it was never sent."""
    today = local_day(now, notification.reader.zone or prompt_facts.cycle.zone)
    about = [each for each in prompt_facts.strategies if each.code in notification.about]
    reader, cycle = notification.reader, prompt_facts.cycle
    open_ = tuple(s for s in about if prompt.needs(prompt_facts, s, today) and prompt_facts.asks(s, reader))
    if not open_ and notification.sent_at is None:
        return None
    early = prompt is REFLECT and local_day(notification.at, cycle.zone) < cycle.phases.study
    done = tuple(s for s in about if s not in open_)
    prompted = OpenPrompt(prompt, prompt_facts, tallies, reader, open_, done, early)
    if not open_:
        return card(Text(_("Thank you: nothing here waits for you now.")), _said(prompted))
    intro = _nudge_words(prompted) if nudge else _intro(prompted)
    parts = (part for strategy in open_[:AT_ONCE] for part in _question(prompted, strategy))
    title = () if nudge else (Title(str(prompt.title)),)
    return card(*title, Text(intro), *parts, *_rest(prompted, nudge=nudge), _said(prompted))


def sample_card(prompt: Prompt, prompt_facts: PromptFacts, reader: Member) -> Card:
    """How a prompt looks, with the plan's first strategy in it."""
    shown = prompt_facts.strategies[:1]
    if prompt is PLAN:
        shown = tuple(replace(each, prediction="") for each in shown)
    prompted = OpenPrompt(prompt, prompt_facts, {}, reader, shown, ())
    parts = (part for strategy in prompted.open for part in _question(prompted, strategy))
    return card(Title(str(prompt.title)), Text(_intro(prompted)), *parts, *_rest(prompted, nudge=False))


def _intro(prompted: OpenPrompt) -> Words:
    if prompted.early:
        return say(_("This has just ended. What it did and taught us is remembered best now: five minutes will do."))
    told = {
        PLAN.kind: _(
            "Until *{last}* we settle who does what, when, and what we expect of it. Here something is missing:"
        ),
        REFLECT.kind: _(
            "Until *{last}* we look at what each strategy did and taught us. Five minutes for each will do."
        ),
        DECIDE.kind: _("Until *{last}* we decide how each strategy goes on: keep it, change it, or let it go."),
    }[prompted.prompt.kind]
    return say(told, last=when(prompted.facts.cycle.school_span_of(prompted.prompt.phase)[1]))


def _nudge_words(prompted: OpenPrompt) -> str:
    n = len(prompted.open)
    return {
        PLAN.kind: count(
            "No rush: one strategy still needs a word from you before it can begin.",
            "No rush: {n} strategies still need a word from you before they can begin.",
            n,
        ),
        REFLECT.kind: count(
            "No rush: one strategy has no reflection yet.", "No rush: {n} strategies have no reflection yet.", n
        ),
        DECIDE.kind: count(
            "No rush: one strategy has no decision yet.", "No rush: {n} strategies have no decision yet.", n
        ),
    }[prompted.prompt.kind]


def _question(prompted: OpenPrompt, strategy: Strategy) -> Iterator[Part | None]:
    """One strategy: what is asked of it, in the person's own words where there are some, and its button."""
    if prompted.prompt is PLAN:
        needs = missing_words(strategy)
        yield Text(say(_("*{strategy}* needs {missing}."), strategy=strategy.title, missing=needs))
        earlier = prompted.facts.learned.get(strategy.carried_from)
        yield from remembered_parts((earlier,) if earlier else ())
    elif prompted.prompt is REFLECT:
        hoped, open_ = _("*{strategy}*: did it turn out this way?"), _("*{strategy}*: what came of it?")
        yield Text(say(hoped if strategy.prediction else open_, strategy=strategy.title))
        yield Quote(strategy.prediction) if strategy.prediction else None
    else:
        tally, reflection = prompted.tallies.get(strategy.code, Tally()), prompted.facts.reflections.get(strategy.code)
        held = outcome_words(strategy, reflection.held) if reflection else _("Nobody has looked back at it yet.")
        yield Text(say(_("*{strategy}*: {tally} {held}"), strategy=strategy.title, tally=tally_words(tally), held=held))
    yield buttons(Button(str(prompted.prompt.label), prompted.prompt.route, strategy.code))


def _rest(prompted: OpenPrompt, *, nudge: bool) -> Iterator[Part | None]:
    """What does not fit, with the way to it; why it is asked; a reminder can be put off."""
    left = len(prompted.open) - AT_ONCE
    if left > 0:
        yield Text(count("{n} more strategy waits.", "{n} more strategies wait.", left))
    yield buttons(
        Button(_("See all"), prompted.prompt.word) if left > 0 else None,
        Button(_("Later"), "snooze") if nudge else Button(_("Why?"), "why", prompted.prompt.word),
    )


def _said(prompted: OpenPrompt) -> Items | None:
    """What was answered since the notification was written."""
    if not prompted.done:
        return None
    lines = [say(_("*{strategy}*: {said}"), strategy=s.title, said=_done(prompted, s)) for s in prompted.done]
    return Items(few(lines, AT_ONCE))


def _done(prompted: OpenPrompt, strategy: Strategy) -> str:
    code, zone = strategy.code, prompted.reader.zone or prompted.facts.cycle.zone
    if prompted.prompt is REFLECT and (reflection := prompted.facts.reflections.get(code)):
        return _("looked back at on {day}").format(day=when(local_day(reflection.at, zone)))
    if prompted.prompt is not PLAN and (decision := prompted.facts.decisions.get(code)):
        day = when(local_day(decision.at, zone))
        return (_("decided on {day}") if decision.stands else _("proposed on {day}")).format(day=day)
    return _("nothing is open")


ASKS = frozenset(prompt.kind for prompt in PROMPTS)


@feature.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The prompts and reminders of a span of time.

    Days that are over ask nothing any more: what was missed then is asked on the next day that may be asked on, in
    one message, since it is asked for as long as no notification has asked.
    """
    coming = span.lately(store.now)
    near = [prompt for prompt in PROMPTS if coming.touches(*cycle.span_of(prompt.phase))]
    if not near:
        return ()
    prompt_facts = await facts(store, cycle)
    before = {prompt: _by_reader(await store.outbox.of_kind(prompt.kind)) for prompt in near}

    def of(person: Member, strategies: Sequence[Strategy]) -> Iterator[Draft]:
        for prompt in near:
            asking, needs = Asking(cycle, prompt.phase), partial(prompt.needs, prompt_facts)
            earlier = before[prompt].get(person.id, ())
            for ask in asks(asking, person, strategies, needs, earlier, span, store.now):
                if ask.reminds:
                    yield _draft(prompt.nudge, ask, ask.day, person, cycle)
                else:
                    yield _draft(prompt.kind, ask, cycle.span_of(prompt.phase)[1], person, cycle)

    return await _drafts(prompt_facts, of, store)


async def _drafts(
    prompt_facts: PromptFacts, of: Callable[[Member, Sequence[Strategy]], Iterable[Draft]], store: YearStore
) -> list[Draft]:
    """What is due for each person who is asked about strategies."""
    people = [person for person in await store.people.all() if person.prompted]
    theirs = prompt_facts.by_reader(people)
    asked = [person for person in people if person.id in theirs]
    drafts = list(for_each(asked, lambda person: of(person, theirs[person.id])))
    return [ready for draft in drafts if (ready := await ripe(draft, store)) is not None]


def _draft(kind: str, ask: AskOnDay, last: date, person: Member, cycle: Cycle) -> Draft:
    """An ask on its day, which makes sense until the end of the `last`."""
    at, expires = prompt_at(cycle, ask.day, person), midnight_after(last, person.zone or cycle.zone)
    return Draft(kind, ask.day.isoformat(), at, person.id, about=ask.about, expires=expires)


async def ripe(draft: Draft, store: YearStore) -> Draft | None:
    """A draft without the strategies that came or changed after it was due: whoever works on one just now is asked
    about it on the next day instead.
    """
    if draft.at > store.now or draft.kind not in ASKS:
        return draft
    about = []
    for code in draft.about:
        changed_at = await store.plans.changed_at(code)
        if changed_at is None or changed_at <= draft.at:
            about.append(code)
    return replace(draft, about=tuple(about)) if about else None


def _by_reader(notifications: Iterable[Notification]) -> dict[int, list[AskOnDay]]:
    """What was asked of whom, by member's id."""
    asks_by_reader: dict[int, list[AskOnDay]] = {}
    for sent in notifications:
        if sent.member is not None:
            ask = AskOnDay(date.fromisoformat(sent.occasion), sent.about, resting=sent.state is State.RESTING)
            asks_by_reader.setdefault(sent.member.id, []).append(ask)
    return asks_by_reader


def _writer(prompt: Prompt, nudge: bool) -> Write:
    async def write(notification: Notification, store: YearStore) -> Card | None:
        if store.cycle is None:
            return None
        prompt_facts = await facts(store, store.cycle)
        if prompt is PLAN:
            places = [each.carried_from for each in prompt_facts.strategies if each.code in notification.about]
            prompt_facts = replace(prompt_facts, learned=await store.memory.of(places, notification.reader))
        tallies = await store.checkins.tallies() if prompt.kind == "decide" else {}
        return prompt_card(prompt, notification, prompt_facts, tallies, store.now, nudge=nudge)

    return write


def _declare(prompt: Prompt, cost: Cost, about: Message, listed_as: Message) -> None:
    """The prompt and its one reminder."""
    feature.notification(prompt.kind, cost, about=about, listed_as=listed_as)(_writer(prompt, nudge=False))
    reminds = feature.notification(
        prompt.nudge, Cost(20, Worth.REMINDER), about=_l("the one reminder of that"), reminder=True
    )
    reminds(_writer(prompt, nudge=True))


_declare(
    PLAN,
    Cost(30, Worth.USEFUL, each=30),
    _l("what a strategy still needs before it can begin"),
    _l("what a strategy still needs"),
)
_declare(REFLECT, Cost(150, Worth.OWED), _l("the request to look back at a strategy"), _l("looking back at a strategy"))
_declare(
    DECIDE, Cost(120, Worth.OWED), _l("the request to decide how a strategy goes on"), _l("what becomes of a strategy")
)


@feature.button("phases.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """Looking back or deciding, as an owner will be asked; for a lead to try before Start."""
    prompt = next((each for each in PROMPTS if each.kind == turn.value), PROMPTS[-1])
    prompt_facts = await facts(store, turn.cycle)
    if not prompt_facts.strategies:
        raise Refusal(_("The plan has no strategy yet, so there is nothing to ask. `plan` adds one."))
    return Say(as_test(sample_card(prompt, prompt_facts, turn.person)))


@feature.year_tick
async def early_ends_due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """One message a person and day, about their strategies that have ended and that nobody has looked back at."""
    coming = span.lately(store.now)
    study = cycle.span_of(Phase.STUDY)[0]
    if not coming.touches(cycle.year.first_day, study):
        return ()
    ended = [each for each in await store.plans.strategies() if each.end is not None and each.end < study]
    if not any(coming.touches(each.end, each.end + LOOKED_BACK) for each in ended if each.end):
        return ()
    prompt_facts = await facts(store, cycle)
    told = told_about(await store.outbox.of_kind(REFLECT.kind))

    def of(person: Member, strategies: Sequence[Strategy]) -> Iterator[Draft]:
        asked = told.get(person.id, ())
        for ask in asks_early(prompt_facts, person, strategies, asked, span, store.now):
            yield _draft(REFLECT.kind, ask, ask.day + SOON, person, cycle)

    return await _drafts(prompt_facts, of, store)
