"""What stands beside the database's file: the list of deletions, and the stamp that says how far it is written.

Whatever is restored or replaced, what was deleted is deleted again; and the stamp rises, so that an older state put in
its place is known for one.
"""

import asyncio
from datetime import datetime
from pathlib import Path
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database_file import follows, write_private
from storage.store import open_store
from storage.tombstones import read, write

TORN = "written over"
"""What stands beside a file that was written over while it was open: it is no database that can be trusted."""


async def keep_in_step(engine: AsyncEngine, path: Path, now: datetime) -> int:
    """Let the database and the list at `path` know the same deletions. Returns how many were made again in the
    database. Raises ValueError where the list cannot be read.
    """
    listed = await asyncio.to_thread(read, path)
    async with open_store(engine, now) as store:
        tombstones = await store.removals.tombstones()
    here = {each.key for each in tombstones}
    again = [each for each in listed if each.key not in here]
    if again:
        async with open_store(engine, now, writes=True) as store:
            await store.removals.reapply(again)
    both = {each.key: each for each in (*listed, *tombstones)}
    if again or len(both) != len(listed):
        await clear_log(engine)
        await asyncio.to_thread(write, path, list(both.values()))
    return len(again)


async def clear_log(engine: AsyncEngine) -> None:
    """Let SQLite's log of what was written, which holds the words, go into the file, which does not."""
    if engine.dialect.name != "sqlite":
        return
    await _checkpoint(engine, "TRUNCATE")


async def _checkpoint(engine: AsyncEngine, mode: str) -> None:
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        cursor = await raw.driver_connection.execute(f"PRAGMA wal_checkpoint({mode})")  # type: ignore[union-attr]
        await cursor.close()


class Torn(Exception):
    """The database's file was written over while a bot had it open."""


def stamp_file(database: Path) -> Path:
    """Where the newest stamp stands."""
    return database.with_name(f"{database.name}.stamp")


async def note_torn(database: Path) -> None:
    """Nothing may be done with this file before a copy is put in its place."""
    await asyncio.to_thread(write_private, stamp_file(database), TORN.encode())


class Stamped:
    """One database's stamp. `path` is its file; it rises at most once in `apart` seconds."""

    def __init__(self, engine: AsyncEngine, path: Path, apart: float = 0.0) -> None:
        self._engine = engine
        self._path = path
        self._apart = apart
        self._next = 0.0
        self._written: tuple[int, int] | None = None

    async def is_older_state(self, now: datetime) -> bool:
        """Whether some other state was put here since the stamp was written down. Raises Torn."""
        beside = await asyncio.to_thread(self._beside)
        if beside == TORN:
            raise Torn
        async with open_store(self._engine, now) as store:
            return beside.isdecimal() and not follows(await store.restores.stamp(), int(beside))

    async def keep(self, now: datetime) -> None:
        """Let it rise where something was written since, and write it down."""
        if monotonic() < self._next or (self._written is not None and self._log() == self._written):
            return
        async with open_store(self._engine, now, writes=True) as store:
            stamp = await store.restores.raise_stamp()
        await _checkpoint(self._engine, "PASSIVE")
        await asyncio.to_thread(write_private, stamp_file(self._path), str(stamp).encode())
        self._written, self._next = self._log(), monotonic() + self._apart

    def _beside(self) -> str:
        try:
            return stamp_file(self._path).read_text(errors="replace").strip()
        except OSError:
            return ""

    def _log(self) -> tuple[int, int]:
        """What changes with everything that is written."""
        try:
            log = self._path.with_name(f"{self._path.name}-wal").stat()
        except FileNotFoundError:
            return (0, 0)
        return (log.st_size, log.st_mtime_ns)
