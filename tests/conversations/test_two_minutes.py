"""Two minutes and no more: what each way asks of people, counted over the real wire."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from pdsa.decision_interview import way_to
from pdsa.decisions import Path as Goes
from pdsa.obstacles import Obstacle
from pdsa.plan import Plan
from tests.people import ANA_LUCIA, DEVON
from tests.room import Room, open_room
from tests.user_effort import HEAD, Way, lines, presses, sends

MOST_SCREENS, MOST_TEXTS, MOST_GRADE = 5, 4, 8.0
REFLECTED = {"happened": "Two of six ran", "held": "partly", "nobody": True, "learned": "Ask the night staff first"}
NEEDS: dict[Goes, dict[str, Any]] = {
    Goes.SUSTAIN: {"none-people": True, "none-partners": True, "none-tools": True, "keeps_going": "An hour a week"},
    Goes.EXPAND: {"none-people": True, "none-partners": True, "none-tools": True, "keeps_going": "An hour a week",
                  "where_to": "Mesa Verde"},
    Goes.REALIGN: {"activities": ["Communication"], "step": "Ask for a coach"},
    Goes.EXTEND: {"new_due": "2028-05-01", "step": "Set the days"},
    Goes.REVISE: {"new_target": "3", "step": "Tell the team"},
    Goes.KEEP: {"look_again": "2027-06-02"},
    Goes.SHIFT: {"change": "A new superintendent", "step": "Ask her"},
    Goes.PREPARE: {"change": "The grant ended", "until": "2028-01-10", "step": "Ask the board"},
    Goes.OTHER_STRATEGY: {"new_strategy_title": "Evening workshops", "step": "Ask for two evenings"},
    Goes.CHANGE_FOCUS: {"until": "2028-01-10", "step": "Tell the team"},
    Goes.STOP: {},
}  # fmt: skip
"""What each path cannot do without, said in the shortest way."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def may(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    async with open_room(tmp_path_factory.mktemp("two-minutes"), plan, "2027-05-24 08:00") as room:
        await room.starts()
        yield room


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ways(may: Room) -> list[Way]:
    """From `reflect` to a recorded decision, on each of the eleven paths."""
    return [await decided(may, f"S{number}", path) for number, path in enumerate(Goes, start=1)]


async def decided(room: Room, code: str, path: Goes) -> Way:
    devon, way = room.person(DEVON), Way(path.value)
    said = {f"answer_{question}": str(answer) for question, answer in way_to(path, Obstacle.TIME).items()}
    await devon.says(f"/sel reflect {code}")
    while views := room.workspace.views(DEVON):
        assert way.screens <= MOST_SCREENS, (path, devon.form())
        await sends(devon, way, views[-1], {**REFLECTED, **said, **NEEDS[path]})
    async with room.store() as store:
        assert (await store.learning.standing())[code].path is path
    return way


@pytest.mark.asyncio(loop_scope="module")
async def test_from_reflect_to_a_decision_in_five_screens_and_four_texts(
    ways: list[Way], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        sys.stdout.write("\n".join(("", HEAD, *(way.row() for way in ways), "")))
    assert len(ways) == len(Goes)
    over = [way.row() for way in ways if way.screens > MOST_SCREENS or way.texts > MOST_TEXTS or way.grade > MOST_GRADE]
    assert not over, "\n".join(over)


async def test_a_check_in_with_a_sentence_takes_three_taps(
    tmp_path: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_room(tmp_path, plan) as room:
        await room.starts()
        await room.goes_to("2026-09-24 14:00")
        ana, way = room.person(ANA_LUCIA), Way("check-in with a sentence")
        way.told += lines(ana.messages()[-1].blocks)
        await presses(ana, way, "Partly")
        await presses(ana, way, "Add a sentence")
        await sends(ana, way, room.workspace.views(ANA_LUCIA)[-1], {"note": "Two trainers were ill"})
        await room.settles()
        assert ana.sees("Got in the way: Two trainers were ill")
    with capsys.disabled():
        sys.stdout.write("\n".join(("", HEAD, way.row(), "")))
    assert (way.taps, way.screens, way.texts) == (3, 1, 1)
    assert way.grade <= MOST_GRADE
