"""The demo in a browser window, as a new user opens it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from page_stage import DESKTOP, FLAGS, PATIENCE
from playwright.async_api import async_playwright, expect

from bot.demo import open_demo
from tests.browser.visitor import Visitor, chromium


@pytest_asyncio.fixture
async def visitor() -> AsyncIterator[Visitor]:
    found = chromium()
    expect.set_options(timeout=PATIENCE)
    async with open_demo() as demo, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        context = await browser.new_context(viewport={"width": DESKTOP[0], "height": 900}, reduced_motion="reduce")
        guest = Visitor(await context.new_page(), demo.workspace.url)
        yield guest
        await browser.close()
    assert guest.errors == []
