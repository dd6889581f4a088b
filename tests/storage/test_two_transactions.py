"""Two transactions at once, on both databases: nothing that was written is lost, and nothing stays locked."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pdsa.people import Role
from storage.database import connect
from storage.store import open_newest_year
from tests.databases import Database, moment

TURNS = 25
TURN = """
import asyncio, sys
from datetime import UTC, datetime
from storage.database import connect
from storage.store import open_newest_year

async def turns(url, many):
    engine = connect(url)
    for _ in range(many):
        async with open_newest_year(engine, datetime.now(UTC), writes=True) as store:
            found = await store.people.by_email("kofi@riverbend.example")
            await store.people.set_zone(found, str(int(found.zone) + 1))
    await engine.dispose()

asyncio.run(turns(sys.argv[1], int(sys.argv[2])))
"""


async def test_two_processes_lose_no_read_change_write(database: Database) -> None:
    await _somebody(database)
    children = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", TURN, database.url, str(TURNS)) for _ in range(2)
    ]
    assert [await child.wait() for child in children] == [0, 0]
    assert await _count(database) == 2 * TURNS


async def test_ten_tasks_of_one_process_lose_no_read_change_write(database: Database) -> None:
    await _somebody(database)

    async def one() -> None:
        async with database.store() as store:
            member = await store.people.by_email("kofi@riverbend.example")
            assert member is not None
            await store.people.set_zone(member, str(int(member.zone or "0") + 1))

    await asyncio.gather(*(one() for _ in range(30)))
    assert await _count(database) == 30


async def test_a_writer_takes_its_turn_before_it_reads(database: Database) -> None:
    """What a second writer reads is what the first one left."""
    await _somebody(database)
    inside, read = asyncio.Event(), []

    async def second() -> None:
        await inside.wait()
        async with database.store() as store:
            found = await store.people.by_email("kofi@riverbend.example")
            read.append(found.zone if found else None)

    task = asyncio.create_task(second())
    async with database.store() as store:
        member = await store.people.by_email("kofi@riverbend.example")
        assert member is not None
        inside.set()
        await asyncio.wait({task}, timeout=0.05)
        assert not read
        await store.people.set_zone(member, "7")
    await task
    assert read == ["7"]


async def test_a_reader_waits_for_no_writer(database: Database) -> None:
    await _somebody(database)
    async with database.store() as writing:
        member = await writing.people.by_email("kofi@riverbend.example")
        assert member is not None
        await writing.people.set_zone(member, "7")
        async with database.store(writes=False) as reading:
            seen = await reading.people.by_email("kofi@riverbend.example")
    assert seen is not None
    assert seen.zone == "0"


async def test_what_is_raised_leaves_nothing_behind(database: Database) -> None:
    await _somebody(database)

    async def break_off() -> None:
        async with database.store() as store:
            member = await store.people.by_email("kofi@riverbend.example")
            assert member is not None
            await store.people.set_zone(member, "7")
            raise RuntimeError("broken half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await break_off()
    assert await _count(database) == 0


async def test_a_reading_store_refuses_to_write(database: Database) -> None:
    await _somebody(database)
    async with database.store(writes=False) as store:
        with pytest.raises(RuntimeError, match="only reads"):
            await store.record("action", "about")


async def test_a_reading_store_asks_the_same_once_and_gives_each_who_asks_a_list_of_their_own(
    database: Database,
) -> None:
    async with open_newest_year(database.engine, database.at, writes=True) as store:
        await store.people.put("a@x.example", name="A", role=Role.MEMBER, team="T", district_team=True, zone=None)
        assert [each.name for each in await store.people.all()] == ["A"]
        await store.people.put("b@x.example", name="B", role=Role.MEMBER, team="T", district_team=True, zone=None)
        assert [each.name for each in await store.people.all()] == ["A", "B"]  # who writes sees what was written
    async with open_newest_year(database.engine, database.at) as store:
        first = await store.people.all()
        first.clear()
        assert [each.name for each in await store.people.all()] == ["A", "B"]
        assert (await store.people.all())[0] is (await store.people.all())[0]
        assert await store.people.all(gone=True) == await store.people.all()


async def test_a_cancelled_writer_leaves_no_lock(database: Database) -> None:
    """Whether it waits for its turn, or has it."""
    await _somebody(database)
    has_turn, never = asyncio.Event(), asyncio.Event()

    async def holds() -> None:
        async with database.store() as store:
            await store.record("action", "about")
            has_turn.set()
            await never.wait()

    async def waits() -> None:
        async with database.store() as store:
            await store.record("action", "about")

    holder = asyncio.create_task(holds())
    await has_turn.wait()
    waiter = asyncio.create_task(waits())
    await asyncio.wait({waiter}, timeout=0.05)
    for task in (waiter, holder):
        task.cancel()
    await asyncio.gather(waiter, holder, return_exceptions=True)
    async with database.store() as store:
        await store.record("after", "about")
        assert [action for _at, _who, action, _before, _after in await store.trail("about")] == ["after"]


async def test_sqlite_keeps_what_it_confirmed(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'bot.db'}")
    async with engine.connect() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


async def test_a_request_is_taken_once_and_forgotten_after_days(database: Database) -> None:
    async with database.store() as store:
        assert await store.first_time("Ev1")
    async with database.store(at=database.at + timedelta(hours=2)) as store:
        assert not await store.first_time("Ev1")
    async with database.store(at=database.at + timedelta(days=3)) as store:
        await store.forget_requests()
        assert await store.first_time("Ev1")


async def test_one_request_at_two_processes_is_taken_once(database: Database) -> None:
    async def take() -> bool:
        async with database.store() as store:
            return await store.first_time("Ev1")

    assert sorted(await asyncio.gather(*(take() for _ in range(6)))) == [False] * 5 + [True]


async def test_the_trail_tells_who_did_what(database: Database) -> None:
    async with database.store() as store:
        await store.record("action", "about", before={"day": database.at.date()}, after=[1, 2.5, None, "x"])
    async with database.store(actor=7) as store:
        await store.record("action", "about", after="later")
        await store.record("other", "about")
    async with database.store(writes=False) as store:
        trail = await store.trail("about")
    assert [(who, action, before, after) for _at, who, action, before, after in trail] == [
        (None, "action", {"day": "2026-08-17"}, [1, 2.5, None, "x"]),
        (7, "action", None, "later"),
        (7, "other", None, None),
    ]
    assert trail[0][0] == moment("2026-08-17 08:00")


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "http://x", "postgres"])
def test_what_is_no_database_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="Use sqlite:///FILE or postgresql://"):
        connect(url)


@pytest.mark.parametrize("url", ["postgresql://u:p@h/d", "postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
async def test_every_way_to_write_a_postgres_address_is_understood(url: str) -> None:
    engine = connect(url)
    assert engine.url.drivername == "postgresql+asyncpg"
    await engine.dispose()


async def _somebody(database: Database) -> None:
    async with open_newest_year(database.engine, database.at, writes=True) as store:
        await store.people.put(
            "kofi@riverbend.example", name="Kofi", role=Role.MEMBER, team="T", district_team=True, zone="0"
        )


async def _count(database: Database) -> int:
    async with database.store(writes=False) as store:
        member = await store.people.by_email("kofi@riverbend.example")
    assert member is not None
    return int(member.zone or "-1")
