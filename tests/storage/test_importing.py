"""Importing again and again: what changed in the file changes here, and nothing is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pdsa.calendar import DayOff
from pdsa.cycle import Channels, Phases, Rhythm
from pdsa.errors import Refusal
from pdsa.goals import Link, Strategy
from pdsa.logic import Element, Stage
from pdsa.people import Address, Role
from pdsa.plan import Plan, PlanMember
from storage.importing import ImportOutcome, bring_in
from storage.store import AUDIT, YearStore
from tests.handlers.desk import Desk, moment, open_desk
from tests.people import ANA_LUCIA, BERNADETTE, RUTH, SIOBHAN


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """Riverbend's plan, imported once."""
    async with open_desk(tmp_path, None, plan) as made:
        yield made


async def rows(desk: Desk) -> int:
    """How much stands in the audit trail."""
    async with desk.engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(AUDIT))).scalar_one()


def with_strategy(plan: Plan, which: str, **changed: Any) -> Plan:
    strategies = tuple(replace(each, **changed) if each.code == which else each for each in plan.strategies)
    return replace(plan, strategies=strategies)


def with_person(plan: Plan, who: str, **changed: Any) -> Plan:
    return replace(plan, team=tuple(replace(e, **changed) if e.email == who else e for e in plan.team))


async def strategy(desk: Desk, code: str) -> Strategy:
    async with desk.store() as store:
        stored = await store.plans.strategy(code)
    assert stored
    return stored


async def everything(store: YearStore) -> list[object]:
    return [
        store.cycle,
        await store.people.all(gone=True),
        await store.plans.goals(dropped=True),
        await store.plans.strategies(dropped=True),
        await store.plans.links(),
        await store.plans.observations(date.max),
        await store.plans.ratings(),
    ]


async def test_the_first_import_keeps_the_whole_plan(desk: Desk, plan: Plan) -> None:
    async with desk.store() as store:
        assert store.cycle
        assert (store.cycle.label, store.cycle.district) == ("2026-27", "Riverbend Unified School District")
        assert store.cycle.year.days_off == plan.days_off
        assert store.cycle.channels == Channels("#sel-team", "#staff", "#leadership")
        assert store.cycle.phases == Phases(date(2026, 9, 28), date(2027, 5, 1), date(2027, 5, 22))
        assert store.cycle.started_at is None
        assert tuple(await store.plans.goals()) == plan.goals
        assert tuple(await store.plans.strategies()) == plan.strategies
        assert set(await store.plans.links()) == set(plan.links)
        assert len(await store.plans.observations(date.max)) == len(plan.observations)
        assert tuple(await store.plans.ratings()) == plan.ratings
        ruth = await store.people.by_email(RUTH)
        assert ruth
        assert (ruth.zone, ruth.district_team, ruth.team) == ("America/Phoenix", False, "Mesa Verde Middle School")


async def test_ten_times_the_same_changes_nothing(desk: Desk, plan: Plan) -> None:
    async with desk.store() as store:
        before = await everything(store)
    audit = await rows(desk)
    for _time in range(9):
        await desk.bring(plan)
    assert await rows(desk) == audit
    async with desk.store() as store:
        assert await everything(store) == before


async def test_changed_cells_change(desk: Desk, plan: Plan) -> None:
    changed = with_strategy(plan, "S1", title="Workshops", partners="", end=date(2027, 5, 7))
    changed = replace(changed, channels=replace(plan.channels, team="#team"), minimum_group=12)
    goals = tuple(replace(each, target=75) if each.code == "G6" else each for each in plan.goals)
    observations = (replace(plan.observations[0], value=9.9), *plan.observations[1:])
    ratings = (replace(plan.ratings[0], evidence="More of it"), *plan.ratings[1:])
    async with desk.store(writes=True) as store:
        outcome = await bring(store, replace(changed, goals=goals, observations=observations, ratings=ratings))
    assert outcome.observations == 1
    found = await strategy(desk, "S1")
    assert (found.title, found.partners, found.end) == ("Workshops", "", date(2027, 5, 7))
    async with desk.store() as store:
        assert store.cycle
        assert (store.cycle.channels.team, store.cycle.minimum_group) == ("#team", 12)
        assert {each.code: each.target for each in await store.plans.goals()}["G6"] == 75
        assert plan.observations[0].day in [o.day for o in await store.plans.observations(date.max) if o.value == 9.9]
        assert (await store.plans.ratings())[0].evidence == "More of it"
        trail = await store.trail("S1")
        assert trail[-1][3]["title"] == "After-school and virtual workshops, six a term"  # type: ignore[index]


