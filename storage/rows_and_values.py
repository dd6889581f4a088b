"""Rows of the tables as values and back, where columns and fields bear the same names."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

Value = TypeVar("Value")
Row = Mapping[str, Any] | RowMapping


def from_row(kind: Callable[..., Value], row: Row, **given: Any) -> Value:
    """The value in a row: choices (enums) rest as their values, tuples as lists, and an empty text is a choice that
    nobody made. `given` are fields that rest elsewhere, or in a way of their own.
    """
    as_they_are, converted = _fields(kind)
    read = {name: row[name] for name in as_they_are if name not in given}
    read |= {name: reader(row[name]) for name, reader in converted if name not in given}
    return kind(**read, **given)


def columns_of(value: Any, *without: str) -> dict[str, Any]:
    """A value's fields as a row has them, but for those that rest elsewhere."""
    kind: Any = type(value)
    names = [name for name in _readers(kind) if name not in without]
    return {name: _kept(getattr(value, name), name in _choices(kind)) for name in names}


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """How values of this kind are written and read. Made once and only when needed: making it takes a while."""
    return TypeAdapter(kind)


def _kept(value: Any, choice: bool) -> Any:
    if choice:
        return value.value if value else ""
    return [_kept(each, isinstance(each, Enum)) for each in value] if isinstance(value, tuple) else value


@cache
def _fields(kind: Any) -> tuple[list[str], list[tuple[str, Callable[[Any], Any]]]]:
    """The fields that a row holds as they are, and those that are made from what it holds."""
    converted = [(name, reader) for name, reader in _readers(kind).items() if reader is not _as_it_is]
    return [name for name, reader in _readers(kind).items() if reader is _as_it_is], converted


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _choices(kind: Any) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(kind).items() if _choice(hint))


def _reader(hint: Any) -> Callable[[Any], Any]:
    choice = _choice(hint)
    if choice is not None:
        return choice if hint is choice else lambda value: choice(value) if value else None
    if get_origin(hint) is tuple:
        of_each = _reader(get_args(hint)[0])
        return lambda values: tuple(map(of_each, values))
    return _as_it_is


def _choice(hint: Any) -> type[Enum] | None:
    """The enum that a field holds one of, if it is one, or None."""
    hints = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return next((each for each in hints if isinstance(each, type) and issubclass(each, Enum)), None)


def _as_it_is(value: Any) -> Any:
    return value
