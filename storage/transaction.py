"""One transaction, and who is writing in it: what every repository of the YearStore asks its questions through."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any

from sqlalchemy import CursorResult, Executable, RowMapping, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from storage.answer_cache import (
    VERSIONED,
    Answer,
    AnswerCache,
    Given,
    Question,
    Repository,
    fresh_version,
    tables_of,
)
from storage.tables.sending import AuditRow, TableVersionRow


def table(row: type[SQLModel]) -> Table:
    """The plain table behind a row class."""
    found: Table = row.__table__  # type: ignore[attr-defined]
    return found


ALL_VERSIONS = select(table(TableVersionRow))
"""Every transaction asks this, so it is made once."""


def key_of(made: Table, row: RowMapping) -> list[Any]:
    """The condition by which a table has this one row."""
    return [column == row[column.name] for column in made.primary_key]


@dataclass
class Transaction:
    """`now` is the district's clock; `actor` the member who speaks, None for the clock itself."""

    connection: AsyncConnection
    now: datetime
    actor: int | None
    writes: bool
    answers: dict[Any, Any] = field(default_factory=dict)
    """What was asked already, where `read_once` keeps it."""
    cache: AnswerCache = field(default_factory=AnswerCache)
    versions: Mapping[str, int] = field(default_factory=dict)
    """Of the tables that change rarely, as this transaction found them."""
    changed: frozenset[str] = frozenset()
    """Which of those tables this transaction has changed."""
    _allowed: frozenset[str] | None = None

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

    async def read_versions(self) -> None:
        """Learn how the tables stand that change rarely: a transaction begins by this."""
        self.versions = {row["name"]: row["version"] for row in await self.rows(ALL_VERSIONS)}

    async def rows(self, query: Executable, values: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
        """All rows; `values` fill the places that a query made once leaves open."""
        result = await self._ask(query, values)
        return result.mappings().all()

    async def first(self, query: Executable) -> RowMapping | None:
        result = await self._ask(query)
        return result.mappings().first()

    async def scalar(self, query: Executable) -> Any:
        return (await self._ask(query)).scalar()

    @contextmanager
    def reading_only(self, tables: frozenset[str]) -> Iterator[None]:
        """What is asked inside may read these tables alone: an answer that is remembered depends on no others."""
        before = self._allowed
        if before is not None and not tables <= before:
            raise RuntimeError(f"a remembered answer depends on {tables - before}, which it does not name")
        self._allowed = tables
        try:
            yield
        finally:
            self._allowed = before

    async def _ask(self, query: Executable, values: Mapping[str, Any] | None = None) -> CursorResult[Any]:
        if self._allowed is not None and not tables_of(query) <= self._allowed:
            raise RuntimeError(f"a remembered answer reads {tables_of(query) - self._allowed}, which it does not name")
        return await self.connection.execute(query, values)

    async def run(self, statement: Executable) -> int:
        """Execute a change; returns how many rows it touched. Raises RuntimeError where this transaction only reads."""
        return int((await self._change(statement)).rowcount)

    async def update(self, made: Table, /, *where: Any, **values: Any) -> int:
        """Change these rows of a table; returns how many there were."""
        return await self.run(made.update().where(*where).values(**values))

    async def update_unremembered(self, made: Table, /, *where: Any, **values: Any) -> int:
        """The same for columns that no remembered answer shows: the answers hold on."""
        return int((await self._execute(made.update().where(*where).values(**values))).rowcount)

    async def put(self, row: type[SQLModel], keys: Sequence[str], values: Mapping[str, Any]) -> None:
        """Insert, or update what stands under the same keys."""
        statement = self._insert(row).values(**values)
        rest = {name: value for name, value in values.items() if name not in keys}
        if rest:
            statement = statement.on_conflict_do_update(index_elements=list(keys), set_=rest)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=list(keys))
        await self._change(statement)

    async def add_missing(self, row: type[SQLModel], keys: Sequence[str], many: Sequence[Mapping[str, Any]]) -> int:
        """Insert those rows whose keys are not there yet; returns how many were new."""
        added = 0
        for start in range(0, len(many), 500):
            statement = self._insert(row).values([dict(each) for each in many[start : start + 500]])
            statement = statement.on_conflict_do_nothing(index_elements=list(keys))
            added += await self.run(statement)
        return added

    async def add(self, row: type[SQLModel], values: Mapping[str, Any]) -> int:
        """Insert one row; returns its id."""
        made = table(row)
        result = await self._change(made.insert().values(**values).returning(made.c.id))
        return int(result.scalar_one())

    async def record(self, action: str, about: str, *, before: Any = None, after: Any = None) -> None:
        """Keep a change in the audit trail, with what stood there before."""
        await self._change(
            table(AuditRow)
            .insert()
            .values(at=self.now, actor=self.actor, action=action, about=about, before=_json(before), after=_json(after))
        )

    async def _change(self, statement: Executable) -> Any:
        result = await self._execute(statement)
        name = getattr(getattr(statement, "table", None), "name", "")
        if name in VERSIONED and name not in self.changed and result.rowcount != 0:
            self.changed |= {name}
            await self.put(TableVersionRow, ("name",), {"name": name, "version": fresh_version()})
        return result

    async def _execute(self, statement: Executable) -> Any:
        if not self.writes:
            # What it read may have changed by now: it had to take its turn among the writers before its first read.
            raise RuntimeError("this transaction only reads: open it with writes=True")
        return await self.connection.execute(statement)

    def _insert(self, row: type[SQLModel]) -> Any:
        made = table(row)
        return postgresql.insert(made) if self.dialect == "postgresql" else sqlite.insert(made)


