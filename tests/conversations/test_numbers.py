"""Numbers over the real wire: one typed, corrected, and asked for when the next is due; a small cycle and the next."""

from tests.people import ANA_LUCIA, PRIYA
from tests.room import Room

AGREE = "Staff who agree they can support SEL (%)"


async def test_a_number_is_typed_confirmed_corrected_and_asked_for_again(room: Room) -> None:
    priya = room.person(PRIYA)
    await room.starts()
    await priya.says("/sel log staff who agree 57,5% 2026-08-14")
    priya.sees_form(AGREE)
    outcome = await priya.sends(day="2026-08-20")
    assert "still to come" in outcome.errors["day"]
    await priya.sends(day="2026-08-14", n=412)
    priya.sees(f"Kept: {AGREE}, 57.5% on Fri 14 Aug, everybody together.")
    await priya.presses("Correct it")
    await priya.sends(value="58")
    priya.sees("Before, it was 57.5%. The earlier number stays in the history.")
    await priya.presses("How it is read")
    await priya.sends(better="higher", every="week", worth=True, note="It held all autumn")
    priya.sees("A number is due: every week")
    await room.goes_to("2026-08-24 09:00")
    priya.sees("Numbers that are due")
    await priya.presses("Log it")
    priya.sees_form("The latest number: 58% on Fri 14 Aug, everybody together.")


async def test_a_small_cycle_and_the_next_one(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await room.starts()
    await ana.says("/sel status S1")
    await ana.presses("Small cycles")
    ana.sees("No small cycle yet.")
    await ana.presses("Begin a new one")
    await ana.sends(objective="One workshop on a Tuesday", prediction="Twelve of twenty come")
    ana.sees("S1.1: One workshop on a Tuesday")
    await ana.presses("Say how it went")
    ana.sees_form("Twelve of twenty come")
    await ana.sends(result="Nine came", held="partly", learned="Ask the bus office first", act="adapt")
    await ana.presses("Next try")
    ana.sees_form("Ask the bus office first")
    await ana.sends(prediction="Fifteen come")
    await ana.says("/sel cycle S1")
    ana.sees("A ramp of 2 cycles:")
