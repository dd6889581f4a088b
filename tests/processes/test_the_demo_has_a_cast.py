"""In the demo a made-up cast answers for everybody whom the visitor does not play, once a lead has pressed Start."""

from datetime import date

from bot.demo import Demo, open_demo
from bot.demo_cast_answers import Played
from bot.district_clock import MovableClock
from storage.store import open_newest_year
from tests.people import MARIBEL
from tests.room import moment
from tests.wires.slack_person import Person

LUPE, OMAR = "l.archuleta@riverbend.example", "o.haddad@riverbend.example"
FAR_AWAY = "2026-10-05 08:00"


async def goes_to(demo: Demo, text: str, *, stopped: bool = False) -> None:
    async with demo.made.scheduler.turn:
        await demo.cast.to(moment(text), lambda: stopped)
    await demo.workspace.quiet()


async def starts(demo: Demo) -> None:
    """The visitor presses Start as Maribel."""
    maribel = Person(demo.workspace, MARIBEL)
    await maribel.says("/sel setup")
    await maribel.presses("Start")
    await maribel.presses("Start now")
    await demo.workspace.quiet()


async def answered(demo: Demo) -> dict[str, set[date]]:
    """The weeks that have an answer, by strategy."""
    async with open_newest_year(demo.made.engine, demo.clock.now()) as store:
        weeks_by_strategy: dict[str, set[date]] = {}
        for each in await store.checkins.between(date(2026, 8, 1), date(2027, 6, 30)):
            weeks_by_strategy.setdefault(each.strategy, set()).add(each.week)
        return weeks_by_strategy


async def test_nobody_says_a_word_before_a_lead_has_pressed_start() -> None:
    async with open_demo() as demo:
        await demo.workspace.connected()
        await goes_to(demo, FAR_AWAY)
        assert Person(demo.workspace, LUPE).messages() == []
        assert await answered(demo) == {}


async def test_the_cast_answers_for_all_but_those_whom_the_visitor_plays() -> None:
    async with open_demo() as demo:
        await demo.workspace.connected()
        await starts(demo)
        await goes_to(demo, "2026-08-28 08:00")
        lupe = Person(demo.workspace, LUPE)
        await lupe.presses("Partly")
        before = await answered(demo)
        await goes_to(demo, "2026-09-12 07:00")
        after = await answered(demo)
        assert after["S10"] == before["S10"]
        assert set(after) > set(before)
        await goes_to(demo, FAR_AWAY)
        assert (await answered(demo))["S10"] > after["S10"]


async def test_time_that_is_stopped_stands() -> None:
    async with open_demo() as demo:
        await demo.workspace.connected()
        await starts(demo)
        before = demo.clock.now()
        await goes_to(demo, FAR_AWAY, stopped=True)
        assert (demo.clock.now() - before).days == 0


def test_somebody_is_left_to_the_visitor_for_two_weeks() -> None:
    clock = MovableClock(moment("2026-09-01 08:00"))
    played = Played(MARIBEL, clock)
    assert (MARIBEL in played, OMAR in played) == (True, False)
    played.acted(OMAR)
    assert OMAR in played
    clock.move_to(moment("2026-09-14 08:00"))
    assert OMAR in played
    clock.move_to(moment("2026-09-15 09:00"))
    assert (MARIBEL in played, OMAR in played) == (True, False)
    assert played.acted_as == {OMAR}


def test_whoever_the_guide_tells_of_is_left_to_the_visitor_for_four_weeks() -> None:
    clock = MovableClock(moment("2026-08-17 08:00"))
    played = Played(MARIBEL, clock, LUPE)
    clock.move_to(moment("2026-09-14 07:00"))
    assert LUPE in played
    clock.move_to(moment("2026-09-14 09:00"))
    assert LUPE not in played
