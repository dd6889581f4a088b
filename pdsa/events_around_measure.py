"""What happened around a number: strategies that began, changed or stopped, small cycles, changed circumstances."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pdsa.calendar import local_day
from pdsa.circumstances import ContextChange
from pdsa.decisions import Decision, Path, Triad
from pdsa.goals import Goal, Link, Strategy
from pdsa.names import same
from pdsa.small_cycle import SmallCycle


class Event(StrEnum):
    """What a mark on the time axis stands for."""

    BEGAN = "began"
    CHANGED = "changed"
    STOPPED = "stopped"
    ENDED = "ended"
    CYCLE = "cycle"
    CONTEXT = "context"


UNCHANGED = (Path.SUSTAIN, Path.KEEP)
"""What goes on as it is has not changed."""


@dataclass(frozen=True)
class Happening:
    """One mark: of a strategy or small cycle its code, of changed circumstances its kind and words."""

    day: date
    event: Event
    code: str = ""
    title: str = ""
    path: Path | None = None
    change: ContextChange | None = None


def strategies_for(
    measure: str, goals: Iterable[Goal], links: Iterable[Link], strategies: Iterable[Strategy]
) -> list[Strategy]:
    """The strategies that are to move a measure: its goals', those of goals that lead to these, and those that count
    it themselves.
    """
    aims = {goal.code for goal in goals if same(goal.measure, measure)}
    aims |= {link.implementation for link in links if link.outcome in aims}
    return [each for each in strategies if each.goal in aims or same(each.measure, measure)]


def happenings(
    strategies: Sequence[Strategy],
    decisions: Iterable[Decision],
    cycles: Iterable[SmallCycle],
    changes: Iterable[ContextChange],
    today: date,
    zone: str,
) -> list[Happening]:
    """What happened by today, oldest first. Of decisions only those count that a lead confirmed, on that day."""
    timeline: list[Happening] = []
    titles = {strategy.code: strategy.title for strategy in strategies}
    stopped: dict[str, date] = {}
    for decision in decisions:
        if decision.strategy in titles and decision.confirmed_at is not None and decision.path not in UNCHANGED:
            day = local_day(decision.confirmed_at, zone)
            event = Event.STOPPED if decision.triad is Triad.ABANDON else Event.CHANGED
            if event is Event.STOPPED:
                stopped[decision.strategy] = day
            timeline.append(Happening(day, event, decision.strategy, titles[decision.strategy], decision.path))
    for strategy in strategies:
        if strategy.start:
            timeline.append(Happening(strategy.start, Event.BEGAN, strategy.code, strategy.title))
        if strategy.end and stopped.get(strategy.code, date.max) > strategy.end:
            timeline.append(Happening(strategy.end, Event.ENDED, strategy.code, strategy.title))
    timeline += [Happening(e.started, Event.CYCLE, e.code, e.objective) for e in cycles if e.strategy in titles]
    timeline += [Happening(each.day, Event.CONTEXT, change=each) for each in changes if not each.withdrawn]
    return sorted((each for each in timeline if each.day <= today), key=lambda each: (each.day, each.code, each.event))
