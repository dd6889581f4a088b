"""A measure over time: its run chart with what happened around it, its findings in sentences, and what is kept back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.measured import findings, hidden_words, known_measures
from handlers.kit.paths import path_name
from handlers.kit.sofar import run_picture
from handlers.kit.turn import Turn
from handlers.kit.words import Words, _, clip, when
from pdsa.context import Change, Kind
from pdsa.decisions import Decision
from pdsa.goals import Strategy
from pdsa.measures import Better, Series
from pdsa.people import PROMPTED
from pdsa.picture import Dated, RunChart
from pdsa.privacy import shown
from pdsa.rapid import Rapid
from pdsa.timeline import Event, Happening, happenings, strategies_for
from storage.store import Store

MOST_MARKS = 16


@dataclass(frozen=True)
class Around:
    """What may have moved a measure, read once for any number of them. `inner` readers see what circumstances changed,
    others only of which kind.
    """

    decisions: Sequence[Decision]
    cycles: Sequence[Rapid]
    changes: Sequence[Change]
    today: date
    zone: str
    inner: bool


async def around(today: date, zone: str, store: Store, *, inner: bool) -> Around:
    """Reads it: three queries."""
    decisions, cycles = await store.learning.decisions(), await store.rapid.all()
    return Around(decisions, cycles, await store.context.known(today), today, zone, inner)


async def around_for(turn: Turn, store: Store) -> Around:
    """The same as this person may see it."""
    return await around(turn.today, turn.cycle.zone, store, inner=turn.person.role in PROMPTED)


@dataclass(frozen=True)
class OverTime:
    """What may be shown of a measure: None without a number, its findings, and what is kept back or not drawn."""

    picture: RunChart | None
    says: tuple[Words, ...] = ()
    kept_back: str = ""
    undrawn: str = ""


async def over_time(measure: str, turn: Turn, store: Store) -> OverTime:
    """A measure's chart: the whole, or the largest group that may be shown."""
    observations = await store.plans.observations(until=turn.today)
    cycle = turn.cycle
    seen = shown(observations, measure, minimum=cycle.minimum_group, today=turn.today, district=cycle.district)
    kept_back = hidden_words(seen.hidden, cycle.minimum_group)
    if not seen.series:
        return OverTime(None, kept_back=kept_back)
    known = await known_measures(store, observations)
    moving = strategies_for(measure, known.goals, await store.plans.links(), known.strategies)
    goal, series = known.goal_of(measure), seen.series[0]
    title = f"{measure}, {series.group}" if series.group else measure
    target = goal.target if goal else None
    near = await around_for(turn, store)
    return drawn(series, title, moving, near, target=target, way=known.way(measure), kept_back=kept_back)


def drawn(
    series: Series,
    title: str,
    moving: Sequence[Strategy],
    near: Around,
    *,
    target: float | None = None,
    way: Better = Better.UNKNOWN,
    kept_back: str = "",
) -> OverTime:
    """A series with what happened to the strategies that are to move it. Raises ValueError without points."""
    found = happenings(moving, near.decisions, near.cycles, near.changes, near.today, near.zone)
    first, last = series.points[0].day, series.points[-1].day
    inside = [each for each in found if first <= each.day <= last]
    kept = _most_telling(inside)
    left = len(inside) - len(kept)
    marks = tuple(Dated(each.day, mark_words(each, inner=near.inner)) for each in kept)
    picture = run_picture(series, title, target=target, way=way, marks=marks)
    undrawn = _("{n} more marks would not fit; `status` tells of each strategy.").format(n=left) if left else ""
    return OverTime(picture, findings(series), kept_back, undrawn)


def _most_telling(found: Sequence[Happening]) -> list[Happening]:
    """As many marks as can be read: circumstances and decisions first, then beginnings and ends, then small cycles."""
    weight = {Event.CONTEXT: 0, Event.STOPPED: 0, Event.CHANGED: 0, Event.BEGAN: 1, Event.ENDED: 2, Event.CYCLE: 3}
    kept = sorted(found, key=lambda each: (weight[each.event], each.day))[:MOST_MARKS]
    return sorted(kept, key=lambda each: (each.day, each.code))


def mark_words(each: Happening, *, inner: bool) -> str:
    """What a mark says: "Mon 14 Sep: S1 began". Of changed circumstances only the teams read more than the kind."""
    values = {"code": each.code, "day": when(each.day)}
    if each.change:
        told = clip(each.change.what, 60) if inner else ""
        return _("{day}: {what}").format(what=told or _circumstance(each.change.kind), day=values["day"])
    if each.path:
        told = (
            _("{day}: {code} stopped ({path})") if each.event is Event.STOPPED else _("{day}: {code} changed ({path})")
        )
        return told.format(path=path_name(each.path), **values)
    return {
        Event.BEGAN: _("{day}: {code} began"),
        Event.ENDED: _("{day}: {code} ended"),
        Event.CYCLE: _("{day}: {code} tried"),
    }[each.event].format(**values)


def _circumstance(kind: Kind) -> str:
    return {
        Kind.LEADERSHIP: _("Leadership changed"),
        Kind.BUDGET: _("The budget changed"),
        Kind.RESTRUCTURING: _("Restructuring"),
        Kind.OTHER: _("Circumstances changed"),
    }[kind]
