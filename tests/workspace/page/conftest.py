"""A workspace that shows its page, an app that talks to it, and browser windows on it; one browser a file of tests."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from page_stage import CHROMIUM, FLAGS, PATIENCE, WORDS, Eyes, window
from playwright.async_api import Browser, async_playwright, expect
from slack_bolt.async_app import AsyncApp
from workspace_cast import CHANNELS, PEOPLE, TIMING, HandClock, Listening, listening

from bot.workspace.page import hang
from bot.workspace.workspace import Workspace


@pytest_asyncio.fixture(loop_scope="module")
async def ws(clock: HandClock) -> AsyncIterator[Workspace]:
    workspace = Workspace(PEOPLE, CHANNELS, clock=clock, timing=TIMING)
    hang(workspace, words=WORDS)
    async with workspace:
        yield workspace


@pytest_asyncio.fixture(loop_scope="module")
async def listen(ws: Workspace, app: AsyncApp) -> AsyncIterator[Listening]:
    async with listening(ws, app) as connect:
        yield connect


@pytest.fixture(scope="module")
def chromium() -> str:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    return CHROMIUM


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def eyes(browser: Browser, ws: Workspace) -> AsyncIterator[Eyes]:
    async with window(browser, ws) as opened:
        yield opened


@pytest.fixture
def picture(ws: Workspace) -> str:
    """The id of an uploaded picture."""
    dot = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    file = ws.world.files.announce("chart one.png", len(dot), ws.world.bot.id, "Rose from 54% to 66%")
    ws.world.files.fill(file.token, dot)
    file.completed = True
    return file.id
