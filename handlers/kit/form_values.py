"""A form's fields as a value's: they open with what it holds, and what was sent is read by what the fields say.

fields = [Line("learned", _("What was learned?"), needed=_("A sentence will do.")), Tick("shared", _("May be seen"))]
form(..., *opened(fields, reflection), ...)
Reflection(..., **read(fields, turn))
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.kit.form import Day, Field, InputField, Line, Number, Pick, PickMany, Tick
from handlers.kit.turn import Turn
from pdsa.errors import Refusal
from pdsa.text import _


def opened(fields: Iterable[Field | None], value: Any) -> list[Field | None]:
    """The fields with what the value holds under their names; as they are where it holds nothing, or is None."""
    return [
        _showing(each, getattr(value, each.name, None)) if isinstance(each, InputField) else each for each in fields
    ]


def read(fields: Iterable[Field | None], turn: Turn) -> dict[str, Any]:
    """What was sent, by the fields' names: text trimmed, choices as what they mean, a day or number as such or None.

    What the fields do not ask for is not read, and no choice that they do not offer. Raises Refusal under the first
    field that lacks something.
    """
    return {each.name: _read(each, turn) for each in fields if isinstance(each, InputField)}


def _showing(field: InputField, held: Any) -> InputField:
    if held is None:
        return field
    match field:
        case Line():
            return replace(field, text=held)
        case Pick():
            return replace(field, chosen=next((each.value for each in field.options if each.means == held), None))
        case PickMany():
            return replace(field, chosen=tuple(each.value for each in field.options if each.means in held))
        case Number():
            return replace(field, value=held)
        case Day():
            return replace(field, day=held)
        case Tick():
            return replace(field, on=held)


def _read(field: InputField, turn: Turn) -> Any:
    match field:
        case Line():
            return _text(field, turn)
        case Pick():
            return _choice(field, turn)
        case PickMany():
            chosen = turn.many(field.name)
            return tuple(each.means for each in field.options if each.value in chosen)
        case Number():
            return turn.figure(field.name)
        case Day():
            return _day(field, turn)
        case Tick():
            return turn.ticked(field.name)


def _text(field: Line | Pick, turn: Turn) -> str:
    return turn.required(field.name, field.needed) if field.needed else turn.text(field.name)


def _day(field: Day, turn: Turn) -> date | None:
    day = turn.day(field.name)
    if day is None and field.needed:
        raise Refusal(field.needed, field=field.name)
    return day


def _choice(field: Pick, turn: Turn) -> Any:
    """What the choice means; None where nothing was chosen."""
    chosen = _text(field, turn)
    for option in field.options:
        if option.value == chosen:
            return option.means
    if chosen:
        raise Refusal(_("Please choose one of the answers."), field=field.name)
    return None
