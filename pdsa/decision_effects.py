"""What a confirmed decision changes in the plan.

In PLAN and DO it takes effect at once. In STUDY and ACT the year's plan is left as it was studied, and the decision is
kept for the next year's. Two things never wait: a goal that is parked, and a strategy that somebody asked to end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pdsa.cycle import Phase
from pdsa.decision_facts import serving
from pdsa.decisions import AT_ONCE, PARKING, Decision, Details, Path, Subject
from pdsa.framework import Framework
from pdsa.goals import Goal, Strategy, next_code
from pdsa.logic import Addition, Element, LogicModel, Stage
from pdsa.names import folded
from pdsa.parked_goals import Parked


@dataclass(frozen=True)
class PlanNow:
    """What a decision can change: the logic model with the plan's goals; the strategies, and the codes of all of these
    and of all goals, those that were set aside included; the decisions that were not handed back; the goals' parkings,
    oldest first.
    """

    model: LogicModel
    strategies: tuple[Strategy, ...] = ()
    codes: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    parked: tuple[Parked, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What is to be written: the decision's details with what it changed, a goal that waits from now on, by its code
    (or empty), the id of a parking that ends, a changed goal, strategies that are new or changed, and the logic model
    after each element that it gains.
    """

    details: Details
    parks: str = ""
    takes_up: int | None = None
    goal: Goal | None = None
    strategies: tuple[Strategy, ...] = ()
    models: tuple[LogicModel, ...] = ()


def effect_of(
    decision: Decision, strategy: Strategy, goal: Goal | None, plan: PlanNow, phase: Phase, today: date
) -> Effect:
    """What a decision changes that has just been confirmed. `strategy` is what it is about, a goal in a strategy's
    shape included; `goal` the goal that this serves or is. `phase` is today's.
    """
    details = decision.details
    ended: tuple[Strategy, ...] = ()
    if details.end_now and decision.subject is Subject.STRATEGY and strategy.under_way(today):
        details, ended = replace(details, ended=today), (replace(strategy, end=today),)
    effect = Effect(details, takes_up=_taken_up(decision, goal, plan), strategies=ended)
    if decision.path in PARKING and goal:
        return replace(effect, parks=goal.code, details=replace(details, goal=goal.code, applied=True))
    if phase not in AT_ONCE:
        return effect
    match decision.path:
        case Path.EXTEND | Path.REVISE:
            return _with_goal(effect, decision.path, plan.model.goals)
        case Path.OTHER_STRATEGY:
            drafted = _drafted(decision, strategy, goal, plan)
            details = replace(details, new_strategy=drafted.code, applied=True)
            return replace(effect, details=details, strategies=(*ended, drafted))
        case Path.REALIGN if details.additions or details.inputs:
            additions = additions_of(details, goal.code if goal else "")
            models = with_additions(plan.model, additions, plan.codes)
            return replace(effect, details=replace(details, applied=True), models=tuple(models))
    return effect


def _taken_up(decision: Decision, goal: Goal | None, plan: PlanNow) -> int | None:
    """A goal that an earlier decision on the same subject had parked is taken up again by another path."""
    waits = next((each for each in reversed(plan.parked) if goal and each.goal == goal.code and each.waits), None)
    if waits is None or waits.decision is None or decision.path in PARKING:
        return None
    by = next((each for each in plan.decisions if each.id == waits.decision), None)
    same = by is not None and (by.subject, by.strategy) == (decision.subject, decision.strategy)
    return waits.id if same else None


def _with_goal(effect: Effect, path: Path, goals: Iterable[Goal]) -> Effect:
    """A later date or another target; what stood before stays in the decision."""
    details = effect.details
    goal = next((each for each in goals if each.code == details.goal), None)
    if goal is None:
        return effect
    if path is Path.EXTEND:
        details = replace(details, was_due=goal.due, applied=True)
        return replace(effect, details=details, goal=replace(goal, due=details.new_due))
    details = replace(details, was_target=goal.target, applied=True)
    return replace(effect, details=details, goal=replace(goal, target=details.new_target))


def _drafted(decision: Decision, old: Strategy, goal: Goal | None, plan: PlanNow) -> Strategy:
    """A new strategy for the same goal, linked to the old one as a ramp.

    Decided once more with other words, one that nobody has worked on since (with neither a start nor a prediction) is
    given them.
    """
    title, owner = decision.details.new_strategy_title, decision.owner
    about = (decision.subject, decision.strategy)
    drafts = {each.details.new_strategy for each in plan.decisions if (each.subject, each.strategy) == about}
    for strategy in plan.strategies:
        if strategy.code in drafts and not strategy.dropped and strategy.start is None and not strategy.prediction:
            return replace(strategy, title=title, owner=owner)
    return Strategy(
        code=next_code("S", (strategy.code for strategy in plan.strategies)),
        goal=goal.code if goal else "",
        title=title,
        owner=owner,
        where=old.where,
        follows=old.code if decision.subject is Subject.STRATEGY else "",
        tags=old.tags,
    )


def wanted_goals(details: Details, goals: Iterable[Goal], framework: Framework, phase: Phase) -> tuple[str, ...]:
    """Key activities that a decision calls for and that no goal names; what comes first only while this year's plan is
    carried out: later the next year's draft has it by itself.
    """
    wanted = details.activities
    if details.first_activity and phase in AT_ONCE:
        wanted = (*wanted, details.first_activity)
    there = {activity.name for goal in goals if (activity := framework.activity(goal.activity))}
    return tuple(name for name in wanted if name not in there)


def additions_of(details: Details, goal: str) -> list[Addition]:
    """What a decision adds to the logic model, for the goal with this code."""
    inputs = [Addition(Stage.INPUT, words, goal) for words in details.inputs]
    return inputs + [Addition(Stage.ACTIVITY, words, goal) for words in details.additions]


def with_additions(model: LogicModel, additions: Iterable[Addition], taken: Iterable[str] = ()) -> Iterator[LogicModel]:
    """The logic model after each element that it gains. What is there already stays as it is; nothing that is new gets
    a code in `taken`.

    Activities lead to the outcome goals that they were meant for, inputs to the activities that came with them, or
    else to the implementation goals there.
    """
    activities: dict[str, tuple[str, ...]] = {}
    taken = tuple(taken)
    for addition in sorted(additions, key=lambda addition: addition.stage is Stage.INPUT):
        if folded(addition.words) in {folded(element.words) for element in model.elements}:
            continue
        goal = next((goal for goal in model.goals if goal.code == addition.goal), None)
        acting, outcomes = (tuple(served.code for served in part) for part in serving(goal, model.goals, model.links))
        code = next_code("L", (*taken, *(element.code for element in model.elements)))
        leads_to = activities.get(addition.goal, acting)
        if addition.stage is Stage.ACTIVITY:
            activities[addition.goal] = (*activities.get(addition.goal, ()), code)
            leads_to = outcomes
        model = model.having(Element(code, addition.stage, addition.words, leads_to=leads_to))
        yield model
