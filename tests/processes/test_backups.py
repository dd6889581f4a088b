"""`sel-bot backup` and `sel-bot restore`, as a person runs them, on a file and on a server."""

import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from storage.database import connect
from storage.deletion_sweep import Whose
from storage.store import open_newest_year
from tests.databases import moment
from tests.processes.runs import Run, run, running
from tests.processes.test_serve_goes_on import NOOR, env, hears, stops

pytestmark = pytest.mark.timeout(480)


@pytest.fixture
async def chat() -> AsyncIterator[Workspace]:
    async with Workspace([PersonSpec("Noor Aziz", NOOR, "Europe/Dublin")], []) as made:
        yield made


async def record(url: str, about: str) -> None:
    engine = connect(url)
    async with open_newest_year(engine, moment("2026-09-17 14:00"), writes=True) as store:
        await store.record("said", about)
    await engine.dispose()


async def knows(url: str) -> list[bool]:
    """Whether the database knows what was said before and after the backup, and that it was put back."""
    engine = connect(url)
    async with open_newest_year(engine, moment("2026-09-17 14:00")) as store:
        found = [bool(await store.trail("before")), bool(await store.trail("after")), bool(await store.restores.last())]
    await engine.dispose()
    return found


def well(done: Run) -> str:
    assert done.process.returncode == 0, done.text
    return done.text


def ill(done: Run) -> str:
    assert done.process.returncode == 1, done.text
    assert "Traceback" not in done.text
    return done.text


async def test_a_copy_made_while_it_runs_is_put_back_once_it_is_stopped(
    chat: Workspace, tmp_path: Path, bare_url: str
) -> None:
    settings = env(chat, tmp_path, DATABASE_URL=bare_url)
    copy = str(tmp_path / "thursday.copy")
    well(await run(tmp_path, "migrate", env=settings))
    await record(bare_url, "before")
    async with running(tmp_path, "serve", env=settings) as serving:
        await serving.says("Listening in")
        await hears(chat)
        assert "found it whole" in well(await run(tmp_path, "backup", copy, env=settings))
        assert "is there already" in ill(await run(tmp_path, "backup", copy, env=settings))
        assert stat.S_IMODE((tmp_path / "thursday.copy").stat().st_mode) == 0o600
        await record(bare_url, "after")
        assert "the bot is running" in ill(await run(tmp_path, "restore", copy, env=settings))
        assert "the bot is running" in ill(await run(tmp_path, "restore", env=settings))
        await hears(chat)
        assert await stops(serving) == 0
    assert await knows(bare_url) == [True, True, False]
    done = well(await run(tmp_path, "restore", copy, env=settings))
    assert "What stood there before is kept in" in done
    assert await knows(bare_url) == [True, False, True]
    async with running(tmp_path, "serve", env=settings) as serving:
        await serving.says("Listening in")
        await hears(chat)


async def test_what_stood_there_before_can_be_put_back_in_turn(chat: Workspace, tmp_path: Path, bare_url: str) -> None:
    settings = env(chat, tmp_path, DATABASE_URL=bare_url)
    well(await run(tmp_path, "migrate", env=settings))
    well(await run(tmp_path, "backup", "copy", env=settings))
    await record(bare_url, "after")
    well(await run(tmp_path, "restore", "copy", env=settings))
    assert await knows(bare_url) == [False, False, True]
    (aside,) = [each for each in tmp_path.iterdir() if "before-restore" in each.name]  # noqa: ASYNC240
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    well(await run(tmp_path, "restore", aside.name, env=settings))
    assert (await knows(bare_url))[1]


async def test_what_was_deleted_after_the_copy_stays_deleted(chat: Workspace, tmp_path: Path, bare_url: str) -> None:
    settings = env(chat, tmp_path, DATABASE_URL=bare_url)
    well(await run(tmp_path, "migrate", env=settings))
    well(await run(tmp_path, "backup", "copy", env=settings))
    engine = connect(bare_url)
    async with open_newest_year(engine, moment("2026-09-17 14:00"), writes=True) as store:
        await store.removals.delete(Whose(None, moment("2026-09-17 14:00")))
        deleted = await store.removals.tombstones()
    await engine.dispose()
    well(await run(tmp_path, "restore", "copy", env=settings))
    engine = connect(bare_url)
    async with open_newest_year(engine, moment("2026-09-18 14:00")) as store:
        assert await store.removals.tombstones() == deleted != []
    await engine.dispose()


async def test_a_state_put_back_by_other_means_is_noted(chat: Workspace, tmp_path: Path, bare_url: str) -> None:
    settings = env(chat, tmp_path, DATABASE_URL=bare_url)
    well(await run(tmp_path, "migrate", env=settings))
    assert "Nothing is sent twice" in well(await run(tmp_path, "restore", env=settings))
    assert (await knows(bare_url))[2]


@pytest.mark.parametrize("what", ["nothing", "words", "cut", "other", "newer", "damaged"])
async def test_what_is_no_good_copy_changes_nothing(chat: Workspace, tmp_path: Path, what: str) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    settings = env(chat, tmp_path, DATABASE_URL=url)
    well(await run(tmp_path, "migrate", env=settings))
    well(await run(tmp_path, "backup", "copy", env=settings))
    await record(url, "after")
    copy = tmp_path / "copy"
    match what:
        case "nothing":
            copy.write_bytes(b"")
        case "words":
            copy.write_text("Dear all")
        case "cut":
            copy.write_bytes(copy.read_bytes()[:9000])
        case "damaged":
            whole = copy.read_bytes()
            copy.write_bytes(whole[:8192] + b"\x5a" * 8192 + whole[16384:])
        case _:
            with closing(sqlite3.connect(copy)) as made, made:
                made.execute("UPDATE alembic_version SET version_num = '9999'" if what == "newer" else "SELECT 1")
                if what == "other":
                    made.execute("DROP TABLE alembic_version")
    before = copy.read_bytes()
    told = ill(await run(tmp_path, "restore", "copy", env=settings))
    assert "Nothing was restored" in told
    assert (await knows(url))[1:] == [True, False]
    assert copy.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} <= {"bot.db", "copy", "bot.db-wal", "bot.db-shm"}  # noqa: ASYNC240
