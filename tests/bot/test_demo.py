"""The demo presses Start for its first year only where asked to, and its guide ticks off what was done."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.demo import local_settings, prepare
from bot.demo_cast_answers import Played
from bot.demo_guide import Guide
from bot.district_clock import MovableClock
from pdsa.checkin import CheckIn, Went
from pdsa.plan import Plan
from storage.database import connect
from storage.store import open_newest_year
from tests.people import ANA_LUCIA


async def test_a_next_year_that_was_laid_out_is_not_started_by_opening_the_demo_again(
    tmp_path: Path, plan: Plan
) -> None:
    clock = MovableClock(datetime(2026, 8, 17, 14, tzinfo=UTC))
    settings = local_settings("http://127.0.0.1:9/api/", tmp_path / "demo.db", durable=False)
    await prepare(settings, plan, clock)
    engine = connect(settings.database_url, durable=False)
    async with open_newest_year(engine, clock.now(), writes=True) as store:
        first = await store.cycles.current()
        assert first is not None
        assert first.started_at is not None
        year = replace(first.year, first_day=date(2027, 8, 16), last_day=date(2028, 6, 2), days_off=())
        await store.cycles.put(replace(first, label="2027-28", year=year, started_at=None, follows=first.id))
    await prepare(settings, plan, clock)
    async with open_newest_year(engine, clock.now()) as store:
        newest = await store.cycles.current()
        assert newest is not None
        assert (newest.label, newest.started_at) == ("2027-28", None)
    await engine.dispose()


async def test_the_guide_knows_after_a_restart_that_the_week_was_told(tmp_path: Path, plan: Plan) -> None:
    clock = MovableClock(datetime(2026, 9, 3, 14, tzinfo=UTC))
    settings = local_settings("http://127.0.0.1:9/api/", tmp_path / "demo.db", durable=False)
    await prepare(settings, plan, clock)
    guide = Guide(plan, Played("lead@riverbend.example", clock, ANA_LUCIA), clock)
    engine = connect(settings.database_url, durable=False)
    guide.ready(engine)
    assert [step["done"] for step in (await guide.told())["steps"]] == [True, False, False]
    async with open_newest_year(engine, clock.now(), writes=True) as store:
        owner = await store.people.by_email(ANA_LUCIA)
        assert owner is not None
        await store.checkins.put(CheckIn("S1", date(2026, 9, 3), owner.id, Went.PARTLY, clock.now()))
    assert [step["done"] for step in (await guide.told())["steps"]] == [True, True, False]
    await engine.dispose()


async def test_what_was_tried_stays_ticked_off_also_once_it_is_taken_back(tmp_path: Path, plan: Plan) -> None:
    clock = MovableClock(datetime(2027, 5, 25, 14, tzinfo=UTC))
    settings = local_settings("http://127.0.0.1:9/api/", tmp_path / "demo.db", durable=False)
    await prepare(settings, plan, clock)
    played = Played("lead@riverbend.example", clock, "owner@riverbend.example")
    guide = Guide(plan, played, clock)
    assert [step["done"] for step in (await guide.told())["steps"]] == [False, False, False]
    engine = connect(settings.database_url, durable=False)
    guide.ready(engine)
    played.acted("owner@riverbend.example")
    assert [step["done"] for step in (await guide.told())["steps"]] == [True, True, False]
    assert "Try these three things" in (await guide.told())["title"]
    async with open_newest_year(engine, clock.now(), writes=True) as store:
        lead = next(each for each in await store.people.all() if each.is_lead)
        await store.digests.draft("digest-year", "2026-27", {})
        await store.digests.approve("digest-year", "2026-27", lead.id, {})
    assert "All three are done" in (await guide.told())["title"]
    async with open_newest_year(engine, clock.now(), writes=True) as store:
        await store.digests.take_back("digest-year", "2026-27", lead.id, "One number is being checked.")
    assert [step["done"] for step in (await guide.told())["steps"]] == [True, True, True]
    await engine.dispose()
