"""Clocks that are wrong by minutes, hours or a day, both ways: nothing is lost, doubled or held up for long."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.time import Clock
from pdsa.longest_wait import REACH
from storage.notifications import State
from tests.bot.mailroom import ANA, BEN, CHO, Mailroom, open_mailroom
from tests.databases import Database

OFF = [timedelta(days=-1), timedelta(hours=-3), timedelta(minutes=-20), timedelta(seconds=-40)]
OFF += [-by for by in OFF]
MANY = 20


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Mailroom]:
    async with open_mailroom(database) as made:
        yield made


@dataclass
class WrongClock:
    """A bot's clock that is off the chat's."""

    right: Clock
    off: timedelta

    def now(self) -> datetime:
        return self.right.now() + self.off

    async def wait(self, seconds: float) -> None:
        await self.right.wait(seconds)


async def arrived(room: Mailroom) -> int:
    return sum(len(room.got(each)) for each in (ANA, BEN, CHO))


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_a_clock_that_was_wrong_and_is_right_again_stops_nothing(room: Mailroom, off: timedelta) -> None:
    """Nor after a restart: the sender of a new process finds what the old one wrote down."""
    await room.write(*(room.to(1 + n % 3, f"before{n}", at=room.clock.now() - timedelta(days=2)) for n in range(MANY)))
    await room.another(WrongClock(room.clock, off)).deliver()
    assert await arrived(room) == MANY
    start = room.clock.now()
    await room.write(*(room.to(1 + n % 3, f"after{n}") for n in range(MANY)))
    await room.another().deliver()
    assert await arrived(room) == 2 * MANY
    assert room.clock.now() - start < REACH + timedelta(minutes=1)


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_a_wrong_clock_doubles_no_lost_reply(room: Mailroom, off: timedelta) -> None:
    wrong = room.another(WrongClock(room.clock, off))
    await room.write(room.to(1, "first", at=room.clock.now() - timedelta(days=2)))
    await wrong.deliver()
    room.workspace.faults.add("chat.postMessage", "lost_reply", times=6)
    await room.write(*(room.to(1 + n % 3, f"n{n}", at=room.clock.now() - timedelta(days=2)) for n in range(6)))
    for _ in range(4):
        await wrong.deliver()
        await room.lease_over()
        room.clock.move_to(room.clock.now() + timedelta(minutes=1))
    assert await arrived(room) == 7
    assert {(await room.notification(f"note:n{n}:{1 + n % 3}")).state for n in range(6)} == {State.SENT}


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_what_was_tried_by_a_wrong_clock_is_found_by_a_right_one(room: Mailroom, off: timedelta) -> None:
    await room.write(room.to(1, at=room.clock.now() - timedelta(days=2)))
    room.workspace.faults.add("chat.postMessage", "lost_reply")
    await room.another(WrongClock(room.clock, off)).deliver()
    await room.lease_over()
    await room.another().deliver()
    assert room.got(ANA) == ["A note."]


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1)], ids=str)
async def test_a_lease_of_a_database_whose_clock_was_ahead_ends(room: Mailroom, ahead: timedelta) -> None:
    """The machine was ahead, and so was the database on it, when a process claimed a notification and died."""
    await room.write(room.to(1), room.to(2))
    async with room.store() as store:
        (claim, _other) = await store.outbox.claim("dead", 2, timedelta(seconds=60), 5.0)
        assert await store.outbox.begin(claim.notification, timedelta(seconds=60))
    async with room.database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE notifications SET lease = lease + {ahead.total_seconds()}"))
    await room.sender.deliver()
    assert room.got(ANA) == room.got(BEN) == ["A note."]


async def test_what_is_to_be_shown_anew_waits_for_no_clock_that_was_ahead(room: Mailroom) -> None:
    await room.write(room.to(1))
    await room.sender.deliver()
    room.notifications.words["note"] = "Changed."
    async with room.store() as store:
        await store.outbox.refresh("note:now:1")
        assert await store.outbox.take_stale("dead")
    async with room.database.engine.begin() as connection:
        await connection.execute(text("UPDATE notifications SET lease = lease + 86400"))
    await room.sender.deliver()
    assert room.got(ANA) == ["Changed."]


async def test_a_request_is_known_although_the_clock_was_ahead_for_a_while(room: Mailroom) -> None:
    """The chat repeats what it sent up to an hour ago."""
    async with room.store() as store:
        assert await store.first_time("event-1")
    async with room.database.store(at=room.clock.now() + timedelta(days=1)) as store:
        assert await store.first_time("event-2")
    async with room.store() as store:
        assert not await store.first_time("event-1")
