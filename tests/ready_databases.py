"""Databases with a plan in them, laid out once and copied for each test: an import takes most of a test's beginning."""

import asyncio
from datetime import datetime
from pathlib import Path

from sqlmodel import SQLModel

from pdsa.plan import Plan
from storage.database import connect
from storage.importing import bring_in
from storage.store import open_newest_year

READY: dict[tuple[Plan | None, datetime], bytes] = {}
"""Databases as they stand after an import, by plan and moment."""


async def lay_out(path: Path, plan: Plan | None, at: datetime) -> None:
    """Put a database with all tables, this plan and nothing else into a file."""
    ready = READY.get((plan, at))
    if ready is None:
        await _import(path, plan, at)
        READY[plan, at] = await asyncio.to_thread(path.read_bytes)
    else:
        await asyncio.to_thread(path.write_bytes, ready)


async def _import(path: Path, plan: Plan | None, at: datetime) -> None:
    """Whole in its file once the engine is gone."""
    engine = connect(f"sqlite:///{path}")
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    if plan is not None:
        async with open_newest_year(engine, at, writes=True) as store:
            await bring_in(store, plan)
    await engine.dispose()
