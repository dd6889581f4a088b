"""When the phases ask: each strategy once, one reminder; and what ended early is looked back at soon."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from handlers.kit.card import Card
from handlers.kit.declared import Message
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Feature, Write
from handlers.kit.turn import Turn
from handlers.phases.prompts import DECIDE, PLAN, PROMPTS, REFLECT, Prompt, facts, prompt_card, sample_card
from handlers.wording.notifications import as_test, for_each, told_about
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import midnight_after
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.people import LEADS, Member
from pdsa.phase_questions import AskOnDay, asks, asks_early
from pdsa.prompting import LOOKED_BACK, SOON, Asking, prompt_at
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notifications import Draft, Notification, State
from storage.store import YearStore

feature = Feature("phases")

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
    people = [person for person in await store.people.all() if person.prompted]
    theirs = prompt_facts.by_reader(people)
    before = {prompt: _by_reader(await store.outbox.of_kind(prompt.kind)) for prompt in near}

    def of(person: Member) -> Iterator[Draft]:
        for prompt in near:
            asking, needs = Asking(cycle, prompt.phase), partial(prompt.needs, prompt_facts)
            earlier = before[prompt].get(person.id, ())
            for ask in asks(asking, person, theirs[person.id], needs, earlier, span, store.now):
                if ask.reminds:
                    yield _draft(prompt.nudge, ask, ask.day, person, cycle)
                else:
                    yield _draft(prompt.kind, ask, cycle.span_of(prompt.phase)[1], person, cycle)

    drafts = for_each([person for person in people if person.id in theirs], of)
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
    people = [person for person in await store.people.all() if person.prompted]
    theirs = prompt_facts.by_reader(people)
    told = told_about(await store.outbox.of_kind(REFLECT.kind))

    def of(person: Member) -> Iterator[Draft]:
        asked = told.get(person.id, ())
        for ask in asks_early(prompt_facts, person, theirs[person.id], asked, span, store.now):
            yield _draft(REFLECT.kind, ask, ask.day + SOON, person, cycle)

    drafts = list(for_each([person for person in people if person.id in theirs], of))
    return [ready for draft in drafts if (ready := await ripe(draft, store)) is not None]
