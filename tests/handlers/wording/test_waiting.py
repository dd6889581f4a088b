"""What waits for whom, through the year."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handlers.kit.words import plain
from handlers.wording.waiting import waiting_for, waiting_of_all
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.open_tasks import backlog
from tests.handlers.desk import Desk, moment, open_desk
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, MARIBEL, RUTH, TOMASZ


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, None, plan) as made:
        yield made


async def waits(desk: Desk, email: str) -> list[tuple[str, str]]:
    """Kinds and values of what waits for somebody."""
    async with desk.store() as store:
        member = await store.people.by_email(email)
        assert member
        zone = member.zone or "America/Denver"
        return [(each.kind, each.value) for each in await waiting_for(store, member, local_day(desk.at, zone))]


async def test_before_start_it_is_start_that_waits_for_leads(desk: Desk) -> None:
    assert await waits(desk, MARIBEL) == [("start", "")]
    assert await waits(desk, ANA_LUCIA) == []
    assert await waits(desk, BERNADETTE) == []


async def test_the_weekly_question_waits_from_its_hour_on_in_ones_own_zone(desk: Desk) -> None:
    await desk.start()
    desk.at = moment("2026-09-17 13:59")
    assert await waits(desk, ANA_LUCIA) == []
    desk.at = moment("2026-09-17 14:00")
    assert await waits(desk, ANA_LUCIA) == [("checkin", "")]
    assert await waits(desk, RUTH) == []  # one o'clock in Phoenix
    desk.at = moment("2026-09-17 15:00")
    assert await waits(desk, RUTH) == [("checkin", "")]
    async with desk.store(writes=True) as store:
        ana, ruth = await store.people.by_email(ANA_LUCIA), await store.people.by_email(RUTH)
        assert ana
        assert ruth
        await store.checkins.put(
            CheckIn("S1", date(2026, 9, 17), ana.id, Went.PARTLY, datetime(2026, 9, 17, 21, tzinfo=UTC))
        )
        await store.checkins.skip(ruth.id, date(2026, 9, 17))
    assert await waits(desk, ANA_LUCIA) == []
    assert await waits(desk, RUTH) == []


async def test_nothing_waits_for_who_is_away_or_on_a_day_off(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        await store.people.set_away(ana, date(2026, 9, 17), date(2026, 9, 21))
    desk.at = moment("2026-09-18 09:00")
    assert await waits(desk, ANA_LUCIA) == []
    desk.at = moment("2026-11-26 15:00")  # Thanksgiving
    assert await waits(desk, RUTH) == []


async def test_what_the_plan_lacks_waits_for_its_owner_or_else_for_the_leads(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        s1, s2 = await store.plans.strategy("S1"), await store.plans.strategy("S2")
        assert s1
        assert s2
        await store.plans.put_strategy(replace(s1, prediction=""))
        await store.plans.put_strategy(replace(s2, owner=""))
    assert await waits(desk, ANA_LUCIA) == [("plan", "S1")]
    assert await waits(desk, MARIBEL) == [("owner", "S2")]
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        await store.people.retire(ana)
    assert await waits(desk, DEVON) == [("owner", "S1"), ("owner", "S2")]


async def test_study_waits_for_a_reflection_and_act_for_a_decision(desk: Desk) -> None:
    await desk.start()
    desk.at = moment("2027-05-10 09:00")
    assert ("reflect", "S1") in await waits(desk, ANA_LUCIA)
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        await store.learning.reflect(Reflection("S1", ana.id, desk.at, "It ran", Held.YES, "Much"))
    assert await waits(desk, ANA_LUCIA) == []
    desk.at = moment("2027-05-24 09:00")
    assert await waits(desk, ANA_LUCIA) == [("decide", "S1"), ("rate", "")]
    async with desk.store(writes=True) as store:
        await store.learning.propose(
            strategy="S1", path=Way.SUSTAIN, reason="It works", next_step="On we go", owner=ANA_LUCIA, due=None,
            evidence="", by=ana.id, confirmed=False,
        )  # fmt: skip
    assert await waits(desk, ANA_LUCIA) == [("rate", "")]
    assert ("confirm", "S1") in await waits(desk, MARIBEL)


async def test_drafts_wait_for_those_who_may_send(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        await store.digests.draft("digest-monthly", "2026-09", {})
    assert ("digest", "") in await waits(desk, TOMASZ)
    assert ("digest", "") in await waits(desk, MARIBEL)
    assert await waits(desk, ANA_LUCIA) == []


async def test_everybody_at_once_is_the_same_as_one_by_one(desk: Desk) -> None:
    await desk.start()
    desk.at = moment("2026-10-29 15:00")
    async with desk.store() as store:
        everybody = waiting_of_all(await backlog(store, date(2026, 10, 29)))
        for member in await store.people.all():
            assert everybody.get(member.id, ()) == await waiting_for(store, member, date(2026, 10, 29))
        devon = await store.people.by_email(DEVON)
        assert devon
        assert "2 strategies of yours" in plain(everybody[devon.id][0].words)


async def test_leads_are_asked_when_terms_end_where_the_calendar_does_not_say(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, rhythm="each term"))
    assert ("terms", "") not in await waits(desk, MARIBEL), "the winter break parts them"
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        days = tuple(each for each in store.cycle.year.days_off if each.name != "Winter break")
        await store.cycles.put(replace(store.cycle, year=replace(store.cycle.year, days_off=days)))
    assert ("terms", "") in await waits(desk, MARIBEL)
    assert ("terms", "") not in await waits(desk, ANA_LUCIA)
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.put(replace(store.cycle, term_ends=(date(2026, 12, 18),)))
    assert ("terms", "") not in await waits(desk, MARIBEL)
