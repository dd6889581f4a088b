"""Charts at Slack: an upload may not stand in a message before Slack has looked through it; else words stand there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.district_clock import MovableClock
from bot.slack.client import Slack
from bot.workspace.clock import PATIENT
from bot.workspace.records import Message, View
from handlers.kit.card import Chart, Text, card
from pdsa.picture import Dot, RunChart
from pdsa.plan import Plan
from tests.people import ANA_LUCIA, DEVON, PRIYA
from tests.room import Room, open_room
from tests.wires.slack_person import Person, reads

TEAM = "sel-team"
ALWAYS = 1.0
TOLD = "After-school and virtual workshops, six a term: 1 check-in (1 as planned)."
ASKED = (("/sel chart S1", TEAM), ("@SEL Cycle Bot chart S1", TEAM), ("/sel chart S1", None), ("chart S1", None))


@asynccontextmanager
async def a_chart_to_see(folder: Path, plan: Plan, image: float = 1.0) -> AsyncIterator[tuple[Room, Person]]:
    """Ana has answered once: her strategy has a chart. Slack takes so many seconds for an image."""
    timing = replace(PATIENT, image=image)
    async with open_room(folder, plan, at="2026-09-17 10:00", timing=timing) as room:
        await room.starts()
        await room.goes_to("2026-09-18 08:00")
        ana = room.person(ANA_LUCIA)
        await ana.presses("As planned")
        yield room, ana


def pictures(surface: Message | View) -> int:
    return sum(block["type"] == "image" for block in surface.blocks)


async def test_a_chart_is_shown_where_it_is_asked_for_and_in_forms(tmp_path: Path, plan: Plan) -> None:
    async with a_chart_to_see(tmp_path, plan) as (room, ana):
        for _ in range(2):
            await ana.says("/sel reflect S1")
            await room.bot.listener.settle()
            assert pictures(room.workspace.views(ANA_LUCIA)[-1]) == 1
        for asks, where in ASKED:
            await ana.says(asks, where)
            assert pictures(ana.messages(where)[-1]) == 1, (asks, where)
        assert len(room.workspace.world.files.by_id) == 1


async def test_what_stays_away_is_told_in_words_and_shown_the_next_time(tmp_path: Path, plan: Plan) -> None:
    async with a_chart_to_see(tmp_path, plan, image=600.0) as (room, ana):
        for asks, where in ASKED:
            before = room.clock.now()
            await ana.says(asks, where)
            assert TOLD in reads(ana.messages(where)[-1]), (asks, where)
            assert pictures(ana.messages(where)[-1]) == 0
            assert room.clock.now() - before <= timedelta(seconds=10)
        room.clock.move_to(room.clock.now() + timedelta(seconds=600))
        await ana.says("chart S1")
        assert pictures(ana.messages()[-1]) == 1
        assert len(room.workspace.world.files.by_id) == 1


async def test_a_picture_that_was_deleted_is_put_up_anew(tmp_path: Path, plan: Plan) -> None:
    async with a_chart_to_see(tmp_path, plan) as (room, ana):
        files = room.workspace.world.files.by_id
        await ana.says("/sel chart S1", TEAM)
        files.clear()
        await ana.says("/sel chart S1", TEAM)
        assert TOLD in ana.last(TEAM)
        room.workspace.faults.add("files.info", "refuse", probability=ALWAYS, error="missing_scope")
        await ana.says("/sel chart S1", TEAM)  # whether it is ready is not told: a while is waited
        assert [pictures(message) for message in ana.messages(TEAM)[-3:]] == [1, 0, 1]
        await ana.says("/sel reflect S1")
        await room.bot.listener.settle()
        files.clear()
        await ana.says("/sel reflect S1")
        assert ana.sees_form(TOLD)


class HeldClock(MovableClock):
    """A clock on which nobody's wait ends before the test says so."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.waited_for = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        self.waited_for.set()
        await self.goes_on.wait()
        await super().wait(seconds)


async def test_who_waits_for_a_picture_holds_nobody_up(room: Room) -> None:
    clock, drawing = HeldClock(room.clock.now()), room.bot.drawing
    slack = Slack(room.bot.slack.client, drawing.png, drawing.file, clock)
    ana, devon, priya = (room.workspace.dm(who) for who in (ANA_LUCIA, DEVON, PRIYA))
    chart = card(
        Chart(RunChart("Weeks", "It rises", (Dot(date(2026, 9, 7), 1.0, "1"), Dot(date(2026, 9, 14), 2.0, "2"))))
    )
    waiting = [asyncio.create_task(slack.post(talk, chart)) for talk in (ana, priya)]
    await clock.waited_for.wait()
    await slack.post(devon, card(Text("Good morning.")))
    assert [len(room.workspace.visible(DEVON, devon)), len(room.workspace.visible(ANA_LUCIA, ana))] == [1, 0]
    room.clock.move_to(room.clock.now() + timedelta(seconds=1))
    clock.goes_on.set()
    await asyncio.gather(*waiting)
    assert [pictures(room.workspace.visible(who, room.workspace.dm(who))[-1]) for who in (ANA_LUCIA, PRIYA)] == [1, 1]
