"""The attention budget at work: what goes at once, what waits, what is left out, and where people read why."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.notification_states import Draft, State
from tests.bot.mailroom import ANA, NOON, Mailroom, open_mailroom
from tests.databases import Database
from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment

A_WEEK = timedelta(days=7)


@pytest.fixture
async def mail(database: Database) -> AsyncIterator[Mailroom]:
    """A room of notifications of twenty seconds each, in a week of one minute."""
    async with open_mailroom(database) as room:
        async with room.store(writes=True) as store:
            assert store.cycle
            await store.cycles.put(replace(store.cycle, attention=60))
        yield room


def notes(n: int, **more: object) -> list[Draft]:
    return [Draft("note", f"n{number}", NOON, member=1, **more) for number in range(n)]  # type: ignore[arg-type]


async def states(mail: Mailroom, n: int) -> list[State]:
    return [(await mail.notification(f"note:n{number}:1")).state for number in range(n)]


async def test_what_is_too_much_for_a_week_waits_for_the_next(mail: Mailroom) -> None:
    mail.notifications.due = notes(4)
    await mail.ticker.tick()
    await mail.sender.deliver()
    assert len(mail.got(ANA)) == 3
    waits = await mail.notification("note:n3:1")
    assert (waits.state, waits.at) == (State.READY, NOON + A_WEEK)
    await mail.ticker.tick()
    assert (await mail.notification("note:n3:1")).at == NOON + A_WEEK  # decided once


async def test_what_makes_no_sense_a_week_later_is_left_out_and_says_why(mail: Mailroom) -> None:
    mail.notifications.due = notes(4, expires=NOON + timedelta(days=2))
    await mail.ticker.tick()
    await mail.sender.deliver()
    assert await states(mail, 4) == [State.SENT, State.SENT, State.SENT, State.RESTING]
    assert (await mail.notification("note:n3:1")).reason == "the week was full"


async def test_what_answers_somebody_is_never_held(mail: Mailroom) -> None:
    mail.notifications.due = notes(9, prompt=False)
    await mail.ticker.tick()
    await mail.sender.deliver()
    assert len(mail.got(ANA)) == 9


async def test_at_most_four_notifications_a_day(database: Database) -> None:
    async with open_mailroom(database) as room:
        room.notifications.due = notes(6)
        await room.ticker.tick()
        await room.sender.deliver()
        assert len(room.got(ANA)) == 4
        assert {(await room.notification(f"note:n{n}:1")).at for n in (4, 5)} == {moment("2026-09-18 09:00")}


async def test_status_says_what_was_held_back_and_leads_see_the_minutes(room: Room) -> None:
    ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
    room.clock.move_to(moment("2026-09-15 10:00"))
    await maribel.says("/sel setup")
    await maribel.presses("Rhythm")
    assert maribel.sees_form("A week may ask of anybody at most")
    await maribel.sends(minutes="2")
    await room.starts()
    await room.goes_to("2026-09-17 15:00")
    async with room.store(writes=True) as store:
        await store.outbox.leave_out([Draft("rate", "x", store.now, member=5)], "the week was full")
    await ana.says("/sel status")
    assert ana.sees("Held back, so that your week stays within 2 minutes:")
    assert ana.sees("the rubric's levels: left out")
    await maribel.says("/sel status")
    assert "week was full" not in maribel.last()
    await maribel.presses("Minutes asked")
    assert maribel.sees("Ana-Lucía Peña: Sep 1")