async def bring(store: YearStore, plan: Plan) -> ImportOutcome:
    return await bring_in(store, plan)


async def test_what_was_changed_in_chat_stands_until_the_file_says_something_new(desk: Desk, plan: Plan) -> None:
    async with desk.store(writes=True) as store:
        assert store.cycle
        days = tuple(off for off in store.cycle.year.days_off if off.name != "Labor Day")
        snow = DayOff("Snow days", date(2027, 2, 1), date(2027, 2, 2))
        year = replace(store.cycle.year, days_off=(*days, snow))
        rhythm = Rhythm(checkin_weekday=1)
        await store.cycles.put(replace(store.cycle, year=year, rhythm=rhythm, channels=Channels("#ours")))
        s1 = await store.plans.strategy("S1")
        assert s1
        await store.plans.put_strategy(replace(s1, title="Said in chat", measure="People who came"))
        await store.plans.set_links([*await store.plans.links(), Link("G2", "G7")])
        await store.plans.put_strategy(Strategy("S13", "G8", "Made in chat"))
        siobhan = await store.people.by_email(SIOBHAN)
        assert siobhan
        await store.people.retire(siobhan)
    async with desk.store(writes=True) as store:
        outcome = await bring(store, with_strategy(plan, "S1", partners="Library"))
    assert outcome.vanished_days == ("Snow days",)
    assert outcome.vanished_strategies == ("S13",)
    async with desk.store() as store:
        assert store.cycle
        names = [off.name for off in store.cycle.year.days_off]
        assert "Snow days" in names
        assert "Labor Day" not in names
        assert store.cycle.rhythm.checkin_weekday == 1
        assert store.cycle.channels.team == "#ours"
        assert Link("G2", "G7") in await store.plans.links()
        assert SIOBHAN not in {each.email for each in await store.people.all()}
        assert not len(await store.imports.left_out())
    found = await strategy(desk, "S1")
    assert (found.title, found.partners, found.measure) == ("Said in chat", "Library", "People who came")


async def test_columns_that_a_file_lacks_leave_what_was_set_in_chat(desk: Desk, plan: Plan) -> None:
    seen, item = plan.observations[0], plan.ratings[0]
    async with desk.store(writes=True) as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G3")
        await store.plans.put_goal(replace(goal, parent="G1", school="Mesa Verde Middle School"))
        first = (await store.plans.strategies())[0]
        await store.plans.put_strategy(replace(first, follows="S2", tags=("equity",)))
        await store.plans.put_observations([replace(seen, source="Survey")])
        await store.plans.put_rating(replace(item, mid_year=2))
        await store.logic.add(Stage.INPUT, "Release days")
    goals = tuple(replace(each, statement="Anew") if each.code == "G3" else each for each in plan.goals)
    ratings = (replace(item, evidence="Minutes"), *plan.ratings[1:])
    figures = (replace(seen, value=seen.value + 1), *plan.observations[1:])
    changed = replace(with_strategy(plan, first.code, partners="Library"), goals=goals, ratings=ratings)
    await desk.bring(replace(changed, observations=figures))
    async with desk.store() as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G3")
        assert (goal.statement, goal.parent, goal.school) == ("Anew", "G1", "Mesa Verde Middle School")
        found = (await store.plans.strategies())[0]
        assert (found.partners, found.follows, found.tags) == ("Library", "S2", ("equity",))
        assert replace(seen, value=seen.value + 1, source="Survey") in await store.plans.observations(date.max)
        assert replace(item, evidence="Minutes", mid_year=2) in await store.plans.ratings()
        assert [each.words for each in await store.logic.elements()] == ["Release days"]


async def test_the_new_columns_come_in_and_change_with_the_file(desk: Desk, plan: Plan) -> None:
    part = Element("P1", Stage.INPUT, "Release days", ("G6",))
    filled = with_strategy(plan, "S3", follows="S1", tags=("equity",))
    await desk.bring(replace(filled, elements=(part,)))
    await desk.bring(replace(with_strategy(plan, "S3", tags=("planning",)), elements=(replace(part, words="Days"),)))
    found = await strategy(desk, "S3")
    assert (found.follows, found.tags) == ("S1", ("planning",))
    async with desk.store(writes=True) as store:
        assert [each.words for each in await store.logic.elements()] == ["Days"]
        await store.logic.keep(replace(await store.logic.model(), elements=()))  # taken out in chat: it stays out
    await desk.bring(replace(plan, elements=(replace(part, words="Days"),)))
    async with desk.store() as store:
        assert await store.logic.elements() == []


