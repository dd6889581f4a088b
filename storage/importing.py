"""A plan comes in: what changed is changed, what vanished is listed, nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pdsa.calendar import SchoolYear
from pdsa.cycle import Cycle, Phases, Rhythm
from pdsa.goals import Goal, Strategy
from pdsa.people import Role
from pdsa.plan import Plan
from storage.store import Store

SCHOOL_ROLES = frozenset({Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER})


@dataclass(frozen=True)
class Outcome:
    """What an import did. `vanished` names what is in the database and no longer in the plan: it stays."""

    cycle: Cycle
    people: int
    goals: int
    strategies: int
    observations: int
    vanished_people: tuple[str, ...]
    vanished_goals: tuple[str, ...]
    vanished_strategies: tuple[str, ...]


async def bring_in(store: Store, plan: Plan) -> Outcome:
    """Keep a checked plan, whole: the caller's transaction makes it all or nothing.

    People are known by e-mail, goals and strategies by code. Settings that the plan does not hold (rhythm, phase
    dates of an unchanged year, Start) stay as they are.
    """
    cycle = await store.cycles.put(_cycle(plan, await store.cycles.current()))
    store.attach(cycle)
    for person in plan.team:
        await store.people.put(
            person.email,
            name=person.name,
            role=person.role,
            team=person.team,
            district_team=person.role not in SCHOOL_ROLES,
            zone=person.zone,
        )
    for goal in plan.goals:
        await store.plans.put_goal(goal)
    for strategy in plan.strategies:
        await store.plans.put_strategy(await _with_measure(store, strategy))
    await store.plans.set_links(plan.links)
    changed = await store.plans.put_observations(plan.observations)
    for rating in plan.ratings:
        await store.plans.put_rating(rating)
    return Outcome(
        cycle=cycle,
        people=len(plan.team),
        goals=len(plan.goals),
        strategies=len(plan.strategies),
        observations=changed,
        vanished_people=await _vanished_people(store, plan),
        vanished_goals=_vanished(await store.plans.goals(), plan.goals),
        vanished_strategies=_vanished(await store.plans.strategies(), plan.strategies),
    )


async def _with_measure(store: Store, strategy: Strategy) -> Strategy:
    """A plan without the column for weekly numbers leaves what was set in chat."""
    before = await store.plans.strategy(strategy.code)
    return replace(strategy, measure=before.measure) if before and not strategy.measure else strategy


def _cycle(plan: Plan, before: Cycle | None) -> Cycle:
    year = SchoolYear(plan.first_day, plan.last_day, plan.zone, plan.days_off)
    known = before if before is not None and before.label == plan.school_year else None
    unmoved = known is not None and (known.year.first_day, known.year.last_day) == (plan.first_day, plan.last_day)
    return Cycle(
        id=0,
        district=plan.district,
        label=plan.school_year,
        year=year,
        phases=known.phases if known and unmoved else Phases.usual(plan.first_day, plan.last_day),
        rhythm=known.rhythm if known else Rhythm(),
        channels=plan.channels,
        framework=plan.framework,
        commitment=plan.commitment,
        minimum_group=plan.minimum_group,
        started_at=known.started_at if known else None,
    )


async def _vanished_people(store: Store, plan: Plan) -> tuple[str, ...]:
    listed = {person.email for person in plan.team}
    return tuple(f"{m.name} ({m.email})" for m in await store.people.all() if m.email not in listed)


def _vanished(kept: Sequence[Goal | Strategy], planned: Sequence[Goal | Strategy]) -> tuple[str, ...]:
    listed = {each.code for each in planned}
    return tuple(each.code for each in kept if each.code not in listed)
