"""PLAN as people live it: the logic model is joined, what is missing is asked for, and nothing begins without it."""

from dataclasses import replace

from tests.people import DEVON, KOFI, MARIBEL
from tests.room import Room


async def test_what_is_missing_is_asked_for_with_one_tap_and_filled_in(room: Room) -> None:
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy("S2")
        assert strategy
        await store.plans.put_strategy(replace(strategy, prediction=""))
    await room.goes_to("2026-08-17 12:00")
    await room.starts()
    await room.goes_to("2026-08-17 12:10")
    maribel, devon, kofi = (room.person(email) for email in (MARIBEL, DEVON, KOFI))
    await maribel.says("/sel plan missing")
    maribel.sees("Peer visits between schools, one a month (Kofi Mensah): a prediction.")
    await maribel.presses("Ask the owners")
    maribel.sees("Asked: Kofi Mensah.")
    await room.settles()
    kofi.sees("Maribel Ortega asks: before these can begin")
    await devon.says("/sel plan missing")
    devon.sees("Peer visits between schools, one a month: Kofi Mensah was asked on Mon 17 Aug")
    await room.goes_to("2026-10-08 15:00")
    kofi.sees("Peer visits between schools, one a month was to begin on Mon 5 Oct. It needs a prediction.")
    assert "How did Peer visits" not in kofi.screen()
    await kofi.says("/sel checkin")
    kofi.sees("cannot begin before it has a prediction")
    await kofi.presses("Fill in")
    await kofi.sends(prediction="Every school hosts or visits by March")
    kofi.sees("It has begun, so the prediction stays as it is from now on.")
    await kofi.presses("History")
    kofi.sees("Kofi Mensah: prediction: nothing → “Every school hosts or visits by March”")
    await room.goes_to("2026-10-29 14:05")
    kofi.sees("How did Peer visits between schools, one a month go in October?")


async def test_the_logic_model_is_drawn_joined_and_taken_back(room: Room) -> None:
    maribel = room.person(MARIBEL)

    async def sees(text: str) -> None:
        """What comes with a picture takes the time that drawing takes."""
        await room.workspace.until(lambda: text in maribel.screen())

    await maribel.says("/sel plan logic")
    await sees("Fewer students are sent out of class: no implementation goal leads to it.")
    assert any(block["type"] == "image" for block in maribel.messages()[-1].blocks)
    await maribel.presses("Add a part")
    await maribel.sends(words="Stipends <!channel> & *more*", stage="Input", after=["G2"])
    await sees("Kept: Stipends <!channel> & *more*.")
    await maribel.presses("Take it back")
    await sees("Taken back: the model is as it was before.")
    await maribel.presses("Join Fewer students are sent out of class")
    await maribel.sends(links=["G3"])
    maribel.sees("What leads to it: Departments plan SEL together")
