"""The machine's clock, where it is wrong: the bot goes on by the chat's time, and says so."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Scheduler, Ticker
from bot.clock_watch import ClockWatch
from bot.district_clock import MachineClock
from bot.slack.api import time_said
from bot.slack.client import Slack
from storage.notification_states import Draft, State
from tests.bot.mailroom import ANA, NOON, Mailroom

DAY = timedelta(days=1)
OFF = [-DAY, timedelta(hours=-3), timedelta(minutes=-20), timedelta(minutes=20), timedelta(hours=3), DAY]


class Machine:
    """A machine's two clocks: one that can be set, one that only goes."""

    def __init__(self, at: datetime = NOON) -> None:
        self.wall, self.steady = at.timestamp(), 1000.0
        self.clock = MachineClock(lambda: self.wall, lambda: self.steady)

    def passes(self, time: timedelta) -> None:
        self.wall += time.total_seconds()
        self.steady += time.total_seconds()

    def jumps(self, by: timedelta) -> None:
        self.wall += by.total_seconds()


@pytest.mark.parametrize("off", OFF, ids=str)
def test_a_clock_that_is_put_to_another_time_is_not_followed(off: timedelta) -> None:
    machine = Machine()
    machine.jumps(off)
    assert machine.clock.now() == NOON
    machine.passes(timedelta(hours=1))
    assert machine.clock.now() == NOON + timedelta(hours=1)
    assert [(each.off, each.jumped) for each in machine.clock.news()] == [(off, True)]
    assert machine.clock.news() == []


@pytest.mark.parametrize("off", OFF, ids=str)
def test_the_chats_time_counts_where_the_machine_began_with_a_wrong_one(off: timedelta) -> None:
    machine = Machine(NOON + off)
    machine.clock.hears(NOON)
    assert machine.clock.now() == NOON
    assert [(each.off, each.jumped) for each in machine.clock.news()] == [(off, False)]
    machine.passes(timedelta(minutes=5))
    machine.clock.hears(NOON + timedelta(minutes=5))
    assert machine.clock.news() == []
    machine.jumps(-off)  # it is set right
    machine.clock.hears(NOON + timedelta(minutes=5))
    assert machine.clock.now() == NOON + timedelta(minutes=5)


def test_a_machine_that_stood_still_is_at_the_chats_time_again() -> None:
    machine = Machine()
    machine.jumps(timedelta(days=2))
    assert machine.clock.now() == NOON
    machine.clock.hears(NOON + timedelta(days=2))
    assert machine.clock.now() == NOON + timedelta(days=2)


def test_small_differences_are_nobodys_fault() -> None:
    machine = Machine()
    machine.jumps(timedelta(seconds=20))
    machine.clock.hears(NOON)
    assert machine.clock.now() == NOON + timedelta(seconds=20)
    assert machine.clock.news() == []


@pytest.mark.parametrize("said", ["", "yesterday", "Thu, 99 Sep 2026 18:00:00 GMT"])
def test_a_date_that_is_none_is_not_heard(said: str) -> None:
    assert time_said({"Date": said}) is None


def test_a_date_is_heard() -> None:
    assert time_said({"Date": "Thu, 17 Sep 2026 18:00:00 GMT"}) == datetime(2026, 9, 17, 18, tzinfo=UTC)


# -- in service --------------------------------------------------------------------------------


def heart_on(mail: Mailroom, machine: Machine) -> Scheduler:
    """A beat on this machine; the workspace keeps its own time."""
    drawing = mail.bot.drawing
    slack = Slack(mail.bot.slack.client, drawing.png, drawing.file, machine.clock, machine.clock.hears)
    watch = ClockWatch(mail.database.engine, machine.clock, slack)
    ticker = Ticker(mail.database.engine, mail.routes, machine.clock)
    return Scheduler(ticker, mail.another(machine.clock), 5.0, watch.look)


@pytest.mark.parametrize("off", OFF, ids=str)
async def test_a_jump_expires_nothing_asks_nothing_early_and_is_told(
    mail: Mailroom, caplog: pytest.LogCaptureFixture, off: timedelta
) -> None:
    machine = Machine()
    scheduler = heart_on(mail, machine)
    mail.notifications.due = [Draft("note", "tomorrow", NOON + timedelta(minutes=10), member=1, prompt=False)]
    await mail.write(Draft("note", "today", NOON, member=1, prompt=False, expires=NOON + timedelta(minutes=5)))
    machine.jumps(off)
    with caplog.at_level(logging.ERROR, "bot"):
        await scheduler.once()
    assert (await mail.notification("note:today:1")).state is State.SENT
    assert len(mail.got(ANA)) == 1
    assert "clock jumped" in caplog.text
    async with mail.store(writes=False) as store:
        assert [(each.jumped, each.off) for each in await store.clock_errors.since(NOON - DAY)][:1] == [(True, off)]
        assert [action for _at, _who, action, *_facts in await store.trail("clock")][:1] == ["clock jumped"]
    await scheduler.once()
    machine.passes(timedelta(minutes=11))
    mail.clock.move_to(NOON + timedelta(minutes=11))
    await scheduler.once()
    assert len(mail.got(ANA)) == 2
