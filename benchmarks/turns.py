"""What the words cost that people type most, with a thousand members, as ratios against plain reads in the same run.

    python -m benchmarks.turns [DATABASE_URL]

DATABASE_URL is an empty database (default: SQLite in a new folder). The year is Riverbend's, a day in October, and a
lead asks. Figures of two machines cannot be compared, the ratios can.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime

from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.outbox import add_members, seconds
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from handlers.kit.turn import Turn
from storage.database import connect
from storage.files.sheets.plan_reading import read
from storage.files.workbook_in_child import example
from storage.importing import bring_in
from storage.migrate import migrate
from storage.store import open_newest_year

FIRST_DAY = datetime(2026, 8, 17, 14, tzinfo=UTC)
NOW = datetime(2026, 10, 1, 21, tzinfo=UTC)
LEAD = "m.ortega@riverbend.example"
WORDS = ("status", "plan", "checkin", "reflect", "meeting", "digest", "help", "home", "setup", "setup.people")
TIMES = 20


async def measure(url: str, out: Console) -> None:
    """Print the ratios."""
    engine = connect(url)
    await migrate(engine)
    await _fill(engine)
    routes = RouteTable.of(FEATURES).by_name

    async def fetch() -> None:
        async with open_newest_year(engine, NOW) as store:
            await store.people.by_id(1)

    async def ask(word: str) -> None:
        async with open_newest_year(engine, NOW, writes=routes[word].writes) as store:
            lead = await store.people.by_email(LEAD)
            assert lead is not None
            await routes[word].speak(Turn(person=lead, now=NOW, setting=store.cycle), store)

    baseline = await seconds(fetch, 200)
    out.print(f"{engine.dialect.name}: one short reading transaction = 1", highlight=False)
    for word in WORDS:
        cost = await seconds(lambda word=word: ask(word), TIMES)  # type: ignore[misc]
        out.print(f"  {word}: {cost / baseline:.1f}", highlight=False)
    await engine.dispose()


async def _fill(engine: AsyncEngine) -> None:
    plan = read(example()).plan
    assert plan is not None
    async with open_newest_year(engine, FIRST_DAY, writes=True) as opened:
        store = opened.year((await bring_in(opened, plan)).cycle)
        cycle = await store.cycles.current()
        assert cycle is not None
        await store.cycles.start(cycle, FIRST_DAY)
        district = store.district
    await add_members(engine, district)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        address = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/benchmark.db"
        asyncio.run(measure(address, Console()))
