"""A database file that is deleted or replaced under a running bot: it says so, saves what it can, and stops."""

import asyncio
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from tests.processes.runs import run, running
from tests.processes.test_serve_goes_on import NOOR, env, hears

pytestmark = pytest.mark.timeout(240)
A_MINUTE = 60.0


@pytest.fixture
async def chat() -> AsyncIterator[Workspace]:
    async with Workspace([PersonSpec("Noor Aziz", NOOR, "Europe/Dublin")], []) as made:
        yield made


def audit_rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM seen").fetchone()[0])


@pytest.mark.parametrize("how", ["deleted", "moved over", "written over"])
async def test_it_stops_loudly_within_a_minute_and_saves_what_it_had(chat: Workspace, tmp_path: Path, how: str) -> None:
    database, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    async with running(tmp_path, "serve", env=env(chat, tmp_path)) as serving:
        await serving.says("Listening in")
        assert "Wrote" in (await run(tmp_path, "backup", str(copy), env=env(chat, tmp_path))).text
        await hears(chat)
        match how:
            case "deleted":
                database.unlink()
            case "moved over":
                copy.replace(database)
            case _:
                shutil.copyfile(copy, database)
        async with asyncio.timeout(A_MINUTE):
            assert await serving.ends() == 1
        assert "ERROR" in serving.text
        assert "was deleted, or another file was put in its place" in serving.text
        assert "Traceback" not in serving.text
    if how == "written over":  # what is there now is of two states
        again = await run(tmp_path, "serve", env=env(chat, tmp_path))
        assert (again.process.returncode, "torn" in again.text) == (1, True)
        assert "and is torn" in (await run(tmp_path, "doctor", env=env(chat, tmp_path))).text
        assert (await run(tmp_path, "restore", str(copy), env=env(chat, tmp_path))).process.returncode == 0
    if how == "moved over":
        assert "another state than the bot" in (await run(tmp_path, "doctor", env=env(chat, tmp_path))).text
        async with running(tmp_path, "serve", env=env(chat, tmp_path)) as serving:
            await serving.says("This is not the database that I wrote last")
            await serving.says("Listening in")
    if how == "deleted":
        assert "bot.db.saved-" in (await run(tmp_path, "doctor", env=env(chat, tmp_path))).text
        again = await run(tmp_path, "serve", env=env(chat, tmp_path))
        assert (again.process.returncode, "Run: sel-bot restore" in again.text) == (1, True)
        assert not database.exists()
    if how != "written over":
        (saved,) = await asyncio.to_thread(lambda: list(tmp_path.glob("bot.db.saved-*")))
        assert audit_rows(saved) > 0


async def test_an_older_file_put_back_by_hand_is_taken_as_restored_at_the_next_start(
    chat: Workspace, tmp_path: Path
) -> None:
    database, copy = tmp_path / "bot.db", tmp_path / "by-hand.db"
    for round_ in range(3):
        async with running(tmp_path, "serve", env=env(chat, tmp_path)) as serving:
            if round_ == 2:
                await serving.says("This is not the database that I wrote last")
            await serving.says("Listening in")
            await hears(chat)
            serving.tell(signal.SIGTERM)
            assert await serving.ends() == 0
        assert ("This is not the database that I wrote last" in serving.text) == (round_ == 2)
        if round_ == 0:
            shutil.copyfile(database, copy)
        if round_ == 1:
            shutil.copyfile(copy, database)
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("SELECT count(*) FROM restores").fetchone() == (1,)
