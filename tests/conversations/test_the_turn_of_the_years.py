"""From one year to the next over the real wire: launched, answered late, shared, started, closed."""

from pathlib import Path

from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from tests.conversations.deciding import decides
from tests.handlers.decide.interviews import SAID as INTERVIEWS
from tests.people import ANA_LUCIA, DEVON, JEROME, MARIBEL
from tests.room import Room, open_room


async def labels(room: Room, code: str) -> dict[str, list[str]]:
    """The paths decided of a strategy, by year."""
    async with room.store() as store:
        return {
            year.label: [d.path for d in await store.year(year).learning.decisions() if d.strategy == code]
            for year in await store.cycles.all()
        }


async def test_a_year_turns_into_the_next(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, "2027-05-31 15:00") as room:
        await room.starts()
        ana, devon, maribel = room.person(ANA_LUCIA), room.person(DEVON), room.person(MARIBEL)
        await room.goes_to("2027-06-01 09:05")
        devon.sees("What becomes of it?")
        maribel.sees("School ends on Fri 4 Jun.")
        await maribel.presses("Look at the next year")
        maribel.sees("From 2026-27 to 2027-28")
        maribel.sees("From Fri 4 Jun, the last school day, you can launch it.")
        await room.goes_to("2027-06-04 16:00")
        await maribel.says("/sel newyear")
        await maribel.presses("Launch 2027-28")
        maribel.sees("Please check them.")
        await maribel.presses("Launch now")
        maribel.sees("2027-28 is laid out")

        await devon.presses("Decide")  # in the notification of the year that is over
        await decides(room, DEVON, Way.SUSTAIN, INTERVIEWS[Way.SUSTAIN], reason="It works", owner=DEVON)
        assert await labels(room, "S4") == {"2027-28": [], "2026-27": ["sustain"]}
        await ana.says("/sel reflect S1")
        ana.sees_form("60% of staff attend at least two by April")

        await maribel.says("/sel newyear")
        await maribel.presses("Share the new plan")
        maribel.sees("A draft for #staff and #leadership.")
        assert not room.person(JEROME).messages("staff")
        await maribel.presses("Approve and post")
        await room.settles()
        room.person(JEROME).sees("What Riverbend Unified School District plans for 2027-28", "staff")

        await maribel.says("/sel newyear")
        maribel.sees("The new plan shared before the first school day: yes, on Fri 4 Jun.")
        await maribel.presses("Give a promise up")
        await maribel.sends(promise="conclusions shared", reason="The board met late")
        await maribel.presses("Close 2026-27")
        maribel.sees("2026-27 is closed")
        await devon.presses("Decide")
        await devon.sends(answer_implementation="no", answer_circumstances="no")
        devon.sees("That belongs to 2026-27, which is closed. A lead can open it again with newyear.")
        assert await labels(room, "S4") == {"2027-28": [], "2026-27": ["sustain"]}
