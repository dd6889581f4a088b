"""One spelling for each code and name: what stands there already wins over how a file writes it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from pdsa.names import folded
from pdsa.plan import Plan
from pdsa.plan_merge import PlanRows

Part = TypeVar("Part")


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


def spelled(plan: Plan, rows: PlanRows) -> Plan:
    """The plan with codes, measures, groups and activities as they are spelled here, e-mails in lower case."""
    goal = Spellings(each.code for each in rows.goals)
    part = Spellings([*(each.code for each in rows.goals), *(each.code for each in rows.elements)])
    strategy = Spellings(each.code for each in rows.strategies)
    measure = Spellings([*(each.measure for each in rows.observations), *(each.measure for each in rows.goals)])
    group = Spellings(each.group for each in rows.observations)
    activity = Spellings([*(each.activity for each in rows.ratings), *(each.activity for each in rows.goals)])
    return replace(
        plan,
        team=_respelled(plan.team, email=str.lower),
        goals=_respelled(plan.goals, code=goal, owner=str.lower, measure=measure, activity=activity, parent=goal),
        strategies=_respelled(plan.strategies, code=strategy, goal=goal, owner=str.lower, follows=strategy),
        links=_respelled(plan.links, implementation=goal, outcome=goal),
        observations=_respelled(plan.observations, measure=measure, group=group),
        elements=_respelled(plan.elements, code=part, leads_to=part, led_by=part),
        ratings=_respelled(plan.ratings, activity=activity),
    )


def _respelled(values: tuple[Part, ...], **spellings: Callable[[str], str]) -> tuple[Part, ...]:
    """Parts of a plan with these fields spelled anew: names, or several of them."""

    def anew(value: Any) -> Any:
        said = {name: getattr(value, name) for name in spellings}
        fresh = {name: tuple(map(spellings[name], names)) for name, names in said.items() if isinstance(names, tuple)}
        return replace(value, **{name: spellings[name](said[name]) for name in said.keys() - fresh.keys()}, **fresh)

    return tuple(map(anew, values))
