"""Notifications on their way, on both databases: claimed in order and by one process, paced, never forgotten."""

import asyncio
from datetime import timedelta

import pytest

from storage.notification_states import Draft
from tests.databases import Database
from tests.storage.outbox_steps import (
    FAST,
    LATER,
    LEASE,
    NONE,
    NOW,
    claim,
    lease_left,
    lease_over,
    notification_of,
    to,
    write,
)

# -- claims ------------------------------------------------------------------------------------


async def test_a_readers_notifications_keep_their_order(box: Database) -> None:
    """The next one waits until the one before is settled, in whatever way."""
    await write(box, to(1, "a", NOW - timedelta(minutes=2)), to(1, "b"), to(1, "c"), to(2, "d"))
    first = await claim(box)
    assert [each.notification.occasion for each in first] == ["a", "d"]
    assert await claim(box) == []
    async with box.store() as store:
        await store.outbox.sent(first[0].notification, "D1", "1.0")
    assert [each.notification.occasion for each in await claim(box)] == ["b"]


@pytest.mark.parametrize("fate", ["sent", "rest", "later"])
async def test_what_is_settled_lets_the_next_one_go(box: Database, fate: str) -> None:
    await write(box, to(1, "a"), to(1, "b"))
    (got,) = await claim(box)
    async with box.store() as store:
        match fate:
            case "sent":
                await store.outbox.sent(got.notification, "D1", "1.0")
            case "rest":
                await store.outbox.rest(got.notification, "why")
            case _:
                await store.outbox.again(got.notification, LATER)
    assert [each.notification.occasion for each in await claim(box)] == ["b"]


@pytest.mark.parametrize("fate", ["unsure", "paused"])
async def test_what_is_not_settled_holds_the_next_one_back(box: Database, fate: str) -> None:
    await write(box, to(1, "a"), to(1, "b"))
    (got,) = await claim(box)
    async with box.store() as store:
        if fate == "unsure":
            await store.outbox.unsure(got.notification, LEASE)
        else:
            await store.outbox.again(got.notification, got.notification.at, pause=LEASE)
    assert await claim(box) == []


async def test_only_due_notifications_are_claimed_oldest_first(box: Database) -> None:
    await write(box, to(1, "a", LATER), to(2, "b", NOW), to(3, "c", NOW - timedelta(minutes=1)))
    assert [each.notification.occasion for each in await claim(box)] == ["c", "b"]
    async with box.store(writes=False) as store:
        assert await store.outbox.next_at(after=NOW) == LATER


async def test_one_notification_is_claimed_by_one(box: Database) -> None:
    await write(box, *(Draft("checkin", f"w{n}", NOW, channel=f"#r{n}") for n in range(40)))

    async def take(owner: str) -> list[int]:
        found: list[int] = []
        while claims := await claim(box, owner, most=3):
            found += [each.notification.id for each in claims]
        return found

    taken = await asyncio.gather(*(take(f"p{n}") for n in range(4)))
    assert sorted(number for numbers in taken for number in numbers) == list(range(1, 41))


async def test_a_claim_takes_no_more_than_it_is_asked_to(box: Database) -> None:
    await write(box, to(1), to(2), to(3))
    assert len(await claim(box, most=2)) == 2
    assert len(await claim(box, most=2)) == 1


# -- pace --------------------------------------------------------------------------------------


async def test_slots_follow_each_other_whoever_claims(box: Database) -> None:
    await write(box, to(1), to(2), to(3))
    slots = [each.at for owner in "ab" for each in await claim(box, owner, most=2, pace=5.0)]
    assert slots == [NOW, NOW + timedelta(seconds=0.2), NOW + timedelta(seconds=0.4)]


async def test_the_first_two_processes_of_all_share_one_pace(box: Database) -> None:
    """There is no row that holds the pace yet."""
    await write(box, *(Draft("n", f"{n}", NOW, channel=f"#r{n}") for n in range(4)))
    found = await asyncio.gather(*(claim(box, owner, most=1, pace=10.0) for owner in "abcd"))
    assert sorted(claim.at - NOW for claims in found for claim in claims) == [
        timedelta(seconds=n / 10) for n in range(4)
    ]


async def test_a_reader_gets_notifications_a_gap_apart(box: Database) -> None:
    await write(box, to(1, "a"), to(1, "b"))
    (first,) = await claim(box)
    async with box.store() as store:
        await store.outbox.sent(first.notification, "D1", "1.0")
    async with box.store() as store:
        (second,) = await store.outbox.claim("me", 3, LEASE, FAST, channel_gap=1.0)
    assert second.at == NOW + timedelta(seconds=1)


async def test_patience_halves_the_pace_and_it_recovers(box: Database) -> None:
    await write(box, *(Draft("n", f"{n}", NOW, channel=f"#r{n}") for n in range(60)))
    await claim(box, most=1, pace=10.0)
    async with box.store() as store:
        await store.outbox.slow_down(timedelta(seconds=30))
    claims = await claim(box, most=2, pace=10.0)
    assert [each.at - NOW for each in claims] == [timedelta(seconds=30), timedelta(seconds=30.2)]
    await claim(box, most=40, pace=10.0)
    box.at = NOW + timedelta(minutes=5)
    claims = await claim(box, most=2, pace=10.0)
    assert [each.at - box.at for each in claims] == [NONE, timedelta(seconds=0.1)]


