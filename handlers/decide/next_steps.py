"""Next steps of decisions: which are open, whose they are, a word on their day, and saying that one was taken."""

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.decide.cards import DecisionView, decision_facts, told
from handlers.decide.topic import Topic, topics
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say, when
from pdsa.attention_budget import Cost
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED, Member
from pdsa.permissions import confirms
from pdsa.prompting import prompt_at
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from pdsa.visible import may_read, reader_of
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
KIND = "look-again"
ON_BUTTONS = 5
LIST, LOOK = "list:", "look:"
"""What stands before the number on a button of the list, and where it means the second look, not the next step."""
Step = tuple[Decision, Topic]


async def years_of(store: YearStore) -> list[YearStore]:
    """This year's decisions and those of the year before: next steps often lie in August."""
    before = await store.cycles.before(store.cycle) if store.cycle else None
    return [store, *([store.year(before)] if before else [])]


async def standing(store: YearStore) -> list[Decision]:
    """Each strategy's and goal's newest confirmed decision."""
    newest = {(each.subject, each.strategy): each for each in await store.learning.all_decisions() if each.stands}
    return list(newest.values())


async def decision_in(number: int, store: YearStore) -> tuple[Decision, YearStore] | None:
    """A decision of this year or the year before, with the year that it is in."""
    for year in await years_of(store):
        decision = await year.learning.decision(number)
        if decision is not None:
            return decision, year
    return None


