"""A plan comes in: what stands here and what the last file said are read, and what it changes is written, or tried."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import SCHOOL_ROLES
from pdsa.plan import Plan, PlanMember
from pdsa.plan_merge import ImportedSheets, LeftOut, PlanRows, PlanYear, merged_year, to_write, vanished, year_of
from pdsa.spellings import spelled
from pdsa.text import _
from storage.exporting import plan_of
from storage.store import Store, YearStore

Key = Callable[[Any], object]
PARTS: dict[str, tuple[str, Key]] = {
    "people": ("team", lambda each: each.email),
    "goals": ("goals", lambda each: each.code),
    "strategies": ("strategies", lambda each: each.code),
    "observations": ("observations", lambda each: (each.measure, each.group, each.day)),
    "ratings": ("ratings", lambda each: each.activity),
    "days_off": ("days_off", lambda each: (each.name, each.first)),
    "links": ("links", lambda each: each),
    "elements": ("elements", lambda each: each.code),
}
"""Kinds of rows: where they stand in a plan, and by what each is known."""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did: how many rows the plan has of each, and how many observations are new or corrected.

    `vanished` names what is in the database and not in the plan: it stays.
    """

    cycle: Cycle
    people: int
    goals: int
    strategies: int
    observations: int
    vanished_people: tuple[str, ...]
    vanished_goals: tuple[str, ...]
    vanished_strategies: tuple[str, ...]
    vanished_days: tuple[str, ...] = ()


async def bring_in(store: Store, plan: Plan) -> ImportOutcome:
    """Keep a checked plan, whole: the caller's transaction makes it all or nothing.

    People are known by e-mail, goals and strategies by code. A cell that says what it said in the last file leaves
    what stands here, which may have been changed in chat since. Settings that no plan holds (rhythm, phase dates,
    terms, Start) stay. Raises Refusal where the plan is for a year that cannot be taken up now.
    """
    newest = await store.cycles.current()
    before = await _year_to_change(store, plan, newest)
    last = await store.year(before).imports.last_sheets() if before else None
    rows = await _rows(store.year(before))
    plan = await store.removals.cleaned(spelled(plan, rows) if before else plan)
    cycle = await store.cycles.put(merged_year(plan, before, last))
    if before is None and newest is not None:
        cycle = await store.cycles.follow(cycle, newest)
    year = store.year(cycle)
    observations = await _write(year, to_write(plan, rows, last))
    await year.imports.keep_sheets(last, ImportedSheets.of(plan))
    return await _outcome(year, plan, cycle, last, observations)


async def _year_to_change(store: Store, plan: Plan, current: Cycle | None) -> Cycle | None:
    """The cycle that the plan is about; None where it begins a new one."""
    labels = [year.label for year in await store.cycles.all()]
    year = year_of(plan, current, labels, local_day(store.now, current.zone if current else plan.zone))
    if current is None or year is PlanYear.NEW:
        return None
    if year is PlanYear.CURRENT:
        return current
    if year is PlanYear.RENAMED:
        return await store.cycles.rename(current, plan.school_year)
    sentence = {
        PlanYear.MISNAMED: _(
            "This plan calls itself {year}, which is another year here; its days are those of {current}."
        ),
        PlanYear.PAST: _(
            "This plan is for {year}, and I am at {current} already. Bring in the plan for {current}, or a later one."
        ),
        PlanYear.EARLY: _(
            "This plan is for {year}, and {current} goes on until {day}. Bring it in after that day, so that nothing "
            "that is still asked this year is lost."
        ),
    }[year]
    raise Refusal(sentence.format(year=plan.school_year, current=current.label, day=current.year.last_day))


async def _rows(store: YearStore) -> PlanRows:
    """What stands here of the year, with what was set aside and who left."""
    return PlanRows(
        team=tuple(map(PlanMember.of, await store.people.all(gone=True))),
        goals=tuple(await store.plans.goals(dropped=True)),
        strategies=tuple(await store.plans.strategies(dropped=True)),
        links=frozenset(await store.plans.links()),
        elements=tuple(await store.logic.elements()),
        observations=tuple(await store.plans.observations(date.max)),
        ratings=tuple(await store.plans.ratings()),
    )


async def _write(store: YearStore, rows: PlanRows) -> int:
    """Write what an import adds and changes; returns how many observations were new or corrected."""
    for member in rows.team:
        await store.people.put(
            member.email,
            name=member.name,
            role=member.role,
            team=member.team,
            district_team=member.role not in SCHOOL_ROLES,
            zone=member.zone,
            language=member.language,
        )
    for goal in rows.goals:
        await store.plans.put_goal(goal)
    for strategy in rows.strategies:
        await store.plans.put_strategy(strategy)
    await store.plans.set_links(rows.links)
    await store.logic.keep(replace(await store.logic.model(), elements=rows.elements))
    for rating in rows.ratings:
        await store.plans.put_rating(rating)
    return await store.plans.put_observations(rows.observations) if rows.observations else 0


async def _outcome(
    store: YearStore, plan: Plan, cycle: Cycle, last: ImportedSheets | None, observations: int
) -> ImportOutcome:
    """What the import did. Leads are asked about what was in an earlier file and is not in this one."""
    people = {member.email: f"{member.name} ({member.email})" for member in await store.people.all()}
    gone = LeftOut(
        goals=vanished([goal.code for goal in await store.plans.goals()], [goal.code for goal in plan.goals]),
        strategies=vanished(
            [strategy.code for strategy in await store.plans.strategies()], [each.code for each in plan.strategies]
        ),
        people=vanished(people, [member.email for member in plan.team]),
    )
    before = await store.imports.left_out()
    await store.imports.keep_left_out(before, before.after_import(gone, last))
    days = vanished(dict.fromkeys(off.name for off in cycle.year.days_off), [off.name for off in plan.days_off])
    return ImportOutcome(
        cycle=cycle,
        people=len(plan.team),
        goals=len(plan.goals),
        strategies=len(plan.strategies),
        observations=observations,
        vanished_people=tuple(people[email] for email in gone.people),
        vanished_goals=gone.goals,
        vanished_strategies=gone.strategies,
        vanished_days=days,
    )


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
    changes = [_change(name, before, after) for name in PARTS]
    return Trial(
        outcome=outcome,
        changes=tuple(each for each in changes if each.new or each.changed),
        settings=before is None or _settings(before) != _settings(after),
        first=before is None,
        another_year=here is not None and outcome.cycle.id != here.id,
    )


def _change(name: str, before: Plan | None, after: Plan) -> RowChanges:
    field, key = PARTS[name]
    old = {key(row): row for row in getattr(before, field)} if before else {}
    new = {key(row): row for row in getattr(after, field)}
    changed = sum(old[each] != new[each] for each in new.keys() & old.keys())
    return RowChanges(name, len(new.keys() - old.keys()), changed)


def _settings(plan: Plan) -> tuple[object, ...]:
    return (
        plan.district, plan.school_year, plan.zone, plan.first_day, plan.last_day, plan.framework, plan.commitment,
        plan.minimum_group, plan.channels,
    )  # fmt: skip
