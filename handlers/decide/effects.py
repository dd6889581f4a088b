"""What a confirmed decision does to the plan, in the same transaction, each step in the audit trail.

In PLAN and DO it takes effect at once. In STUDY and ACT the year's plan is left as it was studied, and the decision is
kept for the next year's. Two things never wait: a goal that is parked, and a strategy that somebody asked to end.
"""

from dataclasses import replace
from datetime import date

from handlers.decide.strategy_or_goal import Topic
from handlers.kit.new_owners import new_owners_told
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.decisions import AT_ONCE, PARKING, Decision, Details, Path, Subject
from pdsa.goals import Strategy
from pdsa.year_draft import additions_of
from storage.launching import add_to_model
from storage.store import Store


async def take_effect(decision: Decision, topic: Topic, cycle: Cycle, store: Store) -> Decision:
    """Bring the plan in line with a decision that has just been confirmed; returns it with what was changed."""
    today = local_day(store.now, cycle.zone)
    by = decision.confirmed_by or decision.proposed_by
    await _unpark(decision, topic, by, store)
    details = await _end(decision, topic, today, store)
    if decision.path in PARKING and topic.goal:
        await store.parked.park(
            topic.goal.code, by, decision=decision.id, first=details.first_activity, until=details.until,
            condition=details.condition,
        )  # fmt: skip
        details = replace(details, goal=topic.goal.code, applied=True)
    elif cycle.phase_on(today) in AT_ONCE:
        async with new_owners_told(store, by):
            details = await _in_plan(replace(decision, details=details), topic, store)
    if details != decision.details:
        await store.learning.keep_details(decision.id, details)
    return replace(decision, details=details)


async def _unpark(decision: Decision, topic: Topic, by: int, store: Store) -> None:
    """A goal that an earlier decision on the same topic had parked is taken up again by another path."""
    parked = await store.parked.waiting()
    waits = parked.get(topic.goal.code) if topic.goal else None
    if waits is None or waits.decision is None or decision.path in PARKING:
        return
    earlier = await store.learning.decision(waits.decision)
    if earlier and (earlier.subject, earlier.strategy) == (decision.subject, decision.strategy):
        await store.parked.take_up(waits.id, by)


async def _end(decision: Decision, topic: Topic, today: date, store: Store) -> Details:
    """End a strategy that is under way, where that was asked for."""
    details = decision.details
    if not details.end_now or topic.subject is not Subject.STRATEGY or not topic.strategy.under_way(today):
        return details
    await store.plans.put_strategy(replace(topic.strategy, end=today))
    return replace(details, ended=today)


async def _in_plan(decision: Decision, topic: Topic, store: Store) -> Details:
    details = decision.details
    match decision.path:
        case Path.EXTEND | Path.REVISE:
            return await _change_goal(decision, store)
        case Path.OTHER_STRATEGY:
            code = await _draft_strategy(decision, topic, store)
            return replace(details, new_strategy=code, applied=True)
        case Path.REALIGN if details.additions or details.inputs:
            await add_to_model(store, additions_of(details, topic.goal.code if topic.goal else ""))
            return replace(details, applied=True)
        case _:
            return details


async def _change_goal(decision: Decision, store: Store) -> Details:
    """A later date or another target; what stood before stays in the trail and in the decision."""
    details = decision.details
    goal = next((each for each in await store.plans.goals() if each.code == details.goal), None)
    if goal is None:
        return details
    if decision.path is Path.EXTEND:
        await store.plans.put_goal(replace(goal, due=details.new_due))
        return replace(details, was_due=goal.due, applied=True)
    await store.plans.put_goal(replace(goal, target=details.new_target))
    return replace(details, was_target=goal.target, applied=True)


async def _draft_strategy(decision: Decision, topic: Topic, store: Store) -> str:
    """A new strategy for the same goal, linked to the old one as a ramp; its owner sees what it still needs.

    Decided once more with other words, one that nobody has worked on since is given them.
    """
    if untouched := await _earlier_draft(decision, store):
        await store.plans.put_strategy(
            replace(untouched, title=decision.details.new_strategy_title, owner=decision.owner)
        )
        return untouched.code
    codes = [each.code for each in await store.plans.strategies(dropped=True)]
    numbers = [int(code[1:]) for code in codes if code[:1].upper() == "S" and code[1:].isdecimal()]
    old = topic.strategy
    of_strategy = topic.subject is Subject.STRATEGY
    new = Strategy(
        code=f"S{max(numbers, default=0) + 1}",
        goal=topic.goal.code if topic.goal else "",
        title=decision.details.new_strategy_title,
        owner=decision.owner,
        where=old.where,
        follows=old.code if of_strategy else "",
        tags=old.tags,
    )
    await store.plans.put_strategy(new)
    return new.code


async def _earlier_draft(decision: Decision, store: Store) -> Strategy | None:
    """What an earlier decision on the same topic put in the plan, while it has neither a start nor a prediction."""
    decided = await store.learning.decisions(decision.subject)
    made = {each.details.new_strategy for each in decided if each.strategy == decision.strategy}
    found = [each for each in await store.plans.strategies() if each.code in made]
    return next((each for each in found if each.start is None and not each.prediction), None)
