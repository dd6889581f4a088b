"""The database's file: its owner's alone from the first moment, and never written into once it is gone."""

import shutil
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.backup import back_up, back_up_open
from storage.database import connect, file_of
from storage.database_file import DatabaseGone, beside
from storage.database_stamp import Stamped, Torn, clear_log, note_torn, stamp_file
from storage.migrate import migrate
from storage.store import open_newest_year
from tests.databases import moment

NOW = moment("2026-09-17 14:00")


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = connect(f"sqlite:///{tmp_path / 'bot.db'}")
    await migrate(made)
    yield made
    await made.dispose()


async def record(engine: AsyncEngine, about: str) -> None:
    async with open_newest_year(engine, NOW, writes=True) as store:
        await store.record("said", about)


async def test_only_its_owner_may_read_it_and_what_stands_beside_it(tmp_path: Path, engine: AsyncEngine) -> None:
    file = file_of(engine)
    assert file is not None
    async with open_newest_year(engine, NOW, writes=True) as store:
        await store.record("said", "x")
        assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in beside(file.path)} == {
            "bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600,
        }  # fmt: skip


def test_it_is_private_before_anything_is_written(tmp_path: Path) -> None:
    connect(f"sqlite:///{tmp_path / 'new' / 'bot.db'}")
    assert stat.S_IMODE((tmp_path / "new" / "bot.db").stat().st_mode) == 0o600


def deleted(path: Path, _copy: Path) -> None:
    path.unlink()


def moved_over(path: Path, copy: Path) -> None:
    copy.replace(path)


def deleted_with_all(path: Path, _copy: Path) -> None:
    for each in path.parent.glob("bot.db*"):
        each.unlink()


def written_over(path: Path, copy: Path) -> None:
    shutil.copyfile(copy, path)


WAYS = [deleted, deleted_with_all, moved_over, written_over]


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_is_kept_in_a_file_that_is_gone(
    tmp_path: Path, engine: AsyncEngine, way: Callable[[Path, Path], None]
) -> None:
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    file = file_of(engine)
    assert file is not None
    file.watch()
    back_up(path, copy)
    await record(engine, "before")

    async def keep() -> None:
        async with open_newest_year(engine, NOW, writes=True) as store:
            await store.record("said", "meanwhile")
            way(path, copy)

    with pytest.raises(DatabaseGone):
        await keep()
    for writes in (True, False):
        with pytest.raises(DatabaseGone):
            async with open_newest_year(engine, NOW, writes=writes):
                pass
    assert not path.exists() or path.read_bytes()[:16] == b"SQLite format 3\x00"


async def test_an_older_state_that_was_copied_by_hand_is_noticed_in_the_open_file(
    tmp_path: Path, engine: AsyncEngine
) -> None:
    """Same file, same name, and `cp` gave the copy no number of its own: only the stamp tells that it went back."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    file = file_of(engine)
    assert file is not None
    stamped = Stamped(engine, path)
    await stamped.keep(NOW)
    file.watch()
    await clear_log(engine)
    shutil.copyfile(path, copy)
    for about in ("one", "two"):
        await record(engine, about)
        await stamped.keep(NOW)
        await record(engine, "more")
    shutil.copyfile(copy, path)
    with pytest.raises(DatabaseGone):
        await record(engine, "after")


async def test_a_stamp_rises_with_what_is_written_and_an_older_file_does_not_follow(
    tmp_path: Path, engine: AsyncEngine
) -> None:
    path, stamped = tmp_path / "bot.db", Stamped(engine, tmp_path / "bot.db")
    assert not await stamped.is_older_state(NOW)  # nothing is known yet
    await stamped.keep(NOW)
    first = stamp_file(path).read_text()
    await stamped.keep(NOW)
    assert stamp_file(path).read_text() == first  # nothing was written since
    back_up(path, tmp_path / "copy.db")
    await record(engine, "said")
    await stamped.keep(NOW)
    assert int(stamp_file(path).read_text()) == int(first) + 1
    assert not await Stamped(engine, path).is_older_state(NOW)
    async with open_newest_year(engine, NOW, writes=True) as store:  # killed between the two: the file is ahead
        await store.restores.raise_stamp()
    assert not await Stamped(engine, path).is_older_state(NOW)
    stamp_file(path).write_text(str(int(first) + 7))
    assert await Stamped(engine, path).is_older_state(NOW)
    stamp_file(path).write_text("nonsense")
    assert not await Stamped(engine, path).is_older_state(NOW)
    await note_torn(path)
    with pytest.raises(Torn):
        await Stamped(engine, path).is_older_state(NOW)


@pytest.mark.parametrize("way", WAYS[:3])
async def test_what_a_deleted_file_held_can_be_saved_while_it_is_open(
    tmp_path: Path, engine: AsyncEngine, way: Callable[[Path, Path], None]
) -> None:
    back_up(tmp_path / "bot.db", tmp_path / "copy.db")
    await record(engine, "before")
    way(tmp_path / "bot.db", tmp_path / "copy.db")
    await back_up_open(engine, tmp_path / "saved.db")
    saved = connect(f"sqlite:///{tmp_path / 'saved.db'}")
    async with open_newest_year(saved, NOW) as store:
        assert await store.trail("before")
    await saved.dispose()
