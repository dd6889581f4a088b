"""A new year is laid out from the draft that a lead saw: one transaction, all or nothing. Nobody is messaged by it."""

from datetime import date

from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.goals import Goal
from pdsa.measures import rated
from pdsa.newyear import NextYear, OldYear, next_year
from pdsa.privacy import shown
from storage.store import Store


async def old_year(store: Store, cycle: Cycle, today: date) -> OldYear:
    """What the next year is drafted from, as it is known today."""
    here = store.at(cycle)
    goals = await here.plans.goals()
    decisions: dict[str, Decision] = {}
    for each in await here.learning.all_decisions():
        if each.stands:
            decisions[each.strategy] = each
    return OldYear(
        cycle=cycle,
        goals=goals,
        strategies=await here.plans.strategies(),
        links=await here.plans.links(),
        ratings=rated(await here.plans.ratings(), today, cycle.phases.study),
        actuals=await _actuals(here, cycle, goals, today),
        decisions=decisions,
        parked=await here.parked.waiting(),
        said=await here.years.said(),
    )


async def _actuals(store: Store, cycle: Cycle, goals: list[Goal], today: date) -> dict[str, float]:
    """The last numbers of the goals' measures, of the largest group that may be shown."""
    observations = await store.plans.observations(until=today)
    found = {}
    for name in {goal.measure for goal in goals if goal.measure}:
        seen = shown(observations, name, minimum=cycle.minimum_group, today=today, district=cycle.district)
        if seen.series:
            found[name] = seen.series[0].points[-1].value
    return found


async def draft_next(store: Store, cycle: Cycle, today: date) -> NextYear:
    """The next year as it would be launched now."""
    return next_year(await old_year(store, cycle, today))


async def launch(store: Store, old: Cycle, draft: NextYear, by: int) -> Cycle:
    """Keep a draft as the new year, which is not started yet; the store speaks of it from here on.

    Rhythm, channels and people go on. Raises LookupError where a year with its label is there already.
    """
    if any(each.label == draft.cycle.label for each in await store.cycles.all()):
        raise LookupError(draft.cycle.label)
    new = await store.cycles.follow(await store.cycles.put(draft.cycle), old)
    here = store.at(new)
    for goal in draft.goals:
        if goal.new is not None:
            await here.plans.put_goal(goal.new)
    for strategy in draft.strategies:
        if strategy.new is not None:
            await here.plans.put_strategy(strategy.new)
    await here.plans.set_links(draft.links)
    for rating in draft.ratings:
        await here.plans.put_rating(rating)
    for goal in draft.goals:
        if goal.new is not None and goal.parked is not None:
            waits = goal.parked
            await here.parked.park(goal.new.code, by, first=waits.first, until=waits.until, condition=waits.condition)
    await here.years.take_over(old, {each.new.code for each in draft.goals if each.new is not None})
    await store.record("launched", f"cycle {new.id}", after={"follows": old.id, "label": new.label})
    found = await store.cycles.by_id(new.id)
    assert found is not None  # just written
    store.attach(found)
    return found
