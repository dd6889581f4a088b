"""After an older state of the database was put back: nothing is sent twice, nothing is lost in silence."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.dispatch import Call
from bot.sender import Sender
from bot.slack.client import Slack
from handlers.kit.card import Text, card
from pdsa.people import Address
from storage.notification_states import Draft, State
from storage.sending import NOTIFICATIONS
from tests.bot.fanout import a_year
from tests.bot.mailroom import ANA, BEN, CHO, NOON, Mailroom


@asynccontextmanager
async def put_back(mail: Mailroom) -> AsyncIterator[None]:
    """The outbox is as it was before this, and the restore is noted, as `sel-bot restore` does."""
    async with mail.database.engine.connect() as connection:
        before = [dict(row) for row in (await connection.execute(select(NOTIFICATIONS))).mappings()]
    yield
    async with mail.database.engine.begin() as connection:
        await connection.execute(NOTIFICATIONS.delete())
        if before:
            await connection.execute(insert(NOTIFICATIONS), before)
    async with mail.store() as store:
        await store.restores.note()


async def written(mail: Mailroom) -> Sequence[Draft]:
    drafts = [mail.to(1), mail.to(2), mail.to(3)]
    await mail.write(*drafts)
    return drafts


def everybody(mail: Mailroom) -> list[list[str]]:
    return [mail.got(each) for each in (ANA, BEN, CHO)]


async def test_what_was_sent_after_the_copy_is_found_and_not_sent_twice(mail: Mailroom) -> None:
    await written(mail)
    async with put_back(mail):
        await mail.sender.deliver()
    await mail.sender.deliver()
    assert everybody(mail) == [["A note."]] * 3
    notification = await mail.notification("note:now:1")
    assert (notification.state, notification.message) == (State.SENT, mail.messages(ANA)[0].ts)


async def test_what_was_written_and_sent_after_the_copy_is_found_once_a_tick_writes_it_again(
    mail: Mailroom,
) -> None:
    async with put_back(mail):
        mail.notifications.due = list(await written(mail))
        await mail.sender.deliver()
    mail.clock.move_to(mail.clock.now() + timedelta(hours=1))
    await mail.travel.now()
    assert everybody(mail) == [["A note."]] * 3


async def test_what_had_not_been_sent_goes_out(mail: Mailroom) -> None:
    await written(mail)
    async with put_back(mail):
        pass
    await mail.sender.deliver()
    assert everybody(mail) == [["A note."]] * 3


async def test_what_somebody_had_moved_to_an_earlier_day_is_not_sent_on_the_day_that_the_copy_knows(
    mail: Mailroom,
) -> None:
    """She had chosen Tuesday instead of Thursday, and got Tuesday's question; the copy knows of no Tuesday."""
    await mail.write(mail.to(1, "before"))
    await mail.sender.deliver()
    thursday = mail.to(1, "week-38", prompt=True, at=NOON + timedelta(days=2))
    async with put_back(mail):
        await mail.write(mail.to(1, "week-38"))
        await mail.sender.deliver()
    await mail.write(thursday)
    mail.clock.move_to(thursday.at)
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."] * 2
    assert (await mail.notification("note:week-38:1")).message == mail.messages(ANA)[1].ts


async def test_a_notification_of_the_year_before_is_not_taken_for_this_years(mail: Mailroom) -> None:
    """Both years have a first message; what is looked for came after all that the copy knows of."""
    await mail.write(mail.to(1, "first"))
    await mail.sender.deliver()
    mail.clock.move_to(NOON + timedelta(days=1))
    async with mail.store() as opened:
        store = opened.year(await opened.cycles.put(replace(a_year(), label="2027-28")))
        assert store.cycle is not None
        await store.cycles.start(store.cycle, store.now)
        await store.outbox.write([mail.to(1, "first")])
    mail.clock.move_to(NOON + timedelta(days=1, minutes=1))
    async with mail.store() as store:
        await store.restores.note()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."] * 2


async def test_what_answers_a_press_after_it_is_sent_without_a_look(mail: Mailroom) -> None:
    looks = mail.workspace.faults.add("conversations.history", "refuse", probability=1.0)
    async with put_back(mail):
        pass
    mail.clock.move_to(mail.clock.now() + timedelta(hours=1))
    await written(mail)
    await mail.sender.deliver()
    assert (everybody(mail), looks.happened) == ([["A note."]] * 3, 0)


async def test_a_post_is_asked_about_once(mail: Mailroom) -> None:
    """A channel may not be read."""
    await mail.write(mail.to_staff())
    async with put_back(mail):
        await mail.sender.deliver()
    for _ in range(3):
        await mail.travel.now()
    assert len(mail.staff()) == 1
    notification = await mail.notification("digest:now:#staff")
    assert (notification.state, notification.reason) == (State.RESTING, "nobody knows whether it arrived")
    assert [each.kind for each in await mail.asked()] == ["is-it-there"]


