"""What the doctor and the log say about the machine: files that others can read, and a clock that is wrong."""

import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.district_clock import MovableClock
from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from storage.database import connect
from storage.store import open_newest_year
from tests.processes.runs import run, running
from tests.processes.test_serve_goes_on import NOOR, env, hears, stops

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(params=[0, 1, -1])
async def chat(request: pytest.FixtureRequest) -> AsyncIterator[Workspace]:
    """Its clock is so many days ahead of this machine's."""
    clock = MovableClock(datetime.now(UTC) + timedelta(days=request.param), runs=True)
    async with Workspace([PersonSpec("Noor Aziz", NOOR, "Europe/Dublin")], [], clock=clock) as made:
        yield made


async def test_a_wrong_clock_is_told_and_the_chats_counts(chat: Workspace, tmp_path: Path) -> None:
    settings = env(chat, tmp_path)
    ahead = round((datetime.now(UTC) - chat.world.clock.now()) / timedelta(days=1))
    said = {0: "as the chat's", 1: "1 day, 0:00:00 ahead of the chat's", -1: "1 day, 0:00:00 behind the chat's"}[ahead]
    async with running(tmp_path, "serve", env=settings) as serving:
        await serving.says("Listening in")
        await hears(chat)
        assert await stops(serving) == 0
    told = " ".join(serving.text.split())
    assert ("The machine's clock is" in told) == bool(ahead)
    doctor = (await run(tmp_path, "doctor", env=settings)).text
    assert said in doctor
    assert ("timedatectl" in doctor) == bool(ahead)
    engine = connect(settings["DATABASE_URL"])
    async with open_newest_year(engine, datetime.now(UTC)) as store:
        actions = [action for _at, _who, action, *_values in await store.trail("clock")]
        assert actions == (["clock wrong"] if ahead else [])
    await engine.dispose()


async def test_files_that_others_can_read_are_named(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    await run(tmp_path, "migrate", env=settings)
    assert "chmod" not in (await run(tmp_path, "doctor", env=settings)).text
    (tmp_path / "bot.db").chmod(0o640)
    (tmp_path / ".env").write_text("SEL_ADMINS=noor@x.example\n")
    (tmp_path / ".env").chmod(0o644)
    report = "".join((await run(tmp_path, "doctor", env={**settings, "COLUMNS": "400"})).text)
    assert f"chmod 600 {tmp_path / 'bot.db'}" in report
    assert "chmod 600 .env" in report


async def test_what_commands_write_is_their_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(b"")
    (tmp_path / "old.xlsx").chmod(0o644)
    for name in ("new.xlsx", "old.xlsx"):
        assert "Wrote" in (await run(tmp_path, "template", name)).text
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 2  # noqa: ASYNC240
