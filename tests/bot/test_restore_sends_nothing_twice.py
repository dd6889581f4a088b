"""A copy taken before three posts, put back after them as somebody at a terminal does it: nothing is sent twice."""

from pathlib import Path

import pytest
from rich.console import Console

from bot.backups import run_backup, run_restore
from bot.sender import Sender
from storage.database import connect
from storage.migrate import migrate
from storage.notification_states import State
from storage.store import open_newest_year
from tests.bot.mailroom import ANA, BEN, CHO, NOON, open_mailroom
from tests.databases import Database


async def test_a_copy_from_before_three_posts(bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", bare_url)
    monkeypatch.chdir(tmp_path)
    quiet, copy = Console(quiet=True), tmp_path / "copy"
    engine = connect(bare_url)
    await migrate(engine)
    async with open_mailroom(Database(bare_url, engine, NOON)) as room:
        await room.write(room.to(1), room.to(2), room.to(3), room.to_staff())
        await run_backup(copy, quiet)
        await room.sender.deliver()
        for each in (engine, room.bot.engine):
            await each.dispose()
        await run_restore(copy, quiet)
        again = connect(bare_url)
        async with open_newest_year(again, NOON) as store:
            assert {notification.state for notification in await store.outbox.all()} == {State.READY}
        sender = Sender(again, room.routes, room.bot.slack, room.clock, room.bot.settings)
        for _ in range(3):
            await sender.deliver()
        assert [room.got(each)[:1] for each in (ANA, BEN, CHO)] == [["A note."]] * 3
        assert room.got(ANA)[1:] == ["About digest:now:#staff"]  # a lead is asked whether it is there
        assert (len(room.got(BEN)), len(room.got(CHO)), len(room.staff())) == (1, 1, 1)
        await again.dispose()
