"""One's own day and hour of the weekly question, and the hours in which nothing comes."""

from dataclasses import replace
from datetime import date

from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment
from tests.wires.slack_person import reads


async def test_the_question_comes_on_ones_own_day_and_hour(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-14 10:00"))
    await room.starts()
    await room.settles()
    await ana.says("/sel settings")
    assert ana.sees("Thursdays at 2:00 pm; nothing before 7:00 am or after 7:00 pm")
    await ana.presses("My day and hours")
    await ana.sends(day="1", at="10:30", first="09:00", last="17:00")
    assert ana.sees("Tuesdays at 10:30 am; nothing before 9:00 am or after 5:00 pm")
    await room.goes_to("2026-09-15 10:29")
    assert "How did" not in ana.last()
    await room.goes_to("2026-09-15 10:31")
    assert "How did" in ana.last()
    assert "go this week?" in ana.last()
    await room.goes_to("2026-09-17 15:00")
    assert "No rush" in ana.last()  # the reminder, two school days later, and no second question
    assert sum("How did" in reads(each) for each in ana.messages()) == 1


async def test_where_ones_own_day_is_off_the_districts_counts(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2027-01-12 10:00"))
    await room.starts()
    await room.settles()
    await ana.says("/sel settings")
    await ana.presses("My day and hours")
    await ana.sends(day="0", at="-", first="07:00", last="19:00")
    await room.goes_to("2027-01-18 15:00")  # Martin Luther King Jr. Day
    assert "How did" not in ana.last()
    await room.goes_to("2027-01-21 14:01")
    assert "How did" in ana.last()


async def test_an_hour_within_ones_quiet_hours_is_refused(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-14 10:00"))
    await room.starts()
    await ana.says("/sel settings")
    await ana.presses("My day and hours")
    outcome = await ana.sends(day="-", at="-", first="09:00", last="13:00")
    assert "that is in your quiet hours" in str(outcome)


async def test_reminders_wait_for_the_end_of_quiet_hours(room: Room) -> None:
    ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
    room.clock.move_to(moment("2026-09-14 10:00"))
    await room.starts()
    await room.settles()
    await ana.says("/sel settings")
    await ana.presses("My day and hours")
    await ana.sends(day="-", at="-", first="11:00", last="19:00")
    await room.goes_to("2026-09-17 15:00")
    await room.goes_to("2026-09-21 10:00")
    assert "No rush" not in ana.last()
    await room.goes_to("2026-09-21 11:01")
    assert "No rush" in ana.last()
    assert "No rush" not in maribel.screen()


async def on_tuesdays(room: Room, at: str = "2026-09-09 10:00") -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment(at))
    await room.starts()
    await room.settles()
    await ana.says("/sel settings")
    await ana.presses("My day and hours")
    await ana.sends(day="1", at="10:30", first="09:00", last="17:00")


async def test_the_reminder_comes_two_school_days_after_ones_own_day(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await on_tuesdays(room)
    await room.goes_to("2026-09-22 15:00")
    await ana.says("/sel checkin")
    assert ana.sees_form("(the question of Tue 22 Sep)")
    await room.workspace.close_view(ANA_LUCIA, room.workspace.views(ANA_LUCIA)[-1].id, everything=True)
    await room.goes_to("2026-09-24 08:59")
    assert "No rush" not in ana.last()
    await room.goes_to("2026-09-24 09:01")
    assert "has no word yet for this week" in ana.last()
    before = len(ana.messages())
    await room.goes_to("2026-09-28 15:00")
    assert len(ana.messages()) == before


async def test_nothing_is_asked_about_before_it_begins(room: Room) -> None:
    """Ana-Lucía's strategy moves to a Thursday; her day is Tuesday."""
    ana = room.person(ANA_LUCIA)
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, start=date(2026, 9, 17)))
    await on_tuesdays(room)
    await room.goes_to("2026-09-17 15:00")
    assert "How did" not in ana.last()
    await room.goes_to("2026-09-22 10:31")
    assert "How did" in ana.last()


async def test_the_welcome_names_ones_own_day_and_hour(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await on_tuesdays(room)
    await ana.presses("Sounds good")
    assert "On Tuesdays at 10:30 am your time" in reads(ana.messages()[0])
