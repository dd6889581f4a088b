"""`serve` lasts: whatever the chat answers at its start, whoever refuses its token, and whatever hangs at its end."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from tests.processes.runs import PATIENCE, Run, running

pytestmark = pytest.mark.timeout(240)
NOOR = "noor@x.example"
LONG = {"SEND_TIMEOUT": "60", "LEASE_SECONDS": "120"}
SOON = 20.0
"""Seconds: far less than what hangs would take, far more than a busy machine needs to stop."""


@pytest.fixture
async def chat() -> AsyncIterator[Workspace]:
    async with Workspace([PersonSpec("Noor Aziz", NOOR, "Europe/Dublin")], []) as made:
        yield made


def env(chat: Workspace, folder: Path, **more: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-workspace",
        "SLACK_APP_TOKEN": "xapp-workspace",
        "SLACK_API_URL": chat.api_url,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "SEL_ADMINS": NOOR,
        **more,
    }


async def hears(chat: Workspace) -> None:
    """Noor's word is answered: at the latest once it is said again, as a person does who finds no answer."""
    before = len(chat.visible(NOOR, chat.dm(NOOR)))
    for said in range(1, 10):
        await chat.say(NOOR, chat.dm(NOOR), "help")
        with suppress(TimeoutError):
            await chat.until(lambda said=said: len(chat.visible(NOOR, chat.dm(NOOR))) > before + said, timeout=5.0)
            return
    raise AssertionError("nobody answered")


async def stops(serving: Run) -> int:
    serving.tell(signal.SIGTERM)
    async with asyncio.timeout(SOON):
        return await serving.ends()


@pytest.mark.parametrize(
    ("method", "kind", "how"),
    [
        ("auth.test", "429", {"retry_after": 1}),
        ("auth.test", "500_before", {}),
        ("auth.test", "page", {"status": 403}),
        ("auth.test", "page", {"body": '{"ok": true, "te'}),
        ("apps.connections.open", "500_before", {}),
        ("apps.connections.open", "page", {"body": ""}),
    ],
    ids=str,
)
async def test_it_waits_until_the_chat_answers_at_its_start(
    chat: Workspace, tmp_path: Path, method: str, kind: str, how: dict[str, object]
) -> None:
    chat.faults.add(method, kind, **how)  # type: ignore[arg-type]
    async with running(tmp_path, "serve", env=env(chat, tmp_path)) as serving:
        await serving.says("The chat does not answer as it should")
        await serving.says("Listening in")
        await hears(chat)
        assert "Traceback" not in serving.text
        assert await stops(serving) == 0


async def test_it_waits_for_a_chat_that_cannot_be_reached_and_can_be_stopped(chat: Workspace, tmp_path: Path) -> None:
    nowhere = env(chat, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")
    async with running(tmp_path, "serve", env=nowhere) as serving:
        await serving.says("The chat does not answer as it should")
        assert await stops(serving) == 0
        assert "Traceback" not in serving.text


async def test_a_token_refused_while_it_runs_is_told_and_waited_out(chat: Workspace, tmp_path: Path) -> None:
    async with running(tmp_path, "serve", env=env(chat, tmp_path)) as serving:
        await serving.says("Listening in")
        chat.faults.add("apps.connections.open", "refuse", probability=1.0, error="invalid_auth")
        await chat.faults.cut_sockets()
        await serving.says("I hear nothing")
        chat.faults.clear()
        await serving.says("I hear again")
        await hears(chat)
        assert "Traceback" not in serving.text
        assert await stops(serving) == 0


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open", "chat.postMessage"])
async def test_it_stops_soon_whatever_hangs(chat: Workspace, tmp_path: Path, method: str) -> None:
    async with running(tmp_path, "serve", env=env(chat, tmp_path, **LONG)) as serving:
        hang = chat.faults.add(method, "hang", probability=1.0)
        if method == "chat.postMessage":
            await serving.says("Listening in")
            await chat.say(NOOR, chat.dm(NOOR), "help")
        async with asyncio.timeout(PATIENCE):
            while not hang.happened:  # noqa: ASYNC110  (a fault tells nobody that it struck)
                await asyncio.sleep(0.05)
        serving.tell(signal.SIGTERM)
        async with asyncio.timeout(SOON):
            assert await serving.ends() in (0, 1)
