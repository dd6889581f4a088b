"""A measure over time: its chart, what happened around it, its findings in sentences; and what counts as evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, say, when
from handlers.wording.measures import judged_words, measure_name, run_picture, told
from handlers.wording.strategy import path_name, so_far
from pdsa.checkin import CheckIn
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.decisions import Decision
from pdsa.events_around_measure import Event, Happening, happenings
from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.goals import Goal, Strategy
from pdsa.measure_figures import Figures
from pdsa.obstacles import Obstacle
from pdsa.people import PROMPTED, Member
from pdsa.picture import Dated, RunChart
from pdsa.reflection import Evidence
from pdsa.retention import still_said
from pdsa.small_cycle import SmallCycle
from pdsa.small_groups import Hidden, WithheldReason
from pdsa.text import _, ngettext
from pdsa.visible import reader_of, visible
from storage.figures_of_year import figures_of
from storage.store import YearStore

MOST_MARKS = 16
LONGEST_REF = 70
"""A choice's value is short on every platform; a goal with a longer code is not offered."""


def kind_name(kind: Circumstance) -> str:
    """A kind of change, in a word or two."""
    return {
        Circumstance.LEADERSHIP: _("leadership"),
        Circumstance.BUDGET: _("budget"),
        Circumstance.RESTRUCTURING: _("restructuring"),
        Circumstance.OTHER: _("something else"),
    }[kind]


def change_words(change: ContextChange, today: date) -> str:
    """A change of circumstances in a sentence."""
    told = _("{day}, {kind}: {what}").format(
        day=when(change.day, today), kind=kind_name(change.kind), what=clip(change.what, 300)
    )
    return f"{told} ({clip(change.effect, 200)})" if change.effect else told


def obstacle_name(obstacle: Obstacle) -> str:
    """A kind of obstacle in a few words."""
    return {
        Obstacle.TIME: _("no time in the day"),
        Obstacle.PEOPLE: _("people missing or changed"),
        Obstacle.REQUESTS: _("too many requests at once"),
        Obstacle.MONEY: _("money or materials"),
        Obstacle.SKILL: _("training or know-how"),
        Obstacle.BUY_IN: _("not everybody agreed"),
        Obstacle.ACCESS: _("it did not reach those it is for (time, place, language)"),
        Obstacle.CLASH: _("it clashed with something else"),
        Obstacle.OTHER: _("something else"),
    }[obstacle]


def obstacle_names(found: Iterable[Obstacle]) -> str:
    """Several kinds, each a few words of its own; empty where there are none."""
    return "; ".join(obstacle_name(each) for each in found)


@dataclass(frozen=True)
class Around:
    """What may have moved a measure, read once for any number of them. `inner` readers see what circumstances changed,
    others only of which kind.
    """

    decisions: Sequence[Decision]
    cycles: Sequence[SmallCycle]
    changes: Sequence[ContextChange]
    today: date
    zone: str
    inner: bool


async def around(today: date, zone: str, store: YearStore, *, inner: bool) -> Around:
    """Reads it: three queries."""
    decisions, cycles = await store.learning.decisions(), await store.small_cycle.all()
    return Around(decisions, cycles, await store.context.until(today), today, zone, inner)


async def around_for(turn: Turn, store: YearStore) -> Around:
    """The same as this person may see it."""
    return await around(turn.today, turn.cycle.zone, store, inner=turn.person.role in PROMPTED)


@dataclass(frozen=True)
class OverTime:
    """What may be shown of a measure: None without a number, its findings, and what is kept back or not drawn."""

    picture: RunChart | None
    says: tuple[Words, ...] = ()
    kept_back: str = ""
    undrawn: str = ""


async def over_time(measure: str, turn: Turn, store: YearStore) -> OverTime:
    """A measure's chart: the whole, or the group that is told of it."""
    figures = await figures_of(store, turn.cycle, turn.today)
    finding, hidden = figures.of(measure)
    kept_back = hidden_words(hidden, turn.cycle.minimum_group)
    if not finding.series:
        return OverTime(None, kept_back=kept_back)
    title = measure_name(finding, turn.cycle.district)
    return drawn(finding, title, figures.year.moving(measure), await around_for(turn, store), kept_back=kept_back)


def drawn(
    finding: MeasureFinding, title: str, moving: Sequence[Strategy], near: Around, *, kept_back: str = ""
) -> OverTime:
    """A measure's first series with what happened to the strategies that are to move it. It has points."""
    series = finding.series[0]
    found = happenings(moving, near.decisions, near.cycles, near.changes, near.today, near.zone)
    inside = [each for each in found if series.first.day <= each.day <= series.latest.day]
    telling = _most_telling(inside)
    left = len(inside) - len(telling)
    marks = tuple(Dated(each.day, mark_words(each, inner=near.inner)) for each in telling)
    undrawn = _("{n} more marks would not fit; `status` tells of each strategy.").format(n=left) if left else ""
    says = say("{told}. {says}", told=capital(told(finding, series, final=False)),
               says=judged_words(finding.measure, series.says))  # fmt: skip
    return OverTime(run_picture(finding, series, title, marks), (says,), kept_back, undrawn)


