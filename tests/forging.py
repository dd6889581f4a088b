"""Turns that no button of ours would send, and everything that is answered held against the wire's limits."""

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.dispatch import Call
from bot.slack import render
from bot.slack.profiles import address_of
from bot.workspace.blockkit.blocks import MESSAGE_CHARACTERS, VIEW_BYTES
from bot.workspace.blockkit.check import lines, message_problems, view_problems, written_length
from handlers.kit.form import Form
from handlers.kit.reply import Ask, Replace, Reply, Say, Wrong
from pdsa.people import Address
from tests.room import Room
from tests.wires.slack_person import texts

HANDLERS = Path(__file__).parent.parent / "handlers"
ASKING = frozenset({"Pick", "PickMany", "Line", "Number", "Day", "Tick"})
KNOWN_BY_NAME = ("strategy", "quietly", "asked", "slot", "call", "goal", "item", "moment")
"""Names that stand in the sources as constants of their own."""
BROKE = "something broke"
NOT_YOURS = "not open to your role"


def address(room: Room, email: str) -> Address:
    """Where somebody is reached at the workspace."""
    return address_of(room.workspace.world.team_id, room.workspace.world.person(email).id)


def asked_for() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of all fields that forms ask for, and of all that they carry, as the handlers' sources have them."""
    calls = [node for path in sorted(HANDLERS.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    fields, carried = set(KNOWN_BY_NAME), set(KNOWN_BY_NAME)
    for call in (node for node in calls if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        first = call.args[0] if call.args else None
        if call.func.id in ASKING and isinstance(first, ast.Constant):  # type: ignore[attr-defined]
            fields.add(str(first.value))
        for given in (each.value for each in call.keywords if each.arg == "carry" and isinstance(each.value, ast.Dict)):
            carried |= {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}
    return tuple(sorted(fields)), tuple(sorted(carried))


async def replies(room: Room, email: str, route: str, **more: Any) -> list[Reply]:
    """What the bot answers to this person at this route, whatever the request holds."""
    return await room.bot.dispatch.turn(Call(route=route, address=address(room, email), **more))


async def forged(room: Room, email: str, route: str, **more: Any) -> str:
    """The same as text, after it was held against the limits and found not to be broken."""
    found = await replies(room, email, route, **more)
    text = shown(found)
    assert BROKE not in text, f"{route} broke for {email} with {more}"
    return text


def shown(found: Sequence[Reply]) -> str:
    """The replies as somebody reads them; each must be accepted by the wire."""
    screens: list[str] = []
    for reply in found:
        if isinstance(reply, Say | Replace):
            for each in (reply.card, *reply.card.details):
                screens.append(_message(render.message(each, {})))
        elif isinstance(reply, Ask):
            screens.append(_view(reply.form))
        elif isinstance(reply, Wrong):
            assert reply.sentence.strip()
            screens.append(reply.sentence)
    return "\n".join(screens)


def _message(body: dict[str, Any]) -> str:
    problems = message_problems(body["blocks"], "/blocks", lambda _file: True)
    assert not problems, lines(problems)[:5]
    assert written_length(body["blocks"]) <= MESSAGE_CHARACTERS
    return "".join(texts(body["blocks"]))


def _view(form: Form) -> str:
    made = render.view(form, {})
    problems = view_problems(made, "modal", "/view", lambda _file: True)
    assert not problems, lines(problems)[:5]
    assert written_length(made) <= VIEW_BYTES
    return form.title + "\n" + "".join(texts(made["blocks"]))
