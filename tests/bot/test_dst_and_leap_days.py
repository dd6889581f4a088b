"""Hours that come twice, people who move, breaks, leap days, and an hour in which nobody was running."""

import logging
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Ticker
from pdsa.calendar import local_day
from pdsa.plan import Plan
from storage.notification_states import Draft, State
from tests.bot.mailroom import ANA, BEN, open_mailroom
from tests.databases import ZONE, Database, moment
from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, open_room

QUARTER = timedelta(minutes=15)


async def test_a_restart_in_the_doubled_hour_says_nothing_twice(database: Database) -> None:
    """Denver's clocks go from 1:59 back to 1:00 on 1 November; a new process starts every quarter of an hour."""
    start = moment("2026-11-01 00:30")
    async with open_mailroom(database, start) as room:
        walls = ("01:00", "01:30", "01:59", "02:00")
        room.notifications.due = [
            Draft("note", wall, moment(f"2026-11-01 {wall}"), member=1, prompt=False) for wall in walls
        ]
        for quarter in range(16):
            room.clock.move_to(start + QUARTER * quarter)
            await Ticker(room.database.engine, room.routes, room.clock).tick()
            await room.another().deliver()
        assert len(room.got(ANA)) == len(walls)
        sent = [(await room.notification(f"note:{wall}:1")).sent_at for wall in walls]
        late = [at - moment(f"2026-11-01 {wall}") for at, wall in zip(sent, walls, strict=True) if at]
        assert len(late) == len(walls)
        assert max(late) < QUARTER + timedelta(seconds=10)


async def test_an_hour_down_over_three_due_times_costs_nobody_anything(database: Database) -> None:
    start = moment("2026-09-17 12:00")
    async with open_mailroom(database, start) as room:
        room.notifications.due = [
            Draft("note", f"n{minute}", start + timedelta(minutes=minute), member=member, prompt=False)
            for minute in (10, 30, 50) for member in (1, 2)
        ]  # fmt: skip
        room.notifications.words["note"] = "A note."
        room.clock.move_to(start + timedelta(hours=1))
        for _ in range(3):
            await room.ticker.tick()
            await room.another().deliver()
        assert len(room.got(ANA)) == len(room.got(BEN)) == 3
        order = [await room.notification(f"note:n{minute}:1") for minute in (10, 30, 50)]
        assert [each.message for each in order] == sorted(each.message for each in order)


async def asked(room: Room, email: str) -> list[datetime]:
    """When somebody was asked their weekly question."""
    async with room.store() as store:
        notifications = await store.outbox.of_kind("checkin")
    return sorted(each.sent_at for each in notifications if each.reader.email == email and each.sent_at)


async def moves(room: Room, email: str, zone: str) -> None:
    async with room.store(writes=True) as store:
        member = await store.people.by_email(email)
        assert member is not None
        await store.people.set_zone(member, zone)


@pytest.mark.parametrize(
    ("when", "zone", "at"),
    [
        ("2026-10-08 11:00", "America/New_York", "2026-10-08 12:00"),
        ("2026-10-08 11:00", "Pacific/Honolulu", "2026-10-08 18:00"),
        ("2026-10-08 13:30", "America/New_York", "2026-10-08 13:30"),
        ("2026-10-08 15:00", "Pacific/Honolulu", "2026-10-08 14:00"),
        ("2026-10-08 15:00", "Asia/Tokyo", "2026-10-08 14:00"),
    ],
)
async def test_who_moves_to_another_zone_on_the_day_is_asked_once(
    tmp_path: Path, plan: Plan, when: str, zone: str, at: str
) -> None:
    """At two by the clock of where they are; at once, where it is past two there; not again, where it was asked."""
    async with open_room(tmp_path, plan, at="2026-10-05 08:00") as room:
        await room.starts()
        await room.goes_to(when)
        await moves(room, ANA_LUCIA, zone)
        await room.settles()
        await room.goes_to("2026-10-10 20:00")
        week = [each for each in await asked(room, ANA_LUCIA) if each > moment("2026-10-07 00:00")]
        assert [local_day(each, ZONE) for each in week] == [date(2026, 10, 8)]
        assert abs(week[0] - moment(at)) < timedelta(minutes=10)


async def test_who_is_away_over_a_break_is_asked_once_both_are_over(tmp_path: Path, plan: Plan) -> None:
    """Thanksgiving's break is from 25 to 27 November; Ana is away from the Monday before and back in the middle."""
    async with open_room(tmp_path, plan, at="2026-11-16 08:00") as room:
        await room.starts()
        await room.goes_to("2026-11-20 18:00")
        before = len(await asked(room, ANA_LUCIA))
        async with room.store(writes=True) as store:
            member = await store.people.by_email(ANA_LUCIA)
            assert member is not None
            await store.people.set_away(member, date(2026, 11, 23), date(2026, 11, 26))
        await room.goes_to("2026-12-05 18:00")
        after = (await asked(room, ANA_LUCIA))[before:]
        assert Counter(local_day(each, ZONE) for each in after) == {date(2026, 12, 3): len(after)}
        assert after
        async with room.store() as store:
            notifications = await store.outbox.all()
        mine = [each for each in notifications if each.member and each.member.email == ANA_LUCIA and each.sent_at]
        away = (moment("2026-11-23 00:00"), moment("2026-11-30 00:00"))
        assert [each.kind for each in mine if each.prompt and away[0] <= each.sent_at < away[1]] == []  # type: ignore[operator]


def moved(value: Any, by: timedelta) -> Any:
    """The value with all days in it moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(moved(each, by) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: moved(getattr(value, each.name), by) for each in fields(value)})
    return value


async def test_a_year_that_ends_on_a_leap_day_ends_and_the_next_one_begins(
    tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    """From 14 May 2027 to 29 February 2028, as where summer is in January."""
    leap = moved(plan, date(2028, 2, 29) - plan.last_day)
    assert leap.last_day == date(2028, 2, 29)
    with caplog.at_level(logging.ERROR):
        async with open_room(tmp_path, replace(leap, school_year="2027-28"), at="2028-02-07 08:00") as room:
            await room.starts()
            await room.goes_to("2028-03-20 18:00")
            maribel = room.person(MARIBEL)
            await maribel.says("/sel newyear")
            assert maribel.last()
            async with room.store() as store:
                notifications = await store.outbox.all()
            kinds = {each.kind for each in notifications if each.state is State.SENT}
            assert {"newyear", "draft-year"} <= kinds
            over = moment("2028-03-01 00:00")
            assert "checkin" not in {each.kind for each in notifications if each.sent_at and each.at > over}
    assert [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "handlers"))] == []
