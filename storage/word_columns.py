"""Where people's own words rest: read from what every column of text says of itself (tables/column_kinds.py)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, String, Table, TypeDecorator
from sqlmodel import SQLModel

from storage.tables import every
from storage.tables.column_kinds import Copies, Nobodys, Words
from storage.transaction import table

Mark = Words | Copies | Nobodys
MOMENTS = ("edited_at", "sent_at", "at", "entered_at", "drafted_at")
"""Columns that say when words were given, the surest first; where there is none, the year says it."""


@dataclass(frozen=True)
class Place:
    """A table with words: `words` are its columns of somebody's own words, `copies` those that may repeat others'."""

    table: Table
    words: Mapping[str, Words]
    copies: tuple[str, ...]

    def __str__(self) -> str:
        return self.table.name

    @property
    def unfinished(self) -> bool:
        return any(mark.unfinished for mark in self.words.values())


def marks(row: type[SQLModel]) -> dict[str, tuple[Mark, ...]]:
    """What each column of text says of itself, by the column's name."""
    hints = get_type_hints(row, include_extras=True)
    texts = [column.name for column in table(row).columns if _holds_text(column.type)]
    return {name: tuple(_marks(hints[name])) for name in texts}


def _holds_text(kind: Any) -> bool:
    return isinstance(kind.impl_instance if isinstance(kind, TypeDecorator) else kind, (String, JSON))


def _marks(hint: Any) -> Iterator[Mark]:
    if get_origin(hint) is Annotated:
        yield from (each for each in get_args(hint)[1:] if isinstance(each, (Words, Copies, Nobodys)))
    for part in get_args(hint):
        if get_origin(part) is Annotated:
            yield from _marks(part)


def rows() -> list[type[SQLModel]]:
    """All row classes of the house."""
    rooms = (getattr(every, name) for name in every.__all__)
    found = {each.__name__: each for room in rooms for each in vars(room).values() if _is_row(each)}
    return list(found.values())


def _is_row(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, SQLModel) and hasattr(value, "__table__")


@cache
def places() -> tuple[Place, ...]:
    """Every table that holds words or repeats them."""
    all_places = []
    for row in rows():
        marked = [(name, mark) for name, told in marks(row).items() for mark in told]
        words_by_column = {name: mark for name, mark in marked if isinstance(mark, Words)}
        copies = [name for name, mark in marked if isinstance(mark, Copies)]
        if words_by_column or copies:
            all_places.append(Place(table(row), words_by_column, tuple(copies)))
    return tuple(all_places)
