"""A restore that is killed at any moment: the database is the one or the other, whole, and it can be done again."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backups import restore_file
from bot.settings import Settings
from storage.backup import back_up
from tests.simulation.district import fresh
from tests.simulation.restoring import TOUCHES, killed_at

NOW = datetime(2026, 9, 17, 14, tzinfo=UTC)


@pytest.mark.parametrize("last", range(1, TOUCHES + 1, 2))
def test_wherever_a_restore_is_killed_a_whole_database_stands_there(last: int, district: Path, tmp_path: Path) -> None:
    database, copy = fresh(district, tmp_path), tmp_path / "backup.db"
    back_up(database, copy)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{database}")  # type: ignore[call-arg]

    def restored() -> None:
        asyncio.run(restore_file(copy, database, NOW, settings))

    killed_at(last, tmp_path, restored)
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as there:
        assert there.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert there.execute("SELECT count(*) FROM members").fetchone() > (0,)
    restored()
    with closing(sqlite3.connect(database)) as there:
        assert there.execute("SELECT count(*) FROM restores").fetchone() == (1,)
