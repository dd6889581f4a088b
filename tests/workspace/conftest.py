"""A small workspace with four people, and a real bolt app that talks to it over HTTP and WebSocket."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from workspace_cast import CHANNELS, PEOPLE, TIMING, HandClock, Listening, Started, client_of, listening

from bot.workspace.workspace import Workspace


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def start(clock: HandClock) -> AsyncIterator[Started]:
    """Starts workspaces with the cast, and stops them at the end."""
    async with AsyncExitStack() as stack:

        async def begin(**settings: object) -> Workspace:
            given = {"clock": clock, "timing": TIMING, **settings}
            return await stack.enter_async_context(Workspace(PEOPLE, CHANNELS, **given))  # type: ignore[arg-type]

        yield begin


@pytest.fixture
async def ws(start: Started) -> Workspace:
    return await start()


@pytest.fixture
def web(ws: Workspace) -> AsyncWebClient:
    return client_of(ws)


@pytest.fixture
def app(web: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=web, signing_secret="unused", process_before_response=True)


@pytest.fixture
async def listen(ws: Workspace, app: AsyncApp) -> AsyncIterator[Listening]:
    async with listening(ws, app) as connect:
        yield connect
