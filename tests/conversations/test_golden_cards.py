"""Golden cards: what each message, form and the home tab look like on the wire, kept as JSON in tests/golden/slack."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.workspace.records import Message, View
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from tests.conversations.deciding import answers_to
from tests.golden_cards import as_kept, kept_names
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL
from tests.room import Room, open_room


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looks(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """A year in a few steps; what stood on the screen at each."""
    async with open_room(tmp_path_factory.mktemp("golden"), plan) as room:
        return {name: blocks async for name, blocks in lived(room)}


async def lived(room: Room) -> AsyncIterator[tuple[str, list[Any]]]:
    ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
    await maribel.says("/sel setup")
    yield "setup", last(maribel.messages())
    await room.starts()
    await room.goes_to("2026-08-17 10:00")
    yield "welcome", last(ana.messages())
    await room.goes_to("2026-09-17 14:05")
    yield "checkin", last(ana.messages())
    await ana.presses("Partly")
    yield "checkin-answered", last(ana.messages())
    await ana.presses("Add a sentence")
    yield "checkin-form", top(room, ANA_LUCIA)
    await ana.presses("More")
    yield "checkin-rest", top(room, ANA_LUCIA)
    await ana.sends(in_way="Friday <!channel> *bold* =1+1 & http://example.org", quotable=True)
    await room.settles()
    yield "checkin-said", last(ana.messages())
    await room.goes_to("2026-09-21 09:05")
    yield "digest-weekly", last(maribel.messages("sel-team"))
    await room.goes_to("2026-09-28 09:05")
    yield "nudge", last(ana.messages())
    await ana.opens_home()
    home = room.workspace.home(ANA_LUCIA)
    assert home is not None
    yield "home", home.blocks
    await ana.says("/sel reflect S1")
    await room.workspace.until(lambda: any(block["type"] == "image" for block in top(room, ANA_LUCIA)))
    yield "reflect-form", top(room, ANA_LUCIA)
    await ana.sends(happened="Two of six ran", held="partly", missing="Evening staff")
    yield "reflect-learned-form", top(room, ANA_LUCIA)
    await ana.sends(learned="Tuesdays are better", obstacles=["clash"])
    yield "decide-question", top(room, ANA_LUCIA)
    await answers_to(room, ANA_LUCIA, Way.OTHER_STRATEGY)
    yield "decide-form", top(room, ANA_LUCIA)
    await ana.sends(
        new_strategy_title="Evening workshops", reason="Fridays clash", step="Move to Tuesday", owner=ANA_LUCIA
    )
    await room.settles()
    yield "confirm", last(maribel.messages())
    await room.person(BERNADETTE).says("/sel status")
    yield "status", last(room.person(BERNADETTE).messages())
    await room.goes_to("2026-10-01 09:05")
    yield "draft-monthly", last(maribel.messages())
    await maribel.says("/sel plan missing")
    yield "plan-missing", last(maribel.messages())
    await maribel.says("/sel plan logic")
    await room.workspace.until(lambda: any(block["type"] == "image" for block in last(maribel.messages())))
    yield "plan-logic", last(maribel.messages())
    await maribel.says("/sel plan G1")
    await maribel.presses("Change it")
    yield "plan-goal-form", top(room, MARIBEL)


def last(messages: list[Message]) -> list[Any]:
    return messages[-1].blocks


def top(room: Room, email: str) -> list[Any]:
    view: View = room.workspace.views(email)[-1]
    return view.blocks


NAMES = (
    "setup", "welcome", "checkin", "checkin-answered", "checkin-form", "checkin-rest", "checkin-said",
    "digest-weekly", "nudge", "home",
    "reflect-form", "reflect-learned-form", "decide-question", "decide-form", "confirm", "status",
    "draft-monthly", "plan-missing", "plan-logic", "plan-goal-form",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(name: str, looks: dict[str, list[Any]]) -> None:
    made, kept = as_kept("slack", name, looks[name])
    assert made == kept


def test_every_look_is_held(looks: dict[str, list[Any]]) -> None:
    assert set(looks) == set(NAMES)
    assert kept_names("slack") == set(NAMES)
