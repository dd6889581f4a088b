"""Goals that wait: what they come back with, asked once on their day, or when what they wait for holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.decide.next_steps import decision_in, years_of
from handlers.decide.topic import find
from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.form import Day, Note
from handlers.kit.reply import Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, say, when
from handlers.wording.days_and_hours import today_of
from handlers.wording.measure_chart import change_words
from handlers.wording.notifications import as_test
from handlers.wording.strategy import listed, value_words
from pdsa.attention_budget import Cost
from pdsa.calendar import instant, local_day
from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.errors import NotAllowed, Refusal
from pdsa.findings_from_records import confirmed_at
from pdsa.goals import Goal, GoalKind
from pdsa.names import folded
from pdsa.parked_goals import Parked
from pdsa.people import EVERYONE, LEADING, LEADS, PROMPTED, Member
from pdsa.permissions import edits_goal, in_sight, plan_leads, plan_of
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from pdsa.visible import reader_of, visible
from storage.figures_of_year import figures_of
from storage.notification_states import Draft, Notification
from storage.store import YearStore

FEW = 4
LONG = 300


router = Router()
PARKED = "parked"
SHOWN = 8
SAYS = "says"
"""Marks a notification's occasion that somebody's word brought, not a day."""


async def back_parts(parked: Parked, goal: Goal, reader: Member, today: date, store: YearStore) -> list[Part]:
    """What a goal comes back with, as it is known today and as far as its reader may: links and strategies side by
    side, the reason as it was written, and what has changed.
    """
    decided = await decision_in(parked.decision, store) if parked.decision is not None else None
    at = confirmed_at(decided[0]) if decided else parked.at  # in the next year a goal that waits is parked anew
    day = local_day(min(at, parked.at), store.cycle.zone if store.cycle else "UTC")
    statements = {each.code: each.statement for each in await store.plans.goals()}
    pairs = [(link.implementation, link.outcome) for link in await store.plans.links()]
    joined = [other for pair in pairs for mine, other in (pair, pair[::-1]) if mine == goal.code]
    goals = [clip(statements[code], 120) for code in dict.fromkeys(joined) if code in statements]
    strategies = [clip(each.title, 80) for each in await store.plans.strategies() if each.goal == goal.code]
    leads_to = _("What leads to it") if goal.kind is GoalKind.OUTCOME else _("Leads to")
    rows = [(leads_to, "; ".join(goals[:FEW])), (_("Its strategies"), "; ".join(strategies[:FEW]))]
    parts: list[Part] = [FactSet(filled)] if (filled := tuple((name, text) for name, text in rows if text)) else []
    if why := await _why(*decided, reader) if decided else "":
        parts += [Text(_("Why it was put aside, in the words of that day:")), Quote(clip(why, LONG))]
    changed: list[Words | str] = [
        *await _circumstances(day, today, store),
        *await _number(goal, day, today, store),
        *await _first(parked, store),
    ]
    if not changed:
        return [*parts, Text(_("Nothing is written down that has changed since {day}.").format(day=when(day)))]
    return [*parts, Items((_("What has changed since {day}:").format(day=when(day)), *changed))]


async def _why(decision: Decision, year: YearStore, reader: Member) -> str:
    """Its reason, where that is for this reader: it may be about one of the goal's strategies, in its own year."""
    topic = await find(decision.subject, decision.strategy, year)
    return visible(decision, reader_of(reader, topic.strategy)).reason if topic else ""


async def _circumstances(since: date, today: date, store: YearStore) -> list[str]:
    """What was written down this year, or in the one in which it was parked."""
    known = [each for year in await years_of(store) for each in await year.context.until(today)]
    changes = sorted((each for each in known if since <= each.day), key=lambda each: each.day)
    return [change_words(each, today) for each in changes[-FEW:]]


