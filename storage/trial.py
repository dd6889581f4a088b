"""What bringing in a plan would change, found out by doing it and taking it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pdsa.plan import Plan
from storage.exporting import plan_of
from storage.importing import ImportOutcome, bring_in
from storage.store import YearStore

Key = Callable[[Any], object]
PARTS: dict[str, Key] = {
    "people": lambda each: each.email,
    "goals": lambda each: each.code,
    "strategies": lambda each: each.code,
    "observations": lambda each: (each.measure, each.group, each.day),
    "ratings": lambda each: each.activity,
    "days_off": lambda each: (each.name, each.first),
    "links": lambda each: each,
    "elements": lambda each: each.code,
}


@dataclass(frozen=True)
class RowChanges:
    """What becomes of one kind of rows: `what` is a name of PARTS."""

    what: str
    new: int
    changed: int


@dataclass(frozen=True)
class Trial:
    """What would come of a plan: the kinds of rows that would change, and whether its settings would.

    `outcome` names what stands here and not in the file; `first` says that there is no plan yet, `year` that it begins
    another one.
    """

    outcome: ImportOutcome
    changes: tuple[RowChanges, ...]
    settings: bool
    first: bool
    another_year: bool

    @property
    def nothing(self) -> bool:
        return not self.changes and not self.settings


async def try_in(store: YearStore, plan: Plan) -> Trial:
    """Bring a plan in, look, and take it all back. Raises Refusal where it cannot be brought in."""
    here = store.cycle
    before = await plan_of(store) if here else None
    async with store.taken_back():
        outcome = await bring_in(store, plan)
        after = await plan_of(store.year(outcome.cycle))
    changes = [_change(name, key, before, after) for name, key in PARTS.items() if hasattr(after, _field(name))]
    return Trial(
        outcome=outcome,
        changes=tuple(each for each in changes if each.new or each.changed),
        settings=before is None or _settings(before) != _settings(after),
        first=before is None,
        another_year=here is not None and outcome.cycle.id != here.id,
    )


def _field(name: str) -> str:
    return "team" if name == "people" else name


def _change(name: str, key: Key, before: Plan | None, after: Plan) -> RowChanges:
    old = {key(each): each for each in _rows(before, name)}
    new = {key(each): each for each in _rows(after, name)}
    return RowChanges(
        name, len(new.keys() - old.keys()), sum(old[each] != new[each] for each in new.keys() & old.keys())
    )


def _rows(plan: Plan | None, name: str) -> Iterable[Any]:
    return getattr(plan, _field(name)) if plan else ()


def _settings(plan: Plan) -> tuple[object, ...]:
    return (
        plan.district, plan.school_year, plan.zone, plan.first_day, plan.last_day, plan.framework, plan.commitment,
        plan.minimum_group, plan.channels,
    )  # fmt: skip
