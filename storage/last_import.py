"""What the last imported file said, cell by cell: so that the next one changes only what changed in the file.

What people changed in chat since then stands, wherever the file still says what it said before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pdsa.calendar import DayOff
from pdsa.goals import Strategy
from pdsa.plan import Plan
from storage.store import Store

T = TypeVar("T")
Cells = Mapping[str, Any]
DEED = "import"
OURS = ("amendments", "dropped", "carried_from", "smartie", "ready_on", "earlier_rhythms")
"""What no file says: it is only ever set in chat."""
DERIVED = {Strategy: ("school",)}
"""What a row has from another one: a strategy's school is its goal's."""
LEAVE = frozenset({"parent", "school", "follows", "tags", "rhythm", "source", "mid_year", "language"})
"""Columns that many files lack. A cell that is empty there leaves what was set in chat."""


def cells(row: Any) -> dict[str, Any]:
    """A row's cells by name, as JSON keeps them."""
    found = asdict(row) if is_dataclass(row) and not isinstance(row, type) else dict(row)
    apart = (*OURS, *DERIVED.get(type(row), ()))
    return {name: plain(value) for name, value in found.items() if name not in apart}


def plain(value: Any) -> Any:
    """A cell as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class ImportedSheets:
    """The rows of a file by sheet and key. `settings` are the *District* sheet's."""

    settings: Cells
    days_off: Mapping[str, list[Any]]
    people: Mapping[str, Cells]
    goals: Mapping[str, Cells]
    strategies: Mapping[str, Cells]
    links: list[list[str]]
    observations: Mapping[str, Cells]
    ratings: Mapping[str, Cells]
    elements: Mapping[str, Cells] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "ImportedSheets":
        return cls(
            settings=cells(settings_of(plan)),
            days_off=named_days(plan.days_off),
            people={each.email: cells(each) for each in plan.team},
            goals={each.code: cells(each) for each in plan.goals},
            strategies={each.code: cells(each) for each in plan.strategies},
            links=sorted([each.implementation, each.outcome] for each in plan.links),
            observations={slot(each.measure, each.group, each.day): cells(each) for each in plan.observations},
            ratings={each.activity: cells(each) for each in plan.ratings},
            elements={each.code: cells(each) for each in plan.elements},
        )


def settings_of(plan: Plan) -> dict[str, Any]:
    """The *District* sheet as one row."""
    return {
        "zone": plan.zone,
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "district": plan.district,
        "framework": plan.framework,
        "commitment": plan.commitment,
        "minimum_group": plan.minimum_group,
        "team": plan.channels.team,
        "stakeholders": plan.channels.stakeholders,
        "leadership": plan.channels.leadership,
    }


def slot(measure: str, group: str, day: date) -> str:
    """How an observation is known."""
    return f"{day.isoformat()} {group} {measure}"


def named_days(days_off: Iterable[DayOff]) -> dict[str, list[Any]]:
    """Days off by their name: a name may stand for several stretches."""
    stretches_by_name: dict[str, list[Any]] = {}
    for off in days_off:
        stretches_by_name.setdefault(off.name, []).append([off.first.isoformat(), off.last.isoformat(), off.for_all])
    return {name: sorted(stretches) for name, stretches in stretches_by_name.items()}


async def last_sheets(store: Store) -> ImportedSheets | None:
    """What the last file for this cycle said; None where there was none."""
    stored = await store.newest(DEED, _about(store))
    names = {each.name for each in fields(ImportedSheets)}
    if not isinstance(stored, dict) or not names - {"elements"} <= stored.keys():  # files from before had no elements
        return None
    return ImportedSheets(**{name: stored[name] for name in names & stored.keys()})


async def keep_sheets(store: Store, before: ImportedSheets | None, after: ImportedSheets) -> None:
    """Remember what this file said."""
    if before != after:
        await store.record(DEED, _about(store), after=asdict(after))


def merged(kept: T, new: T, last: Cells | None, *, leave: tuple[str, ...] = ()) -> T:
    """What is kept, with the cells that changed in the file. Equal to `kept` where none did.

    Where no earlier file had the row, every cell that is filled in counts. An empty cell in `leave` changes nothing.
    """
    changes = changed(cells(new), last, leave=leave)
    return replace(kept, **{name: getattr(new, name) for name in changes})  # type: ignore[type-var]


def changed(new: Cells, last: Cells | None, *, leave: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of the cells that a file changes. Empty ones in LEAVE and `leave` change nothing."""
    blank = {name for name, value in new.items() if value in ("", None, [])}
    if last is None:
        return tuple(name for name in new if name not in blank)
    return tuple(
        name
        for name, value in new.items()
        if value != last.get(name) and not (name in (*LEAVE, *leave) and name in blank)
    )


def _about(store: Store) -> str:
    return f"cycle {store.cycle.id if store.cycle else 0}"
