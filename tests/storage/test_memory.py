"""Memory on both databases: what earlier years learned, found by words, and read by those who may."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsa.cycle import Cycle
from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.newyear import next_cycle
from pdsa.people import Member, Role
from pdsa.reflection import Held, Reflection
from tests.databases import Database, moment
from tests.pdsa.riverbend_year import CYCLE

TITLE = "After-school and virtual workshops"
CAST = {
    "Maribel": (Role.LEAD, "D"),
    "Ana": (Role.MEMBER, "D"),
    "Wei": (Role.MEMBER, "D"),
    "Ruth": (Role.SCHOOL_LEAD, "Mesa Verde"),
    "Kofi": (Role.SCHOOL_LEAD, "Cottonwood"),
}
LEARNED = "People come when food is there; after three they cannot."


@pytest.fixture
async def years(database: Database) -> Database:
    """A year with one strategy that was looked back on and decided, a school's strategy, and the year after."""
    async with database.store() as opened:
        old = await opened.cycles.put(replace(CYCLE, id=0))
        store = opened.year(old)
        for name, (role, team) in CAST.items():
            home = team == "D"
            await store.people.put(f"{name}@x.example", name=name, role=role, team=team, district_team=home, zone=None)
        await store.plans.put_goal(Goal("G2", GoalKind.IMPLEMENTATION, "A menu"))
        await store.plans.put_goal(Goal("G9", GoalKind.IMPLEMENTATION, "Ours", school="Mesa Verde"))
        await store.plans.put_strategy(Strategy("S1", "G2", TITLE, start=date(2026, 9, 14), prediction="60% come"))
        await store.plans.put_strategy(Strategy("S2", "G9", "Calm corner in each classroom"))
        for code, learned in (("S1", LEARNED), ("S2", "The corner works.")):
            await store.learning.reflect(Reflection(code, 2, store.now, "x", Held.NO, learned))
        await store.learning.propose(strategy="S1", path=Path.STOP, reason="Nobody came", next_step="", owner="",
                                     due=None, evidence="", by=1, confirmed=True)  # fmt: skip
        await store.cycles.follow(await store.cycles.put(next_cycle(old)), old)
    database.at = moment("2027-06-20 09:00")
    return database


async def person(database: Database, name: str) -> Member:
    async with database.store(writes=False) as store:
        member = await store.people.by_email(f"{name}@x.example")
    assert member is not None
    return member


@pytest.mark.parametrize(("name", "reads"), [("maribel", True), ("ana", True), ("wei", False)])
async def test_a_strategy_like_an_earlier_one_is_remembered(years: Database, name: str, reads: bool) -> None:
    reader = await person(years, name)
    async with years.store(writes=False) as store:
        (remembered,) = await store.memory.like("Virtual workshops for teachers", reader)
    assert (remembered.year, remembered.code, remembered.title, remembered.path, remembered.held) == (
        "2026-27",
        "S1",
        TITLE,
        Path.STOP,
        Held.NO,
    )
    assert (remembered.learned, remembered.private) == ((LEARNED, False) if reads else ("", True))


@pytest.mark.parametrize(("name", "codes"), [("maribel", ["S1"]), ("ana", ["S1"]), ("wei", [])])
async def test_what_was_learned_is_found_by_its_own_words_where_they_may_be_read(
    years: Database, name: str, codes: list[str]
) -> None:
    reader = await person(years, name)
    async with years.store(writes=False) as store:
        assert [each.code for each in await store.memory.like("people and food", reader)] == codes
        assert not await store.memory.like("A calendar for requests", reader)
        assert not await store.memory.like("", reader)


@pytest.mark.parametrize(("name", "sees"), [("ruth", True), ("kofi", False), ("wei", True)])
async def test_a_school_does_not_see_what_another_school_learned(years: Database, name: str, sees: bool) -> None:
    reader = await person(years, name)
    async with years.store(writes=False) as store:
        assert bool(await store.memory.like("calm corner", reader)) is sees
        assert bool(await store.memory.of(["2026-27:S2"], reader)) is sees


async def test_the_index_follows_every_change(years: Database) -> None:
    reader = await person(years, "maribel")
    async with years.store() as store:
        old = await store.cycles.before(store.cycle or pytest.fail("no cycle"))
        assert isinstance(old, Cycle)
        here = store.year(old)
        strategy = await here.plans.strategy("S1")
        assert strategy is not None
        await here.plans.put_strategy(replace(strategy, title="Peer visits in pairs"))
        assert [each.code for each in await store.memory.like("visits in pairs", reader)] == ["S1"]
        assert not await store.memory.like("virtual", reader)


async def test_this_year_and_later_ones_are_no_memory(years: Database) -> None:
    reader = await person(years, "maribel")
    async with years.store(writes=False) as store:
        assert store.cycle is not None
        old = await store.cycles.before(store.cycle)
        assert old is not None
        assert not await store.year(old).memory.like(TITLE, reader)
        assert not await store.year(old).memory.of(["2026-27:S1"], reader)


async def test_places_that_nobody_knows_are_left_out(years: Database) -> None:
    reader = await person(years, "maribel")
    async with years.store(writes=False) as store:
        found = await store.memory.of(["2026-27:S1", "2026-27:S77", "2011-12:S1", "S1", "", ":"], reader)
    assert list(found) == ["2026-27:S1"]


HARD = st.one_of(st.text(max_size=60), st.text(alphabet="\"'()*:^-|&!<> NEARORANDNOTworkshops\\%_", max_size=60))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=HARD)
async def test_whatever_people_type_is_searched_and_never_read(years: Database, said: str) -> None:
    reader = Member(1, "Maribel", "maribel@x.example", Role.LEAD, "D")
    async with years.store(writes=False) as store:
        for words in (said, f"workshops {said}"):
            for found in await store.memory.like(words.replace("\x00", ""), reader):
                assert 0 < found.score <= 1
