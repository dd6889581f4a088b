"""What the doctor says of the plan's channels, in the words of whoever has to do something about them."""

from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli_error import CliError
from bot.doctor import run_doctor
from pdsa.cycle import Channels
from storage.database import connect
from storage.migrate import migrate
from tests.bot.mailroom import NOON, Mailroom, open_mailroom
from tests.databases import Database


async def looked_at(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> str:
    given = {"SLACK_BOT_TOKEN": "xoxb-workspace", "SLACK_APP_TOKEN": "xapp-workspace"}
    given |= {"SLACK_API_URL": room.workspace.api_url, "DATABASE_URL": room.database.url}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    out = Console(width=250, record=True, file=StringIO())
    with suppress(CliError):
        await run_doctor(out)
    text = out.export_text()
    return next((line for line in text.splitlines() if "staff" in line), text)


async def test_a_renamed_channel_is_told_by_both_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    engine = connect(url)
    await migrate(engine)
    async with open_mailroom(Database(url, engine, NOON)) as room:
        async with room.store() as store:
            assert store.cycle is not None
            await store.cycles.put(replace(store.cycle, channels=Channels("#staff")))
        await room.write(room.to_staff())
        await room.sender.deliver()
        assert "found" in await looked_at(room, monkeypatch)
        room.workspace.rename("staff", "everybody")
        report = await looked_at(room, monkeypatch)
        assert "it is called #everybody now, and gets its posts there" in report
        assert "/sel setup" in report
    await engine.dispose()
