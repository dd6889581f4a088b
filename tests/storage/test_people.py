"""Members and the cycle, on both databases."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pdsa.calendar import DayOff
from pdsa.people import Address, Member, Role
from storage.store import YearStore
from tests.bot.fanout import a_year
from tests.databases import Database


async def _put(store: YearStore, email: str = "Ana@X.example", **more: object) -> Member:
    values = {"name": "Ana", "role": Role.MEMBER, "team": "T", "district_team": True, "zone": None} | more
    return await store.people.put(email, **values)  # type: ignore[arg-type]


async def test_people_are_known_by_e_mail_however_it_is_written(database: Database) -> None:
    async with database.store() as store:
        first = await _put(store)
        assert first.email == "ana@x.example"
        again = await _put(store, "ANA@x.example", name="Ana Lucía", role=Role.LEAD)
        assert (again.id, again.name, again.role) == (first.id, "Ana Lucía", Role.LEAD)
        assert await store.people.by_email("aNa@x.Example") == again
        assert [member.id for member in await store.people.leads()] == [first.id]


async def test_two_processes_add_one_member(database: Database) -> None:
    async def add() -> int:
        async with database.store() as store:
            return (await _put(store)).id

    assert len(set(await asyncio.gather(*(add() for _ in range(4))))) == 1


async def test_an_address_is_kept_when_the_plan_changes(database: Database) -> None:
    async with database.store() as store:
        ana = await _put(store)
        await store.people.meet(ana, Address("U1"))
        await store.people.talk(ana, "D1")
        ana = await _put(store, name="Ana L.")
        assert (ana.address, await store.people.conversation(ana)) == ("U1", "D1")
        assert await store.people.by_address(Address("U1")) == ana
        await store.people.meet(ana, Address("U2"))
        assert await store.people.conversation(ana) == "", "another account has another conversation"


async def test_an_address_belongs_to_one_member(database: Database) -> None:
    async with database.store() as store:
        ana, ben = await _put(store), await _put(store, "ben@x.example")
        await store.people.meet(ana, Address("U1"))
        await store.people.talk(ana, "D1")
        await store.people.meet(ben, Address("U1"))
        found = await store.people.by_ids([ana.id, ben.id])
        assert [each.address for each in found.values()] == [None, "U1"]
        assert await store.people.conversation(ana) == ""
        await store.people.retire(ben)
        await store.people.meet(ana, Address("U1"))
        assert await store.people.by_address(Address("U1")) == replace(ana, address=Address("U1"))
    with pytest.raises(IntegrityError):
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE members SET address = 'U1'"))


async def test_an_account_is_claimed_once_and_settled_once(database: Database) -> None:
    async with database.store() as store:
        ana = await _put(store)
        claim = await store.claims.make(ana, Address("U2"), "Ana", guest=True)
        assert await store.claims.make(ana, Address("U2"), "Anna", guest=False) == claim
        assert await store.claims.settle(claim, granted=False)
        assert not await store.claims.settle(claim, granted=True)
        assert await store.claims.by_id(claim.id) == replace(claim, granted=False)
        assert await store.claims.of(ana, Address("U3")) is None


async def test_who_left_is_kept_and_can_come_back(database: Database) -> None:
    async with database.store() as store:
        ana = await _put(store)
        await store.people.meet(ana, Address("U1"))
        await store.people.retire(ana)
        assert await store.people.all() == []
        assert await store.people.by_address(Address("U1")) is None
        assert [member.active for member in await store.people.all(gone=True)] == [False]
        assert await store.people.names() == {"ana@x.example": "Ana"}
        back = await _put(store)
        assert (back.id, back.active) == (ana.id, True)


MONDAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("stretches", "day", "back"),
    [
        ([(0, 3)], 0, 3),
        ([(0, 3)], 2, 3),
        ([(0, 3)], 3, None),
        ([(0, 3), (2, 6)], 1, 6),
        ([(0, 9), (2, 4)], 1, 4),
        ([(0, 2), (2, 4)], 0, 4),
        ([(0, 2), (5, 7)], 0, 2),
    ],
)
async def test_being_away(database: Database, stretches: list[tuple[int, int]], day: int, back: int | None) -> None:
    """A later word about the same days replaces an earlier one."""
    async with database.store() as store:
        ana = await _put(store)
        for since, until in stretches:
            await store.people.set_away(ana, MONDAY + timedelta(days=since), MONDAY + timedelta(days=until))
        member = await store.people.by_id(ana.id)
    assert member is not None
    wanted = None if back is None else MONDAY + timedelta(days=back)
    assert member.back_on(MONDAY + timedelta(days=day)) == wanted


async def test_being_back_ends_what_runs_and_what_comes(database: Database) -> None:
    async with database.store() as store:
        ana = await _put(store)
        await store.people.set_away(ana, MONDAY, MONDAY + timedelta(days=5))
        await store.people.set_away(ana, MONDAY + timedelta(days=9), MONDAY + timedelta(days=12))
        await store.people.set_back(ana, MONDAY + timedelta(days=2))
        member = await store.people.by_id(ana.id)
    assert member is not None
    assert [member.is_away(MONDAY + timedelta(days=n)) for n in (0, 1, 2, 10)] == [True, True, False, False]


async def test_a_reader_of_nothing_finds_nothing(database: Database) -> None:
    async with database.store(writes=False) as store:
        assert store.cycle is None
        assert await store.people.all() == []
        assert await store.people.by_ids([]) == {}
        assert await store.outbox.all() == []


async def test_the_newest_cycle_is_the_current_one(database: Database) -> None:
    year = a_year()
    later = replace(
        year, label="2027-28", year=replace(year.year, first_day=date(2027, 8, 16), last_day=date(2028, 6, 2))
    )
    async with database.store() as store:
        await store.cycles.put(later)
        await store.cycles.put(year)
    async with database.store(writes=False) as store:
        assert store.cycle is not None
        assert store.cycle.label == "2027-28"
        assert await store.cycles.current() == store.cycle


async def test_a_cycle_comes_back_as_it_was_put(database: Database) -> None:
    off = (DayOff("Fall", date(2026, 10, 12), date(2026, 10, 16)), DayOff("Planning", MONDAY, MONDAY, for_all=False))
    year = replace(a_year(), year=replace(a_year().year, days_off=tuple(sorted(off, key=lambda each: each.first))))
    async with database.store() as store:
        cycle = await store.cycles.put(year)
        assert cycle == replace(year, id=cycle.id)
        assert await store.cycles.put(replace(year, commitment="More")) == replace(cycle, commitment="More")
    async with database.store(writes=False) as store:
        assert store.cycle == replace(cycle, commitment="More")


async def test_start_is_pressed_once(database: Database) -> None:
    async with database.store() as store:
        cycle = await store.cycles.put(a_year())

    async def press() -> bool:
        async with database.store() as store:
            return await store.cycles.start(cycle, database.at)

    assert sorted(await asyncio.gather(press(), press(), press())) == [False, False, True]


async def test_a_rooms_conversation_is_remembered(database: Database) -> None:
    async with database.store() as store:
        assert await store.cycles.channel("#staff") == ""
        await store.cycles.set_channel("#staff", "C1")
        await store.cycles.set_channel("#staff", "C2")
        assert await store.cycles.channel("#staff") == "C2"
