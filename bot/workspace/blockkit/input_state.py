"""What people fill into elements: a plain value in, Slack's state out, and what their client would complain about."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from bot.workspace.blockkit.check import elements_in
from bot.workspace.blockkit.elements import options_of
from bot.workspace.blockkit.rules import is_date, is_email, is_number, is_time
from bot.workspace.records import Json

Entered = dict[tuple[str, str], Json]
Naming = Callable[[str, str], str]
"""Turns an e-mail or a channel's name into an id: (`user` or `channel`, what was given) -> id; LookupError."""

_KEYS = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "external_select": "selected_option",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
REQUIRED = "Please complete this required field."


def key_of(kind: str) -> str | None:
    """Under which name Slack's state holds this element's value; None for buttons and overflow menus."""
    return _KEYS.get(kind)


def fields_in(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, element) that holds a value."""
    for block in blocks:
        for _, element in elements_in(block):
            if element["type"] in _KEYS:
                yield block, element


def initial(element: Json) -> Json:
    """The state of an element that nobody has touched."""
    key = _KEYS[element["type"]]
    start = element.get("initial_" + key.removeprefix("selected_"))
    if start is None or start == "":
        start = [] if key.endswith("s") else None
    return {"type": element["type"], key: start}


def values_of(blocks: list[Json], entered: Entered) -> dict[str, dict[str, Json]]:
    """`state.values`: block_id -> action_id -> state, what was entered before what was preset."""
    values: dict[str, dict[str, Json]] = {}
    for block, element in fields_in(blocks):
        field_state = entered.get((block["block_id"], element["action_id"]))
        if field_state is None or field_state["type"] != element["type"]:
            field_state = initial(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = field_state
    return values


def find(blocks: list[Json], name: str, value: Any = None, block_id: str | None = None) -> tuple[Json, Json]:
    """The (block, element) with this action_id or block_id; buttons also by value. LookupError when absent."""
    matches = [
        (block, element)
        for block in blocks
        for _, element in elements_in(block)
        if name in (element["action_id"], block["block_id"]) and block_id in (None, block["block_id"])
    ]
    exact = [(block, element) for block, element in matches if element["action_id"] == name] or matches
    if len(exact) > 1 and value is not None:
        exact = [pair for pair in exact if pair[1].get("value") == value] or exact
    if not exact:
        raise LookupError(f"There is nothing called {name} here")
    return exact[0]


def state(element: Json, value: Any, naming: Naming) -> Json:
    """Slack's state for a plain value: text, number, day, option's value or label, e-mail, or a list of these.

    A client that already speaks of states hands one in as a dict with `type`.
    """
    kind = element["type"]
    key = _KEYS[kind]
    if isinstance(value, dict) and value.get("type") == kind:
        value = value.get(key)
    if key.endswith("s"):
        given = value if isinstance(value, list | tuple | set | frozenset) else ([] if value is None else [value])
        return {"type": kind, key: [_one(element, key[:-1], one, naming) for one in given]}
    empty = value is None or value == ""
    return {"type": kind, key: None if empty else _one(element, key, value, naming)}


def _one(element: Json, key: str, value: Any, naming: Naming) -> Any:
    if key == "selected_option":
        return option(element, value)
    if key == "selected_user":
        return naming("user", str(value))
    if key in ("selected_channel", "selected_conversation"):
        return naming("channel", str(value))
    if key == "selected_date":
        day = value.isoformat() if isinstance(value, date) else str(value)
        return _fitting(day, is_date(day), "a day such as 2026-09-07")
    if key == "selected_time":
        hour = value.strftime("%H:%M") if isinstance(value, time) else str(value)
        return _fitting(hour, is_time(hour), "a time such as 14:30")
    return str(value)


def _fitting(value: str, fits: bool, wanted: str) -> str:
    if not fits:
        raise ValueError(f"{value!r} is not {wanted}")
    return value


def option(element: Json, value: Any) -> Json:
    """The option of a menu with this value, or else with this label. LookupError when there is none."""
    options = options_of(element)
    wanted = value.get("value") if isinstance(value, dict) else str(value)
    for candidate in options:
        if candidate["value"] == wanted:
            return candidate
    for candidate in options:
        if candidate["text"]["text"] == wanted:
            return candidate
    raise LookupError(f"{wanted!r} is not among {[candidate['value'] for candidate in options]}")


def complaints(blocks: list[Json], entered: Entered) -> dict[str, str]:
    """What the person's own client says under the fields before it sends anything: block_id -> sentence."""
    values = values_of(blocks, entered)
    wrong: dict[str, str] = {}
    for block, element in fields_in(blocks):
        if block["type"] != "input":
            continue
        given = values[block["block_id"]][element["action_id"]][_KEYS[element["type"]]]
        empty = given is None or len(given) == 0
        if empty and not block.get("optional"):
            wrong[block["block_id"]] = REQUIRED
        elif not empty and (problem := _complaint(element, given)):
            wrong[block["block_id"]] = problem
    return wrong


def _complaint(element: Json, given: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _length_complaint(element, given)
    if kind == "number_input":
        return _number_complaint(element, given)
    if kind == "email_text_input" and not is_email(given):
        return "Please enter a valid email address."
    if isinstance(given, list) and len(given) > element.get("max_selected_items", len(given)):
        return f"Please choose at most {element['max_selected_items']}."
    return None


def _length_complaint(element: Json, given: str) -> str | None:
    if len(given) < element.get("min_length", 0):
        return f"Please write at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Please write at most {most} characters." if len(given) > most else None


def _number_complaint(element: Json, given: str) -> str | None:
    if not is_number(given) or (not element["is_decimal_allowed"] and "." in given):
        return "Please enter a whole number." if not element["is_decimal_allowed"] else "Please enter a number."
    if "min_value" in element and float(given) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(given) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None
