"""What a parked goal comes back with: what it leads to, why it was parked, and what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.decide.next_steps import decision_in, years_of
from handlers.kit.card import FactSet, Items, Part, Quote, Text
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.over_time import change_words
from handlers.wording.strategy import value_words
from pdsa.calendar import local_day
from pdsa.decisions import Decision
from pdsa.goals import Goal, GoalKind
from pdsa.names import folded
from pdsa.parking import Parked
from pdsa.text import _
from pdsa.year_findings import confirmed_at
from storage.measured import figures_of
from storage.store import YearStore

FEW = 4
LONG = 300


@dataclass(frozen=True)
class Back:
    """What is known of a goal that waited. `leads_to` are the goals that it is joined with in the logic model,
    `strategies` the titles of those that serve it; `why` is what was said when it was parked, `changed` what is
    otherwise since `parked_on`.
    """

    parked_on: date
    outcome: bool
    leads_to: tuple[str, ...]
    strategies: tuple[str, ...]
    why: str
    changed: tuple[Words | str, ...]


async def back_of(parked: Parked, goal: Goal, today: date, store: YearStore) -> Back:
    """Reads it all, as it is known today."""
    decided = await decision_in(parked.decision, store) if parked.decision is not None else None
    day = _parked_on(parked, decided, store)
    statements = {each.code: each.statement for each in await store.plans.goals()}
    joined = [
        other
        for link in await store.plans.links()
        for mine, other in ((link.implementation, link.outcome), (link.outcome, link.implementation))
        if mine == goal.code and other in statements
    ]
    strategies = await store.plans.strategies()
    return Back(
        parked_on=day,
        outcome=goal.kind is GoalKind.OUTCOME,
        leads_to=tuple(statements[code] for code in dict.fromkeys(joined)),
        strategies=tuple(each.title for each in strategies if each.goal == goal.code),
        why=decided[0].reason if decided else "",
        changed=(
            *await _circumstances(day, today, store),
            *await _number(goal, day, today, store),
            *await _first(parked, store),
        ),
    )


def _parked_on(parked: Parked, decided: tuple[Decision, YearStore] | None, store: YearStore) -> date:
    """The day on which it was decided: a goal that waits goes over into the next year, and is parked there anew."""
    at = confirmed_at(decided[0]) if decided else parked.at
    return local_day(min(at, parked.at), store.cycle.zone if store.cycle else "UTC")


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


def back_parts(back: Back) -> Iterator[Part]:
    """It all in words: links and strategies side by side, the reason as it was written, what has changed."""
    joined = "; ".join(clip(each, 120) for each in back.leads_to[:FEW])
    theirs = "; ".join(clip(each, 80) for each in back.strategies[:FEW])
    rows = [(_("What leads to it") if back.outcome else _("Leads to"), joined), (_("Its strategies"), theirs)]
    if filled := tuple((name, text) for name, text in rows if text):
        yield FactSet(filled)
    if back.why:
        yield Text(_("Why it was put aside, in the words of that day:"))
        yield Quote(clip(back.why, LONG))
    if back.changed:
        yield Items((_("What has changed since {day}:").format(day=when(back.parked_on)), *back.changed))
    else:
        yield Text(_("Nothing is written down that has changed since {day}.").format(day=when(back.parked_on)))
