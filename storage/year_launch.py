"""A new year is laid out from the draft that a lead saw: one transaction, all or nothing. Nobody is messaged by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pdsa import year_draft
from pdsa.calendar import local_day
from pdsa.communication_plan import Audience, carried_on
from pdsa.cycle import Cycle
from pdsa.decision_effects import with_additions
from pdsa.decisions import in_force
from pdsa.measures import rated
from pdsa.newyear import NextYear, OldYear, shift_of
from pdsa.old_year_promises import Turning, as_posted, concluded_at, turned
from storage.figures_of_year import figures_of
from storage.public_holidays import moved_on
from storage.store import YearStore

YEAR_SHARED, PLAN_SHARED = "digest-year", "plan-shared"
"""The kinds of notifications that keep a year's two promises."""


async def old_year(store: YearStore, cycle: Cycle, today: date) -> OldYear:
    """What the next year is drafted from, as it is known today."""
    here = store.year(cycle)
    goals = await here.plans.goals()
    return OldYear(
        cycle=cycle,
        goals=goals,
        strategies=await here.plans.strategies(),
        links=await here.plans.links(),
        ratings=rated(await here.plans.ratings(), today, cycle.phases.study),
        actuals=(await figures_of(here, cycle, today)).latest_of(goals),
        decisions=in_force(await here.learning.all_decisions()),
        parked=await here.parked.waiting(),
        choices=await here.years.choices(),
        teams=frozenset(each.team for each in await store.people.all() if each.team and not each.district_team),
    )


async def to_take_up(store: YearStore, old: Cycle, new: Cycle | None = None) -> list[str]:
    """The key activities that decisions of a year want to be taken up, and that no goal names: of that year, or of the
    one that follows it once that is laid out.
    """
    year = new or old
    decisions = await store.year(old).learning.all_decisions()
    return year_draft.to_take_up(
        decisions, await store.year(year).plans.goals(), await store.frameworks.get(year.framework)
    )


async def carry_audiences(store: YearStore, old: Cycle, new: Cycle, lines: Sequence[Audience] | None = None) -> int:
    """Communication plans go on, as if nothing of them had been sent; how many lines: these, or those of all teams. A
    team that has lines in the new year keeps those alone.
    """
    here = store.year(new)
    candidates = lines or await store.year(old).sharing.all()
    carried = carried_on(candidates, shift_of(old), await here.sharing.counts(), await store.people.names())
    for audience in carried:
        await here.sharing.put(audience)
    return len(carried)


async def draft_next(store: YearStore, cycle: Cycle, today: date) -> NextYear:
    """The next year as it would be launched now."""
    draft = year_draft.next_year(await old_year(store, cycle, today))
    return replace(draft, cycle=replace(draft.cycle, year=moved_on(cycle.year, draft.cycle.year)))


async def launch(store: YearStore, old: Cycle, draft: NextYear, by: int) -> Cycle:
    """Keep a draft as the new year, which is not started yet.

    Rhythm, channels and people go on. Raises LookupError where a year with its label is there already.
    """
    if any(each.label == draft.cycle.label for each in await store.cycles.all()):
        raise LookupError(draft.cycle.label)
    new = await store.cycles.follow(await store.cycles.put(draft.cycle), old)
    here = store.year(new)
    for goal in draft.goals:
        if goal.new is not None:
            await here.plans.put_goal(goal.new)
    for new_strategy in (*(each.new for each in draft.strategies if each.new is not None), *draft.added):
        await here.plans.put_strategy(new_strategy)
    await here.plans.set_links(draft.links)
    for rating in draft.ratings:
        await here.plans.put_rating(rating)
    for goal in draft.goals:
        if goal.new is not None and goal.parked is not None:
            waits = goal.parked
            await here.parked.park(
                goal.new.code, by, decision=waits.decision, first=waits.first, until=waits.until,
                condition=waits.condition,
            )  # fmt: skip
    await here.years.take_over(old, {each.new.code for each in draft.goals if each.new is not None})
    for model in with_additions(await here.logic.model(), draft.additions, await here.plans.codes()):
        await here.logic.keep(model)
    await store.record("launched", f"cycle {new.id}", after={"follows": old.id, "label": new.label})
    launched = await store.cycles.by_id(new.id)
    assert launched is not None  # just written
    return launched


async def turning(store: YearStore, today: date) -> Turning | None:
    """The turn of the years that matters now; None before there is a year."""
    if store.cycle is None:
        return None
    old, new = turned(store.cycle, await store.cycles.before(store.cycle), today)
    return await turn_of(store, old, new)


async def turn_of(store: YearStore, old: Cycle, new: Cycle | None) -> Turning:
    """The turn from a year to the one that follows it, if that is laid out, with both promises as they stand."""
    here = store.year(old)
    posted_at = await here.years.told_at(YEAR_SHARED)
    reflected = posted_at is not None and any(each.at <= posted_at for each in await here.learning.reflections())
    meeting = (await here.meetings.days()).reflection
    concluded = concluded_at(posted_at, old, meeting, reflected, local_day(store.now, old.zone))
    shared = await store.year(new).years.told_at(PLAN_SHARED) if new is not None else None
    return Turning(old, new, as_posted(await here.years.promises(), concluded, shared))
