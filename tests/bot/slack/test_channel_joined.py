"""A channel lets the bot in again: what could not be posted there goes out by itself, once, and nothing else does."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.notification_states import State
from tests.bot.mailroom import ANA, Mailroom, open_mailroom
from tests.databases import Database

POST = "digest:now:#staff"


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Mailroom]:
    """#staff does not let the bot in, and a post rests for that."""
    async with open_mailroom(database) as made:
        made.workspace.remove_bot("staff")
        await made.write(made.to_staff())
        await made.sender.deliver()
        assert (await made.notification(POST)).state is State.RESTING
        async with made.bot.listening():
            await made.workspace.connected(made.bot.settings.sockets)
            yield made


async def let_in(room: Mailroom, channel: str = "staff") -> None:
    room.workspace.invite_bot(channel, by=ANA)
    await room.workspace.quiet()
    for _ in range(2):
        await room.sender.deliver()


async def test_what_could_not_be_posted_goes_out_once(room: Mailroom) -> None:
    await let_in(room)
    assert len(room.staff()) == 1
    room.workspace.remove_bot("staff")
    await let_in(room)
    assert len(room.staff()) == 1
    async with room.store(writes=False) as store:
        assert [each[2] for each in await store.trail(POST)] == ["sent again", "posted"]


async def test_what_is_too_late_or_rests_for_another_reason_stays(room: Mailroom) -> None:
    async with room.store() as store:
        await store.outbox.leave_out([room.to_staff("other")], "nobody knows whether it arrived")
        late = replace(room.to_staff("late"), expires=room.clock.now() + timedelta(hours=1))
        await store.outbox.leave_out([late], (await room.notification(POST)).reason)
    room.clock.move_to(room.clock.now() + timedelta(hours=2))
    await let_in(room)
    assert len(room.staff()) == 1
    assert {(await room.notification(f"digest:{each}:#staff")).state for each in ("other", "late")} == {State.RESTING}
