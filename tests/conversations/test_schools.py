"""A school's small year over the wire: its own plan, a look back, what worked elsewhere, a question, whom it tells."""

from tests.people import HANNAH, KOFI, MARIBEL, RUTH
from tests.room import Room, moment

HAPPENED = {"happened": "Circles ran in nine of twelve rooms", "held": "partly", "missing": "The bus riders"}
DAYS = {"start": "2027-04-19", "end": "2027-05-21"}
LINE = {
    "audience": "Families",
    "influence": "2",
    "interest": "3",
    "statement": "Mornings begin calmly",
    "channel": "Family app",
    "sender": HANNAH,
    "day": "2027-04-28",
    "answer": "Reply to the message",
}


async def test_a_school_plans_checks_in_looks_back_and_learns_from_another(room: Room) -> None:
    kofi, hannah, ruth, maribel = (room.person(email) for email in (KOFI, HANNAH, RUTH, MARIBEL))
    room.clock.move_to(moment("2027-04-19 08:00"))
    await room.starts()
    await kofi.says("/sel school")
    kofi.sees("Cottonwood Elementary, 2026-27")
    await kofi.presses("Add a goal")
    await kofi.sends(kind="Implementation")
    await kofi.sends(statement="Every class begins calmly", activity="Collaboration", owner=KOFI)
    kofi.sees("type plan G9.")
    await kofi.presses("Add a strategy")
    await kofi.sends(
        goal="G9",
        title="Morning circle",
        owner=HANNAH,
        start="2027-04-19",
        end="2027-05-21",
        prediction="Calm by eight",
    )
    kofi.sees("type plan S13.")
    await hannah.says("/sel checkin S13")
    await hannah.sends(went="partly", note="The buses came late")
    hannah.sees("Got in the way: The buses came late")
    await maribel.says("/sel status S13")
    assert "The buses came late" not in maribel.screen()

    await ruth.says("/sel reflect S11")
    await ruth.sends(**HAPPENED)
    await ruth.sends(learned="Two people and one hour were enough", obstacles=["time"], shared=True)
    await hannah.says("/sel reflect S13")
    await hannah.sends(**HAPPENED)
    await hannah.sends(learned="Begin with the youngest", obstacles=["time"])
    await hannah.presses("What worked elsewhere")
    hannah.sees("Mesa Verde Middle School, Calm corner")
    hannah.sees("Two people and one hour were enough")
    await hannah.presses("Ask the other schools")
    await hannah.sends(text="Which hour was it?")
    hannah.sees("Asked. The other schools' leads hear of it within the week")
    await room.goes_to("2027-04-20 10:30")
    ruth.sees("Which hour was it?")
    await ruth.presses("Answer")
    await ruth.sends(text="The first of the day")
    await room.settles()
    hannah.sees("Ruth Yazzie (Mesa Verde Middle School) answers your question:")
    await maribel.says("/sel school")
    maribel.sees("Cottonwood Elementary (Kofi Mensah). Plan: 1 goal of its own, 2 strategies, 2 fully planned.")


async def test_a_school_tells_its_families_and_looks_whether_it_worked(room: Room) -> None:
    kofi, hannah = room.person(KOFI), room.person(HANNAH)
    room.clock.move_to(moment("2027-04-27 08:00"))
    await room.starts()
    await kofi.says("/sel share")
    await kofi.presses("Add an audience")
    kofi.sees_form("How much do they influence it?")
    await kofi.sends(**LINE)
    kofi.sees("Kept.")
    await room.goes_to("2027-04-28 09:00")
    hannah.sees("Families should hear from you today:")
    await hannah.presses("It was sent")
    await room.goes_to("2027-05-12 09:00")
    hannah.sees("Families heard from you (Wed 28 Apr). Did it work?")
    await hannah.presses("Say how it went")
    await hannah.sends(worked="partly", review="Send it in Spanish, too")
    hannah.sees("Next time: Send it in Spanish, too")
    await room.settles()
    hannah.sees("Families. Did it work? Partly. Kept.")
