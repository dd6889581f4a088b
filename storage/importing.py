"""A plan comes in: what stands here and what the last file said are read, and what the plan changes is written."""

from dataclasses import dataclass, replace
from datetime import date

from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import SCHOOL_ROLES
from pdsa.plan import Plan, PlanMember
from pdsa.plan_merge import ImportedSheets, LeftOut, PlanRows, PlanYear, merged_year, to_write, vanished, year_of
from pdsa.spellings import spelled
from pdsa.text import _
from storage.store import Store, YearStore


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
