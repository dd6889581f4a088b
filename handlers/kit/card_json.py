"""A card as plain JSON values and back: what was approved stays as it was read, whatever the house says by then."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.kit import card as kit
from handlers.kit import words
from pdsa import checkin, picture

KINDS: Mapping[str, Any] = {
    kind.__name__: kind
    for home in (picture, kit, words, checkin)
    for kind in vars(home).values()
    if isinstance(kind, type) and kind.__module__ == home.__name__ and (is_dataclass(kind) or issubclass(kind, StrEnum))
}
"""What a card can be made of, by name."""
FORMERLY: Mapping[str, str] = {"Facts": "FactSet", "door": "route"}
"""What parts and their values were called by the versions that kept some cards -> their names today."""


def freeze(value: Any) -> Any:
    """The value as JSON keeps it. Raises ValueError for what no card is made of."""
    if is_dataclass(value) and KINDS.get(type(value).__name__) is type(value):
        return {"is": type(value).__name__, **{each.name: freeze(getattr(value, each.name)) for each in fields(value)}}
    if isinstance(value, StrEnum) and type(value).__name__ in KINDS:
        return {"is": type(value).__name__, "value": value.value}
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [freeze(each) for each in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise ValueError(f"{type(value).__name__} is no part of a card")


def thaw(kept: Any) -> kit.Card:
    """The card that was frozen. Raises ValueError where it is none, or of a shape that this version does not know."""
    try:
        thawed = _thawed(kept)
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a card of this version: {error}") from error
    if not isinstance(thawed, kit.Card):
        raise ValueError("not a card")
    return thawed


def _thawed(frozen: Any) -> Any:
    if isinstance(frozen, list):
        return tuple(_thawed(each) for each in frozen)
    if not isinstance(frozen, dict):
        return frozen
    if frozen["is"] == "date":
        return date.fromisoformat(frozen["value"])
    kind: Any = KINDS[FORMERLY.get(frozen["is"], frozen["is"])]
    values = {FORMERLY.get(name, name): _thawed(value) for name, value in frozen.items() if name != "is"}
    return kind(values["value"]) if issubclass(kind, StrEnum) else kind(**values)
