"""When the phases ask: each strategy once, one reminder; and what ended early is looked back at soon."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from handlers.kit.card import Card
from handlers.kit.declared import Message
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Feature, Write
from handlers.kit.turn import Turn
from handlers.phases.prompts import DECIDE, PLAN, PROMPTS, REFLECT, Prompt, facts, prompt_card, sample_card
from handlers.wording.notifications import as_test, for_each, told_about
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import days, local_day, midnight_after
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import LEADS, Member
from pdsa.phase_questions import PromptFacts
from pdsa.prompting import LOOKED_BACK, SOON, Asking, looks_back_on, prompt_at
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notifications import Draft, Notification, State
from storage.store import YearStore

feature = Feature("phases")

ASKS = frozenset(prompt.kind for prompt in PROMPTS)


@feature.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The prompts and reminders of a span of time.

    Days that are over ask nothing any more: what was missed then is asked on the next day that may be asked on, in
    one message, since it is asked for as long as no notification has asked.
    """
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    coming = span.lately(store.now)
    near = [prompt for prompt in PROMPTS if coming.touches(*cycle.span_of(prompt.phase))]
    if not near:
        return ()
    prompt_facts = await facts(store, cycle)
    people = [person for person in await store.people.all() if person.prompted]
    theirs = prompt_facts.by_reader(people)
    asked = [person for person in people if person.id in theirs]
    drafts: list[Draft] = []
    for prompt in near:
        notifications = _by_reader(await store.outbox.of_kind(prompt.kind))
        drafts += for_each(asked, PromptRound(prompt, prompt_facts, theirs, span, store, notifications).drafts)
    return [ready for draft in drafts if (ready := await ripe(draft, store)) is not None]


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


def _by_reader(notifications: list[Notification]) -> dict[int, list[Notification]]:
    notifications_by_reader: dict[int, list[Notification]] = {}
    for notification in notifications:
        if notification.member is not None:
            notifications_by_reader.setdefault(notification.member.id, []).append(notification)
    return notifications_by_reader


class PromptRound:
    """One prompt's turn in one span: works out the notifications of one person after the other."""

    def __init__(
        self,
        prompt: Prompt,
        prompt_facts: PromptFacts,
        theirs: dict[int, list[Strategy]],
        span: TimeSpan,
        store: YearStore,
        notifications: dict[int, list[Notification]],
    ) -> None:
        self._prompt = prompt
        self._facts = prompt_facts
        self._theirs = theirs
        self._span = span
        self._now = store.now
        self._notifications = notifications
        self._asking = Asking(prompt_facts.cycle, prompt.phase)

    def drafts(self, person: Member) -> Iterator[Draft]:
        """What one person gets in the span, a reminder of what is asked in the same span included."""
        notifications = self._notifications.get(person.id, ())
        mine = self._theirs[person.id]
        asked_codes = {code for notification in notifications for code in notification.about}
        days = {date.fromisoformat(notification.occasion) for notification in notifications}
        reminders: dict[date | None, tuple[str, ...]] = {}
        for notification in notifications:
            if notification.state is not State.RESTING:
                self._remind(reminders, date.fromisoformat(notification.occasion), person, notification.about)
        zone = self._asking.zone(person)
        since = max(local_day(self._span.since, zone), local_day(self._now, zone))
        for day in self._asking.days(person, since, local_day(self._span.until, zone)):
            if not self._span.holds(self._asking.moment(day, person)) or day in days:
                continue
            open_ = self._open(mine, day)
            if again := tuple(code for code in open_ if code in reminders.get(day, ())):
                yield self._draft(self._prompt.nudge, day, person, again)
            elif new := tuple(code for code in open_ if code not in asked_codes):
                asked_codes.update(new)
                self._remind(reminders, day, person, new)
                yield self._draft(self._prompt.kind, day, person, new)

    def _remind(
        self, reminders: dict[date | None, tuple[str, ...]], asked: date, person: Member, codes: tuple[str, ...]
    ) -> None:
        """Note the reminder that follows an ask; two asks may meet in one reminder."""
        day = self._asking.reminder(asked, person)
        reminders[day] = (*reminders.get(day, ()), *codes)

    def _open(self, mine: list[Strategy], day: date) -> tuple[str, ...]:
        """The codes of those strategies that still need something on a day."""
        return tuple(each.code for each in mine if self._prompt.needs(self._facts, each, day))

    def _draft(self, kind: str, day: date, person: Member, about: tuple[str, ...]) -> Draft:
        last = day if kind == self._prompt.nudge else self._facts.cycle.span_of(self._prompt.phase)[1]
        return Draft(
            kind=kind,
            occasion=day.isoformat(),
            at=self._asking.moment(day, person),
            member=person.id,
            about=about,
            expires=midnight_after(last, self._asking.zone(person)),
        )


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


@feature.tick
async def early_ends_due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """One message a person and day, about their strategies that have ended and that nobody has looked back at."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
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
        asked = told.get(person.id, set())
        first, last = (local_day(at, person.zone or cycle.zone) for at in (coming.since, coming.until))
        for day in days(first, min(last, study)):
            open_ = [
                each for each in theirs[person.id] if each.code not in asked and REFLECT.needs(prompt_facts, each, day)
            ]
            about = tuple(each.code for each in open_ if each.end and looks_back_on(each.end, day, cycle, person))
            if about and span.holds(prompt_at(cycle, day, person)):
                asked = asked | set(about)
                expires = midnight_after(day + SOON, person.zone or cycle.zone)
                at = prompt_at(cycle, day, person)
                yield Draft(REFLECT.kind, day.isoformat(), at, person.id, about=about, expires=expires)

    drafts = list(for_each([person for person in people if person.id in theirs], of))
    return [found for draft in drafts if (found := await ripe(draft, store)) is not None]
