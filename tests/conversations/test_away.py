"""Somebody is away: not asked, not missed, and asked again once they are back."""

from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment


async def test_nobody_is_asked_while_away_and_everybody_again_after(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    await ana.says("/sel away until 30 Sep")
    assert ana.sees("I won't ask you anything until ")
    await room.goes_to("2026-09-29 12:00")
    assert "How did" not in ana.screen()
    await room.goes_to("2026-10-01 14:00")
    assert "How did" in ana.last()


async def test_pause_from_the_first_message_and_back_by_a_button(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    await ana.presses("Pause until...")
    outcome = await ana.sends(back="2026-09-01")
    assert "has come already" in str(outcome)
    await ana.sends(back="2026-10-05")
    assert "Mon 5 Oct" in ana.last()
    await ana.presses("I'm back")
    assert "Good to have you back." in ana.last()
    await room.goes_to("2026-09-24 14:00")
    assert "How did" in ana.last()


async def test_a_lead_sets_it_for_somebody_who_fell_ill(room: Room) -> None:
    ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    await maribel.says("/sel away")
    await maribel.sends(who="5", back="2026-10-05")
    assert "Ana-Lucía Peña doesn't count as missing." in maribel.last()
    await room.goes_to("2026-10-01 15:00")
    assert "How did" not in ana.screen()


async def test_the_first_message_waits_for_monday_and_comes_before_anything_else(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-19 11:00"))  # a Saturday
    await room.starts()
    await room.goes_to("2026-09-21 08:00")
    assert ana.messages() == []
    await room.goes_to("2026-09-24 15:00")
    assert "Hi Ana-Lucía." in ana.screen().split("---")[0]
    assert "How did" in ana.last()
