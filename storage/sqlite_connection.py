"""One trip for a statement: SQLite's answer comes back with the statement, not after three more walks to its thread.

aiosqlite keeps a thread for each connection. Making a cursor, executing, fetching and closing are a walk there and back
each, and the walks cost more than the work. Here they are one.
"""

import sqlite3
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiosqlite

from storage.database_file import DatabaseFile

Rows = list[Any]


def connect(database: str, *, file: DatabaseFile | None = None, **options: Any) -> aiosqlite.Connection:
    """A connection to be awaited, for SQLAlchemy's `async_creator_fn`; its thread never outlives the process.

    One to a `file` makes none where it is gone. Raises DatabaseGone where another stands in its place.
    """
    if file is not None:
        file.check()
        database, options = f"{file.path.absolute().as_uri()}?mode=rw", {**options, "uri": True}
    connection = Connection(lambda: sqlite3.connect(database, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection


class Connection(aiosqlite.Connection):
    """Everything as aiosqlite has it, but for its cursors."""

    def cursor(self) -> "Cursor":  # type: ignore[override]
        return Cursor(self)


@dataclass(frozen=True)
class _Outcome:
    description: Any
    rowcount: int
    lastrowid: int | None
    rows: Rows = field(default_factory=list)


class Cursor:
    """What SQLAlchemy asks of a cursor. Its rows are here as soon as a statement was executed."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outcome = _Outcome(None, -1, None)

    @property
    def description(self) -> Any:
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._outcome.lastrowid

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        return await self._walk(_execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        return await self._walk(_execute_many, sql, parameters)

    async def fetchall(self) -> Rows:
        return self._outcome.rows

    async def close(self) -> None:
        """Nothing is left open: the walk closed it."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _walk(self, work: Any, sql: str, parameters: Any) -> Self:
        connection = self._connection
        walk: Awaitable[_Outcome] = connection._execute(work, connection._conn, sql, parameters)  # type: ignore[no-untyped-call]
        self._outcome = await walk
        return self


def _execute(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> _Outcome:
    """In the connection's thread: a statement from start to end."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


def _execute_many(connection: sqlite3.Connection, sql: str, parameters: Iterable[Sequence[Any]]) -> _Outcome:
    cursor = connection.cursor()
    try:
        cursor.executemany(sql, parameters)
        return _Outcome(None, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()
