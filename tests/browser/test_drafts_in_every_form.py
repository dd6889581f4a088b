"""What is written into a form and not sent: there after Escape and a reload in a browser, gone once it was sent."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from page_audit import too_wide
from page_stage import DESKTOP, FLAGS, Eyes, window
from playwright.async_api import Locator, async_playwright, expect

from bot.workspace.page import hang
from bot.workspace.records import View
from pdsa.plan import Plan
from tests.browser.visitor import PICTURES, chromium
from tests.people import MARIBEL
from tests.room import Room, moment, open_room

pytestmark = pytest.mark.asyncio(loop_scope="module")
AUTUMN, SEPTEMBER, MAY = "2026-10-05 08:00", "2026-09-01 09:10", "2027-05-24 08:00"
DAY, NUMBER = "2026-10-02", "4.2"
STILL_HERE = "What you wrote before is still here."
STATE = """dialog => [...dialog.querySelectorAll("[data-block]")].map(block => [block.dataset.block,
    [...block.querySelectorAll("input, select, textarea, .picked")].map(each =>
        ["checkbox", "radio"].includes(each.type) ? each.checked : each.value ?? each.textContent)])"""
Step = str | dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form: its name, the way to it and, at its end, what opens it (words typed or a label pressed), what of it is
    written otherwise than each kind of field would have it, and the day.
    """

    name: str
    way: tuple[Step, ...]
    opens: str
    say: dict[str, str] = field(default_factory=dict)
    at: str = AUTUMN


TRY = ("/sel cycle S1", "Begin a new one", {"objective": "A try", "prediction": "Ten", "started": "2026-10-01"})
LINE = {"audience": "Families", "influence": "2", "interest": "3", "sender": MARIBEL}
FORMS = (
    Form("digest.words", ("/sel digest",), "Edit", at=SEPTEMBER),
    Form("cycle.keep", ("/sel cycle S1",), "Begin a new one"),
    Form("cycle.end.keep", TRY, "Say how it went"),
    Form("setup.daysoff.keep", ("/sel setup", "Days off"), "Add or take out"),
    Form("setup.daysoff.public.keep", ("/sel setup", "Days off"), "Public holidays"),
    Form("away.set", (), "/sel away", {"back": "2026-10-12", "since": "2026-10-08"}),
    Form("rate.midyear.keep", ("/sel rate",), "Mid-year rating", {"midyear": "2027-01-20"}),
    Form("rate.recorder.keep", ("/sel rate",), "Who records"),
    Form("rate.agree.keep", ("/sel rate Professional Learning",), "Agree on a level"),
    Form("rate.item.keep", ("/sel rate Professional Learning",), "Change its words"),
    Form("share.keep", ("/sel share",), "Add an audience"),
    Form("share.reviewed", ("/sel share", "Add an audience", LINE, "It was sent", "/sel share Families"),
         "Did it work?"),
    Form("rate.own.keep", ("/sel rate Communication",), "My own level", at=MAY),
)  # fmt: skip


