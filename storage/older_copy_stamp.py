"""How far an SQLite database is written: its stamp rises, and stands beside the file, so that an older state put in its
place is known for one.
"""

import asyncio
from datetime import datetime
from pathlib import Path
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database_file import follows
from storage.private_files import write_private
from storage.store import open_store

TORN = "written over"
"""What stands beside a file that was written over while it was open: it is no database that can be trusted."""


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
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]
            await cursor.close()
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
