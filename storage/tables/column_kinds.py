"""How instants rest in every table, and whose words a column holds: each column of text says so."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


@dataclass(frozen=True)
class Words:
    """Somebody's own words. `by` is the column with the author's id; empty where only the trail knows who it was.

    `unfinished`: nobody's record yet; such a row goes as a whole.
    """

    by: str = ""
    unfinished: bool = False


@dataclass(frozen=True)
class Copies:
    """What may repeat somebody's words that stand elsewhere: a quotation, what was shown, what stood there before."""


@dataclass(frozen=True)
class Nobodys:
    """A name, a choice, a code, an address, or the district's own plan: nobody's words."""


Said = Annotated[str, Words("member")]
Unfinished = Annotated[Any, Words("member", unfinished=True)]
Copied = Annotated[str, Copies()]
CopiedJson = Annotated[Any, Copies()]
Plain = Annotated[str, Nobodys()]
PlainJson = Annotated[Any, Nobodys()]


class Numbered(SQLModel):
    """A row with a number of its own."""

    id: int | None = Field(default=None, primary_key=True)


class OfCycle(SQLModel):
    """A row of a year: its key begins with it."""

    cycle: int = Field(foreign_key="cycles.id", primary_key=True)


class Instant(TypeDecorator[datetime]):
    """An aware instant, in UTC at rest, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(**more: Any) -> Any:
    return Field(sa_type=Instant, **more)


def later(default: Any) -> Any:
    """A column that came after the first shape: rows from before have this value. `list` and `dict` stand for empty
    ones.
    """
    if default in (list, dict):
        empty = "[]" if default is list else "{}"
        return Field(default_factory=default, sa_type=JSON, sa_column_kwargs={"server_default": empty})
    # Plain text that both databases take for a truth value: an expression would make SQLite build the table anew.
    server = str(int(default)) if isinstance(default, int) else default
    return Field(default=default, sa_column_kwargs={"server_default": server})
