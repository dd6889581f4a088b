"""Every number and every date that the bot's forms ask for, filled in in the browser: what is typed is what arrives.

The forms are found in the source of the handlers, so that a new one cannot be forgotten.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from page_stage import Eyes
from playwright.async_api import Locator, expect
from slack_bolt.async_app import AsyncApp
from workspace_cast import Listening

from bot.slack.listen import _answers
from bot.slack.render import view
from handlers.kit.form import Day, Form, Line, Number
from handlers.kit.turn import Answer, Turn
from pdsa.people import Member, Role

pytestmark = pytest.mark.asyncio(loop_scope="module")

HANDLERS = Path(__file__).parents[3] / "handlers"
READER = Member(1, "Priya Raman", "priya@riverbend.example", Role.RESEARCH, "District SEL team")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY, FIGURE = date(2027, 1, 14), 4.2
Field = Day | Number | Line


def figure_names(tree: ast.AST) -> set[str]:
    """The names that some handler reads as a number."""
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute))
    return {_text(call.args[0]) for call in calls if call.func.attr == "figure" and call.args}  # type: ignore[attr-defined]


def field_of(call: ast.Call, figures: set[str]) -> Field | None:
    """The field that a call makes, if it is a number or a date."""
    kind = call.func.id if isinstance(call.func, ast.Name) else ""
    if kind not in ("Day", "Number", "Line") or not call.args:
        return None
    name = _text(call.args[0])
    if kind == "Line":
        return Line(name, name, most=40) if name in figures else None
    return Day(name, name) if kind == "Day" else Number(name, name)


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "0" for part in parts)  # type: ignore[misc]
        case _:
            return ast.unparse(node)


def forms() -> Iterator[Form]:
    """A form for each function of the handlers that asks for a number or a date, with just these fields."""
    trees = {path: ast.parse(path.read_text()) for path in sorted(HANDLERS.rglob("*.py")) if path.parent.name != "kit"}
    figures = set().union(*(figure_names(tree) for tree in trees.values()))
    for path, tree in trees.items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
                found = {made.name: made for each in calls if (made := field_of(each, figures))}
                if found:
                    where = f"{path.relative_to(HANDLERS).with_suffix('')}.{function.name}"
                    yield Form("kept", where[-24:], tuple(found.values()), "Keep it")


FORMS = list(forms())


async def fill(dialog: Locator, field: Field) -> None:
    await dialog.locator(f'[data-action="{field.name}/{field.name}"]').fill(
        DAY.isoformat() if isinstance(field, Day) else str(FIGURE)
    )


async def test_the_forms_are_found() -> None:
    names = {field.name for form in FORMS for field in form.fields if isinstance(field, Field)}
    assert {"value", "n", "number", "baseline", "target", "due", "first", "back", "midyear"} <= names
    assert len(FORMS) > 20


@pytest.mark.timeout(300)
async def test_what_is_typed_into_a_number_or_a_date_is_what_arrives(
    eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    kept: list[dict[str, Answer]] = []

    @app.command("/sel")
    async def open_form(ack: Any, body: Any, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view(FORMS[int(body["text"])], {}))
        await ack()

    @app.view("kept")
    async def keep(ack: Any, body: Any) -> None:
        kept.append(_answers(body["view"]["state"]["values"]))
        await ack()

    await listen()
    page = await eyes.look("team")
    for number, form in enumerate(FORMS):
        await eyes.type(f"/sel {number}")
        dialog = page.get_by_role("dialog", name=form.title)
        for field in form.fields:
            assert isinstance(field, Field)
            await fill(dialog, field)
        await dialog.get_by_role("button", name="Keep it").click()
        await expect(dialog, f"{form.title}: {await dialog.all_inner_texts()}").to_be_hidden()
        turn = Turn(READER, NOW, answers=kept[-1])
        for field in form.fields:
            assert isinstance(field, Field)
            arrived = turn.day(field.name) if isinstance(field, Day) else turn.figure(field.name)
            assert arrived == (DAY if isinstance(field, Day) else FIGURE), (form.title, field.name)
    assert len(kept) == len(FORMS)
