"""Silence: an owner who says nothing is asked less often, and says with one tap what would suit them."""

from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment


async def a_month_of_silence(room: Room) -> None:
    room.clock.move_to(moment("2026-09-15 10:00"))
    await room.starts()
    await room.settles()
    for day in ("2026-09-17", "2026-09-24", "2026-10-01", "2026-10-08"):
        await room.goes_to(f"{day} 15:00")


async def test_the_fourth_question_offers_to_come_less_often(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await a_month_of_silence(room)
    assert "I have asked three times about" in ana.last()
    assert "Would less often be better?" in ana.last()
    for label in ("Every second week", "Monthly", "Pause", "It went as planned"):
        assert ana.sees(label)
    before = len(ana.messages())
    await room.goes_to("2026-10-15 15:00")
    assert len(ana.messages()) == before  # no reminder on Monday, no question this Thursday
    await room.goes_to("2026-10-22 15:00")
    assert "I have asked 4 times about" in ana.last()
    assert "Would even less be better?" in ana.last()


async def test_a_choice_is_kept_and_shown_in_the_plan(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await a_month_of_silence(room)
    await ana.presses("Monthly")
    assert "Fine: from now on I ask about" in ana.last()
    assert "every month" in ana.last()
    await room.goes_to("2026-10-28 15:00")
    assert "Fine: from now on I ask about" in ana.last()
    await room.goes_to("2026-10-29 15:00")
    assert "How did" in ana.last()
    assert "go in October?" in ana.last()
    await ana.says("/sel plan S1")
    assert ana.sees("every month")


async def test_a_pause_lasts_until_another_rhythm_is_chosen(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await a_month_of_silence(room)
    await ana.presses("Pause")
    assert "until you or a lead choose another rhythm" in ana.last()
    await room.goes_to("2026-11-12 15:00")
    assert "How did" not in ana.last()


async def test_one_tap_brings_the_weekly_question_back(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await a_month_of_silence(room)
    await ana.presses("It went as planned")
    assert "Kept: as planned" in ana.last()
    await room.goes_to("2026-10-15 15:00")
    assert "How did" in ana.last()


async def test_a_lead_is_told_once_in_private(room: Room) -> None:
    maribel = room.person(MARIBEL)
    await a_month_of_silence(room)
    await room.goes_to("2026-10-13 10:00")
    sentence = "Ana-Lucía Peña has not found the time for"
    assert sentence in maribel.screen()
    assert "since Thu 17 Sep" in maribel.screen()
    await room.goes_to("2026-11-12 15:00")
    assert maribel.screen().count(sentence) == 1
    assert sentence not in room.person(ANA_LUCIA).screen()


async def test_nothing_was_due_is_an_answer(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-15 10:00"))
    await room.starts()
    await room.goes_to("2026-09-17 15:00")
    await ana.presses("Nothing was due")
    assert "Kept: nothing was due" in ana.last()
    assert "What got in the way" not in ana.last()
    await room.goes_to("2026-09-22 10:00")
    assert "No rush" not in ana.screen()
    await ana.says("/sel status S1")
    assert ana.sees("No check-ins yet.")
