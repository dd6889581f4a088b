"""What a confirmed decision does to the plan, in the same transaction, each step in the audit trail."""

from dataclasses import replace

from handlers.decide.strategy_or_goal import Topic
from handlers.wording.notifications import owners, tell_new_owners
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.decision_effects import Effect, PlanNow, effect_of
from pdsa.decisions import Decision
from storage.store import YearStore


async def take_effect(decision: Decision, topic: Topic, cycle: Cycle, store: YearStore) -> Decision:
    """Bring the plan in line with a decision that has just been confirmed; returns it with what was changed."""
    today = local_day(store.now, cycle.zone)
    plan = PlanNow(
        await store.logic.model(),
        tuple(await store.plans.strategies(dropped=True)),
        await store.plans.codes(),
        tuple(await store.learning.all_decisions()),
        tuple(await store.parked.all()),
    )
    effect = effect_of(decision, topic.strategy, topic.goal, plan, cycle.phase_on(today), today)
    before = await owners(store)
    await _write(effect, decision, store)
    await tell_new_owners(before, store, decision.confirmed_by or decision.proposed_by)
    return replace(decision, details=effect.details)


async def _write(effect: Effect, decision: Decision, store: YearStore) -> None:
    by, details = decision.confirmed_by or decision.proposed_by, effect.details
    if effect.takes_up is not None:
        await store.parked.take_up(effect.takes_up, by)
    for strategy in effect.strategies:
        await store.plans.put_strategy(strategy)
    if effect.parks:
        await store.parked.park(
            effect.parks, by, decision=decision.id, first=details.first_activity, until=details.until,
            condition=details.condition,
        )  # fmt: skip
    if effect.goal is not None:
        await store.plans.put_goal(effect.goal)
    for model in effect.models:
        await store.logic.keep(model)
    if details != decision.details:
        await store.learning.keep_details(decision.id, details)
