"""Rating over the real wire: own levels in private, one agreed level, and on into the interview."""

from dataclasses import replace
from pathlib import Path

from pdsa.plan import Plan
from tests.people import ANA_LUCIA, BERNADETTE, JEROME, MARIBEL, WEI
from tests.room import open_room
from tests.wires.slack_person import Person


def fields(person: Person, start: str) -> list[str]:
    """The names of the open form's fields that begin so."""
    view = person._workspace.views(person.email)[-1]
    return [block["block_id"] for block in view.blocks if str(block.get("block_id", "")).startswith(start)]


async def rates(person: Person, level: str) -> None:
    """Give one level to everything that the open forms ask."""
    while person.form():
        await person.sends(**dict.fromkeys(fields(person, "year-end"), level))


async def test_from_private_levels_to_one_that_leads_into_the_interview(tmp_path: Path, plan: Plan) -> None:
    learning = tuple(
        replace(each, year_end=None, evidence="") for each in plan.ratings if each.activity == "Professional Learning"
    )
    later = tuple(replace(each, start=None) for each in plan.strategies)
    async with open_room(tmp_path, replace(plan, ratings=learning, strategies=later, goals=plan.goals[:2], links=()),
                         at="2027-05-03 08:00") as room:  # fmt: skip
        await room.starts()
        await room.goes_to("2027-05-05 09:30")
        people = [room.person(email) for email in (ANA_LUCIA, WEI, JEROME)]
        for person, level in zip(people, ("2", "2", "3"), strict=True):
            person.sees("Where do we stand at the year's end?")
            await person.presses("Rate it")
            person.sees_form("1 not begun: Nobody has planned or begun it.")
            await rates(person, level)
            person.sees("Kept: your levels of 1 item.")
        await room.settles()
        people[0].sees("Thank you: you have given your levels.")
        maribel = room.person(MARIBEL)
        await maribel.presses("Rate it")
        await rates(maribel, "-")
        await maribel.says("/sel status")
        maribel.sees("One item of the rubric waits for the level on which the team agrees.")
        await maribel.presses("Agree on levels")
        maribel.sees_form("The raters' own levels: 2 × level 2, 1 × level 3.")
        assert "Wei" not in maribel.form()
        (level,), (evidence,) = fields(maribel, "year-end"), fields(maribel, "evidence")
        await maribel.sends(**{level: "2", evidence: "38% attended two workshops"})
        maribel.sees("Expected a 3, reached a 2.")
        await maribel.presses("Open Professional Learning")
        maribel.sees("recorded by Maribel Ortega")
        await maribel.presses("Decide on: After-school and virtual workshops, six a term")
        assert maribel.form()
        await room.settles()
        people[1].sees("The team has agreed on its levels: nothing here waits for you now.")
        reader = room.person(BERNADETTE)
        await reader.says("/sel rate Professional Learning")
        reader.sees("38% attended two workshops")
        assert "own level" not in reader.last().casefold()