async def _number(goal: Goal, since: date, today: date, store: YearStore) -> list[Words]:
    """Its measure then and now, where both may be shown."""
    if not goal.measure or store.cycle is None:
        return []
    figures = await figures_of(store, store.cycle, today)
    finding, _hidden = figures.of(goal.measure)
    points = finding.series[0].points if finding.series else ()
    earlier = figures.earlier(goal.measure, finding.series[0].group) if points else ()
    then = [each for each in (*earlier, *points) if each.day <= since]
    if not points or not then or points[-1].day <= since:
        return []
    told = _("{measure}: {before} then, {now} now ({day})")
    values = {"before": value_words(goal.measure, then[-1].value), "now": value_words(goal.measure, points[-1].value)}
    return [say(told, measure=goal.measure, day=when(points[-1].day, today), **values)]


async def _first(parked: Parked, store: YearStore) -> list[Words]:
    """How far the key activity has come that was to be first."""
    if not parked.first:
        return []
    codes = {each.code for each in await store.plans.goals() if folded(each.activity) == folded(parked.first)}
    strategies = [each for each in await store.plans.strategies() if each.goal in codes]
    if not strategies:
        return [say(_("{first}, which was to come first, has no strategy yet"), first=parked.first)]
    reflections = await store.learning.latest_reflections()
    n = sum(each.code in reflections for each in strategies)
    told = _("{first}, which was to come first: {strategies}, {n} of them looked back at")
    return [say(told, first=parked.first, strategies=count("{n} strategy", "{n} strategies", len(strategies)), n=n)]


@dataclass(frozen=True)
class Waits:
    """A goal that waits, or waited until it was taken up or let go."""

    parked: Parked
    goal: Goal


async def all_waiting(store: YearStore) -> list[Waits]:
    """The goals that wait, in the plan's order."""
    parked = await store.parked.waiting()
    return [Waits(parked[each.code], each) for each in await store.plans.goals() if each.code in parked]


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """One notification to each lead of a goal's plan on the day until which the goal was to wait, or the next working
    day.
    """
    waiting = [each for each in await all_waiting(store) if each.parked.until is not None]
    if not waiting:
        return ()
    leading = await store.people.with_roles(LEADING)
    drafts = [draft for each in waiting for draft in _notifications(each, leading, cycle)]
    return [draft for draft in drafts if span.holds(draft.at)]


def _notifications(waits: Waits, leading: list[Member], cycle: Cycle) -> Iterable[Draft]:
    until = waits.parked.until or cycle.year.last_day
    day = cycle.year.first_working(max(until, cycle.year.first_day), cycle.year.last_day)
    if day is None or cycle.started_at is None:
        return
    for lead in plan_leads(waits.goal.school, leading):
        at = instant(day, cycle.rhythm.prompt_time, lead.zone or cycle.zone)
        occasion = f"{waits.parked.id}-{until.isoformat()}"
        yield Draft(PARKED, occasion, max(at, waits.parked.at, cycle.started_at), lead.id)


@router.notification(PARKED, Cost(60), about=_l("the question whether a goal that waits is taken up again"))
async def notification(asked: Notification, store: YearStore) -> Card | None:
    """The question to the leads; what became of it once it was answered."""
    number, _dash, said = asked.occasion.partition("-")
    waits = await _find(number, store)
    if waits is None or (not waits.parked.waits and asked.sent_at is None):
        return None
    today = today_of(asked.reader, store)
    teller = await store.people.by_ids({int(said.removeprefix(SAYS))}) if said.startswith(SAYS) else {}
    name = next((each.name for each in teller.values()), "")
    parts = await back_parts(waits.parked, waits.goal, asked.reader, today, store)
    return question_card(waits, today, parts, name)


async def _find(number: str, store: YearStore) -> Waits | None:
    parked = await store.parked.find(whole(number) or 0)
    if parked is None:
        return None
    goals = await store.plans.goals(dropped=True)
    goal = next((each for each in goals if each.code == parked.goal), None)
    return Waits(parked, goal) if goal else None


