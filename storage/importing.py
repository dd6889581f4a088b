"""A plan comes in: what changed in the file is changed here, what vanished is listed, nothing is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pdsa.calendar import DayOff, SchoolYear, local_day
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from pdsa.errors import Refusal
from pdsa.goals import Link
from pdsa.people import SCHOOL_ROLES
from pdsa.plan import Plan, PlanMember
from pdsa.text import _
from storage.last_import import (
    ImportedSheets,
    cells,
    changed,
    keep_sheets,
    last_sheets,
    merged,
    named_days,
    settings_of,
    slot,
)
from storage.left_out import left_out, note_left_out
from storage.spellings import spelled
from storage.store import Store


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
    Start) stay. Raises Refusal where the plan is for a year that cannot be taken up now.
    """
    newest = await store.cycles.current()
    before = await _year_to_change(store, plan)
    store.attach(before)
    last = await last_sheets(store) if before else None
    plan = await store.removals.cleaned(await spelled(store, plan) if before else plan)
    cycle = await store.cycles.put(_cycle(plan, before, last))
    if before is None and newest is not None:
        cycle = await store.cycles.follow(cycle, newest)
    store.attach(cycle)
    await _people(store, plan, last)
    await _goals(store, plan, last)
    await _strategies(store, plan, last)
    await _links(store, plan, last)
    await _elements(store, plan, last)
    observations = await _figures(store, plan, last)
    await keep_sheets(store, last, ImportedSheets.of(plan))
    return await _outcome(store, plan, cycle, last, observations)


async def _year_to_change(store: Store, plan: Plan) -> Cycle | None:
    """The cycle that the plan is about; None where it begins a new one.

    A year under another label that overlaps with the current one is the same year, misnamed in one of the two files.
    """
    current = await store.cycles.current()
    if current is None or current.label == plan.school_year:
        return current
    if plan.first_day <= current.year.last_day and current.year.first_day <= plan.last_day:
        if any(each.label == plan.school_year for each in await store.cycles.all()):
            sentence = _("This plan calls itself {year}, which is another year here; its days are those of {current}.")
            raise Refusal(sentence.format(year=plan.school_year, current=current.label))
        return await store.cycles.rename(current, plan.school_year)
    if plan.last_day < current.year.first_day:
        sentence = _(
            "This plan is for {year}, and I am at {current} already. Bring in the plan for {current}, or a later one."
        )
        raise Refusal(sentence.format(year=plan.school_year, current=current.label))
    if current.started_at is not None and local_day(store.now, current.zone) <= current.year.last_day:
        sentence = _(
            "This plan is for {year}, and {current} goes on until {day}. Bring it in after that day, so that nothing "
            "that is still asked this year is lost."
        )
        raise Refusal(sentence.format(year=plan.school_year, current=current.label, day=current.year.last_day))
    return None


def _cycle(plan: Plan, before: Cycle | None, last: ImportedSheets | None) -> Cycle:
    new = settings_of(plan)
    if before is not None:
        said = changed(cells(new), last.settings if last else None)
        new = {**_settings(before), **{name: new[name] for name in said}}
    first_day, last_day = new["first_day"], new["last_day"]
    return Cycle(
        id=0,
        district=new["district"],
        label=plan.school_year,
        year=SchoolYear(first_day, last_day, new["zone"], _days_off(plan, before, last)),
        phases=phases_for(before, first_day, last_day),
        rhythm=before.rhythm if before else Rhythm(),
        channels=Channels(new["team"], new["stakeholders"], new["leadership"]),
        framework=new["framework"],
        commitment=new["commitment"],
        minimum_group=new["minimum_group"],
        started_at=before.started_at if before else None,
        midyear=before.midyear if before else None,
    )


def _settings(cycle: Cycle) -> dict[str, Any]:
    return {
        "zone": cycle.zone,
        "first_day": cycle.year.first_day,
        "last_day": cycle.year.last_day,
        "district": cycle.district,
        "framework": cycle.framework,
        "commitment": cycle.commitment,
        "minimum_group": cycle.minimum_group,
        "team": cycle.channels.team,
        "stakeholders": cycle.channels.stakeholders,
        "leadership": cycle.channels.leadership,
    }


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
    said = last.days_off if last else {}
    stretches_by_name = {name: days for name, days in here.items() if name not in new}
    for name, stretches in new.items():
        if name not in said or said[name] != stretches:
            stretches_by_name[name] = stretches
        elif name in here:  # else somebody took it out in chat
            stretches_by_name[name] = here[name]
    open_ones = {(off.name, off.first, off.last) for off in (before.year.days_off if before else ()) if off.proposed}
    days = []
    for name, stretches in stretches_by_name.items():
        for a, b, for_all in stretches:
            begins, ends = date.fromisoformat(a), date.fromisoformat(b)
            as_here = name not in new or stretches is here.get(name)  # what the file says, its sender has confirmed
            days.append(DayOff(name, begins, ends, for_all, as_here and (name, begins, ends) in open_ones))
    return tuple(sorted(days, key=lambda off: (off.first, off.last, off.name)))


