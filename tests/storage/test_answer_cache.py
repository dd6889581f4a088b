"""What is remembered of tables that change rarely is never older than the transaction that asks."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Select, event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from pdsa.people import Member, Role
from storage.answer_cache import MOST, AnswerCache, cached
from storage.database import connect
from storage.people import AWAY, MEMBERS
from storage.store import YearStore, open_newest_year
from storage.transaction import Transaction
from tests.databases import Database

ANA = "ana@x.example"


@contextmanager
def queries(engine: AsyncEngine) -> Iterator[list[str]]:
    """The SELECTs of members that the database is given meanwhile."""
    given: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        if statement.startswith("SELECT members."):
            given.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield given
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def put(store: YearStore, role: Role = Role.MEMBER) -> Member:
    return await store.people.put(ANA, name="Ana", role=role, team="T", district_team=True, zone=None)


async def role(database: Database) -> Role:
    async with database.store(writes=False) as store:
        ana = await store.people.by_email(ANA)
        assert ana is not None
        return ana.role


@pytest.fixture
async def elsewhere(database: Database) -> AsyncIterator[AsyncEngine]:
    """Another process on the same database: it remembers for itself."""
    async with database.store() as store:
        await put(store)
    engine = connect(database.url)
    yield engine
    await engine.dispose()


async def test_what_did_not_change_is_read_once(database: Database, elsewhere: AsyncEngine) -> None:
    assert await role(database) is Role.MEMBER
    with queries(database.engine) as given:
        for _ in range(3):
            assert await role(database) is Role.MEMBER
    assert given == []


async def test_a_role_taken_away_by_another_process_holds_at_once(database: Database, elsewhere: AsyncEngine) -> None:
    assert await role(database) is Role.MEMBER
    async with open_newest_year(elsewhere, database.at, writes=True) as store:
        await put(store, Role.OBSERVER)
    assert await role(database) is Role.OBSERVER


async def test_every_table_that_an_answer_reads_ends_it(database: Database, elsewhere: AsyncEngine) -> None:
    assert await role(database) is Role.MEMBER
    async with open_newest_year(elsewhere, database.at, writes=True) as store:
        ana = await store.people.by_email(ANA)
        assert ana is not None
        await store.people.set_away(ana, date(2026, 10, 1), date(2026, 10, 5))
    async with database.store(writes=False) as store:
        away = await store.people.by_email(ANA)
        assert away is not None
        assert away.back_on(date(2026, 10, 2)) == date(2026, 10, 5)


async def test_a_change_is_seen_where_it_is_made_and_forgotten_where_it_fails(
    database: Database, elsewhere: AsyncEngine
) -> None:
    assert await role(database) is Role.MEMBER
    with pytest.raises(KeyError):
        await _change_and_break(database)
    assert await role(database) is Role.MEMBER


async def _change_and_break(database: Database) -> None:
    async with database.store() as store:
        await put(store, Role.LEAD)
        changed = await store.people.by_email(ANA)
        assert changed is not None
        assert changed.role is Role.LEAD
        raise KeyError


async def test_what_was_taken_back_leaves_nothing_and_the_next_change_counts(
    database: Database, elsewhere: AsyncEngine
) -> None:
    async with database.store() as store:
        async with store.taken_back():
            await put(store, Role.LEAD)
        tried = await store.people.by_email(ANA)
        assert tried is not None
        assert tried.role is Role.MEMBER
        await put(store, Role.OBSERVER)
    assert await role(database) is Role.OBSERVER


async def test_each_who_asks_gets_a_list_of_their_own(database: Database, elsewhere: AsyncEngine) -> None:
    async with database.store(writes=False) as store:
        (await store.people.all()).clear()
        assert [member.email for member in await store.people.all()] == [ANA]


async def test_a_private_talk_is_no_reason_to_ask_again(database: Database, elsewhere: AsyncEngine) -> None:
    async with database.store() as store:
        ana = await store.people.by_email(ANA)
        assert ana is not None
        await store.people.talk(ana, "D1")
    with queries(database.engine) as given:
        assert await role(database) is Role.MEMBER
    assert given == []


class Careless:
    """A repository whose answers depend on more than they name."""

    scope = None

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    @cached(MEMBERS)
    async def another_table(self) -> int:
        return len(await self._t.rows(_absences()))

    @cached(MEMBERS)
    async def another_question(self) -> int:
        return await self.absences()

    @cached(AWAY)
    async def absences(self) -> int:
        return len(await self._t.rows(_absences()))


def _absences() -> Select[tuple[int]]:
    return select(AWAY.c.id).where(AWAY.c.member.in_(select(MEMBERS.c.id)))


ASKED: list[Callable[[Careless], Awaitable[int]]] = [
    Careless.another_table,
    Careless.another_question,
    Careless.absences,
]


@pytest.mark.parametrize("ask", ASKED, ids=["another table", "another question", "a table inside"])
async def test_an_answer_names_all_that_it_reads(database: Database, ask: Callable[[Careless], Awaitable[int]]) -> None:
    async with database.store() as store:
        with pytest.raises(RuntimeError, match="does not name"):
            await ask(Careless(store._t))


def test_the_first_remembered_goes_where_there_are_too_many() -> None:
    cache = AnswerCache()
    for number in range(MOST + 1):
        cache.keep(number, {"members": 1}, number)
    assert cache.find(0, {"members": 1}) == []
    assert cache.find(1, {"members": 1}) == [1]
    assert cache.find(MOST, {"members": 2}) == []
