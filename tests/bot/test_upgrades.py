"""Upgrades: a database of every earlier version, with a year in it, is the same year in the newest shape, and runs."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, func, inspect, select, sql, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

import storage.tables.every  # noqa: F401  (fills the metadata)
from bot.clock import Ticker
from bot.district_clock import MovableClock
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from storage.database import connect
from storage.exporting import take_out
from storage.migrate import is_current, migrate
from storage.store import open_newest_year
from tests.databases import empty_postgres, moment
from tests.handlers.conftest import year  # noqa: F401  (a fixture)

LIVED_TO = moment("2027-05-20 12:00")
WEEK_AFTER = moment("2027-05-28 12:00")
Rows = dict[str, list[dict[str, Any]]]
Shape = dict[str, dict[str, str]]
TABLES = {"letters": "notifications", "rooms": "channels"}
"""What tables were called -> today's names."""
COLUMNS = {("letters", "room"): "channel", ("posts", "room"): "channel", ("audit", "deed"): "action"}


def revisions() -> Iterator[str]:
    """Every shape that was ever released, the newest one, too."""
    config = Config()
    config.set_main_option("script_location", "storage/migrations")
    yield from sorted(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'old.db'}")
        yield engine
        await engine.dispose()
    else:
        async with empty_postgres(request.getfixturevalue("postgres_server")) as address:
            engine = connect(address)
            yield engine
            await engine.dispose()


def columns_there(connection: Connection) -> Shape:
    """The columns of a database by table, with today's name of each beside the one that it has there."""
    looks = inspect(connection)
    return {
        name: {each["name"]: COLUMNS.get((name, each["name"]), each["name"]) for each in looks.get_columns(name)}
        for name in looks.get_table_names()
    }


def tables_of(there: Shape) -> list[tuple[str, Table]]:
    """Today's tables that stand there, after those that they refer to; with their names there."""
    names = {TABLES.get(name, name): name for name in there}
    return [(names[table.name], table) for table in SQLModel.metadata.sorted_tables if table.name in names]


async def rows_of(engine: AsyncEngine, there: Shape) -> Rows:
    """All that a database in today's shape holds for these columns, in the order of its keys."""
    rows_by_table: Rows = {}
    async with engine.connect() as connection:
        for name, table in tables_of(there):
            columns = [column for column in table.columns if column.name in there[name].values()]
            rows = await connection.execute(select(*columns).order_by(*table.primary_key.columns))
            rows_by_table[table.name] = [dict(row) for row in rows.mappings()]
    return rows_by_table


async def fill(engine: AsyncEngine, rows: Rows, there: Shape) -> None:
    """Put rows into an older shape as its version would have written them."""
    async with engine.begin() as connection:
        for name, table in tables_of(there):
            old = sql.table(name, *(sql.column(column, table.c[today].type) for column, today in there[name].items()))
            for row in rows[table.name]:
                values = {column: row[today] for column, today in there[name].items()}
                await connection.execute(old.insert().values(values))
            if engine.dialect.name == "postgresql" and "id" in there[name]:
                top = await connection.scalar(select(func.max(old.c.id)))
                if isinstance(top, int):
                    sequence = await connection.scalar(text(f"SELECT pg_get_serial_sequence('{name}', 'id')"))
                    await connection.execute(text(f"SELECT setval('{sequence}', {top})"))


@pytest.mark.parametrize("revision", list(revisions()))
async def test_a_year_in_an_earlier_shape_is_whole_in_the_newest_and_runs(
    empty: AsyncEngine,
    year: Path,  # noqa: F811  (the fixture above)
    revision: str,
) -> None:
    await migrate(empty, revision)
    async with empty.connect() as connection:
        there = await connection.run_sync(columns_there)
    lived = connect(f"sqlite:///{year / 'desk.db'}")
    rows = await rows_of(lived, there)
    await lived.dispose()
    assert len(rows["checkins"]) > 100
    await fill(empty, rows, there)
    await migrate(empty)
    assert await is_current(empty)
    after = await rows_of(empty, there)
    assert {name: len(found) for name, found in after.items()} == {name: len(found) for name, found in rows.items()}
    assert {name for name in rows if after[name] != rows[name]} <= {"members"}  # who was welcomed is told of it: 0006
    clock = MovableClock(WEEK_AFTER)
    async with open_newest_year(empty, LIVED_TO) as store:
        before = len(await store.outbox.all())
        plan, happened = await take_out(store)
        assert (len(plan.strategies), len(happened.checkins)) == (len(rows["strategies"]), len(rows["checkins"]))
    await Ticker(empty, RouteTable.of(FEATURES), clock).tick()
    async with open_newest_year(empty, WEEK_AFTER) as store:
        assert len(await store.outbox.all()) > before
