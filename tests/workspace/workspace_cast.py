"""The cast of the workspace's tests: four people, five channels, a clock that only the test moves."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.clock import PATIENT
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.workspace import Workspace

ALMA = "alma@riverbend.example"
BASHIR = "bashir@riverbend.example"
CHEN = "chen@riverbend.example"
GONE = "gone@riverbend.example"

PEOPLE = (
    PersonSpec("Alma Reyes", ALMA, "America/New_York", is_admin=True),
    PersonSpec("Bashir Khan", BASHIR, "Europe/Berlin", title="School lead, Hill School"),
    PersonSpec("Chen Wu", CHEN),
    PersonSpec("Gwen Gone", GONE, deleted=True),
)
CHANNELS = (
    ChannelSpec("team", (ALMA, BASHIR)),
    ChannelSpec("elsewhere", (ALMA,), bot_in=False),
    ChannelSpec("closed", (ALMA,), archived=True),
    ChannelSpec("secret", (ALMA,), bot_in=False, private=True),
    ChannelSpec("inner", (ALMA,), private=True),
)
TIMING = replace(PATIENT, retries=(0.0, 0.01, 0.01), refresh_grace=0.01)

Listening = Callable[..., Awaitable[AsyncSocketModeHandler]]
Started = Callable[..., Awaitable[Workspace]]


class HandClock:
    """A district's clock that only the test moves."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 9, 7, 13, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def move(self, **amount: float) -> None:
        self.instant += timedelta(**amount)


@asynccontextmanager
async def listening(ws: Workspace, app: AsyncApp) -> AsyncIterator[Listening]:
    """Connects an app (or several sockets of it) to the workspace, and closes them at the end."""
    handlers: list[AsyncSocketModeHandler] = []

    async def connect(sockets: int = 1) -> AsyncSocketModeHandler:
        for _ in range(sockets):
            link = AsyncWebClient(token="xapp-workspace", base_url=ws.api_url)
            handlers.append(AsyncSocketModeHandler(app, "xapp-workspace", web_client=link))
            await handlers[-1].connect_async()
        await ws.connected(len(handlers))
        return handlers[-1]

    yield connect
    for handler in handlers:
        await handler.close_async()


def client_of(ws: Workspace) -> AsyncWebClient:
    """A client as the bot makes it, without retries."""
    return AsyncWebClient(token="xoxb-workspace", base_url=ws.api_url, retry_handlers=[])
