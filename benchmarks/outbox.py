"""What a tick with a thousand members and a claim cost, as ratios against plain reads in the same run.

    python -m benchmarks.outbox [DATABASE_URL]

DATABASE_URL is an empty database (default: SQLite in a new folder). The baseline is one reading transaction that
fetches one member; every line says how many of those a step costs. Figures of two machines cannot be compared, the
ratios can.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import Ticker
from bot.district_clock import MovableClock
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from pdsa.calendar import SchoolYear
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from storage.database import connect
from storage.migrate import migrate
from storage.store import open_newest_year
from storage.tables.people import MemberRow
from storage.transaction import table

MEMBERS = 1_000
CLAIM = 3
START = datetime(2026, 8, 18, 16, tzinfo=UTC)
LEASE = timedelta(minutes=1)
RUBRIC = timedelta(days=7)
"""So long after the first day the rubric is asked about (`handlers/rate/notifications.py`)."""


async def measure(url: str, out: Console) -> None:
    """Print the ratios."""
    engine = connect(url)
    await migrate(engine)
    await _fill(engine)
    clock = MovableClock(START)
    ticker = Ticker(engine, RouteTable.of(FEATURES), clock)

    async def read() -> None:
        async with open_newest_year(engine, START) as store:
            await store.people.by_id(1)

    async def claim() -> None:
        async with open_newest_year(engine, START, writes=True) as store:
            await store.outbox.claim("benchmark", CLAIM, LEASE, 1e6, 0.0)

    async def claim_by_two() -> None:
        await asyncio.gather(claim(), claim())

    baseline = await seconds(read, 200)
    steps: list[tuple[str, Callable[[], Awaitable[object]], int]] = [
        (f"first tick, which writes {MEMBERS} letters", ticker.tick, 1),
        ("a tick that finds nothing new", ticker.tick, 10),
        (f"a claim of {CLAIM} letters among them", claim, 50),
        ("two claims at once", claim_by_two, 50),
    ]
    later: list[tuple[str, Callable[[], Awaitable[object]], int]] = [
        (f"the tick that asks {MEMBERS} raters for the rubric", ticker.tick, 1),
        ("a tick after it that finds nothing new", ticker.tick, 10),
    ]
    out.print(f"{engine.dialect.name}: one short reading transaction = 1", highlight=False)
    for words, work, times in steps:
        out.print(f"  {words}: {await seconds(work, times) / baseline:.1f}", highlight=False)
    await clock.wait(RUBRIC.total_seconds())
    for words, work, times in later:
        out.print(f"  {words}: {await seconds(work, times) / baseline:.1f}", highlight=False)
    await engine.dispose()


async def _fill(engine: AsyncEngine) -> None:
    first, last = START.date(), (START + timedelta(days=290)).date()
    year = SchoolYear(first, last, "America/Denver")
    cycle = Cycle(
        0, "Benchmark", "2026-27", year, Phases.usual(first, last), Rhythm(), Channels(), "", "", 10
    )  # fmt: skip
    async with open_newest_year(engine, START, writes=True) as store:
        await store.cycles.start(await store.cycles.put(cycle), START)
        district = store.district
    await add_members(engine, district)


async def add_members(engine: AsyncEngine, district: int) -> None:
    """A thousand members of one team, all of them met."""
    rows = [
        {
            "district": district, "email": f"p{n}@x.example", "name": f"Person {n}", "role": "Member", "team": "T",
            "district_team": True, "active": True, "conversation": f"D{n}",
        }
        for n in range(MEMBERS)
    ]  # fmt: skip
    async with engine.begin() as connection:
        await connection.execute(table(MemberRow).insert(), rows)


async def seconds(work: Callable[[], Awaitable[object]], times: int) -> float:
    """The mean of so many runs, in seconds."""
    begun = time.perf_counter()
    for _ in range(times):
        await work()
    return (time.perf_counter() - begun) / times


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        address = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/benchmark.db"
        asyncio.run(measure(address, Console()))