async def test_the_pace_never_stands_still(box: Database) -> None:
    await write(box, to(1))
    await claim(box, pace=5.0)
    async with box.store() as store:
        for _ in range(30):
            await store.outbox.slow_down(timedelta(seconds=1))
    await write(box, to(2), to(3))
    first, second = await claim(box, pace=5.0)
    assert second.at - first.at <= timedelta(seconds=5)


# -- leases ------------------------------------------------------------------------------------


async def test_a_claim_whose_owner_died_before_sending_is_simply_claimed_again(box: Database) -> None:
    await write(box, to(1))
    await claim(box, "dead")
    assert await claim(box, "alive") == []
    await lease_over(box)
    (got,) = await claim(box, "alive")
    assert (got.look, got.notification.owner) == (False, "alive")


async def test_a_claim_whose_owner_died_while_sending_is_looked_up(box: Database) -> None:
    await write(box, to(1))
    (got,) = await claim(box, "dead")
    async with box.store() as store:
        assert await store.outbox.begin(got.notification, LEASE)
    await lease_over(box)
    (again,) = await claim(box, "alive")
    assert (again.look, again.notification.tried_at) == (True, NOW)


async def test_a_lease_waits_for_its_slot(box: Database) -> None:
    """A claim whose slot lies a quarter of an hour ahead is nobody else's before that."""
    await write(box, to(1), to(2))
    await claim(box, most=1)
    async with box.store() as store:
        await store.outbox.slow_down(timedelta(minutes=15))
    (got,) = await claim(box, most=1)
    assert got.at == NOW + timedelta(minutes=15)
    lease = await lease_left(box, got.notification)
    assert timedelta(minutes=15) < lease <= timedelta(minutes=15) + LEASE


async def test_the_district_clock_ends_no_lease(box: Database) -> None:
    await write(box, to(1))
    await claim(box, "dead")
    box.at = NOW + timedelta(days=7)
    assert await claim(box, "alive") == []


async def test_who_lost_a_notification_can_do_nothing_to_it(box: Database) -> None:
    await write(box, to(1))
    (lost,) = await claim(box, "slow")
    await lease_over(box)
    (mine,) = await claim(box, "quick")
    async with box.store() as store:
        outbox = store.outbox
        assert not await outbox.begin(lost.notification, LEASE)
        assert not await outbox.sent(lost.notification, "D1", "1.0")
        assert not await outbox.rest(lost.notification, "why")
        assert not await outbox.again(lost.notification, NOW)
        assert not await outbox.unsure(lost.notification, LEASE)
        assert await outbox.begin(mine.notification, LEASE)
        assert await outbox.sent(mine.notification, "D1", "2.0")
        assert not await outbox.sent(mine.notification, "D1", "3.0")
    assert (await notification_of(box, mine.notification.key)).message == "2.0"


async def test_what_is_unsure_is_looked_up_after_its_lease(box: Database) -> None:
    await write(box, to(1))
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.begin(got.notification, LEASE)
        await store.outbox.unsure(got.notification, LEASE)
    assert await claim(box) == []
    await lease_over(box)
    (again,) = await claim(box)
    assert again.look
    async with box.store() as store:
        await store.outbox.unsure(again.notification, NONE)
    (at_once,) = await claim(box)
    assert at_once.look


async def test_what_certainly_did_not_arrive_is_not_looked_up(box: Database) -> None:
    await write(box, to(1))
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.begin(got.notification, LEASE)
        await store.outbox.again(got.notification, NOW)
    (again,) = await claim(box)
    assert (again.look, again.notification.tried_at) == (False, None)


async def test_failures_of_ours_are_counted_until_it_arrives(box: Database) -> None:
    await write(box, to(1))
    for tries in range(3):
        (got,) = await claim(box)
        assert got.notification.tries == tries
        async with box.store() as store:
            await store.outbox.again(got.notification, NOW, broke=True)
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.sent(got.notification, "D1", "1.0")
    assert (await notification_of(box, got.notification.key)).tries == 0


async def test_what_stood_there_before_is_remembered_from_the_first_try(box: Database) -> None:
    """A look-up goes back to it and no further; in another conversation it says nothing."""
    for occasion, message in (("a", "1.0"), ("b", "2.0")):
        await write(box, to(1, occasion))
        (got,) = await claim(box)
        async with box.store() as store:
            assert await store.outbox.begin(got.notification, LEASE, "D1")
            assert await store.outbox.sent(got.notification, "D1", message)
    assert (await notification_of(box, "note:b:1")).follows == "1.0"
    await write(box, to(1, "c"))
    (got,) = await claim(box)
    async with box.store() as store:
        assert await store.outbox.begin(got.notification, LEASE, "D1")
        await store.outbox.unsure(got.notification, NONE)
    (again,) = await claim(box)
    async with box.store() as store:
        assert await store.outbox.begin(again.notification, LEASE, "D2")
    assert (await notification_of(box, "note:c:1")).follows == "2.0"
