"""A plan's file comes in again: what it changes of what stands here, cell by cell, and what it no longer names.

What people changed in chat since the last file stands, wherever the file still says what it said before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from pdsa.calendar import DayOff, SchoolYear
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from pdsa.goals import Goal, Link, Strategy
from pdsa.logic import Element
from pdsa.measures import Observation, Rating
from pdsa.plan import Plan, PlanMember

T = TypeVar("T")
Cells = Mapping[str, Any]
OURS = ("amendments", "dropped", "carried_from", "smartie", "ready_on", "earlier_rhythms")
"""What no file says: it is only ever set in chat."""
DERIVED = {Strategy: ("school",)}
"""What a row has from another one: a strategy's school is its goal's."""
LEAVE = frozenset({"parent", "school", "follows", "tags", "rhythm", "source", "mid_year", "language"})
"""Columns that many files lack. A cell that is empty there leaves what was set in chat."""


class PlanYear(Enum):
    """Which year a plan is about; the last three cannot be taken up now."""

    CURRENT = "the current one"
    RENAMED = "the current one, under another label"
    NEW = "one that it begins"
    MISNAMED = "the current one by its days, and another one by its label"
    PAST = "one before the current one"
    EARLY = "one after the current one, which still goes on"


def year_of(plan: Plan, current: Cycle | None, labels: Iterable[str], today: date) -> PlanYear:
    """Which year a plan is about. `labels` are those of all years that are kept; `today` the current year's date.

    A year under another label that overlaps with the current one is the same year, misnamed in one of the two files.
    """
    if current is None:
        return PlanYear.NEW
    if current.label == plan.school_year:
        return PlanYear.CURRENT
    if plan.first_day <= current.year.last_day and current.year.first_day <= plan.last_day:
        return PlanYear.MISNAMED if plan.school_year in labels else PlanYear.RENAMED
    if plan.last_day < current.year.first_day:
        return PlanYear.PAST
    started = current.started_at is not None
    return PlanYear.EARLY if started and today <= current.year.last_day else PlanYear.NEW


def cells(row: Any) -> dict[str, Any]:
    """A row's cells by name, as JSON keeps them."""
    values = asdict(row) if is_dataclass(row) and not isinstance(row, type) else dict(row)
    apart = (*OURS, *DERIVED.get(type(row), ()))
    return {name: plain(value) for name, value in values.items() if name not in apart}


def plain(value: Any) -> Any:
    """A cell as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class ImportedSheets:
    """What a file said: its rows by sheet and key. `settings` are the *District* sheet's."""

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
            people={member.email: cells(member) for member in plan.team},
            goals={goal.code: cells(goal) for goal in plan.goals},
            strategies={strategy.code: cells(strategy) for strategy in plan.strategies},
            links=sorted([link.implementation, link.outcome] for link in plan.links),
            observations={slot(figure): cells(figure) for figure in plan.observations},
            ratings={rating.activity: cells(rating) for rating in plan.ratings},
            elements={element.code: cells(element) for element in plan.elements},
        )


NOTHING_SAID = ImportedSheets({}, {}, {}, {}, {}, [], {}, {})
"""Where no file has come in for a year yet."""


def settings_of(plan: Plan | Cycle) -> dict[str, Any]:
    """The *District* sheet as one row: what a plan says in it, or what stands here."""
    days = plan.year if isinstance(plan, Cycle) else plan
    return {
        "zone": plan.zone,
        "first_day": days.first_day,
        "last_day": days.last_day,
        "district": plan.district,
        "framework": plan.framework,
        "commitment": plan.commitment,
        "minimum_group": plan.minimum_group,
        "team": plan.channels.team,
        "stakeholders": plan.channels.stakeholders,
        "leadership": plan.channels.leadership,
    }


def slot(observation: Observation) -> str:
    """How an observation is known."""
    return f"{observation.day.isoformat()} {observation.group} {observation.measure}"


