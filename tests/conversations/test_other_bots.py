"""Other programs speak to the bot: it answers none, so that two never talk to each other for ever, and knows none."""

from pathlib import Path

import pytest

from bot.workspace.starting_people import SLACKBOT, PersonSpec
from bot.workspace.workspace import Workspace
from pdsa.plan import Plan
from tests.people import MARIBEL
from tests.room import Room, open_room

PROGRAMS = (
    PersonSpec("Roll Call", "", id="U0ROLLCALL", bot="app", is_admin=True),
    PersonSpec("Weekly Form", "", id="U0FLOW", bot="workflow", is_admin=True),
    SLACKBOT,
)
SAID = ("status", "setup", "help", "hello", "checkin", "win: all is well", "")


def installed(workspace: Workspace) -> None:
    for program in PROGRAMS:
        workspace.add(program, "sel-team")


async def said(room: Room) -> list[str]:
    """What stands anywhere, whoever may see it, by its author."""
    await room.bot.listener.settle()
    return [each.user for channel in room.workspace.world.channels.values() for each in channel.messages.values()]


@pytest.mark.parametrize("planned", [True, False])
async def test_no_program_is_answered_or_becomes_a_member(tmp_path: Path, plan: Plan, planned: bool) -> None:
    async with open_room(tmp_path, plan if planned else None, dressed=installed) as room:
        before = len(await said(room))
        for program in (str(each.id) for each in PROGRAMS):
            for words in SAID:
                await room.person(program).says(f"@SEL Cycle Bot {words}", "sel-team")
                await room.person(program).says(words)
        await room.workspace.share("U0ROLLCALL", "sel-team", "plan.csv", b"1", "@SEL Cycle Bot here")
        await room.workspace.quiet()
        assert room.workspace.world.bot.id not in (await said(room))[before:]
        async with room.store() as store:
            assert not [member for member in await store.people.all(gone=True) if member.address]


async def test_a_program_that_bears_a_members_e_mail_is_not_that_member(room: Room) -> None:
    """An account that was made into a program's: whoever it was, it is nobody to be asked now."""
    who = room.workspace.world.person(MARIBEL)
    who.bot, who.bot_id = "app", "B0MARIBEL"
    await room.starts()
    await room.goes_to("2026-09-17 16:00")
    assert room.person(MARIBEL).messages() == []