class OfYear:
    """A repository of one cycle: it asks for rows whose `cycle` is its own."""

    def __init__(self, transaction: Transaction, cycle: int) -> None:
        self._t = transaction
        self._cycle = cycle
        self.scope = cycle

    def _select(self, made: Table, *where: Any) -> Select[Any]:
        return select(made).where(made.c.cycle == self._cycle, *where)

    async def _one(self, read: Callable[[RowMapping], Answer], made: Table, *where: Any) -> Answer | None:
        """The value in the first of these rows of its year; None where there is none."""
        row = await self._t.first(self._select(made, *where))
        return read(row) if row else None

    async def _all(
        self, read: Callable[[RowMapping], Answer], made: Table, *where: Any, by: Sequence[Any] = ()
    ) -> list[Answer]:
        """The values in these rows of its year, in the order of the columns `by`."""
        return [read(row) for row in await self._t.rows(self._select(made, *where).order_by(*by))]

    async def _put(self, row: type[SQLModel], values: Mapping[str, Any]) -> None:
        """Insert a row of its year, or update what stands under the same primary key."""
        await self._t.put(row, table(row).primary_key.columns.keys(), {"cycle": self._cycle, **values})

    async def _delete(self, made: Table, /, *where: Any) -> bool:
        """Delete these rows of its year; whether there were any."""
        return await self._t.run(made.delete().where(made.c.cycle == self._cycle, *where)) > 0

    async def _update(self, made: Table, /, *where: Any, **values: Any) -> bool:
        """Change these rows of its year; whether there were any."""
        return await self._t.update(made, made.c.cycle == self._cycle, *where, **values) > 0


def read_once(ask: Question[Repository, Given, Answer]) -> Question[Repository, Given, Answer]:
    """Ask a repository's question once in a transaction that only reads: a tick, or a screen, comes by it from many
    sides.

    Each who asks gets a list or dict of their own. Where something is written, the question is asked every time.
    """

    @wraps(ask)
    async def asked(repository: Repository, /, *args: Given.args, **named: Given.kwargs) -> Answer:
        transaction: Transaction = repository._t
        if transaction.writes:
            return await ask(repository, *args, **named)
        key = (repository, ask, args, tuple(named.items()))
        if key not in transaction.answers:
            transaction.answers[key] = await ask(repository, *args, **named)
        return copy(transaction.answers[key])  # type: ignore[no-any-return]

    return asked


def _json(value: Any) -> Any:
    """The value as JSON can keep it."""
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(each) for each in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
