"""A visitor of the demo: looks, types and presses in a browser, and may take pictures of what there is to see."""

import os
from pathlib import Path

import pytest
from page_stage import CHROMIUM, PATIENCE
from playwright.async_api import Locator, Page, expect

PICTURES = os.environ.get("SEL_PICTURES")
A_YEAR = 240_000
"""Milliseconds for time to pass."""


def chromium() -> str:
    """Where Chromium is; the test skips where there is none."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    return CHROMIUM


class Visitor:
    """One window. What goes wrong in the page's scripts is kept in `errors`."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        self._number = 0
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: request.url.startswith((url, "data:")) or self.errors.append(request.url))

    async def opens(self) -> None:
        await self.page.goto(self.url)
        await self.page.wait_for_selector("body.ready")
        await expect(self.clock.get_by_role("button", name="Next day")).to_have_attribute("aria-disabled", "false")

    async def becomes(self, name: str) -> None:
        await self.page.get_by_role("button", name="You are").click()
        await self.page.get_by_role("option", name=name).click()
        await expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()

    async def goes_into(self, place: str) -> None:
        await self.page.get_by_role("link", name=place).click()
        await expect(self.page.get_by_role("heading", name=place).first).to_be_visible()

    async def types(self, text: str) -> None:
        await self.page.click("#composer")
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def presses(self, label: str) -> None:
        """Press the newest button with this label in the open conversation."""
        await self.messages.get_by_role("button", name=label, exact=True).last.click()

    async def agrees(self) -> None:
        """Say yes to "Are you sure?"."""
        await self.page.get_by_role("alertdialog").get_by_role("button", name="Yes").click()

    async def reads(self, text: str) -> Locator:
        """Wait until a message says so; that message, the newest of them."""
        message = self.messages.filter(has_text=text).last
        await expect(message).to_be_visible()
        return message

    async def time_goes(self, label: str) -> None:
        """Press a button of the clock bar and wait until time stands again."""
        button = self.clock.get_by_role("button", name=label, exact=True)
        before = await self.clock.locator("strong").inner_text()
        await button.click()
        await expect(self.clock.locator("strong")).not_to_have_text(before)
        await expect(button).to_have_attribute("aria-disabled", "false", timeout=A_YEAR)

    async def time_goes_to(self, day: str) -> None:
        """Go to a date, like 2027-06-01."""
        await self.clock.get_by_label("Date to go to").fill(day)
        await self.time_goes("Go to date")

    async def takes_picture(self, name: str) -> None:
        """Into the folder that SEL_PICTURES names, if it does; each picture is numbered."""
        self._number += 1
        if PICTURES:
            await self.page.screenshot(path=Path(PICTURES) / f"{self._number:02d}-{name}.png")

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def clock(self) -> Locator:
        return self.page.get_by_role("region", name="Clock")

    def form(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)
