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
    ana.sees("To type: cycle S1.1")
    await ana.presses("Say how it went")
    ana.sees_form("Twelve of twenty come")
    await ana.sends(result="Nine came", held="partly", learned="Ask the bus office first", act="adapt")
    await ana.presses("Next try")
    ana.sees_form("Ask the bus office first")
    await ana.sends(prediction="Fifteen come")
    await ana.says("/sel cycle S1")
    ana.sees("A ramp of 2 cycles:")


async def test_a_number_typed_with_its_day_is_that_number_on_that_day(room: Room) -> None:
    priya = room.person(PRIYA)
    await room.starts()
    await room.goes_to("2026-11-02 09:00")
    for typed, said in (
        ("4.2 on 1 Oct", "4.2% on Thu 1 Oct"),
        ("54% on 9/14", "54% on Mon 14 Sep"),
        ("1 204", "1,204% on Mon 2 Nov"),
        ("1\u202f204 on 10/30", "1,204% on Fri 30 Oct"),
    ):
        await priya.says(f"/sel log staff who agree {typed}")
        priya.sees_form(AGREE)
        await priya.sends(n=412)
        priya.sees(f"Kept: {AGREE}, {said}")


async def test_a_number_in_the_form_is_read_as_it_is_written_or_declined(room: Room) -> None:
    priya = room.person(PRIYA)
    await room.starts()
    for said in ("12,345,6", "1,5,2", "1_000", "1e5", "4.2*", "nan5"):
        await priya.says("/sel log staff who agree")
        outcome = await priya.sends(value=said, day="2026-08-14")
        assert outcome.errors["value"], said
    await priya.sends(value="1.234,5", day="2026-08-14")
    priya.sees(f"Kept: {AGREE}, 1,234.5% on Fri 14 Aug")