async def test_what_was_sent_again_after_the_copy_is_looked_up_before_it_is_sent_once_more(mail: Mailroom) -> None:
    drafts = [mail.to(2), mail.to_staff()]
    await mail.write(*drafts)
    async with mail.store() as store:
        for claim in await store.outbox.claim("nobody", 5, timedelta(0), 100.0):
            await store.outbox.rest(claim.notification, "no chat account")
    for awake in (False, True):
        async with put_back(mail) if not awake else nullcontext():
            async with mail.store() as store:
                assert [await store.outbox.wake(each.key) for each in drafts] == [True, True]
            await mail.travel.now()
        assert (mail.got(BEN), len(mail.staff())) == (["A note."], 1)
    assert [each.kind for each in await mail.asked()] == ["is-it-there"]
    async with mail.store() as store:  # somebody looked, and it is not there
        assert await store.outbox.wake(drafts[1].key, looked=True)
    await mail.travel.now()
    assert len(mail.staff()) == 2


async def test_a_post_whose_time_is_over_rests_without_a_question(mail: Mailroom) -> None:
    draft = Draft("digest", "old", NOON, channel="#staff", expires=NOON + timedelta(hours=1))
    await mail.write(draft)
    async with put_back(mail):
        await mail.sender.deliver()
    mail.clock.move_to(NOON + timedelta(hours=2))
    await mail.travel.now()
    assert (len(mail.staff()), await mail.asked()) == (1, [])
    assert (await mail.notification(draft.key)).state is State.RESTING


async def test_what_stands_in_a_thread_is_not_said_there_again(mail: Mailroom) -> None:
    mail.notifications.details = {"note": ("One.", "Two.")}
    await mail.write(mail.to(1))
    async with put_back(mail):
        await mail.travel.now()
        said = len(mail.messages(ANA))
    mail.clock.move_to(mail.clock.now() + timedelta(hours=1))
    for _ in range(3):
        await mail.travel.now()
    assert len(mail.messages(ANA)) == said == 3
    details = [await mail.notification(f"note-detail:now/{number}:1") for number in range(2)]
    assert [(each.state, each.message) for each in details] == [
        (State.SENT, message.ts) for message in mail.messages(ANA)[1:]
    ]


async def test_what_is_missing_in_a_thread_is_said_there(mail: Mailroom) -> None:
    """The bot stopped between two details: the copy that is put back knows of neither."""
    mail.notifications.details = {"note": ("One.", "Two.")}
    await mail.write(mail.to(1))
    async with put_back(mail):
        await mail.travel.now()
        mail.workspace.world.delete(mail.messages(ANA)[2])
    mail.clock.move_to(mail.clock.now() + timedelta(hours=1))
    for _ in range(3):
        await mail.travel.now()
    assert mail.got(ANA) == ["A note.", "One.", "Two."]
    assert {each.thread_ts for each in mail.messages(ANA)[1:]} == {mail.messages(ANA)[0].ts}


async def test_a_chat_that_is_away_while_it_is_looked_up_makes_nobody_hear_twice(mail: Mailroom) -> None:
    await written(mail)
    async with put_back(mail):
        await mail.sender.deliver()
    mail.workspace.faults.add("conversations.history", "500_before", times=2)
    mail.workspace.faults.add("conversations.history", "lost_reply", times=2)
    for _ in range(5):
        await mail.lease_over()
        await mail.sender.deliver()
    assert everybody(mail) == [["A note."]] * 3


async def test_what_breaks_before_it_was_looked_up_is_looked_up_later(mail: Mailroom) -> None:
    await mail.write(mail.to(1))
    async with put_back(mail):
        await mail.sender.deliver()
    await Sender(mail.database.engine, mail.routes, _Breaks(mail.bot.slack), mail.clock, mail.bot.settings).deliver()
    mail.clock.move_to(mail.clock.now() + timedelta(minutes=5))
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]


class _Breaks:
    """A chat in which something of ours breaks when it looks for a message."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def __getattr__(self, name: str) -> Any:
        return getattr(self._slack, name)

    async def find(self, *_given: object) -> str | None:
        raise ZeroDivisionError("a mistake of ours")


async def test_a_button_in_a_message_that_the_copy_does_not_know_does_nothing(mail: Mailroom) -> None:
    """Its number may name something else by now. Notifications that were found again, and what is newer, work as
    ever.
    """
    await mail.write(mail.to(1, "before"))
    await mail.sender.deliver()
    async with put_back(mail):
        mail.clock.move_to(NOON + timedelta(minutes=10))
        await mail.write(mail.to(1))
        await mail.sender.deliver()
        unknown = await mail.bot.slack.post(mail.workspace.dm(ANA), card(Text("Which decision?")))
        mail.clock.move_to(NOON + timedelta(minutes=20))
    await mail.write(mail.to(1, at=NOON + timedelta(minutes=10)))
    await mail.sender.deliver()
    mail.clock.move_to(NOON + timedelta(minutes=21))
    newer = await mail.bot.slack.post(mail.workspace.dm(ANA), card(Text("Which decision?")))
    before, found, *_rest = [each.ts for each in mail.messages(ANA)]

    async def presses(message: str) -> str:
        address = Address(mail.workspace.world.person(ANA).id)
        call = Call("digest.preview", address, value="digest-weekly", message=message)
        return repr(await mail.bot.dispatch.turn(call))

    assert "This message is newer than what I know" in await presses(unknown)
    for message in (before, found, newer):
        assert "This message is newer" not in await presses(message)
