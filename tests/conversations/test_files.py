"""Files over the real wire: a plan and a table are sent, looked at, confirmed; a workbook comes back."""

import io
from pathlib import Path

from openpyxl import load_workbook

from pdsa.plan import Plan
from storage.files.workbook_in_child import example
from tests.people import MARIBEL, PRIYA, STRANGER
from tests.room import Room, open_room

REFERRALS = "Datum;Wert;n\n03.09.2026;4,2;120\n10.09.2026;4,1;118\n17.09.2026;viel;118\n".encode("cp1252")


async def test_the_first_lead_brings_the_plan_in_by_sending_it(tmp_path: Path) -> None:
    async with open_room(tmp_path, None, admins=(STRANGER,)) as room:
        lead = room.person(STRANGER)
        await lead.says("setup")
        lead.sees("send it to me here as a file")
        await lead.shares("riverbend.xlsx", example())
        await room.bot.listener.settle()
        lead.sees("It begins the plan of Riverbend Unified School District for 2026-27")
        async with room.store() as store:
            assert store.cycle is None
        await lead.presses("Bring it in")
        lead.sees("Nobody is messaged until a lead presses Start")
        async with room.store() as store:
            assert len(await store.plans.strategies()) == 12


async def test_research_sends_a_table_says_which_column_is_which_and_keeps_it(room: Room) -> None:
    priya = room.person(PRIYA)
    await priya.shares("referrals.csv", REFERRALS, "here are the numbers")
    await room.bot.listener.settle()
    priya.sees("I read 3 rows with these columns")
    await priya.presses("Choose the columns")
    await priya.sends(new="Office referrals")
    priya.sees("2 numbers are new and 1 row cannot be used")
    priya.sees("Row 4: “viel” in “Wert” is not a number.")
    await priya.presses("Keep 2 numbers")
    priya.sees("2 new numbers")
    async with room.store() as store:
        cycle = store.cycle
        assert cycle is not None
        kept = [
            each for each in await store.plans.observations(cycle.year.last_day) if each.measure == "Office referrals"
        ]
    assert [(each.day.day, each.value, each.n, each.source) for each in kept] == [
        (3, 4.2, 120, "referrals.csv"), (10, 4.1, 118, "referrals.csv"),
    ]  # fmt: skip
    await priya.presses("Choose the columns", nth=1)
    priya.sees("settled already")


async def test_a_lead_gets_the_plan_as_a_workbook(room: Room) -> None:
    maribel = room.person(MARIBEL)
    await maribel.says("plan export")
    await maribel.presses("The plan as a workbook")
    await room.bot.listener.settle()
    message = maribel.messages()[-1]
    file = room.workspace.world.files.by_id[message.files[0]]
    assert file.name.endswith("2026-27.xlsx")
    assert "Action plan" in load_workbook(io.BytesIO(file.content or b"")).sheetnames


async def test_a_file_that_takes_its_time_is_acknowledged_first(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, answer_within=0.01) as room:
        priya = room.person(PRIYA)
        await priya.shares("referrals.csv", REFERRALS, "here are the numbers")
        await room.bot.listener.settle()
        priya.sees("I am reading referrals.csv. I answer as soon as I am through.")
        priya.sees("I read 3 rows with these columns")