def named_days(days_off: Iterable[DayOff]) -> dict[str, list[Any]]:
    """Days off by their name: a name may stand for several stretches."""
    stretches_by_name: dict[str, list[Any]] = {}
    for off in days_off:
        stretches_by_name.setdefault(off.name, []).append([off.first.isoformat(), off.last.isoformat(), off.for_all])
    return {name: sorted(stretches) for name, stretches in stretches_by_name.items()}


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


def merged_year(plan: Plan, before: Cycle | None, last: ImportedSheets | None) -> Cycle:
    """The year as the plan has it: a new one, or the one that stands here with what changed in the file."""
    new = settings_of(plan)
    if before is not None:
        settings_changed = changed(cells(new), last.settings if last else None)
        new = {**settings_of(before), **{name: new[name] for name in settings_changed}}
    first_day, last_day = new["first_day"], new["last_day"]
    from_file = {
        "id": 0,
        "district": new["district"],
        "label": plan.school_year,
        "year": SchoolYear(first_day, last_day, new["zone"], _days_off(plan, before, last)),
        "phases": phases_for(before, first_day, last_day),
        "channels": Channels(new["team"], new["stakeholders"], new["leadership"]),
        "framework": new["framework"],
        "commitment": new["commitment"],
        "minimum_group": new["minimum_group"],
    }
    return replace(before, **from_file) if before else Cycle(**from_file, rhythm=Rhythm())


def phases_for(before: Cycle | None, first_day: date, last_day: date) -> Phases:
    """The phases as they were, if somebody chose them and they still fit into the year; else the usual ones."""
    usual = Phases.usual(first_day, last_day)
    if before is None or before.phases == Phases.usual(before.year.first_day, before.year.last_day):
        return usual
    chosen = before.phases
    return chosen if first_day < chosen.do < chosen.study < chosen.act <= last_day else usual


def _days_off(plan: Plan, before: Cycle | None, last: ImportedSheets | None) -> tuple[DayOff, ...]:
    """The file's days off where they changed, those set in chat where they did not; none is dropped."""
    new = named_days(plan.days_off)
    here = named_days(before.year.days_off) if before else {}
    last_days = last.days_off if last else {}
    stretches_by_name = {name: days for name, days in here.items() if name not in new}
    for name, stretches in new.items():
        if name not in last_days or last_days[name] != stretches:
            stretches_by_name[name] = stretches
        elif name in here:  # else somebody took it out in chat
            stretches_by_name[name] = here[name]
    open_ones = {(off.name, off.first, off.last) for off in (before.year.days_off if before else ()) if off.proposed}
    days = []
    for name, stretches in stretches_by_name.items():
        for first, last_day, for_all in stretches:
            begins, ends = date.fromisoformat(first), date.fromisoformat(last_day)
            as_here = name not in new or stretches is here.get(name)  # what the file says, its sender has confirmed
            days.append(DayOff(name, begins, ends, for_all, as_here and (name, begins, ends) in open_ones))
    return tuple(sorted(days, key=lambda off: (off.first, off.last, off.name)))


