"""When notes and drafts fall due, counted against the calendar by hand."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from pdsa.cycle import Channels
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, moment, open_desk
from tests.handlers.digest.a_year import started
from tests.people import BERNADETTE, DEVON, MARIBEL, PRIYA, TOMASZ

OFF_MONDAYS = {"2026-09-07", "2026-11-23", "2026-12-21", "2026-12-28", "2027-01-18", "2027-02-15", "2027-03-22",
               "2027-05-31"}  # fmt: skip
WHOLE_YEAR = TimeSpan(datetime(2026, 8, 1, tzinfo=UTC), datetime(2027, 7, 31, tzinfo=UTC))


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with started(tmp_path, plan) as made:
        yield made


async def due(desk: Desk, span: TimeSpan = WHOLE_YEAR) -> list[Draft]:
    async with desk.store() as store:
        return [draft for tick in feature.ticks for draft in await tick(span, store)]


async def test_a_note_on_every_monday_that_is_a_working_day(desk: Desk) -> None:
    mondays = [date(2026, 8, 24) + timedelta(weeks=week) for week in range(41)]  # none before a week of school is over
    expected = [day.isoformat() for day in mondays if day.isoformat() not in OFF_MONDAYS and day <= date(2027, 6, 4)]
    notes = [draft for draft in await due(desk) if draft.kind == "digest-weekly"]
    assert [note.occasion for note in notes] == expected
    assert {note.channel for note in notes} == {"#sel-team"}


async def test_a_note_comes_at_nine_on_both_sides_of_the_clock_change(desk: Desk) -> None:
    notes = {draft.occasion: draft.at for draft in await due(desk) if draft.kind == "digest-weekly"}
    assert notes["2026-10-26"] == datetime(2026, 10, 26, 15, tzinfo=UTC)
    assert notes["2026-11-02"] == datetime(2026, 11, 2, 16, tzinfo=UTC)


async def months(desk: Desk) -> dict[str, str]:
    drafts = [draft for draft in await due(desk) if draft.kind == "draft-monthly"]
    return {draft.occasion: f"{draft.at - timedelta(hours=6):%m-%d}" for draft in drafts}


async def test_drafts_that_nobody_settles_come_three_times_then_every_third_month(desk: Desk) -> None:
    silent = {"2026-08": "09-01", "2026-09": "10-01", "2026-10": "11-02", "2027-01": "02-01", "2027-04": "05-03"}
    assert await months(desk) == silent
    async with desk.store(writes=True) as store:
        await store.digests.draft("digest-monthly", "2026-10", {})
        await store.digests.decline("digest-monthly", "2026-10", 1)
    assert {"2026-11", "2026-12", "2027-01", "2027-04"} <= set(await months(desk))


async def test_a_draft_on_the_first_school_day_of_each_month_until_the_years_is_drafted(desk: Desk) -> None:
    days: dict[str, str] = {}
    for year, month in ((2026, 8), (2026, 10), (2027, 1), (2027, 3)):
        days |= await months(desk)
        async with desk.store(writes=True) as store:
            await store.digests.draft("digest-monthly", f"{year}-{month:02}", {})
            await store.digests.decline("digest-monthly", f"{year}-{month:02}", 1)
    assert days | await months(desk) == {
        "2026-08": "09-01", "2026-09": "10-01", "2026-10": "11-02", "2026-11": "12-01", "2026-12": "01-04",
        "2027-01": "02-01", "2027-02": "03-01", "2027-03": "04-01", "2027-04": "05-03",
    }  # fmt: skip


async def test_the_year_is_drafted_two_weeks_before_it_ends(desk: Desk) -> None:
    drafts = [draft for draft in await due(desk) if draft.kind == "draft-year"]
    assert {draft.at for draft in drafts} == {moment("2027-05-21 09:00")}
    assert {draft.occasion for draft in drafts} == {"2026-27"}


async def test_a_draft_day_that_is_off_moves_to_the_working_day_before(tmp_path: Path, plan: Plan) -> None:
    later = replace(plan, last_day=date(2027, 6, 14))
    async with started(tmp_path, later) as desk:
        drafts = [draft for draft in await due(desk) if draft.kind == "draft-year"]
        assert {draft.at for draft in drafts} == {moment("2027-05-28 09:00")}


async def test_leads_communications_and_research_see_drafts_and_nobody_else(desk: Desk) -> None:
    readers = {draft.member for draft in await due(desk) if draft.kind.startswith("draft")}
    assert readers == await ids(desk, MARIBEL, DEVON, TOMASZ, PRIYA)


async def ids(desk: Desk, *emails: str) -> set[int]:
    async with desk.store() as store:
        return {member.id for member in await store.people.all() if member.email in emails}


async def test_nothing_is_due_before_the_start(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan) as desk:
        assert await due(desk) == []


async def test_what_came_before_the_start_is_not_made_up_for(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at="2026-10-14 12:00") as desk:
        await desk.start()
        drafts = await due(desk)
    assert min(draft.occasion for draft in drafts if draft.kind == "digest-weekly") == "2026-10-19"
    assert min(draft.occasion for draft in drafts if draft.kind == "draft-monthly") == "2026-10"


async def test_a_month_without_school_days_since_the_start_is_not_told(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at="2026-10-31 12:00") as desk:
        await desk.start()
        assert min(draft.occasion for draft in await due(desk) if draft.kind == "draft-monthly") == "2026-11"


async def test_without_a_team_channel_there_is_no_note(tmp_path: Path, plan: Plan) -> None:
    async with started(tmp_path, replace(plan, channels=Channels("", "#staff", "#leadership"))) as desk:
        assert {draft.kind for draft in await due(desk)} == {"draft-monthly", "draft-year"}


async def away(desk: Desk, *emails: str) -> None:
    async with desk.store(writes=True) as store:
        for email in emails:
            member = await store.people.by_email(email)
            assert member is not None
            await store.people.set_away(member, date(2026, 10, 30), date(2026, 11, 9))


async def october(desk: Desk) -> set[int | None]:
    return {draft.member for draft in await due(desk) if draft.kind == "draft-monthly" and draft.occasion == "2026-10"}


async def test_whoever_is_away_gets_no_draft(desk: Desk) -> None:
    await away(desk, DEVON)
    assert await october(desk) == await ids(desk, MARIBEL, TOMASZ, PRIYA)


async def test_where_all_are_away_the_draft_waits_for_them(desk: Desk) -> None:
    await away(desk, MARIBEL, DEVON, TOMASZ, PRIYA)
    assert await october(desk) == await ids(desk, MARIBEL, DEVON, TOMASZ, PRIYA)


async def test_the_same_notifications_fall_due_however_the_time_is_cut(desk: Desk) -> None:
    step, at, found = timedelta(hours=31), WHOLE_YEAR.since, []
    while at < WHOLE_YEAR.until:
        found += await due(desk, TimeSpan(at, min(at + step, WHOLE_YEAR.until)))
        at += step
    keys = [draft.key for draft in found]
    assert len(keys) == len(set(keys))
    assert set(keys) == {draft.key for draft in await due(desk)}


async def test_an_observer_is_never_written_to(desk: Desk) -> None:
    assert not (await ids(desk, BERNADETTE) & {draft.member for draft in await due(desk)})