@dataclass
class Stage:
    """A room with its page open in one browser window."""

    room: Room
    eyes: Eyes

    async def walk(self, *steps: Step) -> None:
        lead = self.room.person(MARIBEL)
        for step in steps:
            if isinstance(step, dict):
                outcome = await lead.sends(**step)
                assert outcome.ok, outcome
            else:
                await (lead.says(step) if step.startswith("/sel") else lead.presses(step))

    @property
    def view(self) -> View:
        return self.room.workspace.views(MARIBEL)[-1]

    @property
    def dialog(self) -> Locator:
        return self.eyes.page.get_by_role("dialog")

    async def opens(self, form: Form) -> Any:
        """The form, opened; what stands in its fields."""
        await self.walk(form.opens)
        assert self.view.callback_id == form.name
        # By its title: the page may still show the form before it for a moment.
        await expect(self.eyes.page.get_by_role("dialog", name=self.view.body["title"]["text"])).to_be_visible()
        return await self.dialog.evaluate(STATE)

    async def escapes(self) -> None:
        await self.eyes.page.keyboard.press("Escape")
        await expect(self.dialog).to_be_hidden()

    async def sends(self) -> None:
        """The form, sent; what came next is closed."""
        view, before = self.view, self.view.hash
        await self.dialog.get_by_role("button", name=view.body["submit"]["text"], exact=True).click()
        await self.room.workspace.until(lambda: view.closed or view.hash != before, timeout=20)
        await self.room.workspace.quiet()
        await self.closes()

    async def closes(self) -> None:
        if views := self.room.workspace.views(MARIBEL):
            await self.room.workspace.close_view(MARIBEL, views[-1].id, everything=True)
        await expect(self.dialog).to_be_hidden()

    async def reloads(self) -> None:
        await self.eyes.page.reload()
        await self.eyes.page.wait_for_selector("body.ready")

    async def fills_in(self, form: Form) -> None:
        """Something into each field, by what kind it is."""
        for block in self.view.blocks:
            if block["type"] == "input":
                name, element = block["block_id"], block["element"]
                where = self.dialog.locator(f'[data-block="{name}"]')
                await FILL[element["type"]](where, form.say.get(name, ""))


async def _text(where: Locator, words: str) -> None:
    await where.locator("input, textarea").fill(words or "Words of mine")


async def _number(where: Locator, words: str) -> None:
    await where.locator("input").fill(words or NUMBER)


async def _date(where: Locator, words: str) -> None:
    await where.locator("input").fill(words or DAY)


async def _radio(where: Locator, _words: str) -> None:
    """Another one than is chosen."""
    await where.locator("input:not(:checked)").last.check()


async def _checkboxes(where: Locator, _words: str) -> None:
    await where.locator("input").first.click()


async def _select(where: Locator, _words: str) -> None:
    """Another one than is chosen."""
    menu = where.locator("select")
    values = await menu.evaluate("menu => [...menu.options].map(each => each.value).filter(v => v && v !== menu.value)")
    await menu.select_option(values[0])


async def _several(where: Locator, _words: str) -> None:
    """The first of the list, ticked or unticked."""
    await where.locator(".picker-button").click()
    await where.locator(".picker-panel input[type=checkbox]").first.click()
    await where.locator(".picker-button").click()


FILL = {
    "plain_text_input": _text,
    "number_input": _number,
    "datepicker": _date,
    "radio_buttons": _radio,
    "checkboxes": _checkboxes,
    "static_select": _select,
    "multi_static_select": _several,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    found = chromium()
    async with (
        open_room(tmp_path_factory.mktemp("drafts"), plan, dressed=hang) as room,
        async_playwright() as playwright,
    ):
        await room.starts()
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        async with window(browser, room.workspace, (DESKTOP[0], 1000)) as eyes:
            await eyes.look("", MARIBEL)
            yield Stage(room, eyes)
        await browser.close()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
async def test_a_draft_is_there_until_it_is_sent(stage: Stage, form: Form) -> None:
    stage.room.clock.move_to(moment(form.at))
    await stage.closes()
    await stage.walk(*form.way)
    made = await stage.opens(form)
    await stage.fills_in(form)
    written = await stage.dialog.evaluate(STATE)
    untouched = [name for (name, then), (_name, now) in zip(made, written, strict=True) if then == now and then]
    assert untouched == []
    assert await too_wide(stage.eyes.page) == []
    if PICTURES:
        await stage.eyes.page.screenshot(path=Path(PICTURES) / f"draft-{form.name}.png")
    await stage.escapes()
    assert await stage.opens(form) == written
    await expect(stage.dialog).to_contain_text(STILL_HERE)
    await stage.escapes()
    await stage.reloads()
    assert await stage.opens(form) == written
    await expect(stage.dialog).to_contain_text(STILL_HERE)

    await stage.sends()
    await stage.opens(form)
    await expect(stage.dialog).not_to_contain_text(STILL_HERE)
    await stage.closes()
