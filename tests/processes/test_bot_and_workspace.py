"""A workspace in one process, the bot in another, joined by their settings alone."""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import update

from storage.database import WRITES, connect
from storage.tables.year_and_plan import CycleRow
from tests.processes.page_user import Caller
from tests.processes.runs import run, running, workspace

pytestmark = pytest.mark.timeout(480)
FRIDAY = 4


@asynccontextmanager
async def caller(env: dict[str, str], name: str) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, env["SLACK_API_URL"].removesuffix("api/"), name)


async def started_before_the_weekend(url: str) -> None:
    """As if the lead had pressed Start on the last working day: greetings wait for one, tests do not."""
    day = datetime.now(UTC)
    while day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    engine = connect(url)
    async with engine.execution_options(**{WRITES: True}).begin() as connection:
        await connection.execute(update(CycleRow).values(started_at=day))
    await engine.dispose()


async def test_the_same_conversation_over_the_settings_alone(tmp_path: Path, plan_file: Path) -> None:
    async with workspace(tmp_path, "--people", str(plan_file)) as (_, joined):
        env = {**joined, "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}
        done = await run(tmp_path, "import", str(plan_file), env=env)
        assert "12 strategies" in done.text
        async with running(tmp_path, "serve", env=env) as serving, caller(env, "Maribel Ortega") as maribel:
            await serving.says("Listening in Riverbend")
            await maribel.says("/sel setup")
            await maribel.sees("Start: not pressed")
            await maribel.presses("Start")
            await maribel.presses("Start now")
            await maribel.sees("has begun")
            await started_before_the_weekend(env["DATABASE_URL"])
            await maribel.sees("I'm the SEL cycle bot for")
            await maribel.says("/sel status")
            await maribel.sees("days left")
            serving.tell(signal.SIGTERM)
            assert await serving.ends() == 0
            assert serving.said[-1] == "Stopped."
        async with running(tmp_path, "serve", env=env) as again, caller(env, "Maribel Ortega") as maribel:
            await again.says("Listening in")
            await maribel.says("status")
            await maribel.sees("days left")
            screen = await maribel.sees("I'm the SEL cycle bot for")
            assert screen.count("I'm the SEL cycle bot for") == 1
            assert "Traceback" not in again.text


async def test_what_the_doctor_says(tmp_path: Path, plan_file: Path) -> None:
    async with workspace(tmp_path, "--people", str(plan_file)) as (_, joined):
        env = {**joined, "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}
        await run(tmp_path, "import", str(plan_file), env=env)
        well = await run(tmp_path, "doctor", env=env)
        assert "Ready: sel-bot serve" in well.text
        assert "A lead presses Start" in well.text
        ill = await run(tmp_path, "doctor", env={**env, "SLACK_BOT_TOKEN": "xoxb-other"})
        assert "invalid_auth" in ill.text
        assert ill.process.returncode == 1


async def test_a_list_of_people_opens_a_workspace(tmp_path: Path) -> None:
    people = tmp_path / "team.csv"
    people.write_text("name,e-mail,time zone\nNoor Aziz,Noor@x.example,Europe/Dublin\nBo,bo@x.example\n")
    async with workspace(tmp_path, "--people", str(people)) as (shown, joined):
        assert joined["SEL_ADMINS"] == "noor@x.example"
        env = {**joined, "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}
        async with running(tmp_path, "serve", env=env) as serving, caller(env, "Noor Aziz") as noor:
            await serving.says("Listening")
            await noor.says("/sel setup")
            await noor.sees("There is no plan yet")
            shown.tell(signal.SIGTERM)
            assert await shown.ends() == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Noor,\n", "line 2: a name and an e-mail are needed"),
        ("Noor,noor@x.example,Mars/Base\n", "is no region's time zone"),
        ("Noor,noor@x.example\nNora,NOOR@x.example\n", "line 3: noor@x.example is there already"),
        ("", "names nobody"),
    ],
)
async def test_a_list_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, words: str, told: str) -> None:
    people = tmp_path / "team.csv"
    people.write_text("name,e-mail,time zone\n" + words)
    done = await run(tmp_path, "workspace", "--people", str(people))
    assert told in done.text
    assert "Traceback" not in done.text
