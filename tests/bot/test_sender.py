"""What comes of a notification when the chat is busy, breaks or refuses; over the real wire, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.sender import TRIES, Sender
from bot.slack.client import Slack
from handlers.kit.card import Card
from pdsa.picture import Picture
from storage.notifications import Draft, State
from tests.bot.mailroom import ANA, BEN, CHO, NOON, Mailroom, open_mailroom
from tests.bot.sending_process import settings
from tests.databases import Database


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Mailroom]:
    async with open_mailroom(database) as made:
        yield made


async def test_notifications_go_to_people_and_rooms(room: Mailroom) -> None:
    await room.write(room.to(1), room.to(2), room.to_staff())
    assert await room.sender.deliver() == 3
    assert room.got(ANA) == room.got(BEN) == ["A note."]
    assert len(room.staff()) == 1
    notification = await room.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, room.messages(ANA)[0].ts)
    assert await room.sender.deliver() == 0


# -- trouble on the wire -----------------------------------------------------------------------

LOOKED_UP = ["lost_reply", "500_before", "500_after"]


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_what_may_have_arrived_is_looked_up_and_not_repeated(room: Mailroom, fault: str) -> None:
    room.workspace.faults.add("chat.postMessage", fault)  # type: ignore[arg-type]
    await room.write(room.to(1))
    await room.sender.deliver()
    assert (await room.notification("note:now:1")).state is State.UNSURE
    assert await room.sender.deliver() == 0, "not before its lease is over"
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."]
    notification = await room.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, room.messages(ANA)[0].ts)


@pytest.mark.parametrize("fault", ["429", "500_before", "lost_reply"])
async def test_trouble_while_looking_does_not_forget_that_it_may_have_arrived(room: Mailroom, fault: str) -> None:
    """A 429 to the question whether it is there says nothing about whether it is there."""
    room.workspace.faults.add("chat.postMessage", "lost_reply")
    room.workspace.faults.add("conversations.history", fault)  # type: ignore[arg-type]
    await room.write(room.to(1))
    for _ in range(3):
        await room.sender.deliver()
        await room.lease_over()
    assert room.got(ANA) == ["A note."]
    assert (await room.notification("note:now:1")).state is State.SENT


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.open"])
@pytest.mark.parametrize("fault", [*LOOKED_UP, "429"])
async def test_trouble_before_anything_was_said_sends_it_later(room: Mailroom, method: str, fault: str) -> None:
    room.workspace.faults.add(method, fault)  # type: ignore[arg-type]
    await room.write(room.to(1))
    await room.sender.deliver()
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."]


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_a_room_that_could_not_be_found_for_a_moment_gets_its_digest(room: Mailroom, fault: str) -> None:
    """Nothing was posted yet, so nobody has to be asked."""
    room.workspace.faults.add("conversations.list", fault)  # type: ignore[arg-type]
    await room.write(room.to_staff())
    await room.sender.deliver()
    await room.lease_over()
    await room.sender.deliver()
    assert len(room.staff()) == 1
    assert await room.asked() == []


async def test_a_busy_chat_is_waited_for_and_nobody_else_sends_meanwhile(room: Mailroom) -> None:
    room.workspace.faults.add("chat.postMessage", "429", retry_after=30)
    await room.write(room.to(1), room.to(2), room.to(3))
    await room.sender.deliver()
    assert [room.got(each) for each in (ANA, BEN, CHO)] == [["A note."]] * 3
    assert room.clock.now() >= NOON + timedelta(seconds=30)


async def test_a_hanging_chat_is_given_up_and_tried_again(database: Database) -> None:
    async with open_mailroom(database, send_timeout=0.5) as room:
        room.workspace.faults.add("chat.postMessage", "hang")
        await room.write(room.to(1))
        await room.sender.deliver()
        assert (await room.notification("note:now:1")).state is State.UNSURE
        await room.delivers_until(lambda: room.got(ANA) == ["A note."])


@pytest.mark.parametrize(("lease", "most"), [(60.0, 20.0), (5.0, 4.0)])
def test_a_request_is_given_up_before_its_lease_is_over(lease: float, most: float) -> None:
    assert settings("sqlite://", "http://127.0.0.1:9/api/", lease_seconds=lease).timeout == most


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_an_unsure_digest_rests_and_a_lead_is_asked_once(room: Mailroom, fault: str) -> None:
    """Its room may not be read."""
    room.workspace.faults.add("chat.postMessage", fault)  # type: ignore[arg-type]
    await room.write(room.to_staff())
    await room.sender.deliver()
    await room.lease_over()
    for _ in range(2):
        await room.travel.now()
    notification = await room.notification("digest:now:#staff")
    assert (notification.state, notification.reason) == (State.RESTING, "nobody knows whether it arrived")
    assert [(each.kind, each.reader.email, each.about) for each in await room.asked()] == [
        ("is-it-there", ANA, ("digest:now:#staff",))
    ]
    assert room.got(ANA) == ["About digest:now:#staff"]


# -- restarts ----------------------------------------------------------------------------------


async def test_a_restart_between_claim_and_send(room: Mailroom) -> None:
    await room.write(room.to(1), room.to_staff())
    async with room.store() as store:
        await store.outbox.claim("dead", 5, timedelta(seconds=60), 5.0)
    assert await room.sender.deliver() == 0
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."]
    assert len(room.staff()) == 1, "nothing had begun: nobody is asked whether it is there"


async def test_a_restart_after_the_post_and_before_it_was_written_down(room: Mailroom) -> None:
    """As when the database was locked or the process died: it is looked up, not sent again."""
    await room.write(room.to(1))
    async with room.store() as store:
        (claim,) = await store.outbox.claim("dead", 5, timedelta(seconds=60), 5.0)
        await store.outbox.begin(claim.notification, timedelta(seconds=60))
        card = await room.routes.notifications["note"](claim.notification, store)
    assert card is not None
    await room.bot.slack.post(room.workspace.dm(ANA), card, key=claim.notification.key)
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(ANA) == ["A note."]
    assert (await room.notification("note:now:1")).state is State.SENT


async def test_what_breaks_after_the_post_is_looked_up(room: Mailroom) -> None:
    """Whatever it was: the notification may be there."""
    await room.write(room.to(1))
    stumbling = Sender(room.database.engine, room.routes, _Stumbling(room), room.clock, room.bot.settings)
    await stumbling.deliver()
    assert ((await room.notification("note:now:1")).state, room.got(ANA)) == (State.UNSURE, ["A note."])
    await room.lease_over()
    await room.sender.deliver()
    assert ((await room.notification("note:now:1")).state, room.got(ANA)) == (State.SENT, ["A note."])


async def test_what_breaks_after_the_post_again_and_again_may_have_arrived(room: Mailroom) -> None:
    """A room cannot be looked into: whoever can is asked whether it is there."""
    await room.write(room.to_staff())
    async with room.store() as store:
        claim = (await store.outbox.claim("other", 1, timedelta(minutes=1), 100.0))[0]
        assert await store.outbox.begin(claim.notification, timedelta(minutes=1))
        assert await store.outbox.unsure(replace(claim.notification, tries=TRIES - 1), timedelta(0))
    broken = Sender(room.database.engine, room.routes, _Unreadable(room), room.clock, room.bot.settings)
    await broken.deliver()
    assert (await room.notification("digest:now:#staff")).reason == "nobody knows whether it arrived"
    assert [notification.kind for notification in await room.asked()] == ["is-it-there"]


async def test_two_processes_share_the_work(room: Mailroom) -> None:
    await room.write(*(room.to(1 + n % 3, f"n{n}") for n in range(18)))
    handled = await asyncio.gather(room.sender.deliver(), room.another().deliver())
    while await room.sender.deliver():
        continue
    assert sum(handled) <= 18
    assert [len(room.got(each)) for each in (ANA, BEN, CHO)] == [6, 6, 6]


async def test_who_was_overtaken_sends_nothing(room: Mailroom) -> None:
    """A process that slept through its lease finds its notification sent by another."""
    await room.write(room.to(1))
    waiting, go_on = asyncio.Event(), asyncio.Event()
    sleeper = room.another(_HeldClock(room, waiting, go_on))
    task = asyncio.create_task(sleeper.deliver())
    await waiting.wait()
    await room.lease_over()
    await room.sender.deliver()
    go_on.set()
    await task
    assert room.got(ANA) == ["A note."]


class _Stumbling(Slack):
    """Posts, and breaks before it can tell."""

    def __init__(self, room: Mailroom) -> None:
        super().__init__(room.bot.slack.client, no_pictures, room.bot.drawing.file, room.clock)

    async def post(self, conversation: str, card: Card, *, key: str = "", under: str = "") -> str:
        await super().post(conversation, card, key=key, under=under)
        raise ZeroDivisionError("a mistake of ours")


class _Unreadable(_Stumbling):
    """Breaks when something is looked for."""

    async def find(self, conversation: str, key: str, after: str = "", under: str = "") -> str | None:
        raise ZeroDivisionError("a mistake of ours")


async def no_pictures(picture: Picture) -> bytes:
    raise NotImplementedError


class _HeldClock:
    """A clock on which the first wait lasts until it is told to go on."""

    def __init__(self, room: Mailroom, waiting: asyncio.Event, go_on: asyncio.Event) -> None:
        self._room, self._waiting, self._go_on = room, waiting, go_on

    def now(self) -> datetime:
        return self._room.clock.now()

    async def wait(self, seconds: float) -> None:
        self._waiting.set()
        await self._go_on.wait()


# -- failures of our own -----------------------------------------------------------------------


async def test_a_broken_notification_costs_the_others_nothing_and_rests_after_some_tries(room: Mailroom) -> None:
    room.notifications.broken = {"digest"}
    await room.write(room.to_staff(), Draft("unknown", "now", room.clock.now(), member=2), room.to(2), room.to(3))
    await room.sender.deliver()
    assert room.got(BEN) == room.got(CHO) == ["A note."]
    assert (await room.notification("unknown:now:2")).state is State.READY
    await room.travel.to(NOON + timedelta(hours=2))
    for key in ("unknown:now:2", "digest:now:#staff"):
        notification = await room.notification(key)
        assert (notification.state, notification.reason) == (
            State.RESTING,
            "something broke while it was being written",
        )
    assert room.notifications.made < 12
    assert room.staff() == []
    assert [(notification.kind, notification.about) for notification in await room.asked()] == [
        ("undelivered", ("digest:now:#staff",))
    ]


async def test_what_broke_for_a_moment_arrives(room: Mailroom) -> None:
    room.notifications.broken = {"note"}
    await room.write(room.to(1))
    await room.sender.deliver()
    room.notifications.broken = set()
    await room.travel.to(NOON + timedelta(minutes=5))
    assert room.got(ANA) == ["A note."]


async def test_one_members_broken_zone_costs_the_others_nothing(room: Mailroom) -> None:
    async with room.database.engine.begin() as connection:
        await connection.execute(text("UPDATE members SET zone = 'Atlantis/Deep' WHERE id = 2"))
    await room.write(*(room.to(n, prompt=True) for n in (1, 2, 3)))
    await room.sender.deliver()
    assert [room.got(each) for each in (ANA, BEN, CHO)] == [["A note."], [], ["A note."]]
    await room.travel.to(NOON + timedelta(hours=2))
    assert (await room.notification("note:now:2")).state is State.RESTING
