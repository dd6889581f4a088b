"""SQLite's statements make one trip to its thread, and say the same as ever."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import connect


async def test_rows_counts_and_new_ids_come_back_with_the_statement(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'one.db'}")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE)"))
        await connection.execute(text("INSERT INTO words (word) VALUES (:w)"), [{"w": "plan"}, {"w": "do"}])
        added = await connection.execute(text("INSERT INTO words (word) VALUES ('study') RETURNING id"))
        assert added.scalar_one() == 3
        changed = await connection.execute(text("UPDATE words SET word = word || '!'"))
        assert changed.rowcount == 3
        found = await connection.execute(text("SELECT id, word FROM words ORDER BY id"))
        assert [tuple(row) for row in found] == [(1, "plan!"), (2, "do!"), (3, "study!")]
        assert (await connection.execute(text("SELECT 1 WHERE 0"))).first() is None
    await engine.dispose()


async def test_what_fails_is_raised_and_leaves_the_connection_usable(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'two.db'}")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT UNIQUE)"))
        await connection.execute(text("INSERT INTO words VALUES ('act')"))
    async with engine.connect() as connection:
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT nothing FROM nowhere"))
        await connection.rollback()
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO words VALUES ('act')"))
        await connection.rollback()
        assert (await connection.execute(text("SELECT count(*) FROM words"))).scalar_one() == 1
    await engine.dispose()
