"""The golden cards in the pseudo-language: nothing is left in English but people's own words, nothing is too long."""

from pathlib import Path

import pytest

from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from pdsa.plan import Plan
from tests.conversations.test_golden_cards import lived
from tests.people import MARIBEL
from tests.pseudo_reading import Known, Reader, all_read_it, reading
from tests.room import Room, moment, open_room
from tests.wires.slack_person import Person

WORDS = sorted(route.name for route in RouteTable.of(FEATURES).commands())


SAID = ("Friday", "channel", "bold", "Two of six ran", "Evening staff", "Tuesdays are better", "Evening workshops",
        "Fridays clash", "Move to Tuesday", "Sam")  # fmt: skip
"""What people write in the golden year."""


def broken(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What did not arrive: the workspace refuses what is longer than the chat takes."""
    return [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


class PseudoRoom(Room):
    def person(self, email: str) -> Person:
        return Reader(self.workspace, email)


async def test_the_golden_year(tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture) -> None:
    async with open_room(tmp_path, plan) as room:
        await all_read_it(room, plan)
        with reading(room.workspace.world, Known(plan, *SAID)) as read:
            async for _name, _blocks in lived(PseudoRoom(room.workspace, room.bot, room.clock)):
                pass
    assert not read.found
    assert not broken(caplog)


async def test_every_word(tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture) -> None:
    async with open_room(tmp_path, plan) as room:
        await all_read_it(room, plan)
        await room.starts()
        room.clock.move_to(moment("2027-05-26 10:00"))
        maribel = room.person(MARIBEL)
        with reading(room.workspace.world, Known(plan)) as read:
            for word in WORDS:
                await maribel.says(f"/sel {word}")
                for view in room.workspace.views(MARIBEL):
                    await room.workspace.close_view(MARIBEL, view.id, everything=True)
    assert not read.found
    assert not broken(caplog)