async def test_a_chat_made_district_takes_a_workbook(tmp_path: Path, plan: Plan) -> None:
    """What the file leaves empty does not erase what chat filled in."""
    async with open_desk(tmp_path, None) as desk:
        sparse = replace(plan, channels=Channels(), commitment="", team=plan.team[:2], strategies=(), links=())
        await desk.bring(sparse)
        async with desk.store(writes=True) as store:
            assert store.cycle
            await store.cycles.put(replace(store.cycle, channels=Channels("#a", "#b", "#c")))
        await desk.bring(replace(sparse, team=plan.team))
        async with desk.store() as store:
            assert store.cycle
            assert store.cycle.channels == Channels("#a", "#b", "#c")
            assert len(await store.people.all()) == len(plan.team)


async def test_what_vanished_is_listed_and_stays(desk: Desk, plan: Plan) -> None:
    fewer = replace(
        plan,
        team=tuple(each for each in plan.team if each.email != BERNADETTE),
        goals=plan.goals[1:],
        strategies=plan.strategies[:-1],
        observations=plan.observations[5:],
        ratings=plan.ratings[1:],
        days_off=plan.days_off[1:],
    )
    for _time in range(2):
        async with desk.store(writes=True) as store:
            outcome = await bring(store, fewer)
            assert outcome.vanished_people == ("Dr. Bernadette Osei (b.osei@riverbend.example)",)
            assert outcome.vanished_goals == ("G1",)
            assert outcome.vanished_strategies == ("S12",)
            assert outcome.vanished_days == ("Labor Day",)
            assert len(await store.imports.left_out()) == 3
    async with desk.store() as store:
        assert len(await store.plans.strategies()) == 12
        assert len(await store.plans.goals()) == 8
        assert len(await store.plans.observations(date.max)) == len(plan.observations)
        assert len(await store.plans.ratings()) == len(plan.ratings)
        assert BERNADETTE in {each.email for each in await store.people.all()}
    await desk.bring(plan)
    async with desk.store() as store:
        assert not len(await store.imports.left_out())


async def test_a_set_aside_strategy_comes_back_when_a_file_names_it_anew(desk: Desk, plan: Plan) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.drop("strategy", "S5")
        await store.plans.drop("goal", "G1")
    await desk.bring(plan)
    assert (await strategy(desk, "S5")).dropped
    changed = replace(plan.goals[0], statement="Every school has a team")
    await desk.bring(replace(with_strategy(plan, "S5", title="One calendar"), goals=(changed, *plan.goals[1:])))
    assert not (await strategy(desk, "S5")).dropped
    async with desk.store() as store:
        assert "G1" in {each.code for each in await store.plans.goals()}


async def test_the_prediction_is_locked_for_imports_too(desk: Desk, plan: Plan) -> None:
    locked = "60% of staff attend at least two by April"
    await desk.bring(with_strategy(plan, "S1", prediction="70% attend"))
    assert (await strategy(desk, "S1")).prediction == "70% attend"
    await desk.bring(plan)
    assert ((await strategy(desk, "S1")).prediction, (await strategy(desk, "S1")).amendments) == (locked, ())
    desk.at = moment("2026-10-01 09:00")
    later = with_strategy(plan, "S1", prediction="80% attend")
    for _time in range(3):
        await desk.bring(later)
    imported = await strategy(desk, "S1")
    assert imported.prediction == locked
    assert [(each.text, each.at) for each in imported.amendments] == [("80% attend", desk.at)]
    await desk.bring(with_strategy(later, "S1", prediction="80% attend", start=date(2026, 12, 1)))
    await desk.bring(with_strategy(later, "S1", prediction="90% attend", start=date(2026, 12, 1)))
    imported = await strategy(desk, "S1")
    assert imported.start == date(2026, 12, 1)
    assert imported.prediction == locked
    assert [each.text for each in imported.amendments] == ["80% attend", "90% attend"]
    await desk.bring(with_strategy(later, "S1", prediction="", start=date(2026, 12, 1)))
    assert (await strategy(desk, "S1")).prediction == locked


async def test_roles_and_zones_change_and_chat_addresses_stay(desk: Desk, plan: Plan) -> None:
    async with desk.store(writes=True) as store:
        ruth = await store.people.by_email(RUTH)
        assert ruth
        await store.people.meet(ruth, Address("U7"))
    await desk.bring(with_person(plan, RUTH, role=Role.MEMBER, team="District SEL team", zone=None))
    async with desk.store() as store:
        ruth = await store.people.by_email(RUTH)
    assert ruth
    assert (ruth.role, ruth.district_team, ruth.zone, ruth.address) == (Role.MEMBER, True, None, "U7")


