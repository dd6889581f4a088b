"""Clocks that are wrong by minutes, hours or a day, both ways: nothing is lost, doubled or held up for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.district_clock import Clock
from pdsa.send_delay_limit import REACH
from storage.notification_states import State
from tests.bot.mailroom import ANA, BEN, CHO, Mailroom

OFF = [timedelta(days=-1), timedelta(hours=-3), timedelta(minutes=-20), timedelta(seconds=-40)]
OFF += [-by for by in OFF]
MANY = 20


@dataclass
class WrongClock:
    """A bot's clock that is off the chat's."""

    right: Clock
    off: timedelta

    def now(self) -> datetime:
        return self.right.now() + self.off

    async def wait(self, seconds: float) -> None:
        await self.right.wait(seconds)


async def arrived(mail: Mailroom) -> int:
    return sum(len(mail.got(each)) for each in (ANA, BEN, CHO))


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_a_clock_that_was_wrong_and_is_right_again_stops_nothing(mail: Mailroom, off: timedelta) -> None:
    """Nor after a restart: the sender of a new process finds what the old one wrote down."""
    await mail.write(*(mail.to(1 + n % 3, f"before{n}", at=mail.clock.now() - timedelta(days=2)) for n in range(MANY)))
    await mail.another(WrongClock(mail.clock, off)).deliver()
    assert await arrived(mail) == MANY
    start = mail.clock.now()
    await mail.write(*(mail.to(1 + n % 3, f"after{n}") for n in range(MANY)))
    await mail.another().deliver()
    assert await arrived(mail) == 2 * MANY
    assert mail.clock.now() - start < REACH + timedelta(minutes=1)


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_a_wrong_clock_doubles_no_lost_reply(mail: Mailroom, off: timedelta) -> None:
    wrong = mail.another(WrongClock(mail.clock, off))
    await mail.write(mail.to(1, "first", at=mail.clock.now() - timedelta(days=2)))
    await wrong.deliver()
    mail.workspace.faults.add("chat.postMessage", "lost_reply", times=6)
    await mail.write(*(mail.to(1 + n % 3, f"n{n}", at=mail.clock.now() - timedelta(days=2)) for n in range(6)))
    for _ in range(4):
        await wrong.deliver()
        await mail.lease_over()
        mail.clock.move_to(mail.clock.now() + timedelta(minutes=1))
    assert await arrived(mail) == 7
    assert {(await mail.notification(f"note:n{n}:{1 + n % 3}")).state for n in range(6)} == {State.SENT}


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_what_was_tried_by_a_wrong_clock_is_found_by_a_right_one(mail: Mailroom, off: timedelta) -> None:
    await mail.write(mail.to(1, at=mail.clock.now() - timedelta(days=2)))
    mail.workspace.faults.add("chat.postMessage", "lost_reply")
    await mail.another(WrongClock(mail.clock, off)).deliver()
    await mail.lease_over()
    await mail.another().deliver()
    assert mail.got(ANA) == ["A note."]


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1)], ids=str)
async def test_a_lease_of_a_database_whose_clock_was_ahead_ends(mail: Mailroom, ahead: timedelta) -> None:
    """The machine was ahead, and so was the database on it, when a process claimed a notification and died."""
    await mail.write(mail.to(1), mail.to(2))
    async with mail.store() as store:
        (claim, _other) = await store.outbox.claim("dead", 2, timedelta(seconds=60), 5.0)
        assert await store.outbox.begin(claim.notification, timedelta(seconds=60))
    async with mail.database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE notifications SET lease = lease + {ahead.total_seconds()}"))
    await mail.sender.deliver()
    assert mail.got(ANA) == mail.got(BEN) == ["A note."]


async def test_what_is_to_be_shown_anew_waits_for_no_clock_that_was_ahead(mail: Mailroom) -> None:
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    mail.notifications.words["note"] = "Changed."
    async with mail.store() as store:
        await store.outbox.refresh("note:now:1")
        assert await store.outbox.take_stale("dead")
    async with mail.database.engine.begin() as connection:
        await connection.execute(text("UPDATE notifications SET lease = lease + 86400"))
    await mail.sender.deliver()
    assert mail.got(ANA) == ["Changed."]


async def test_a_request_is_known_although_the_clock_was_ahead_for_a_while(mail: Mailroom) -> None:
    """The chat repeats what it sent up to an hour ago."""
    async with mail.store() as store:
        assert await store.first_time("event-1")
    async with mail.database.store(at=mail.clock.now() + timedelta(days=1)) as store:
        assert await store.first_time("event-2")
        await store.forget_requests()
    async with mail.store() as store:
        assert not await store.first_time("event-1")
