"""A desk's database made once and copied for each test: bringing a plan in takes longer than most tests do."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from handlers.kit.routes import Feature
from pdsa.plan import Plan
from tests.handlers.desk import Desk, open_desk

Prepare = Callable[[Desk], Awaitable[None]]


def prepared(folder: Path, feature: Feature, plan: Plan, at: str, prepare: Prepare) -> Path:
    """A folder with a database that has this plan and what `prepare` did with it."""

    async def make() -> None:
        async with open_desk(folder, feature, plan, at=at) as desk:
            await prepare(desk)

    asyncio.run(make())
    return folder


@asynccontextmanager
async def open_copy(original: Path, folder: Path, feature: Feature, at: str) -> AsyncIterator[Desk]:
    """A desk of one's own with a copy of a prepared database."""
    shutil.copy(original / "desk.db", folder / "desk.db")
    async with open_desk(folder, feature, at=at) as desk:
        yield desk
