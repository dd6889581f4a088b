"""Digests over the real wire: drafted, edited, approved, and read in the channels."""

from pathlib import Path

from pdsa.plan import Plan
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, MARIBEL, PRIYA, TOMASZ
from tests.room import Room, open_room

STAFF, LEADERSHIP, TEAM = "staff", "leadership", "sel-team"


async def test_a_month_is_edited_approved_and_read(room: Room) -> None:
    await room.starts()
    maribel, tomasz, jerome = room.person(MARIBEL), room.person(TOMASZ), room.person(JEROME)
    await room.goes_to("2026-09-01 09:05")
    assert tomasz.sees("A draft for #staff and #leadership")
    assert not maribel.messages(LEADERSHIP)

    await tomasz.presses("Edit")
    await tomasz.sends(opening="We have *begun*, <!channel>.", ask="A room for the workshops.")
    await room.settles()
    assert maribel.sees("We have *begun*, <!channel>.")

    await maribel.presses("Approve")
    await room.settles()
    assert jerome.sees("We have *begun*, <!channel>.", STAFF)
    assert jerome.sees("A room for the workshops.", LEADERSHIP)
    assert tomasz.sees("by Maribel Ortega")


async def test_the_weekly_note_needs_no_approval(room: Room) -> None:
    await room.starts()
    ana = room.person(ANA_LUCIA)
    await room.goes_to("2026-08-24 09:05")
    assert ana.sees("No question went out last week.", TEAM)
    assert not ana.messages(STAFF)


async def test_the_year_is_read_in_the_leadership_channel_charts_and_all(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, "2027-05-20 08:00") as room:
        await room.starts()
        devon, bernadette = room.person(DEVON), room.person(BERNADETTE)
        await room.goes_to("2027-05-21 09:05")
        await devon.presses("Read all of it")
        await room.workspace.until(lambda: "How we know" in devon.screen())
        assert devon.sees("The rubric: from the start to year-end")
        await devon.presses("Approve")
        await room.settles()
        parent, *thread = bernadette.messages(LEADERSHIP)
        assert all(message.thread_ts == parent.ts for message in thread)
        assert bernadette.sees("What Riverbend Unified School District learned", LEADERSHIP)
        assert bernadette.sees("Kept back: the numbers by group", LEADERSHIP)
        assert bernadette.sees("What Riverbend Unified School District learned", STAFF)
        assert "Thank you to everybody" not in bernadette.screen(STAFF), "nobody told anything"
        pictures = [block for message in thread for block in message.blocks if block["type"] == "image"]
        assert len(pictures) == 4
        assert all(picture["alt_text"] for picture in pictures)


async def test_a_channel_that_the_bot_is_not_in(room: Room) -> None:
    await room.starts()
    maribel, tomasz = room.person(MARIBEL), room.person(TOMASZ)
    await room.goes_to("2026-09-01 09:05")
    room.workspace.remove_bot(LEADERSHIP)
    await maribel.presses("Approve")
    await room.settles()
    assert tomasz.sees("I could not post the summary of August 2026 to #leadership: I am not in that channel")
    assert tomasz.sees("in August 2026", STAFF)

    room.workspace.invite_bot(LEADERSHIP)
    await room.workspace.quiet()
    await room.settles()
    assert tomasz.sees("in August 2026", LEADERSHIP)
    assert tomasz.sees("I could not post the summary of August 2026 to #leadership at first.")
    assert tomasz.sees("I was let into #leadership, so it goes there by itself (Tue 1 Sep, 9:05 am).")


async def test_research_reads_and_members_are_told_who_can(room: Room) -> None:
    await room.starts()
    priya, ana = room.person(PRIYA), room.person(ANA_LUCIA)
    await room.goes_to("2026-09-01 09:05")
    assert priya.sees("A draft for #staff and #leadership")
    assert "Approve" not in priya.screen().replace("approved", "")
    await ana.says("/sel digest")
    assert ana.sees("Maribel Ortega and Devon Achterberg can do it")
