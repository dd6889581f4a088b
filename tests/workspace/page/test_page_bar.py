"""Bars that others hang above the page, and the demo's clock as one of them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from page_audit import faint_words, nameless_controls, too_wide
from page_stage import DESKTOP, PHONE, Eyes, section, window
from playwright.async_api import Browser, Page, expect
from workspace_cast import CHANNELS, PEOPLE, HandClock

import bot
from bot.workspace.page import PageBar, hang
from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONE_LINE = 64
"""Pixels that the clock may take of a phone's height."""
SCRIPT = Path(str(bot.__file__)).with_name("clock_bar.js").read_text()


class Clock:
    """Stands in for the demo: moves by days, and stops on the way when a test wants to look."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.asked: list[tuple[str, Any]] = []
        self.moving = False
        self.go = asyncio.Event()
        self.go.set()
        self.broken = False

    def told(self) -> dict[str, Any]:
        now = self.clock.now()
        return {
            "now": now.isoformat(),
            "date_text": now.strftime("%A %-d %B %Y"),
            "next": "Thu 10 Sep, 2:00 pm: weekly check-in",
            "moving": self.moving,
        }

    async def look(self, _: web.Request) -> web.Response:
        return web.json_response(self.told())

    async def move(self, request: web.Request) -> web.Response:
        self.asked.append((request.match_info["how"], await request.json()))
        if request.match_info["how"] == "stop":
            return web.json_response({})
        if request.match_info["how"] == "next-week":
            raise web.HTTPInternalServerError
        if self.broken:
            return web.json_response({"error": "That day is after the last school day, Fri 4 June 2027."}, status=400)
        self.moving = True
        await self.go.wait()
        self.clock.move(days=1)
        self.moving = False
        return web.json_response(self.told())

    def bar(self) -> PageBar:
        return PageBar("clock", SCRIPT, (web.get("/clock", self.look), web.post("/clock/{how}", self.move)))


@pytest.fixture
def hands(clock: HandClock) -> Clock:
    return Clock(clock)


@pytest_asyncio.fixture(loop_scope="module")
async def ws(clock: HandClock, hands: Clock) -> AsyncIterator[Workspace]:
    workspace = Workspace(PEOPLE, CHANNELS, clock=clock)
    broken = PageBar("broken", "export function mount() { throw new Error('no'); }")
    hang(workspace, bars=(broken, hands.bar()))
    async with workspace:
        yield workspace


async def test_the_clock_says_when_it_is_and_moves(ws: Workspace, eyes: Eyes, hands: Clock) -> None:
    page = await eyes.look("team")
    bar = page.get_by_role("region", name="Clock")
    await expect(bar.get_by_text("Monday 7 September 2026", exact=True)).to_be_visible()
    await expect(bar.get_by_text("Next: Thu 10 Sep, 2:00 pm: weekly check-in")).to_be_visible()
    hands.go.clear()
    await bar.get_by_role("button", name="Next day").click()
    await expect(bar.get_by_text("Time is moving…").first).to_be_visible()
    await expect(bar.get_by_role("button", name="Next week")).to_have_attribute("aria-disabled", "true")
    await bar.get_by_role("button", name="Next week").click(force=True)
    ws.world.post(ws.world.channel("team"), ws.world.bot, "Good morning")
    await expect(page.locator(".words", has_text="Good morning")).to_be_visible()
    await bar.get_by_role("button", name="Stop").click()
    hands.go.set()
    await expect(bar.get_by_text("Tuesday 8 September 2026", exact=True)).to_be_visible()
    await expect(bar.get_by_role("status")).to_have_text("It is now Tuesday 8 September 2026.")
    await expect(bar.get_by_role("button", name="Next week")).to_have_attribute("aria-disabled", "false")
    await expect(bar.get_by_role("button", name="Stop")).to_be_hidden()
    assert hands.asked == [("next-day", {}), ("stop", {})]


async def test_once_time_stands_the_newest_is_shown(ws: Workspace, eyes: Eyes, hands: Clock) -> None:
    page = await eyes.look("team")
    bar = page.get_by_role("region", name="Clock")
    hands.go.clear()
    await bar.get_by_role("button", name="Next day").click()
    await expect(bar.get_by_role("button", name="Stop")).to_be_visible()
    team, lines = ws.world.channel("team"), [section(f"line {number}") for number in range(45)]
    ws.world.post(team, ws.world.bot, "long", blocks=ws.runtime.complete(lines))
    await expect(page.get_by_text("line 0", exact=True)).to_be_in_viewport()
    for number in range(20):
        ws.world.post(team, ws.world.bot, f"message {number}.")
    last = page.locator(".words", has_text="message 19.")
    await expect(last).to_be_attached()
    await expect(last).not_to_be_in_viewport()  # whoever reads is left in peace
    hands.go.set()
    await expect(last).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Newest messages")).to_be_hidden()


async def test_the_clock_goes_to_a_date_and_says_when_it_cannot(ws: Workspace, eyes: Eyes, hands: Clock) -> None:
    page = await eyes.look("team")
    bar = page.get_by_role("region", name="Clock")
    await expect(bar.get_by_label("Date to go to")).to_have_value("2026-09-07")
    await bar.get_by_label("Date to go to").fill("2027-06-01")
    await bar.get_by_role("button", name="Go to date").click()
    await expect(bar.get_by_text("Tuesday 8 September 2026", exact=True)).to_be_visible()
    hands.broken = True
    await bar.get_by_role("button", name="Next event").click()
    await expect(bar.get_by_text("That day is after the last school day").first).to_be_visible()
    await bar.get_by_role("button", name="Next week").click()
    await expect(bar.get_by_text("Something broke on the way").first).to_be_visible()
    assert [how for how, _ in hands.asked] == ["to", "next-event", "next-week"]
    assert hands.asked[0][1] == {"date": "2027-06-01"}


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_the_bar_can_be_read_named_and_held(ws: Workspace, browser: Browser, size: tuple[int, int]) -> None:
    async with window(browser, ws, size, touch=size == PHONE) as eyes:
        page = await eyes.look("team")
        await expect(page.get_by_role("region", name="Clock")).to_be_visible()
        if size == PHONE:
            assert await height_of_the_bar(page) <= ONE_LINE
            await page.get_by_role("button", name="Move time").tap()
            assert await height_of_the_bar(page) <= ONE_LINE
        await expect(page.get_by_label("Date to go to")).to_be_visible()
        assert [*await nameless_controls(page), *await faint_words(page), *await too_wide(page)] == []
        assert await page.locator("[data-bar=broken]").count() == 0


async def height_of_the_bar(page: Page) -> float:
    box = await page.get_by_role("region", name="Clock").bounding_box()
    assert box is not None
    return box["height"]
