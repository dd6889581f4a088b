"""What a plan still lacks before its strategies can enter DO (domain.md 8(a), rows 2 and 35), and who hears of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pdsa.cycle import Cycle, Phase
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.logic import LogicModel
from pdsa.people import LEADING, Member
from pdsa.permissions import confirmers
from pdsa.prompting import Asking
from pdsa.time_span import TimeSpan


class Lack(StrEnum):
    """One thing that a goal or strategy lacks. Those of a strategy are the names of its fields."""

    GOAL = "goal"
    OWNER = "owner"
    START = "start"
    END = "end"
    PREDICTION = "prediction"
    STRATEGY = "strategy"
    ITEM = "item"
    MEASURE = "measure"
    BASELINE = "baseline"
    TARGET = "target"
    LEADS_NOWHERE = "leads nowhere"
    NOTHING_LEADS = "nothing leads"


@dataclass(frozen=True)
class Incomplete:
    """A goal or strategy, and what it lacks."""

    part: Goal | Strategy
    lacks: tuple[Lack, ...]

    @property
    def code(self) -> str:
        return self.part.code

    @property
    def owner(self) -> str:
        """Whose it is, as an e-mail; empty for nobody's."""
        return self.part.owner.casefold()


def incomplete(model: LogicModel, strategies: Sequence[Strategy], today: date) -> tuple[Incomplete, ...]:
    """All that lacks something, in the plan's order: strategies first, since they are waited for by a day.

    What ended before `today` is not asked for any more.
    """
    goals = {each.code for each in model.goals}
    open_ones = [each for each in strategies if not each.dropped and not (each.end and each.end < today)]
    found = [Incomplete(each, strategy_lacks(each, goals)) for each in open_ones]
    served = {each.goal for each in strategies if not each.dropped}
    found += [Incomplete(each, goal_lacks(each, model, served)) for each in model.goals]
    return tuple(each for each in found if each.lacks)


def strategy_lacks(strategy: Strategy, goals: Iterable[str]) -> tuple[Lack, ...]:
    """What a strategy lacks: a goal of the plan, and what its own fields leave open."""
    homeless = (Lack.GOAL,) if strategy.goal not in set(goals) else ()
    return (*homeless, *(Lack(name) for name in strategy.missing if name != Lack.GOAL))


def goal_lacks(goal: Goal, model: LogicModel, served: Iterable[str]) -> tuple[Lack, ...]:
    """What a goal lacks. `served` are the codes of goals that some strategy serves.

    A long-term goal is reached through the goals of the years, so nothing is asked of it here.
    """
    if goal.kind is GoalKind.LONG_TERM:
        return ()
    figures = (Lack.BASELINE, goal.baseline is None), (Lack.TARGET, goal.target is None)
    if goal.kind is GoalKind.IMPLEMENTATION:
        asked = [
            (Lack.OWNER, not goal.owner),
            (Lack.ITEM, not goal.activity),
            *figures,
            (Lack.STRATEGY, goal.code not in set(served)),
            (Lack.LEADS_NOWHERE, goal in model.dead_ends),
        ]
    else:
        asked = [
            (Lack.OWNER, not goal.owner),
            (Lack.MEASURE, not goal.measure),
            *figures,
            (Lack.NOTHING_LEADS, goal in model.orphans),
        ]
    return tuple(lack for lack, lacking in asked if lacking)


def hearing_of(strategies: Iterable[Strategy], people: Sequence[Member]) -> dict[int, list[Strategy]]:
    """Who hears that these strategies lack something, by member's id: their owners, and the leads of their plan."""
    strategies_by_reader: dict[int, list[Strategy]] = {}
    leading = [each for each in people if each.role in LEADING]
    for strategy in strategies:
        owners = [each for each in people if each.email.casefold() == strategy.owner.casefold()]
        for reader in sorted({each.id for each in (*owners, *confirmers(strategy, leading))}):
            strategies_by_reader.setdefault(reader, []).append(strategy)
    return strategies_by_reader


def held_up_days(
    strategies: Sequence[Strategy], person: Member, cycle: Cycle, span: TimeSpan
) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The days of a span on which somebody hears that the start of these strategies has come and something is missing,
    each with their codes: of each strategy once.
    """
    told: set[str] = set()
    for day in Asking(cycle, Phase.DO).due(person, span):
        codes = tuple(each.code for each in strategies if each.held_up(day) and each.code not in told)
        if codes:
            told.update(codes)
            yield day, codes
