"""Filling in the plan's forms as somebody does who changes a thing or two."""

from typing import Any

from handlers.kit.card_pages import as_text
from handlers.kit.form import Form
from handlers.kit.reply import Replace, Say
from tests.handlers.desk import Desk, fields


def answers(form: Form, **changed: Any) -> dict[str, Any]:
    """A form sent as it was opened, but for what is changed."""
    said: dict[str, Any] = {}
    for name, field in fields(form).items():
        value: Any = None
        for attribute in ("text", "chosen", "day", "value"):
            value = getattr(field, attribute, value)
        said[name] = str(value) if value is not None and not isinstance(value, tuple) else value
    assert not set(changed) - set(said), f"the form has no {set(changed) - set(said)}"
    return said | changed


async def keep(desk: Desk, who: str, form: Form, **changed: Any) -> str:
    said = answers(form, **changed)
    (reply,) = await desk.enter(who, form.route, answers=said, carry=form.carry)
    assert isinstance(reply, Say | Replace)
    return as_text(reply.card)
