"""The tick: what is due is written once, late or not, through breaks, sleeps and both clock changes."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Scheduler
from bot.district_clock import MovableClock
from pdsa.plan import Plan
from storage.notification_states import Draft, State
from tests.bot.mailroom import ANA, BEN, NOON, open_mailroom
from tests.databases import Database
from tests.people import ANA_LUCIA, RUTH
from tests.room import Room, moment, open_room

THURSDAY = "2026-10-08"


async def test_a_tick_writes_once_what_two_processes_find_due(database: Database) -> None:
    async with open_mailroom(database) as room:
        room.notifications.due = [Draft("note", f"n{n}", NOON, member=1 + n % 3, prompt=False) for n in range(30)]
        await asyncio.gather(*(room.ticker.tick() for _ in range(3)))
        await room.sender.deliver()
        assert len(room.got(ANA)) == len(room.got(BEN)) == 10


async def test_what_is_due_later_is_told_and_not_written(database: Database) -> None:
    later = NOON + timedelta(hours=3)
    async with open_mailroom(database) as room:
        room.notifications.due = [Draft("note", "later", later, member=1)]
        assert await room.ticker.next_at(timedelta(days=1)) == later
        assert await room.ticker.next_at(timedelta(hours=1)) is None
        await room.ticker.tick()
        await room.sender.deliver()
        assert room.got(ANA) == []


async def test_an_overdue_notification_hides_no_coming_one(database: Database) -> None:
    """One notification is of unknown fate since a while; the next stop of a movable clock is the other one's."""
    async with open_mailroom(database) as room:
        room.workspace.faults.add("chat.postMessage", "500_before")
        later = NOON + timedelta(hours=3)
        await room.write(room.to(1), Draft("note", "later", later, member=2))
        await room.sender.deliver()
        assert (await room.notification("note:now:1")).state is State.UNSURE
        assert await room.ticker.next_at(timedelta(days=1)) == later


async def test_the_heart_beats_until_it_is_stopped_whatever_breaks(database: Database) -> None:
    async with open_mailroom(database) as room:
        room.notifications.broken = {"digest"}
        await room.write(room.to_staff(), room.to(1))
        scheduler = Scheduler(room.ticker, room.sender, every=0.02)
        beating = asyncio.create_task(scheduler.beat())
        await room.workspace.until(lambda: room.got(ANA))
        await room.write(room.to(2))  # nobody wakes the scheduler for this one: the next beat finds it
        await room.workspace.until(lambda: room.got(BEN))
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)


# -- the year's own notifications --------------------------------------------------------------------


async def _questions(room: Room, since: str = "2026-08-01") -> Counter[str]:
    """How many weekly questions each owner got since a day."""
    async with room.store() as store:
        notifications = await store.outbox.of_kind("checkin")
    return Counter(
        each.reader.email for each in notifications if each.sent_at and each.sent_at >= moment(f"{since} 00:00")
    )


async def _started(room: Room, until: str) -> None:
    await room.starts()
    await room.goes_to(until)


async def test_asleep_for_a_week_asks_once_and_not_for_last_week(tmp_path: Path, plan: Plan) -> None:
    """The laptop slept from Wednesday to the Friday of the week after: two Thursdays have passed."""
    async with open_room(tmp_path, plan, at="2026-09-28 08:00") as room:
        await _started(room, "2026-10-07 20:00")
        asked = await _questions(room)
        room.clock.move_to(moment("2026-10-16 11:00"))
        await room.settles()
        extra = await _questions(room) - asked
        assert extra
        assert set(extra.values()) == {1}
        async with room.store() as store:
            missed = [each for each in await store.outbox.of_kind("checkin") if each.occasion == THURSDAY]
        assert all(each.state is State.RESTING for each in missed)
        await room.settles()
        assert await _questions(room) - asked == extra


async def test_a_restart_asks_nobody_twice(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, at="2026-09-28 08:00") as room:
        await _started(room, "2026-10-08 15:00")
        asked = await _questions(room)
        for _ in range(3):
            await room.settles()
        assert await _questions(room) == asked
        assert set((await _questions(room, THURSDAY)).values()) == {1}


@pytest.mark.parametrize(
    ("begin", "thursday", "utc", "phoenix"),
    [
        ("2026-10-26", "2026-10-29", "2026-10-29T20:00:00", "2026-10-29T21:00:00"),
        ("2026-11-02", "2026-11-05", "2026-11-05T21:00:00", "2026-11-05T21:00:00"),
        ("2027-03-08", "2027-03-11", "2027-03-11T21:00:00", "2027-03-11T21:00:00"),
        ("2027-03-15", "2027-03-18", "2027-03-18T20:00:00", "2027-03-18T21:00:00"),
    ],
)
async def test_two_in_the_afternoon_stays_two_over_both_clock_changes(
    tmp_path: Path, plan: Plan, begin: str, thursday: str, utc: str, phoenix: str
) -> None:
    """Denver's clocks change on 1 November and 14 March; Phoenix's never do."""
    async with open_room(tmp_path, plan, at=f"{begin} 08:00") as room:
        await _started(room, f"{thursday} 18:00")
        async with room.store() as store:
            notifications = [each for each in await store.outbox.of_kind("checkin") if each.occasion == thursday]
        at = {each.reader.email: each.at for each in notifications}
        assert at[ANA_LUCIA] == datetime.fromisoformat(utc + "+00:00")
        if RUTH in at:
            assert at[RUTH] == datetime.fromisoformat(phoenix + "+00:00")
        assert all(each.state is State.SENT for each in notifications)
        assert set((await _questions(room, thursday)).values()) == {1}


@pytest.mark.parametrize("sunday", ["2026-11-01", "2027-03-14"])
async def test_ticking_through_the_changed_hours_writes_nothing_twice(tmp_path: Path, plan: Plan, sunday: str) -> None:
    """Every quarter of an hour from midnight to five."""
    async with open_room(tmp_path, plan, at=f"{sunday} 00:00") as room:
        await room.starts()
        begin = room.clock.now()
        for quarter in range(24):
            room.clock.move_to(begin + timedelta(minutes=15 * quarter))
            await room.bot.ticker.tick()
            await room.bot.sender.deliver()
        async with room.store() as store:
            notifications = await store.outbox.all()
        assert max(Counter(each.key for each in notifications).values(), default=0) <= 1
        assert not [each for each in notifications if each.sent_at], "nobody is written to in the night"


def test_a_movable_clock_never_goes_back() -> None:
    clock = MovableClock(NOON)
    clock.move_to(NOON - timedelta(days=1))
    assert clock.now() == NOON
