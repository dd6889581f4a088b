"""What a screen costs in a district of 300 schools, in CPU beside the same screen in one of 16 people.

    python -m benchmarks.large_turns [SCHOOLS]

On SQLite, in March, with a check-in for each strategy and week. Prints what | small, ms | large, ms | ratio | limit.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.large_plan import SCHOOLS, email_of, fill_checkins, large_plan
from handlers.features import FEATURES
from handlers.kit.routes import Route, RouteTable
from handlers.kit.turn import Turn
from storage.database import connect
from storage.importing import bring_in
from storage.migrate import migrate
from storage.store import open_newest_year

FIRST_DAY = datetime(2026, 8, 17, 14, tzinfo=UTC)
NOW = datetime(2027, 3, 11, 22, tzinfo=UTC)
LEAD, TEACHER = "m.ortega@riverbend.example", "al.pena@riverbend.example"
SCHOOL_LEAD = email_of("School 001", 1)
WORDS = ("status", "home", "help", "checkin", "school", "meeting")
LIMIT = 3.0
TIMES = 3
Costs = dict[tuple[str, str], float]


async def costs(schools: int, folder: str) -> Costs:
    """CPU milliseconds of each word and reader, the least of a few."""
    engine = connect(f"sqlite:///{folder}/{schools}.db", durable=False)
    await migrate(engine)
    async with open_newest_year(engine, FIRST_DAY, writes=True) as store:
        year = store.year((await bring_in(store, large_plan(schools))).cycle)
        assert year.cycle is not None
        await store.cycles.start(year.cycle, FIRST_DAY)
        await fill_checkins(year, NOW.date())
    routes = RouteTable.of(FEATURES).by_name
    taken: Costs = {}
    for reader in (LEAD, TEACHER, SCHOOL_LEAD) if schools else (LEAD, TEACHER):
        for word in WORDS:
            taken[word, reader] = min([await _cost(engine, routes[word], reader) for _ in range(TIMES)])
    await engine.dispose()
    return taken


async def _cost(engine: AsyncEngine, route: Route, reader: str) -> float:
    begun = time.process_time()
    async with open_newest_year(engine, NOW, writes=route.writes) as store:
        person = await store.people.by_email(reader)
        assert person is not None
        if person.role in route.who:
            await route.speak(Turn(person=person, now=NOW, setting=store.cycle), store)
    return (time.process_time() - begun) * 1_000


async def measure(schools: int, out: Console) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small, large = await costs(0, folder), await costs(schools, folder)
    table = Table("screen", "reader", "small, ms", "large, ms", "ratio", "limit")
    for (word, reader), cost in large.items():
        before = small.get((word, reader), small[word, TEACHER])
        figures = (before, cost, cost / before, LIMIT)
        table.add_row(word, reader.split("@")[0], *(f"{figure:.1f}" for figure in figures))
    out.print(table)


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else SCHOOLS, Console()))