@dataclass(frozen=True)
class PlanRows:
    """The rows of a plan: those that stand here, with what was set aside and who left; or those to be written."""

    team: tuple[PlanMember, ...] = ()
    goals: tuple[Goal, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    links: frozenset[Link] = frozenset()
    elements: tuple[Element, ...] = ()
    observations: tuple[Observation, ...] = ()
    ratings: tuple[Rating, ...] = ()


def to_write(plan: Plan, here: PlanRows, last: ImportedSheets | None) -> PlanRows:
    """What an import writes: of people, goals, strategies and figures the rows that it adds or changes, of links and
    elements all that there are from then on.

    What was set aside is written again only where the file says something new of it.
    """
    sheets = last or NOTHING_SAID
    links = {Link(implementation, outcome) for implementation, outcome in sheets.links}
    elements = {element.code: element for element in here.elements}  # what was taken out in chat stays out
    for new in plan.elements:
        last_cells = sheets.elements.get(new.code)
        if last_cells is None or changed(cells(new), last_cells):
            elements[new.code] = merged(elements[new.code], new, last_cells) if new.code in elements else new
    # A plan without the column for weekly numbers leaves what was set in chat.
    strategies = _rows(plan.strategies, here.strategies, sheets.strategies, lambda row: row.code, leave=("measure",))
    return PlanRows(
        team=tuple(_rows(plan.team, here.team, sheets.people, lambda row: row.email)),
        goals=tuple(_rows(plan.goals, here.goals, sheets.goals, lambda row: row.code)),
        strategies=tuple(replace(strategy, dropped=False) for strategy in strategies),
        links=(here.links | (frozenset(plan.links) - links)) - (links - frozenset(plan.links)),
        elements=tuple(elements.values()),
        observations=tuple(_figures(plan.observations, here.observations, sheets.observations, slot)),
        ratings=tuple(_figures(plan.ratings, here.ratings, sheets.ratings, lambda row: row.activity)),
    )


def _rows(
    planned: Iterable[T],
    here: Iterable[T],
    last: Mapping[str, Cells],
    key: Callable[[T], str],
    leave: tuple[str, ...] = (),
) -> Iterator[T]:
    """The rows that a file adds, or changes, or names for the first time."""
    before = {key(row): row for row in here}
    for new in planned:
        old, last_cells = before.get(key(new)), last.get(key(new))
        if old is None:
            yield new
        elif last_cells is None or changed(cells(new), last_cells, leave=leave):
            yield merged(old, new, last_cells, leave=leave)


def _figures(
    planned: Iterable[T], here: Iterable[T], last: Mapping[str, Cells], key: Callable[[T], str]
) -> Iterator[T]:
    """The figures of which a file says something new; one that was taken out since stays out."""
    before = {key(figure): figure for figure in here}
    for new in planned:
        old, last_cells = before.get(key(new)), last.get(key(new))
        if changed(cells(new), last_cells):
            yield merged(old, new, last_cells) if old else new


def vanished(here: Iterable[str], planned: Iterable[str]) -> tuple[str, ...]:
    """What stands here and not in the plan, in its order."""
    listed = set(planned)
    return tuple(name for name in here if name not in listed)


@dataclass(frozen=True)
class LeftOut:
    """Codes and e-mails that stand here and no longer in the plan's file, until a lead says what becomes of them.

    `kept` are those ("strategy:S3") of which a lead said that they stay; a later import does not list them again.
    """

    goals: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.goals) + len(self.strategies) + len(self.people)

    def after_import(self, gone: "LeftOut", last: ImportedSheets | None) -> "LeftOut":
        """As it is once an import left out `gone`. What was only ever made in chat was not left out; what a lead
        decided to keep stays decided for as long as it is left out.
        """
        in_files = {*self.kept, *_keys(self.goals, self.strategies, self.people)}
        if last is not None:
            in_files |= _keys(last.goals, last.strategies, last.people)
        kept_keys = tuple(key for key in self.kept if key in _keys(gone.goals, gone.strategies, gone.people))
        open_keys = in_files - set(kept_keys)
        return LeftOut(
            tuple(code for code in gone.goals if f"goal:{code}" in open_keys),
            tuple(code for code in gone.strategies if f"strategy:{code}" in open_keys),
            tuple(email for email in gone.people if f"person:{email}" in open_keys),
            kept_keys,
        )

    def settled(self, kind: str, code: str, *, kept: bool) -> "LeftOut":
        """As it is once a lead said what becomes of a `goal`, `strategy` or `person`: it is no longer listed."""
        name = {"goal": "goals", "strategy": "strategies", "person": "people"}[kind]
        key = f"{kind}:{code}"
        return replace(
            self,
            **{name: tuple(listed for listed in getattr(self, name) if listed != code)},
            kept=(*self.kept, key) if kept and key not in self.kept else self.kept,
        )


def _keys(goals: Iterable[str], strategies: Iterable[str], people: Iterable[str]) -> set[str]:
    """How a lead's word on a part of the plan is kept."""
    parts = (("goal", goals), ("strategy", strategies), ("person", people))
    return {f"{kind}:{code}" for kind, codes in parts for code in codes}
