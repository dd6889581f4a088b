"""How a sample year goes, drawn once: its strategies first; from them follow goals, numbers, levels and verdicts.

What the plan tells of its own year already (numbers, year-end levels and what they rest on) binds the drawing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from random import Random

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation, Rating
from pdsa.plan import Plan


class How(IntEnum):
    """How a strategy went, or how far a goal came."""

    WELL = 0
    IN_PART = 1
    HARDLY = 2


MOST_OF_THE_WAY, LATE = 0.5, 0.75
"""From which share of its way on a number came far, and of the year on a number tells how the year ended."""
HIGHEST = 4


def drawn(plan: Plan, seed: int) -> dict[str, How]:
    """How each strategy goes, by its code, and each goal, as "goal:G2"; the same for the same seed."""
    hows = {each.code: How(Random(f"{seed}:how:{each.code}").randrange(len(How))) for each in plan.strategies}
    given_by_goal = {each.code: _told(each, plan) for each in plan.goals}
    for goal in plan.goals:
        given = given_by_goal[goal.code]
        if given is not None:
            hows |= _bound(goal, given, plan, hows)
        else:
            goes = _follows(goal, plan, hows)
            own = [each for each in plan.strategies if each.goal == goal.code]
            hows |= {each.code: goes for each in own if _speaks(each, goal.measure)}
    for goal in plan.goals:
        given = given_by_goal[goal.code]
        hows[f"goal:{goal.code}"] = _follows(goal, plan, hows) if given is None else given
    return hows


def rise(plan: Plan, hows: Mapping[str, How], activity: str) -> int:
    """By how many levels an item of the rubric rises over the year: as many as the plan says, else one where a
    strategy that serves it went well.
    """
    rating = rating_of(activity, plan)
    if rating and rating.year_end is not None and rating.initial is not None:
        return rating.year_end - rating.initial
    serves = (each for goal in plan.goals if goal.activity == activity for each in serving(goal, plan))
    return int(any(hows[each.code] is How.WELL for each in serves))


def begins(plan: Plan, activity: str) -> int | None:
    """The level at which an item of the rubric begins the year, None where the plan does not say."""
    rating = rating_of(activity, plan)
    if rating and rating.initial is not None:
        return rating.initial
    return next((int(each.baseline) for each in plan.goals if each.activity == activity and each.baseline), None)


def rating_of(activity: str, plan: Plan) -> Rating | None:
    return next((each for each in plan.ratings if each.activity == activity), None)


def serving(goal: Goal, plan: Plan) -> list[Strategy]:
    """The strategies of a goal; of one that has none, those of the goals that lead to it."""
    own = [each for each in plan.strategies if each.goal == goal.code and not each.dropped]
    before = {link.implementation for link in plan.links if link.outcome == goal.code}
    return own or [each for each in plan.strategies if each.goal in before and not each.dropped]


def mostly(taken: Iterable[Observation], measure: str) -> list[Observation]:
    """The numbers of a measure, oldest first, without those of small groups."""
    observations = sorted((each for each in taken if each.measure == measure), key=lambda each: each.day)
    whole = max((each.n or 0 for each in observations), default=0)
    return [each for each in observations if (each.n or 0) * 2 >= whole]


def _told(goal: Goal, plan: Plan) -> How | None:
    """How far a goal came by the plan's own year-end level or late numbers; None where it has none."""
    if goal.target is None:
        return None
    if goal.kind is GoalKind.IMPLEMENTATION:
        rating = rating_of(goal.activity, plan)
        if rating is None or rating.year_end is None:
            return None
        began = rating.initial or goal.baseline or 0
        return How.WELL if rating.year_end >= goal.target else How.IN_PART if rating.year_end > began else How.HARDLY
    late = plan.first_day + (plan.last_day - plan.first_day) * LATE
    taken = [each for each in mostly(plan.observations, goal.measure) if each.day >= late]
    if not taken or goal.baseline is None or goal.target == goal.baseline:
        return None
    way = (taken[-1].value - goal.baseline) / (goal.target - goal.baseline)
    return How.WELL if way >= 1 else How.IN_PART if way >= MOST_OF_THE_WAY else How.HARDLY


def _bound(goal: Goal, goal_how: How, plan: Plan, found: Mapping[str, How]) -> dict[str, How]:
    """A goal's own strategies, as they must have gone where the plan tells how far the goal came."""
    own = [each for each in plan.strategies if each.goal == goal.code]
    rating = rating_of(goal.activity, plan)
    rubric = goal.kind is GoalKind.IMPLEMENTATION
    words = (rating.evidence if rating else "") if rubric else goal.measure
    spoken_of = [each for each in own if _speaks(each, words)]
    bound: dict[str, How] = {}
    for strategy in own:
        how = found[strategy.code]
        if strategy in spoken_of:  # what a level rests on took place at least in part
            bound[strategy.code] = min(goal_how, How.IN_PART) if rubric else goal_how
        elif goal_how is not How.IN_PART:
            bound[strategy.code] = min(how, How.IN_PART) if goal_how is How.WELL else max(how, How.IN_PART)
        else:
            bound[strategy.code] = how
    free = [each for each in own if each not in spoken_of]
    if free and goal_how is not How.HARDLY and rubric and How.WELL not in bound.values():
        bound[free[0].code] = How.WELL
    return bound


def _follows(goal: Goal, plan: Plan, hows: Mapping[str, How]) -> How:
    """How far a goal comes, by how the strategies that serve it go."""
    went = {hows[each.code] for each in serving(goal, plan)}
    if goal.kind is GoalKind.IMPLEMENTATION:
        ends = (begins(plan, goal.activity) or 1) + rise(plan, hows, goal.activity)
        rose = How.WELL in went
        return How.WELL if rose and ends >= (goal.target or HIGHEST) else How.IN_PART if rose else How.HARDLY
    return How.WELL if went == {How.WELL} else How.HARDLY if went <= {How.HARDLY} else How.IN_PART


def _speaks(strategy: Strategy, words: str) -> bool:
    """Whether a prediction speaks of what these words name."""
    return bool(_long(words) & _long(strategy.prediction))


def _long(words: str) -> set[str]:
    return set(re.findall(r"\w{5,}", words.casefold()))


def reached(plan: Plan, activity: str) -> bool:
    """Whether an item of the rubric begins the year where it shall be, or mostly in place."""
    level, rating = begins(plan, activity), rating_of(activity, plan)
    return level is not None and level >= min(3, (rating and rating.goal) or 3)


def not_reached(plan: Plan, activities: Sequence[str]) -> list[str]:
    """Those that something could wait for: of no goal yet, and not reached."""
    taken = {each.activity for each in plan.goals}
    return [each for each in activities if each not in taken and not reached(plan, each)]
