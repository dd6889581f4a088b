"""The list of deletions beside the database: whatever is restored or replaced, what was deleted is deleted again."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.store import Store, open_store
from storage.tombstones import Tombstone, read, write


async def reapply_deletions(store: Store, tombstones: Iterable[Tombstone]) -> int:
    """Delete again, in a database that was restored, what is known to have been deleted; returns how many deletions it
    did not know.
    """
    return await store.removals.reapply(tombstones)


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
            await reapply_deletions(store, again)
    both = {each.key: each for each in (*listed, *tombstones)}
    if again or len(both) != len(listed):
        await clear_log(engine)
        await asyncio.to_thread(write, path, list(both.values()))
    return len(again)


async def clear_log(engine: AsyncEngine) -> None:
    """Let SQLite's log of what was written, which holds the words, go into the file, which does not."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        await cursor.close()
