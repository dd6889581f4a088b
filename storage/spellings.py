"""One spelling for each code and name: what stands in the database already wins over how a file writes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pdsa.names import folded
from pdsa.plan import Plan
from storage.store import YearStore


def alike(said: str) -> str:
    """What two spellings of one name have in common: "s1" and "S 1" are "S1"."""
    return folded(said).replace(" ", "")


class Spellings:
    """The spellings in use; a name that is new is kept as it is."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            self._names.setdefault(alike(name), name)

    def __call__(self, said: str) -> str:
        return self._names.get(alike(said), said)


async def spelled(store: YearStore, plan: Plan) -> Plan:
    """The plan with codes, measures, groups and activities as the current cycle spells them, e-mails in lower case."""
    goals = await store.plans.goals(dropped=True)
    observations = await store.plans.observations(date.max)
    goal = Spellings(each.code for each in goals)
    part = Spellings([*(each.code for each in goals), *(each.code for each in await store.logic.elements())])
    strategy = Spellings(each.code for each in await store.plans.strategies(dropped=True))
    measure = Spellings([*(each.measure for each in observations), *(each.measure for each in goals)])
    group = Spellings(each.group for each in observations)
    activity = Spellings([*(each.activity for each in await store.plans.ratings()), *(each.activity for each in goals)])
    return replace(
        plan,
        team=tuple(replace(each, email=each.email.lower()) for each in plan.team),
        goals=tuple(
            replace(
                each,
                code=goal(each.code),
                owner=each.owner.lower(),
                measure=measure(each.measure),
                activity=activity(each.activity),
                parent=goal(each.parent),
            )
            for each in plan.goals
        ),
        strategies=tuple(
            replace(
                each,
                code=strategy(each.code),
                goal=goal(each.goal),
                owner=each.owner.lower(),
                follows=strategy(each.follows),
            )
            for each in plan.strategies
        ),
        links=tuple(replace(e, implementation=goal(e.implementation), outcome=goal(e.outcome)) for e in plan.links),
        observations=tuple(replace(e, measure=measure(e.measure), group=group(e.group)) for e in plan.observations),
        elements=tuple(
            replace(
                each,
                code=part(each.code),
                leads_to=tuple(part(code) for code in each.leads_to),
                led_by=tuple(part(code) for code in each.led_by),
            )
            for each in plan.elements
        ),
        ratings=tuple(replace(each, activity=activity(each.activity)) for each in plan.ratings),
    )
