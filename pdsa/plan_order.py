"""The order in which a plan is read: each goal with its strategies, one's own school's first."""

from collections.abc import Iterable, Sequence

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.names import same


def above(goal: Goal, goals: Iterable[Goal]) -> Goal | None:
    """The long-term goal of the same plan that a goal stands below."""
    if goal.kind is GoalKind.LONG_TERM or not goal.parent:
        return None
    tops = (each for each in goals if each.kind is GoalKind.LONG_TERM and same(each.school, goal.school))
    return next((each for each in tops if each.code == goal.parent), None)


def plan_order(goals: Sequence[Goal], strategies: Sequence[Strategy], school: str) -> list[Goal | Strategy]:
    """Each goal with its strategies below it, the reader's own `school`'s first and no other school's; what serves a
    long-term goal of the same plan follows it. Strategies of no goal of the plan come last.
    """
    ours = [each for each in goals if not each.school or same(each.school, school)]
    ordered: list[Goal | Strategy] = []
    for goal in sorted(ours, key=lambda each: not same(each.school, school)):
        if above(goal, goals) is None:
            for part in (goal, *(each for each in ours if above(each, goals) == goal)):
                ordered += [part, *(strategy for strategy in strategies if strategy.goal == part.code)]
    known = {goal.code for goal in goals}
    theirs = (each for each in strategies if not each.school or same(each.school, school))
    return [*ordered, *(each for each in theirs if each.goal not in known)]