async def test_spellings_of_e_mails_and_codes_are_one(desk: Desk, plan: Plan) -> None:
    audit = await rows(desk)
    shouted = with_person(plan, ANA_LUCIA, email=ANA_LUCIA.upper())
    shouted = with_strategy(shouted, "S1", code="s1", goal="g2", owner=ANA_LUCIA.title())
    observations = tuple(replace(each, measure=each.measure.upper()) for each in plan.observations)
    ratings = tuple(replace(each, activity=each.activity.lower()) for each in plan.ratings)
    async with desk.store(writes=True) as store:
        outcome = await bring(store, replace(shouted, observations=observations, ratings=ratings))
    assert not outcome.vanished_people + outcome.vanished_strategies
    assert outcome.observations == 0
    assert await rows(desk) == audit


async def test_somebody_who_left_comes_back_with_a_file_that_names_them_anew(desk: Desk, plan: Plan) -> None:
    without = replace(plan, team=tuple(each for each in plan.team if each.email != SIOBHAN))
    await desk.bring(without)
    async with desk.store(writes=True) as store:
        siobhan = await store.people.by_email(SIOBHAN)
        assert siobhan
        await store.people.retire(siobhan)
    await desk.bring(without)
    async with desk.store() as store:
        assert SIOBHAN not in {each.email for each in await store.people.all()}
    await desk.bring(plan)
    async with desk.store() as store:
        back = await store.people.by_email(SIOBHAN)
        assert back
        assert (back.active, back.id, back.zone) == (True, siobhan.id, "Europe/Dublin")
        assert (await store.trail(SIOBHAN))[-1][2] == "member came back"


async def test_phases_stay_where_somebody_chose_them_and_move_where_nobody_did(desk: Desk, plan: Plan) -> None:
    await desk.bring(replace(plan, first_day=date(2026, 8, 24)))
    async with desk.store(writes=True) as store:
        assert store.cycle
        assert store.cycle.phases.do == date(2026, 10, 5)
        chosen = Phases(date(2026, 9, 14), date(2027, 4, 12), date(2027, 5, 17))
        await store.cycles.put(replace(store.cycle, phases=chosen))
    await desk.bring(replace(plan, first_day=date(2026, 8, 17)))
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.phases == chosen
    await desk.bring(replace(plan, last_day=date(2027, 5, 1)))
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.phases == Phases.usual(date(2026, 8, 17), date(2027, 5, 1))


async def test_start_survives_another_label_for_the_same_year(desk: Desk, plan: Plan) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        outcome = await bring(store, replace(plan, school_year="2026"))
        assert outcome.cycle.label == "2026"
        assert outcome.cycle.started_at == desk.at
        assert len(await store.plans.strategies()) == 12
    audit = await rows(desk)
    await desk.bring(replace(plan, school_year="2026"))
    assert await rows(desk) == audit


def next_year(plan: Plan, school_year: str = "2027-28", years: int = 1) -> Plan:
    days = {
        name: getattr(plan, name).replace(year=getattr(plan, name).year + years) for name in ("first_day", "last_day")
    }
    strategies = tuple(replace(each, start=None, end=None) for each in plan.strategies)
    return replace(
        plan, school_year=school_year, days_off=(), observations=(), ratings=(), strategies=strategies, **days
    )


async def test_next_years_plan_waits_for_this_year_to_end(desk: Desk, plan: Plan) -> None:
    await desk.start()
    desk.at = moment("2027-05-20 09:00")
    with pytest.raises(Refusal, match="2026-27 goes on until"):
        await desk.bring(next_year(plan))
    desk.at = moment("2027-06-20 09:00")
    await desk.bring(next_year(plan))
    async with desk.store() as store:
        assert store.cycle
        assert (store.cycle.label, store.cycle.started_at) == ("2027-28", None)
        assert len(await store.plans.strategies()) == 12
        assert not await store.plans.observations(date.max)
        assert len(await store.people.all()) == len(plan.team)
    await desk.bring(with_strategy(next_year(plan), "S1", prediction="A new year, a new prediction", start=None))
    assert (await strategy(desk, "S1")).prediction == "A new year, a new prediction"
    with pytest.raises(Refusal, match="I am at 2027-28 already"):
        await desk.bring(plan)


async def test_an_import_that_is_refused_half_way_leaves_nothing(desk: Desk, plan: Plan) -> None:
    audit = await rows(desk)
    broken = replace(plan, team=(*plan.team, PlanMember("New", "new@riverbend.example", Role.MEMBER, None)))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        await desk.bring(broken)
    assert await rows(desk) == audit
    async with desk.store() as store:
        assert await store.people.by_email("new@riverbend.example") is None
