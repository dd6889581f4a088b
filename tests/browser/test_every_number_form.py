"""Every form with a number or a date, the bot's own and not one made for a test, filled in in a browser."""

import ast
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from page_stage import DESKTOP, FLAGS, Eyes, window
from playwright.async_api import async_playwright, expect

from bot.slack.listen import _answers
from bot.workspace.page import hang
from bot.workspace.records import View
from handlers.kit.turn import Answer, Turn
from pdsa.people import Member, Role
from pdsa.plan import Plan
from tests.browser.number_forms import WAYS, To
from tests.browser.visitor import chromium
from tests.room import Room, moment, open_room

HANDLERS = Path(__file__).parents[2] / "handlers"
READER = Member(1, "Priya Raman", "priya@riverbend.example", Role.RESEARCH, "District SEL team")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY, FIGURE = date(2027, 6, 1), 4.2
DATE, NUMBER, TEXT = "datepicker", "number_input", "plain_text_input"


@dataclass
class Stage:
    """A room with its page open in a browser, and what the bot heard of the forms that were sent."""

    room: Room
    eyes: Eyes
    sent: list[dict[str, Answer]] = field(default_factory=list)


@pytest_asyncio.fixture
async def stage(tmp_path: Path, plan: Plan) -> AsyncIterator[Stage]:
    found = chromium()
    async with open_room(tmp_path, plan, dressed=hang) as room, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        async with window(browser, room.workspace, (DESKTOP[0], 1400)) as eyes:
            made = Stage(room, eyes)

            async def hear(body: dict[str, Any], next: Any) -> None:  # noqa: A002  (bolt's own name)
                if body.get("type") == "view_submission":
                    made.sent.append(_answers(body["view"]["state"]["values"]))
                await next()

            room.bot.app.middleware(hear)
            yield made
        await browser.close()


def asked(view: View) -> dict[str, str]:
    """The fields of a form that take a number or a date, and which of both."""
    found = ((block["block_id"], block["element"]) for block in view.blocks if block["type"] == "input")
    kinds = {name: element["type"] for name, element in found}
    return {
        name: kind for name, kind in kinds.items() if kind in (DATE, NUMBER) or (kind == TEXT and name in figures())
    }


def answer_others(room: Room, email: str, view: View) -> None:
    """Everything else that has to be answered."""
    for block in view.blocks:
        if block["type"] != "input" or block.get("optional") or block["block_id"] in asked(view):
            continue
        element, name = block["element"], block["block_id"]
        if element["type"] == TEXT and not element.get("initial_value"):
            room.workspace.fill(email, view.id, {name: "A few words"})
        elif element.get("options") and not (element.get("initial_option") or element.get("initial_options")):
            value = element["options"][0]["value"]
            room.workspace.fill(email, view.id, {name: [value] if "multi" in element["type"] else value})


async def fill_in(stage: Stage, way: To) -> None:
    """Walk to the form, fill in its numbers and dates in the browser, send it, and look at what arrived."""
    await way.walk(stage.room)
    views = stage.room.workspace.views(way.who)
    assert views, f"no form lies open for {way.where}; there is:\n{stage.room.person(way.who).last()}"
    view = views[-1]
    names = asked(view)
    assert set(sites()[way.where]) <= names.keys(), (way.where, names)
    answer_others(stage.room, way.who, view)
    page = await stage.eyes.look("", way.who)
    await page.reload()  # the page may have drawn the form before the other answers came into it
    await page.wait_for_selector("body.ready")
    dialog = page.get_by_role("dialog")
    for name, kind in names.items():
        await dialog.locator(f'[data-action="{name}/{name}"]').fill(DAY.isoformat() if kind == DATE else str(FIGURE))
    before = len(stage.sent)
    await dialog.get_by_role("button", name=view.body["submit"]["text"], exact=True).click()
    try:
        await stage.room.workspace.until(lambda: len(stage.sent) > before)
    except TimeoutError:
        raise AssertionError((way.where, await dialog.inner_text())) from None
    await stage.room.workspace.quiet()
    turn = Turn(READER, NOW, answers=stage.sent[-1])
    for name, kind in names.items():
        arrived = turn.day(name) if kind == DATE else turn.figure(name)
        assert arrived == (DAY if kind == DATE else FIGURE), (way.where, name, stage.sent[-1])
    if left := stage.room.workspace.views(way.who):
        await stage.room.workspace.close_view(way.who, left[-1].id, everything=True)
    await expect(dialog).to_be_hidden()


@cache
def sites() -> dict[str, tuple[str, ...]]:
    """Each function of the handlers that makes a field for a number or a date, and the names that it gives them."""
    return dict(_sites())


def _sites() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in sorted(HANDLERS.rglob("*.py")):
        if path.parent.name == "kit":
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                names = tuple(name for call in ast.walk(function) if (name := _name(call)) is not None)
                if names:
                    yield f"{path.relative_to(HANDLERS).with_suffix('')}.{function.name}", tuple(filter(None, names))


def _name(node: ast.AST) -> str | None:
    """The name of the field that a call makes, if it is a number or a date; empty where it is worked out."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
        return None
    first = node.args[0]
    name = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    if node.func.id in ("Day", "Number"):
        return name
    return name if node.func.id == "Line" and name in figures() else None


@cache
def figures() -> frozenset[str]:
    """The names that some handler reads as a number."""
    trees = [ast.parse(path.read_text()) for path in HANDLERS.rglob("*.py")]
    calls = (
        each
        for tree in trees
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "figure"
    )
    return frozenset(
        call.args[0].value
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    )


def test_there_is_a_way_to_every_one() -> None:
    assert {way.where for _day, ways in WAYS for way in ways} == sites().keys()
    assert {"value", "number", "n"} <= figures() | {name for names in sites().values() for name in names}


@pytest.mark.timeout(600)
async def test_what_is_typed_into_every_real_form_is_what_arrives(stage: Stage) -> None:
    await stage.room.starts()
    await stage.room.goes_to("2026-09-01 09:05")
    for day, ways in WAYS:
        stage.room.clock.move_to(moment(day))
        for way in ways:
            await fill_in(stage, way)
    assert len(stage.sent) >= len(sites())
