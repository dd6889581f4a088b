"""After an older state of the database was put back: nothing is sent twice, nothing is lost in silence."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.dispatch import Call
from bot.sender import Sender
from bot.slack.client import Slack
from handlers.kit.card import Text, card
from pdsa.people import Address
from storage.notifications import Draft, State
from storage.sending import NOTIFICATIONS
from tests.bot.fanout import a_year
from tests.bot.mailroom import ANA, BEN, CHO, NOON, Mailroom, open_mailroom
from tests.databases import Database


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Mailroom]:
    async with open_mailroom(database) as made:
        yield made


@asynccontextmanager
async def put_back(room: Mailroom) -> AsyncIterator[None]:
    """The outbox is as it was before this, and the restore is noted, as `sel-bot restore` does."""
    async with room.database.engine.connect() as connection:
        before = [dict(row) for row in (await connection.execute(select(NOTIFICATIONS))).mappings()]
    yield
    async with room.database.engine.begin() as connection:
        await connection.execute(NOTIFICATIONS.delete())
        if before:
            await connection.execute(insert(NOTIFICATIONS), before)
    async with room.store() as store:
        await store.restores.note()


async def written(room: Mailroom) -> Sequence[Draft]:
    drafts = [room.to(1), room.to(2), room.to(3)]
    await room.write(*drafts)
    return drafts


def everybody(room: Mailroom) -> list[list[str]]:
    return [room.got(each) for each in (ANA, BEN, CHO)]


async def test_what_was_sent_after_the_copy_is_found_and_not_sent_twice(room: Mailroom) -> None:
    await written(room)
    async with put_back(room):
        await room.sender.deliver()
    await room.sender.deliver()
    assert everybody(room) == [["A note."]] * 3
    notification = await room.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, room.messages(ANA)[0].ts)


async def test_what_was_written_and_sent_after_the_copy_is_found_once_a_tick_writes_it_again(room: Mailroom) -> None:
    async with put_back(room):
        room.notifications.due = list(await written(room))
        await room.sender.deliver()
    room.clock.move_to(room.clock.now() + timedelta(hours=1))
    await room.travel.now()
    assert everybody(room) == [["A note."]] * 3


async def test_what_had_not_been_sent_goes_out(room: Mailroom) -> None:
    await written(room)
    async with put_back(room):
        pass
    await room.sender.deliver()
    assert everybody(room) == [["A note."]] * 3


async def test_what_somebody_had_moved_to_an_earlier_day_is_not_sent_on_the_day_that_the_copy_knows(
    room: Mailroom,
) -> None:
    """She had chosen Tuesday instead of Thursday, and got Tuesday's question; the copy knows of no Tuesday."""
    await room.write(room.to(1, "before"))
    await room.sender.deliver()
    thursday = room.to(1, "week-38", prompt=True, at=NOON + timedelta(days=2))
    async with put_back(room):
        await room.write(room.to(1, "week-38"))
        await room.sender.deliver()
    await room.write(thursday)
    room.clock.move_to(thursday.at)
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."] * 2
    assert (await room.notification("note:week-38:1")).message == room.messages(ANA)[1].ts


async def test_a_notification_of_the_year_before_is_not_taken_for_this_years(room: Mailroom) -> None:
    """Both years have a first message; what is looked for came after all that the copy knows of."""
    await room.write(room.to(1, "first"))
    await room.sender.deliver()
    room.clock.move_to(NOON + timedelta(days=1))
    async with room.store() as opened:
        store = opened.year(await opened.cycles.put(replace(a_year(), label="2027-28")))
        assert store.cycle is not None
        await store.cycles.start(store.cycle, store.now)
        await store.outbox.write([room.to(1, "first")])
    room.clock.move_to(NOON + timedelta(days=1, minutes=1))
    async with room.store() as store:
        await store.restores.note()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."] * 2


async def test_what_answers_a_press_after_it_is_sent_without_a_look(room: Mailroom) -> None:
    looks = room.workspace.faults.add("conversations.history", "refuse", probability=1.0)
    async with put_back(room):
        pass
    room.clock.move_to(room.clock.now() + timedelta(hours=1))
    await written(room)
    await room.sender.deliver()
    assert (everybody(room), looks.happened) == ([["A note."]] * 3, 0)


async def test_a_post_is_asked_about_once(room: Mailroom) -> None:
    """A channel may not be read."""
    await room.write(room.to_staff())
    async with put_back(room):
        await room.sender.deliver()
    for _ in range(3):
        await room.travel.now()
    assert len(room.staff()) == 1
    notification = await room.notification("digest:now:#staff")
    assert (notification.state, notification.reason) == (State.RESTING, "nobody knows whether it arrived")
    assert [each.kind for each in await room.asked()] == ["is-it-there"]


