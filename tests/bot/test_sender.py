"""What comes of a notification when the chat is busy, breaks or refuses; over the real wire, on both databases."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.sender import TRIES, Sender
from bot.slack.client import Slack
from handlers.kit.card import Card
from pdsa.picture import Picture
from storage.notification_states import Draft, State
from tests.bot.mailroom import ANA, BEN, CHO, NOON, Mailroom, open_mailroom
from tests.bot.sending_process import settings
from tests.databases import Database


async def test_notifications_go_to_people_and_rooms(mail: Mailroom) -> None:
    await mail.write(mail.to(1), mail.to(2), mail.to_staff())
    assert await mail.sender.deliver() == 3
    assert mail.got(ANA) == mail.got(BEN) == ["A note."]
    assert len(mail.staff()) == 1
    notification = await mail.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, mail.messages(ANA)[0].ts)
    assert await mail.sender.deliver() == 0


# -- trouble on the wire -----------------------------------------------------------------------

LOOKED_UP = ["lost_reply", "500_before", "500_after"]


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_what_may_have_arrived_is_looked_up_and_not_repeated(mail: Mailroom, fault: str) -> None:
    mail.workspace.faults.add("chat.postMessage", fault)  # type: ignore[arg-type]
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    assert (await mail.notification("note:now:1")).state is State.UNSURE
    assert await mail.sender.deliver() == 0, "not before its lease is over"
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]
    notification = await mail.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, mail.messages(ANA)[0].ts)


@pytest.mark.parametrize("fault", ["429", "500_before", "lost_reply"])
async def test_trouble_while_looking_does_not_forget_that_it_may_have_arrived(mail: Mailroom, fault: str) -> None:
    """A 429 to the question whether it is there says nothing about whether it is there."""
    mail.workspace.faults.add("chat.postMessage", "lost_reply")
    mail.workspace.faults.add("conversations.history", fault)  # type: ignore[arg-type]
    await mail.write(mail.to(1))
    for _ in range(3):
        await mail.sender.deliver()
        await mail.lease_over()
    assert mail.got(ANA) == ["A note."]
    assert (await mail.notification("note:now:1")).state is State.SENT


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.open"])
@pytest.mark.parametrize("fault", [*LOOKED_UP, "429"])
async def test_trouble_before_anything_was_said_sends_it_later(mail: Mailroom, method: str, fault: str) -> None:
    mail.workspace.faults.add(method, fault)  # type: ignore[arg-type]
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_a_room_that_could_not_be_found_for_a_moment_gets_its_digest(mail: Mailroom, fault: str) -> None:
    """Nothing was posted yet, so nobody has to be asked."""
    mail.workspace.faults.add("conversations.list", fault)  # type: ignore[arg-type]
    await mail.write(mail.to_staff())
    await mail.sender.deliver()
    await mail.lease_over()
    await mail.sender.deliver()
    assert len(mail.staff()) == 1
    assert await mail.asked() == []


async def test_a_busy_chat_is_waited_for_and_nobody_else_sends_meanwhile(mail: Mailroom) -> None:
    mail.workspace.faults.add("chat.postMessage", "429", retry_after=30)
    await mail.write(mail.to(1), mail.to(2), mail.to(3))
    await mail.sender.deliver()
    assert [mail.got(each) for each in (ANA, BEN, CHO)] == [["A note."]] * 3
    assert mail.clock.now() >= NOON + timedelta(seconds=30)


async def test_a_hanging_chat_is_given_up_and_tried_again(database: Database) -> None:
    async with open_mailroom(database, send_timeout=0.5) as mail:
        mail.workspace.faults.add("chat.postMessage", "hang")
        await mail.write(mail.to(1))
        await mail.sender.deliver()
        assert (await mail.notification("note:now:1")).state is State.UNSURE
        await mail.delivers_until(lambda: mail.got(ANA) == ["A note."])


@pytest.mark.parametrize(("lease", "most"), [(60.0, 20.0), (5.0, 4.0)])
def test_a_request_is_given_up_before_its_lease_is_over(lease: float, most: float) -> None:
    assert settings("sqlite://", "http://127.0.0.1:9/api/", lease_seconds=lease).timeout == most


@pytest.mark.parametrize("fault", LOOKED_UP)
async def test_an_unsure_digest_rests_and_a_lead_is_asked_once(mail: Mailroom, fault: str) -> None:
    """Its room may not be read."""
    mail.workspace.faults.add("chat.postMessage", fault)  # type: ignore[arg-type]
    await mail.write(mail.to_staff())
    await mail.sender.deliver()
    await mail.lease_over()
    for _ in range(2):
        await mail.travel.now()
    notification = await mail.notification("digest:now:#staff")
    assert (notification.state, notification.reason) == (State.RESTING, "nobody knows whether it arrived")
    assert [(each.kind, each.reader.email, each.about) for each in await mail.asked()] == [
        ("is-it-there", ANA, ("digest:now:#staff",))
    ]
    assert mail.got(ANA) == ["About digest:now:#staff"]


# -- restarts ----------------------------------------------------------------------------------


async def test_a_restart_between_claim_and_send(mail: Mailroom) -> None:
    await mail.write(mail.to(1), mail.to_staff())
    async with mail.store() as store:
        await store.outbox.claim("dead", 5, timedelta(seconds=60), 5.0)
    assert await mail.sender.deliver() == 0
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]
    assert len(mail.staff()) == 1, "nothing had begun: nobody is asked whether it is there"


async def test_a_restart_after_the_post_and_before_it_was_written_down(mail: Mailroom) -> None:
    """As when the database was locked or the process died: it is looked up, not sent again."""
    await mail.write(mail.to(1))
    async with mail.store() as store:
        (claim,) = await store.outbox.claim("dead", 5, timedelta(seconds=60), 5.0)
        await store.outbox.begin(claim.notification, timedelta(seconds=60))
        card = await mail.routes.notifications["note"](claim.notification, store)
    assert card is not None
    await mail.bot.slack.post(mail.workspace.dm(ANA), card, key=claim.notification.key)
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]
    assert (await mail.notification("note:now:1")).state is State.SENT


async def test_what_breaks_after_the_post_is_looked_up(mail: Mailroom) -> None:
    """Whatever it was: the notification may be there."""
    await mail.write(mail.to(1))
    stumbling = Sender(mail.database.engine, mail.routes, _Stumbling(mail), mail.clock, mail.bot.settings)
    await stumbling.deliver()
    assert ((await mail.notification("note:now:1")).state, mail.got(ANA)) == (State.UNSURE, ["A note."])
    await mail.lease_over()
    await mail.sender.deliver()
    assert ((await mail.notification("note:now:1")).state, mail.got(ANA)) == (State.SENT, ["A note."])


async def test_what_breaks_after_the_post_again_and_again_may_have_arrived(mail: Mailroom) -> None:
    """A room cannot be looked into: whoever can is asked whether it is there."""
    await mail.write(mail.to_staff())
    async with mail.store() as store:
        claim = (await store.outbox.claim("other", 1, timedelta(minutes=1), 100.0))[0]
        assert await store.outbox.begin(claim.notification, timedelta(minutes=1))
        assert await store.outbox.unsure(replace(claim.notification, tries=TRIES - 1), timedelta(0))
    broken = Sender(mail.database.engine, mail.routes, _Unreadable(mail), mail.clock, mail.bot.settings)
    await broken.deliver()
    assert (await mail.notification("digest:now:#staff")).reason == "nobody knows whether it arrived"
    assert [notification.kind for notification in await mail.asked()] == ["is-it-there"]


async def test_two_processes_share_the_work(mail: Mailroom) -> None:
    await mail.write(*(mail.to(1 + n % 3, f"n{n}") for n in range(18)))
    handled = await asyncio.gather(mail.sender.deliver(), mail.another().deliver())
    while await mail.sender.deliver():
        continue
    assert sum(handled) <= 18
    assert [len(mail.got(each)) for each in (ANA, BEN, CHO)] == [6, 6, 6]


async def test_who_was_overtaken_sends_nothing(mail: Mailroom) -> None:
    """A process that slept through its lease finds its notification sent by another."""
    await mail.write(mail.to(1))
    waiting, go_on = asyncio.Event(), asyncio.Event()
    sleeper = mail.another(_HeldClock(mail, waiting, go_on))
    task = asyncio.create_task(sleeper.deliver())
    await waiting.wait()
    await mail.lease_over()
    await mail.sender.deliver()
    go_on.set()
    await task
    assert mail.got(ANA) == ["A note."]


class _Stumbling(Slack):
    """Posts, and breaks before it can tell."""

    def __init__(self, mail: Mailroom) -> None:
        super().__init__(mail.bot.slack.client, no_pictures, mail.bot.drawing.file, mail.clock)

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

    def __init__(self, mail: Mailroom, waiting: asyncio.Event, go_on: asyncio.Event) -> None:
        self._room, self._waiting, self._go_on = mail, waiting, go_on

    def now(self) -> datetime:
        return self._room.clock.now()

    async def wait(self, seconds: float) -> None:
        self._waiting.set()
        await self._go_on.wait()


# -- failures of our own -----------------------------------------------------------------------


async def test_a_broken_notification_costs_the_others_nothing_and_rests_after_some_tries(mail: Mailroom) -> None:
    mail.notifications.broken = {"digest"}
    await mail.write(mail.to_staff(), Draft("unknown", "now", mail.clock.now(), member=2), mail.to(2), mail.to(3))
    await mail.sender.deliver()
    assert mail.got(BEN) == mail.got(CHO) == ["A note."]
    assert (await mail.notification("unknown:now:2")).state is State.READY
    await mail.travel.to(NOON + timedelta(hours=2))
    for key in ("unknown:now:2", "digest:now:#staff"):
        notification = await mail.notification(key)
        assert (notification.state, notification.reason) == (
            State.RESTING,
            "something broke while it was being written",
        )
    assert mail.notifications.made < 12
    assert mail.staff() == []
    assert [(notification.kind, notification.about) for notification in await mail.asked()] == [
        ("undelivered", ("digest:now:#staff",))
    ]


async def test_what_broke_for_a_moment_arrives(mail: Mailroom) -> None:
    mail.notifications.broken = {"note"}
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    mail.notifications.broken = set()
    await mail.travel.to(NOON + timedelta(minutes=5))
    assert mail.got(ANA) == ["A note."]


async def test_one_members_broken_zone_costs_the_others_nothing(mail: Mailroom) -> None:
    async with mail.database.engine.begin() as connection:
        await connection.execute(text("UPDATE members SET zone = 'Atlantis/Deep' WHERE id = 2"))
    await mail.write(*(mail.to(n, prompt=True) for n in (1, 2, 3)))
    await mail.sender.deliver()
    assert [mail.got(each) for each in (ANA, BEN, CHO)] == [["A note."], [], ["A note."]]
    await mail.travel.to(NOON + timedelta(hours=2))
    assert (await mail.notification("note:now:2")).state is State.RESTING
