"""One's own day and hour of the weekly question, and the hours in which nothing comes."""

from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment


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
    before = len(ana.messages())
    await room.goes_to("2026-09-17 15:00")
    assert len(ana.messages()) == before  # not a second time on the district's day


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
