"""Old words go by themselves: leads hear a week before, everybody's counts stay, and nothing goes unless it is set."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.retention import Deletions, due
from pdsa.checkin import CheckIn, Went
from pdsa.plan import Plan
from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment, open_room

SAID = "The striped zebrafish came again"
WEEK = date(2026, 9, 17)


@pytest.fixture
async def room(tmp_path: Path, plan: Plan) -> AsyncIterator[Room]:
    """Ana Lucía has said something in September; it is the October after."""
    async with open_room(tmp_path, plan) as made:
        await made.starts()
        async with made.store(writes=True) as store:
            ana = await store.people.by_email(ANA_LUCIA)
            assert ana is not None
            said = CheckIn("S1", WEEK, ana.id, Went.PARTLY, moment("2026-09-17 15:00"), well=SAID)
            await store.checkins.put(said)
        made.clock.move_to(moment("2026-10-20 10:00"))
        yield made


async def said(room: Room) -> str:
    async with room.store() as store:
        (checkin,) = await store.checkins.between(WEEK, WEEK)
        assert checkin.went is Went.PARTLY
        return checkin.well


async def test_old_words_go_a_week_after_leads_were_told(room: Room, tmp_path: Path) -> None:
    deletions = Deletions(room.bot.engine, tmp_path / "bot.db.deleted", room.clock)
    async with room.store(writes=True) as store:
        await store.removals.set_keep_months(1)
    await room.goes_to("2026-10-26 09:30")
    maribel = room.person(MARIBEL)
    before = len(maribel.messages())
    await room.goes_to("2026-10-27 09:30")
    await deletions.once()
    assert any("1 check-in" in repr(each.blocks) for each in maribel.messages()[before:])
    await room.goes_to("2026-11-02 10:00")
    await deletions.once()
    assert await said(room) == SAID
    await room.goes_to("2026-11-03 09:30")
    await deletions.once()
    assert await said(room) == "removed"
    assert await due(room.bot.engine, room.clock.now() + timedelta(hours=5)) is None
    assert "zebrafish" not in (tmp_path / "bot.db.deleted").read_text()


async def test_unless_it_is_set_words_stay(room: Room, tmp_path: Path) -> None:
    deletions = Deletions(room.bot.engine, tmp_path / "bot.db.deleted", room.clock)
    await room.goes_to("2026-11-04 09:30")
    await deletions.once()
    assert await said(room) == SAID
    assert not (tmp_path / "bot.db.deleted").exists()


async def test_nothing_goes_of_which_nobody_was_told(room: Room, tmp_path: Path) -> None:
    """Set a day before old words would go: the notice comes first, or a month later."""
    deletions = Deletions(room.bot.engine, tmp_path / "bot.db.deleted", room.clock)
    room.clock.move_to(moment("2026-11-05 10:00"))
    async with room.store(writes=True) as store:
        await store.removals.set_keep_months(1)
    await deletions.once()
    assert await said(room) == SAID


async def test_the_bot_does_it_by_itself_and_once(room: Room) -> None:
    """Nobody does anything but beat: notice a week before, and on the day the words go; a month later none are left."""
    async with room.store(writes=True) as store:
        await store.removals.set_keep_months(1)
    for day in ("2026-10-27", "2026-11-02", "2026-11-03", "2026-11-03", "2026-11-10", "2026-12-01"):
        await room.goes_to(f"{day} 09:30")
        await room.bot.scheduler.once()
        assert (await said(room) == "removed") == (day >= "2026-11-03"), day
    async with room.store() as store:
        assert len(await store.trail("everybody")) == 1
