"""The demo presses Start for its first year, and leaves every later one to the people in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.demo import local_settings, prepare
from bot.time import MovableClock
from pdsa.plan import Plan
from storage.database import connect
from storage.store import open_store


async def test_a_next_year_that_was_laid_out_is_not_started_by_opening_the_demo_again(
    tmp_path: Path, plan: Plan
) -> None:
    clock = MovableClock(datetime(2026, 8, 17, 14, tzinfo=UTC))
    settings = local_settings("http://127.0.0.1:9/api/", tmp_path / "demo.db", durable=False)
    await prepare(settings, plan, clock)
    engine = connect(settings.database_url, durable=False)
    async with open_store(engine, clock.now(), writes=True) as store:
        first = await store.cycles.current()
        assert first is not None
        assert first.started_at is not None
        year = replace(first.year, first_day=date(2027, 8, 16), last_day=date(2028, 6, 2), days_off=())
        await store.cycles.put(replace(first, label="2027-28", year=year, started_at=None, follows=first.id))
    await prepare(settings, plan, clock)
    async with open_store(engine, clock.now()) as store:
        newest = await store.cycles.current()
        assert newest is not None
        assert (newest.label, newest.started_at) == ("2027-28", None)
    await engine.dispose()
