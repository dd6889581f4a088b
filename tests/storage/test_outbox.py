"""The outbox on both databases: notifications are written once, rest with a reason, and are made again when facts
change.
"""

import asyncio

import pytest

from storage.notification_states import Draft, State
from tests.databases import Database
from tests.storage.outbox_steps import (
    LATER,
    LEASE,
    NOW,
    claim,
    lease_over,
    make_stale,
    notification_of,
    send,
    take_stale,
    to,
    write,
)


async def test_a_notification_is_written_once(box: Database) -> None:
    draft = Draft("checkin", "w1", NOW, member=1)
    async with box.store() as store:
        assert await store.outbox.write([draft, draft]) == 1
    async with box.store() as store:
        assert await store.outbox.write([draft, Draft("checkin", "w1", LATER, member=1), to(2)]) == 1
        assert [notification.key for notification in await store.outbox.all()] == ["checkin:w1:1", "note:now:2"]


async def test_two_writers_at_once_write_it_once(box: Database) -> None:
    async def write() -> int:
        async with box.store() as store:
            return await store.outbox.write([Draft("checkin", f"w{n}", NOW, member=1) for n in range(30)])

    assert sum(await asyncio.gather(*(write() for _ in range(4)))) == 30


async def test_thousands_are_written_in_one_go(box: Database) -> None:
    many = [Draft("checkin", f"w{n}", NOW, member=1) for n in range(1201)]
    async with box.store() as store:
        assert await store.outbox.write(many) == 1201
        assert await store.outbox.missing([*many, to(1)]) == [to(1)]


async def test_a_notification_comes_back_as_it_was_written(box: Database) -> None:
    draft = Draft(
        "checkin", "w1", NOW, channel="#staff", about=("S1", "S2"), expires=LATER, under="digest:x:#staff", prompt=False
    )
    async with box.store() as store:
        await store.outbox.write([draft])
        notification = await store.outbox.by_key("checkin:w1:#staff")
    assert notification is not None
    same = ("kind", "occasion", "at", "channel", "about", "expires", "under", "prompt", "member", "key")
    assert [getattr(notification, name) for name in same] == [getattr(draft, name) for name in same]
    assert (notification.state, notification.reason, notification.message, notification.sent_at) == (
        State.READY,
        "",
        "",
        None,
    )


# -- resting, waking, refreshing ---------------------------------------------------------------


async def test_what_rests_says_why_and_can_be_woken(box: Database) -> None:
    await write(box, to(1))
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.begin(got.notification, LEASE)
        await store.outbox.rest(got.notification, "I am not in that channel")
        assert [each.reason for each in await store.outbox.resting(NOW)] == ["I am not in that channel"]
        assert await store.outbox.resting(LATER) == []
    box.at = LATER
    async with box.store() as store:
        assert await store.outbox.wake(got.notification.key)
        assert not await store.outbox.wake(got.notification.key)
    (again,) = await claim(box)
    assert (again.look, again.notification.at, again.notification.reason) == (False, LATER, "")


async def test_somebody_saw_it_in_its_place(box: Database) -> None:
    await write(box, to(1))
    (got,) = await claim(box)
    async with box.store() as store:
        assert not await store.outbox.declare_sent(got.notification.key)
        await store.outbox.rest(got.notification, "nobody knows")
        assert await store.outbox.declare_sent(got.notification.key)
    assert (await notification_of(box, got.notification.key)).state is State.SENT


async def test_only_what_somebody_may_see_gets_stale(box: Database) -> None:
    await send(box, to(1))
    await write(box, to(2))
    async with box.store() as store:
        await store.outbox.refresh("note:now:1", "note:now:2", "note:now:9")
        stale = await store.outbox.take_stale("me", LEASE)
        assert stale is not None
        assert stale.key == "note:now:1"
        assert await store.outbox.take_stale("you", LEASE) is None
        await store.outbox.refreshed(stale)
        assert await store.outbox.take_stale("me", LEASE) is None


async def test_a_crash_while_refreshing_forgets_nothing(box: Database) -> None:
    await send(box, to(1))
    await make_stale(box)
    assert await take_stale(box, "dead") is not None
    assert await take_stale(box, "alive") is None
    await lease_over(box)
    assert await take_stale(box, "alive") is not None


async def test_what_changes_while_it_is_refreshed_is_refreshed_again(box: Database) -> None:
    await send(box, to(1))
    await make_stale(box)
    first = await take_stale(box, "me")
    assert first is not None
    await make_stale(box)
    assert await take_stale(box, "you") is None, "two at once could leave the older card on the screen"
    async with box.store() as store:
        await store.outbox.refreshed(first)
    assert await take_stale(box, "you") is not None


async def test_what_changes_while_it_is_sent_is_refreshed_after(box: Database) -> None:
    """Its card was made from the facts before."""
    await write(box, to(1))
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.begin(got.notification, LEASE)
    await make_stale(box)
    assert await take_stale(box, "me") is None
    async with box.store() as store:
        assert await store.outbox.sent(got.notification, "D1", "1.0"), "a refresh does not take the letter away"
    assert await take_stale(box, "me") is not None


async def test_who_never_got_a_notification(box: Database) -> None:
    await write(box, Draft("welcome", "first", NOW, member=2), Draft("welcome", "second", NOW, member=1))
    async with box.store() as store:
        cho = await store.people.by_email("cho@x.example")
        assert cho is not None
        assert await store.outbox.never_got("welcome", "first") == [1, 3]
        await store.people.retire(cho)
        assert await store.outbox.never_got("welcome", "first") == [1]


async def test_notifications_are_found_by_kind_and_occasion(box: Database) -> None:
    await send(box, to(1))
    async with box.store() as store:
        assert [each.key for each in await store.outbox.of_kind("note", "other")] == ["note:now:1"]
        assert await store.outbox.of_kind("note", occasion="then") == []


async def test_a_draft_goes_to_one_reader() -> None:
    for wrong in ({}, {"member": 1, "channel": "#staff"}):
        with pytest.raises(ValueError, match="one member or to one room"):
            Draft("note", "now", NOW, **wrong)  # type: ignore[arg-type]