def _most_telling(found: Sequence[Happening]) -> list[Happening]:
    """As many marks as can be read: circumstances and decisions first, then beginnings and ends, then small cycles."""
    weight = {Event.CONTEXT: 0, Event.STOPPED: 0, Event.CHANGED: 0, Event.BEGAN: 1, Event.ENDED: 2, Event.CYCLE: 3}
    kept = sorted(found, key=lambda each: (weight[each.event], each.day))[:MOST_MARKS]
    return sorted(kept, key=lambda each: (each.day, each.code))


def mark_words(happening: Happening, *, inner: bool) -> str:
    """What a mark says: "Mon 14 Sep: start of Peer circles". Of what changed around only the teams read more than the
    kind.
    """
    values = {"title": clip(happening.title, 50), "day": when(happening.day)}
    if happening.change:
        text = clip(happening.change.what, 60) if inner else ""
        return _("{day}: {what}").format(what=text or _circumstance(happening.change.kind), day=values["day"])
    if happening.path:
        text = (
            _("{day}: stopped ({path}): {title}")
            if happening.event is Event.STOPPED
            else _("{day}: changed ({path}): {title}")
        )
        return text.format(path=path_name(happening.path), **values)
    return {
        Event.BEGAN: _("{day}: start of {title}"),
        Event.ENDED: _("{day}: end of {title}"),
        Event.CYCLE: _("{day}: a small try, {title}"),
    }[happening.event].format(**values)


def _circumstance(kind: Circumstance) -> str:
    return {
        Circumstance.LEADERSHIP: _("Leadership changed"),
        Circumstance.BUDGET: _("The budget changed"),
        Circumstance.RESTRUCTURING: _("Restructuring"),
        Circumstance.OTHER: _("Circumstances changed"),
    }[kind]


def hidden_words(hidden: Sequence[Hidden], minimum: int) -> str:
    """What is kept back of a measure, and why; empty where nothing is. It names no group."""
    if not hidden:
        return ""
    whys = {each.why for each in hidden}
    small = WithheldReason.SMALL in whys or WithheldReason.UNKNOWN not in whys
    why = (
        _("a group under {n} people could be worked out").format(n=minimum)
        if small
        else _("nobody said how many people the numbers come from")
    )
    told = ngettext(
        "Kept back: the numbers of {n} group, because {why}.",
        "Kept back: the numbers of {n} groups, because {why}.",
        len(hidden),
    )
    return told.format(n=len(hidden), why=why)


@dataclass(frozen=True)
class Measured:
    """A goal's measure as it may be shown, and what it is called: with whose numbers they are."""

    goal: Goal
    finding: MeasureFinding
    name: str

    @property
    def series(self) -> SeriesFinding:
        return self.finding.series[0]


def measures_of(strategy: Strategy, figures: Figures) -> tuple[Measured, ...]:
    """The measures that a strategy works for: its goal's, and those of the outcomes that its goal leads to."""
    year = figures.year
    codes = {strategy.goal, *(each.outcome for each in year.links if each.implementation == strategy.goal)}
    found = [(goal, figures.of(goal.measure)[0]) for goal in year.goals if goal.code in codes and goal.measure]
    return tuple(
        Measured(goal, finding, measure_name(finding, year.cycle.district)) for goal, finding in found if finding.series
    )


def measured_words(measured: Measured) -> str:
    """A measure in a sentence or two: from where to where, its goal, and what the series says by itself."""
    says = judged_words(measured.finding.measure, measured.series.says)
    return _("{measure}: {told}. {says}").format(
        measure=measured.name, told=told(measured.finding, measured.series, final=False), says=says
    )


def offered(
    strategy: Strategy, checkins: Sequence[CheckIn], measured: Iterable[Measured], reader: Member
) -> tuple[Evidence, ...]:
    """What this person may choose from: what is counted first, then the newest sentences that they may read."""
    evidence = [Evidence("weeks", so_far(strategy, checkins))] if checkins else []
    evidence += [Evidence(f"measure:{each.goal.code}", measured_words(each)) for each in measured]
    for checkin in sorted(checkins, key=lambda each: each.week, reverse=True):
        seen, day = visible(checkin, reader_of(reader, strategy)), when(checkin.week)
        if still_said(seen.well):
            words = _("{day}, went well: {text}").format(day=day, text=seen.well)
            evidence.append(Evidence(f"{seen.week}:well", words))
        if still_said(seen.in_way):
            words = _("{day}, got in the way: {text}").format(day=day, text=seen.in_way)
            evidence.append(Evidence(f"{seen.week}:in_way", words))
    return tuple(each for each in evidence if len(each.ref) <= LONGEST_REF)
