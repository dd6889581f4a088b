"""`sel-bot forget` as a person runs it: it tells first, deletes when told to, and a copied-back file forgets again."""

import asyncio
import shutil
from pathlib import Path

from pdsa.people import Role
from storage.database import connect
from storage.migrate import migrate
from storage.store import open_newest_year
from tests.bot.fanout import a_year
from tests.databases import moment
from tests.processes.runs import running
from tests.storage.test_deletions import a_voice

NOW = moment("2026-09-17 14:00")
SAID = "The new gym is loved"


async def a_database(folder: Path) -> None:
    engine = connect(f"sqlite:///{folder / 'sel-cycle-bot.db'}")
    await migrate(engine)
    async with open_newest_year(engine, NOW, actor=1, writes=True) as opened:
        store = opened.year(await opened.cycles.put(a_year()))
        await store.people.put("ana@x.example", name="Ana", role=Role.LEAD, team="T", district_team=True, zone=None)
        await store.voices.put(a_voice(NOW))
    await engine.dispose()


async def told(folder: Path, *words: str) -> tuple[int, str]:
    async with running(folder, *words) as run:
        status = await run.ends()
        return status, run.text


def raw(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())


async def test_it_tells_first_then_deletes_and_a_copy_put_back_forgets_again(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    await asyncio.to_thread(home.mkdir)
    await a_database(home)
    await asyncio.to_thread(shutil.copytree, home, copy)
    status, text = await told(home, "forget", "Ana@x.example")
    assert status == 0
    assert "1 success or voice" in text
    assert "--yes" in text
    assert SAID.encode() in raw(home)
    status, text = await told(home, "forget", "ana@x.example", "--yes")
    assert "Deleted, words of Ana" in text
    assert SAID.encode() not in raw(home)
    assert (home / "sel-cycle-bot.db.deleted").stat().st_mode & 0o777 == 0o600
    for each in ("sel-cycle-bot.db-wal", "sel-cycle-bot.db-shm"):
        (home / each).unlink(missing_ok=True)
    await asyncio.to_thread(shutil.copy, copy / "sel-cycle-bot.db", home / "sel-cycle-bot.db")
    assert SAID.encode() in raw(home)
    await told(home, "forget", "--older-than", "2y")
    assert SAID.encode() not in raw(home)


async def test_whose_words_are_meant_must_be_said(tmp_path: Path) -> None:
    await a_database(tmp_path)
    for words in (("forget",), ("forget", "ana@x.example", "--older-than", "2y"), ("forget", "--older-than", "soon")):
        status, text = await told(tmp_path, *words)
        assert status
        assert "Traceback" not in text
    status, text = await told(tmp_path, "forget", "who@x.example", "--yes")
    assert "Nobody in the plan" in text
    assert SAID.encode() in raw(tmp_path)


async def test_a_backup_that_is_put_back_forgets_again(tmp_path: Path) -> None:
    """With the list beside it, and without: the database that is replaced knows it, too."""
    await a_database(tmp_path)
    status, _text = await told(tmp_path, "backup", "copy.db")
    assert not status
    for with_list in (True, False):
        await told(tmp_path, "forget", "ana@x.example", "--yes")
        if not with_list:
            (tmp_path / "sel-cycle-bot.db.deleted").unlink()
        status, text = await told(tmp_path, "restore", "copy.db")
        assert not status, text
        assert SAID.encode() not in (tmp_path / "sel-cycle-bot.db").read_bytes()


async def test_everybodys_old_words_are_told_before_they_go(tmp_path: Path) -> None:
    await a_database(tmp_path)
    status, text = await told(tmp_path, "forget", "--older-than", "1m")
    assert (status, "Would be deleted, words of everybody, from before" in text) == (0, True)
    assert "1 success or voice" in text
    assert SAID.encode() in raw(tmp_path)
    status, text = await told(tmp_path, "forget", "--older-than", "1m", "--yes")
    assert "Deleted, words of everybody" in text
    assert SAID.encode() not in raw(tmp_path)