@router.button("decide.steps", who=PROMPTED, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    """The open next steps: a plan's for its leads, for others their own."""
    start = whole(turn.value)
    shown = await _list(turn, store, start or 0)
    return Say(shown) if start is None else Replace(shown)


async def _list(turn: Turn, store: YearStore, start: int = 0, first: Words | None = None) -> Card:
    steps = await _open_for(turn.person, store)
    names = await store.people.names()
    above = (Text(first) if first else None, Title(_("Next steps")))

    def line(each: Step) -> Words:
        return _line(each, names.get(each[0].owner, each[0].owner), turn)

    page = page_at(steps, start, lambda each: word_count(line(each)), LONGEST - words_on(above))
    none = Text(_("No next step is open. A decision with one brings it here."))
    return card(
        *above,
        Items(tuple(line(each) for each in page.items)) if steps else none,
        buttons(*(_done_way(each) for each in page.items[:ON_BUTTONS])),
        buttons(*page.ways("decide.steps")),
    )


async def _open_for(person: Member, store: YearStore) -> list[Step]:
    """Those that somebody may see, the earliest first."""
    steps: list[Step] = []
    for year in await years_of(store):
        known = {(each.subject, each.code): each for each in await topics(year)}
        for decision in await standing(year):
            topic = known.get((decision.subject, decision.strategy))
            if topic is None or not decision.open_step:
                continue
            if _owns(person, decision) or may_read(decision, "reason", reader_of(person, topic.strategy)):
                steps.append((decision, topic))
    return sorted(steps, key=lambda step: (min(step[0].open_days, default=date.max), step[0].id))


def _owns(person: Member, decision: Decision) -> bool:
    return bool(decision.owner) and decision.owner.casefold() == person.email.casefold()


def _done_way(step: Step) -> Button:
    """The way to say that it is done: of the next step first, then of the second look."""
    decision, topic = step
    value = str(decision.id) if decision.step_open else f"{LOOK}{decision.id}"
    return Button(_("Done: {title}").format(title=clip(topic.title, 50)), "decide.done", f"{LIST}{value}")


def _line(step: Step, who: str, turn: Turn) -> Words:
    decision, topic = step
    day = (decision.due if decision.step_open else None) or decision.details.look_again
    what = decision.next_step if decision.step_open else _("look at it again")
    told = say("*{title}*: {step}", title=clip(topic.title, 80), step=clip(what, 200))
    by = when(day, turn.today) if day else _("no date")
    late = _(", past its day") if day and day < turn.today else ""
    return told + say(_(" ({who}, {by}{late})"), who=clip(who, 60) or _("nobody yet"), by=by, late=late)


@router.button("decide.done", who=PROMPTED)
async def done(turn: Turn, store: YearStore) -> Replies:
    """Somebody says that a next step was taken: it stays in the trail, and nobody is reminded of it any more."""
    value = turn.value.removeprefix(LIST)
    look, number = value.startswith(LOOK), whole(value.removeprefix(LOOK))
    decision_and_year = await decision_in(number, store) if number is not None else None
    if decision_and_year is None:
        raise Refusal(_("I cannot find that decision any more. `decide steps` shows what is open."))
    decision, year = decision_and_year
    topic = {(each.subject, each.code): each for each in await topics(year)}.get((decision.subject, decision.strategy))
    if not (_owns(turn.person, decision) or (topic is not None and confirms(turn.person, topic.strategy))):
        owner = (await store.people.names()).get(decision.owner, _("whoever takes it"))
        raise NotAllowed(_("That is for {name} to say, or for a lead.").format(name=owner))
    if not decision.stands:
        raise Refusal(_("A lead has not confirmed that decision yet, so its next step waits."))
    await year.learning.step_done(decision, turn.today, look=look)
    await _refresh(decision, store)
    shown = await told((await year.learning.decision(decision.id)) or decision, year)
    words = _done_words(shown, turn.today, look)
    if turn.value.startswith(LIST):
        return Replace(await _list(turn, store, first=words))
    return Replace(reminder_card(shown, words, turn.today, look=look))


async def _refresh(decision: Decision, store: YearStore) -> None:
    """Reminders that were sent say that it is done."""
    asked = await store.outbox.of_kind(KIND)
    notifications = [each.key for each in asked if each.occasion.startswith(f"{decision.id}-")]
    await store.outbox.refresh(*notifications)


def _done_words(view: DecisionView, today: date, look: bool) -> Words:
    """That it is done, and when it is looked at again."""
    again = view.decision.details.look_again
    if look:
        return say(_("Looked at again: *{topic}*. A new decision can follow."), topic=view.title)
    if view.decision.look_open and again:
        told = _("Done: the next step for *{topic}*. I'll remind you to look again {day}.")
        return say(told, topic=view.title, day=when(again, today))
    return say(_("Done: the next step for *{topic}*."), topic=view.title)


def reminder_card(view: DecisionView, first: Words, today: date, *, look: bool) -> Card:
    """A decision whose next step or second look is on somebody's mind; with its button until it is done."""
    decision = view.decision
    waits = decision.look_open if look else decision.step_open
    value = f"{LOOK}{decision.id}" if look else str(decision.id)
    return card(
        Text(first if waits else _done_words(view, today, look)),
        decision_facts(view, today, brief=True, planned=False),
        Button(_("Done"), "decide.done", value, main=True) if waits else None,
        Button(_("Decide anew"), "decide", view.value),
        Button(_("History"), "decide.history", view.value),
        Button(_("Next steps"), "decide.steps"),
    )


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The reminders of a span, of this year's decisions and of the year's before: next steps often lie in August."""
    decisions = [each for year in await years_of(store) for each in await standing(year) if each.open_step]
    if not any(each.open_days for each in decisions):
        return ()
    people = {each.email: each for each in await store.people.all() if each.prompted}
    leads = [each for each in people.values() if each.is_lead]
    drafts = [
        draft for each in decisions for draft in _notifications(each, people.get(each.owner), leads, cycle)
    ]  # fmt: skip
    return [draft for draft in drafts if span.holds(draft.at)]


def _notifications(decision: Decision, owner: Member | None, leads: list[Member], cycle: Cycle) -> Iterator[Draft]:
    for wanted, day in decision.reminded_on(cycle):
        for reader in [owner] if owner else leads:
            at = prompt_at(cycle, day, reader)
            if cycle.started_at is not None and at >= max(cycle.started_at, decision.confirmed_at or decision.at):
                yield Draft(KIND, f"{decision.id}-{wanted.isoformat()}", at, reader.id)


@router.notification(
    KIND, Cost(30), about=_l("a reminder of a next step or a second look"), listed_as=_l("a next step")
)
async def notification(asked: Notification, store: YearStore) -> Card | None:
    """The reminder; none where another decision has taken its place, or where it was done before it was sent."""
    number, _dash, day = asked.occasion.partition("-")
    decision_and_year = await decision_in(int(number), store)
    if decision_and_year is None:
        return None
    decision, year = decision_and_year
    shown = await told(decision, year)
    again = decision.details.look_again
    is_open = decision.look_open if again and again.isoformat() == day else decision.step_open
    return None if (shown.newer or not is_open) and asked.sent_at is None else _reminder(shown, day, asked, year)


def _reminder(view: DecisionView, day: str, asked: Notification, store: YearStore) -> Card:
    zone = asked.reader.zone or (store.cycle.zone if store.cycle else "UTC")
    again = view.decision.details.look_again
    look = again is not None and again.isoformat() == day
    today, planned = local_day(store.now, zone), again if look else view.decision.due
    told = _("The next step for *{topic}* was planned for {day}.")
    if look:
        told = _("You wanted to look again at *{topic}* on {day}.")
    first = say(told, topic=view.title, day=when(planned or today, today))
    return reminder_card(view, first, today, look=look)