async def _people(store: Store, plan: Plan, last: ImportedSheets | None) -> None:
    here = {each.email: each for each in await store.people.all(gone=True)}
    for new in plan.team:
        said = last.people.get(new.email) if last else None
        old = here.get(new.email)
        if old is not None and said is not None and not changed(cells(new), said):
            continue
        person = new
        if old is not None:
            person = merged(PlanMember(old.name, old.email, old.role, old.team, old.zone, old.language), new, said)
        await store.people.put(
            person.email,
            name=person.name,
            role=person.role,
            team=person.team,
            district_team=person.role not in SCHOOL_ROLES,
            zone=person.zone,
            language=person.language,
        )


async def _goals(store: Store, plan: Plan, last: ImportedSheets | None) -> None:
    here = {each.code: each for each in await store.plans.goals(dropped=True)}
    for new in plan.goals:
        said = last.goals.get(new.code) if last else None
        old = here.get(new.code)
        if old is None:
            await store.plans.put_goal(new)
        elif said is None or changed(cells(new), said):
            await store.plans.put_goal(merged(old, new, said))


async def _strategies(store: Store, plan: Plan, last: ImportedSheets | None) -> None:
    here = {each.code: each for each in await store.plans.strategies(dropped=True)}
    for new in plan.strategies:
        said = last.strategies.get(new.code) if last else None
        old = here.get(new.code)
        if old is None:
            await store.plans.put_strategy(new)
        elif said is None or changed(cells(new), said, leave=("measure",)):
            # A plan without the column for weekly numbers leaves what was set in chat.
            wanted = merged(old, new, said, leave=("measure",))
            await store.plans.put_strategy(replace(wanted, dropped=False))


async def _links(store: Store, plan: Plan, last: ImportedSheets | None) -> None:
    """The logic model: what the file added is added, what it took out since the last file is taken out."""
    here = set(await store.plans.links())
    new = set(plan.links)
    said = {Link(a, b) for a, b in last.links} if last else set()
    await store.plans.set_links((here | (new - said)) - (said - new))


async def _elements(store: Store, plan: Plan, last: ImportedSheets | None) -> None:
    """The logic model's parts: added and changed as the file says; what was taken out in chat stays out."""
    model = await store.logic.model()
    here = {each.code: each for each in model.elements}
    for new in plan.elements:
        said = last.elements.get(new.code) if last else None
        if said is None or changed(cells(new), said):
            here[new.code] = merged(here[new.code], new, said) if new.code in here else new
    await store.logic.keep(replace(model, elements=tuple(here.values())))


async def _figures(store: Store, plan: Plan, last: ImportedSheets | None) -> int:
    """Observations and ratings that the file changed; returns how many observations were new or corrected."""
    said = last.observations if last else {}
    kept = {slot(each.measure, each.group, each.day): each for each in await store.plans.observations(date.max)}
    new = []
    for figure in plan.observations:
        place = slot(figure.measure, figure.group, figure.day)
        if changed(cells(figure), said.get(place)):
            new.append(merged(kept[place], figure, said.get(place)) if place in kept else figure)
    here = {each.activity: each for each in await store.plans.ratings()}
    for rating in plan.ratings:
        before = last.ratings.get(rating.activity) if last else None
        if changed(cells(rating), before):
            old = here.get(rating.activity)
            await store.plans.put_rating(merged(old, rating, before) if old else rating)
    return await store.plans.put_observations(new) if new else 0


async def _outcome(
    store: Store, plan: Plan, cycle: Cycle, last: ImportedSheets | None, observations: int
) -> ImportOutcome:
    people = {each.email: f"{each.name} ({each.email})" for each in await store.people.all()}
    gone = _missing(people, (each.email for each in plan.team))
    goals = _missing((each.code for each in await store.plans.goals()), (each.code for each in plan.goals))
    strategies = _missing(
        (each.code for each in await store.plans.strategies()), (each.code for each in plan.strategies)
    )
    await _note_left_out(store, last, goals, strategies, gone)
    days = _missing(dict.fromkeys(off.name for off in cycle.year.days_off), (off.name for off in plan.days_off))
    return ImportOutcome(
        cycle=cycle,
        people=len(plan.team),
        goals=len(plan.goals),
        strategies=len(plan.strategies),
        observations=observations,
        vanished_people=tuple(people[email] for email in gone),
        vanished_goals=goals,
        vanished_strategies=strategies,
        vanished_days=days,
    )


def _missing(here: Iterable[str], planned: Iterable[str]) -> tuple[str, ...]:
    listed = set(planned)
    return tuple(each for each in here if each not in listed)


async def _note_left_out(
    store: Store,
    last: ImportedSheets | None,
    goals: tuple[str, ...],
    strategies: tuple[str, ...],
    people: tuple[str, ...],
) -> None:
    """Ask the leads about what was in an earlier file; what was only ever made in chat was not left out."""
    before = await left_out(store)
    keys = set(before.kept) | {f"goal:{c}" for c in before.goals} | {f"strategy:{c}" for c in before.strategies}
    keys |= {f"person:{each}" for each in before.people}
    if last is not None:
        keys |= {f"goal:{code}" for code in last.goals} | {f"strategy:{code}" for code in last.strategies}
        keys |= {f"person:{email}" for email in last.people}
    await note_left_out(
        store,
        goals=(code for code in goals if f"goal:{code}" in keys),
        strategies=(code for code in strategies if f"strategy:{code}" in keys),
        people=(email for email in people if f"person:{email}" in keys),
    )