async def _still_waits(number: str, store: YearStore) -> Waits:
    waits = await _find(number, store)
    if waits is None or not waits.parked.waits:
        raise Refusal(_("That goal does not wait any more. `plan` shows where it stands."))
    return waits


def question_card(waits: Waits, today: date, back: Sequence[Part], teller: str = "") -> Card:
    """Take it up again, later, or let it go? `back` is what it comes back with, `teller` who said that the condition
    holds.
    """
    if teller:
        first = say(_("{name} says that *{goal}* has waited long enough."), name=teller, goal=_words(waits))
    else:
        told = _("*{goal}* was put aside, and its time is up.")
        if waits.parked.until:
            told = _("*{goal}* was put aside until {day}.")
        first = say(told, goal=_words(waits), day=when(waits.parked.until or today, today))
    return card(
        Text(first),
        _facts(waits, today, day_told=not teller),
        *back,
        _answers(waits) if waits.parked.waits else Text(_("That is settled: it does not wait any more.")),
    )


@router.button("decide.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """How leads are asked about a goal that waited; for a lead to try before Start."""
    goals = await store.plans.goals()
    if not goals:
        raise Refusal(_("The plan has no goal yet, so none can wait. `plan` adds one."))
    parked = Parked(0, goals[-1].code, turn.person.id, turn.now, until=turn.today)
    back = await back_parts(parked, goals[-1], turn.person, turn.today, store)
    return Say(as_test(question_card(Waits(parked, goals[-1]), turn.today, back)))


def _answers(found: Waits) -> Part | None:
    number = str(found.parked.id)
    guard = _("The goal and its strategies are set aside: nobody is asked about them any more. What was said stays.")
    return buttons(
        Button(_("Take it up again"), "decide.unpark", number, main=True),
        Button(_("Later"), "decide.later", number),
        Button(_("Let it go"), "decide.letgo", number, ask_first=guard),
    )


def _words(found: Waits) -> str:
    return clip(found.goal.statement, 300)


def _facts(found: Waits, today: date, *, day_told: bool = False) -> FactSet | None:
    """What it waits for and what comes first; without the day where that was told before."""
    parked = found.parked
    rows = [
        (_("Until"), when(parked.until, today) if parked.until and not day_told else ""),
        (_("Or until this holds") if parked.until else _("Until this holds"), clip(parked.condition, 500)),
        (_("First comes"), parked.first),
    ]
    told = tuple((name, text) for name, text in rows if text)
    return FactSet(told) if told else None


@router.button("decide.parked", who=EVERYONE, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    """The goals that wait, each with what may be done about it."""
    return Say(await list_card(turn, store))


async def list_card(turn: Turn, store: YearStore) -> Card:
    waiting = [each for each in await all_waiting(store) if in_sight(turn.person, each.goal.school)]
    if not waiting:
        return card(Text(say(_("No goal waits. `decide` is where one can be parked."))))
    parts: list[Part | None] = [Title(_("Goals that wait"))]
    for waits in waiting[:SHOWN]:
        parts += [
            Text(say("*{goal}*", goal=_words(waits))),
            _facts(waits, turn.today),
            _answers(waits)
            if edits_goal(turn.person, waits.goal)
            else buttons(Button(_("What it waits for holds"), "decide.holds", str(waits.parked.id))),
        ]
    return card(*parts)


async def _mine(number: str, turn: Turn, store: YearStore) -> Waits:
    """A goal that the person may take up. Raises Refusal where it does not wait any more, NotAllowed for others."""
    waits = await _still_waits(number, store)
    if not edits_goal(turn.person, waits.goal):
        leads = await _leads(waits, store)
        told = _("That is for the leads of its plan: {names}. You can tell them that what it waits for holds.")
        raise NotAllowed(told.format(names=join([lead.name for lead in leads]) or _("a lead")))
    return waits


async def _leads(found: Waits, store: YearStore) -> list[Member]:
    return plan_leads(found.goal.school, await store.people.with_roles(LEADING))


@router.button("decide.unpark", who=LEADING)
async def take_up(turn: Turn, store: YearStore) -> Replies:
    """The goal is worked on again."""
    waits = await _mine(turn.value, turn, store)
    await store.parked.take_up(waits.parked.id, turn.person.id)
    await _refresh(waits, store)
    told = _("The goal *{goal}* is taken up again. Its strategies are asked about from now on.")
    return Replace(_done(say(told, goal=_words(waits))))


@router.button("decide.letgo", who=LEADING)
async def let_go(turn: Turn, store: YearStore) -> Replies:
    """The goal and its strategies are set aside; a lead can take them up again in the plan."""
    waits = await _mine(turn.value, turn, store)
    await store.parked.let_go(waits.parked.id, turn.person.id)
    await store.plans.drop("goal", waits.goal.code)
    theirs = [each for each in await store.plans.strategies() if each.goal == waits.goal.code]
    for strategy in theirs:
        await store.plans.drop("strategy", strategy.code)
    await _refresh(waits, store)
    told = _("The goal *{goal}* is let go, and set aside with its strategies ({titles}). What was said of them stays.")
    titles = listed([clip(each.title, 60) for each in theirs]) or _("it had none")
    return Replace(_done(say(told, goal=_words(waits), titles=titles)))


def _done(words: Words) -> Card:
    return card(Text(words), Button(_("The plan"), "plan"), Button(_("Goals that wait"), "decide.parked"))


@router.button("decide.later", who=LEADING, writes=False)
async def later(turn: Turn, store: YearStore) -> Replies:
    """Asks until when it waits instead."""
    waits = await _mine(turn.value, turn, store)
    return ask_form(
        "decide.postponed",
        _("Later"),
        Note(say("*{goal}*", goal=_words(waits))),
        Day("until", _("Until when does it wait?"), optional=False),
        send=_("Keep it"),
        carry={"id": str(waits.parked.id)},
    )


@router.form("decide.postponed", who=LEADING)
async def postponed(turn: Turn, store: YearStore) -> Replies:
    """The goal waits until another day; the leads are asked again then."""
    waits = await _mine(turn.carry.get("id", ""), turn, store)
    until = turn.day("until")
    if until is None or until <= turn.today:
        raise Refusal(_("I need a day after today."), field="until")
    await store.parked.put_off(waits.parked.id, until)
    await _refresh(waits, store)
    told = say(
        _("The goal *{goal}* waits until {day}. I'll ask again then."),
        goal=_words(waits), day=when(until, turn.today),
    )  # fmt: skip
    return Say(_done(told))


@router.button("decide.holds", who=PROMPTED)
async def holds(turn: Turn, store: YearStore) -> Replies:
    """Somebody of the team says that what a goal waits for holds: its leads are asked."""
    waits = await _still_waits(turn.value, store)
    if waits.goal.school and plan_of(turn.person) not in ("", waits.goal.school):
        raise NotAllowed(_("That goal is another school's. `decide parked` shows those that wait here."))
    leads = await _leads(waits, store)
    occasion = f"{waits.parked.id}-{SAYS}{turn.person.id}"
    await store.outbox.write(Draft(PARKED, occasion, store.now, lead.id, prompt=False) for lead in leads)
    names = join([lead.name for lead in leads]) or _("whoever will lead the plan")
    return say_card(Text(say(_("Thank you. I ask {names} whether to take it up again."), names=names)))


async def _refresh(found: Waits, store: YearStore) -> None:
    """The messages that ask about this goal say what became of it."""
    notifications = await store.outbox.of_kind(PARKED)
    await store.outbox.refresh(*(each.key for each in notifications if each.occasion.startswith(f"{found.parked.id}-")))
