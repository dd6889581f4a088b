"""The database: one engine for SQLite and Postgres, with the settings that keep every write."""

import asyncio
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import sqlite_connection
from storage.answer_cache import AnswerCache
from storage.database_file import DatabaseFile

WRITES = "sel_writes"
APPLICATION = "sel-bot"
"""By this name Postgres knows our connections."""
TURN = "sel_turn"
"""This process's own writers take turns here, rather than poll for SQLite's lock."""
FILE = "sel_file"
"""The file that an engine's database is; None for one that is in no file."""
CACHE = "sel_cache"
"""The answers that this process remembers of an engine's database."""
ATTEMPTS = 20
WRITER_LOCK = 0x5E1C7C1E
"""Advisory lock that makes Postgres writers take turns as SQLite's do."""


def connect(url: str, *, durable: bool = True) -> AsyncEngine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; the driver is added here.

    Without `durable`, SQLite does not wait for the disk: what a failing machine may lose must not matter.

    Raises ValueError, in a sentence, for anything else.
    """
    try:
        parsed = make_url(url)
    except Exception:
        raise ValueError("DATABASE_URL is not a database address. Use sqlite:///FILE or postgresql://...") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(parsed.set(drivername="sqlite+aiosqlite"), "FULL" if durable else "OFF")
    if backend in ("postgresql", "postgres"):
        engine = create_async_engine(
            parsed.set(drivername="postgresql+asyncpg"), pool_size=10, pool_pre_ping=True,
            connect_args={"server_settings": {"application_name": APPLICATION}},
        )  # fmt: skip
        return engine.execution_options(**{CACHE: AnswerCache()})
    raise ValueError(f"{backend} is not a database I can use. Use sqlite:///FILE or postgresql://...")


def _sqlite(url: Any, synchronous: str) -> AsyncEngine:
    kept = bool(url.database) and url.database != ":memory:" and not url.database.startswith("file:")
    file = DatabaseFile(Path(url.database)) if kept else None
    trips = {"async_creator_fn": partial(sqlite_connection.connect, file=file)}
    engine = create_async_engine(url, pool_size=5, max_overflow=20, connect_args=trips)
    engine = engine.execution_options(**{TURN: asyncio.Lock(), FILE: file, CACHE: AnswerCache()})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: see `begin`
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=30000")
        _keep_a_log(cursor)
        for pragma in (f"synchronous={synchronous}", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock before it reads: what it read cannot be changed under it.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _keep_a_log(cursor: Any) -> None:
    """Turn write-ahead logging on. SQLite does not wait with this where somebody else has the file in hand, as it does
    with everything else; so we wait for a turn alone with the file, and try again.
    """
    for _ in range(ATTEMPTS):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            cursor.execute("BEGIN EXCLUSIVE")
            cursor.execute("COMMIT")
    cursor.execute("PRAGMA journal_mode=WAL")


def file_of(engine: AsyncEngine) -> DatabaseFile | None:
    """The file of an SQLite database."""
    found: DatabaseFile | None = engine.sync_engine.get_execution_options().get(FILE)
    return found


def cache_of(engine: AsyncEngine) -> AnswerCache:
    """The answers that are remembered of this database; none of an engine that was made elsewhere."""
    found: AnswerCache | None = engine.sync_engine.get_execution_options().get(CACHE)
    return AnswerCache() if found is None else found


def database_now(dialect: str) -> str:
    """SQL for the database's own clock, in seconds since 1970 with fractions."""
    if dialect == "sqlite":
        return "((julianday('now') - 2440587.5) * 86400.0)"
    return "extract(epoch from clock_timestamp())"


def lock_writers(connection: Connection) -> None:
    """Make this transaction wait for its turn to write (SQLite has done so at BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