async def test_what_was_sent_again_after_the_copy_is_looked_up_before_it_is_sent_once_more(room: Mailroom) -> None:
    drafts = [room.to(2), room.to_staff()]
    await room.write(*drafts)
    async with room.store() as store:
        for claim in await store.outbox.claim("nobody", 5, timedelta(0), 100.0):
            await store.outbox.rest(claim.notification, "no chat account")
    for awake in (False, True):
        async with put_back(room) if not awake else nullcontext():
            async with room.store() as store:
                assert [await store.outbox.wake(each.key) for each in drafts] == [True, True]
            await room.travel.now()
        assert (room.got(BEN), len(room.staff())) == (["A note."], 1)
    assert [each.kind for each in await room.asked()] == ["is-it-there"]
    async with room.store() as store:  # somebody looked, and it is not there
        assert await store.outbox.wake(drafts[1].key, looked=True)
    await room.travel.now()
    assert len(room.staff()) == 2


async def test_a_post_whose_time_is_over_rests_without_a_question(room: Mailroom) -> None:
    draft = Draft("digest", "old", NOON, channel="#staff", expires=NOON + timedelta(hours=1))
    await room.write(draft)
    async with put_back(room):
        await room.sender.deliver()
    room.clock.move_to(NOON + timedelta(hours=2))
    await room.travel.now()
    assert (len(room.staff()), await room.asked()) == (1, [])
    assert (await room.notification(draft.key)).state is State.RESTING


async def test_what_stands_in_a_thread_is_not_said_there_again(room: Mailroom) -> None:
    room.notifications.details = {"note": ("One.", "Two.")}
    await room.write(room.to(1))
    async with put_back(room):
        await room.travel.now()
        said = len(room.messages(ANA))
    room.clock.move_to(room.clock.now() + timedelta(hours=1))
    for _ in range(3):
        await room.travel.now()
    assert len(room.messages(ANA)) == said == 3
    details = [await room.notification(f"note-detail:now/{number}:1") for number in range(2)]
    assert [(each.state, each.message) for each in details] == [
        (State.SENT, message.ts) for message in room.messages(ANA)[1:]
    ]


async def test_what_is_missing_in_a_thread_is_said_there(room: Mailroom) -> None:
    """The bot stopped between two details: the copy that is put back knows of neither."""
    room.notifications.details = {"note": ("One.", "Two.")}
    await room.write(room.to(1))
    async with put_back(room):
        await room.travel.now()
        room.workspace.world.delete(room.messages(ANA)[2])
    room.clock.move_to(room.clock.now() + timedelta(hours=1))
    for _ in range(3):
        await room.travel.now()
    assert room.got(ANA) == ["A note.", "One.", "Two."]
    assert {each.thread_ts for each in room.messages(ANA)[1:]} == {room.messages(ANA)[0].ts}


async def test_a_chat_that_is_away_while_it_is_looked_up_makes_nobody_hear_twice(room: Mailroom) -> None:
    await written(room)
    async with put_back(room):
        await room.sender.deliver()
    room.workspace.faults.add("conversations.history", "500_before", times=2)
    room.workspace.faults.add("conversations.history", "lost_reply", times=2)
    for _ in range(5):
        await room.lease_over()
        await room.sender.deliver()
    assert everybody(room) == [["A note."]] * 3


async def test_what_breaks_before_it_was_looked_up_is_looked_up_later(room: Mailroom) -> None:
    await room.write(room.to(1))
    async with put_back(room):
        await room.sender.deliver()
    await Sender(room.database.engine, room.routes, _Breaks(room.bot.slack), room.clock, room.bot.settings).deliver()
    room.clock.move_to(room.clock.now() + timedelta(minutes=5))
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."]


class _Breaks:
    """A chat in which something of ours breaks when it looks for a message."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def __getattr__(self, name: str) -> Any:
        return getattr(self._slack, name)

    async def find(self, *_given: object) -> str | None:
        raise ZeroDivisionError("a mistake of ours")


async def test_a_button_in_a_message_that_the_copy_does_not_know_does_nothing(room: Mailroom) -> None:
    """Its number may name something else by now. Notifications that were found again, and what is newer, work as
    ever.
    """
    await room.write(room.to(1, "before"))
    await room.sender.deliver()
    async with put_back(room):
        room.clock.move_to(NOON + timedelta(minutes=10))
        await room.write(room.to(1))
        await room.sender.deliver()
        unknown = await room.bot.slack.post(room.workspace.dm(ANA), card(Text("Which decision?")))
        room.clock.move_to(NOON + timedelta(minutes=20))
    await room.write(room.to(1, at=NOON + timedelta(minutes=10)))
    await room.sender.deliver()
    room.clock.move_to(NOON + timedelta(minutes=21))
    newer = await room.bot.slack.post(room.workspace.dm(ANA), card(Text("Which decision?")))
    before, found, *_rest = [each.ts for each in room.messages(ANA)]

    async def presses(message: str) -> str:
        address = Address(room.workspace.world.person(ANA).id)
        call = Call("digest.preview", address, value="digest-weekly", message=message)
        return repr(await room.bot.dispatch.turn(call))

    assert "This message is newer than what I know" in await presses(unknown)
    for message in (before, found, newer):
        assert "This message is newer" not in await presses(message)
