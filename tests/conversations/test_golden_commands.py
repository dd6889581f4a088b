"""Golden cards of words: what a lead sees first in May, kept as JSON in tests/golden/words."""

from typing import Any

import pytest
import pytest_asyncio

from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from pdsa.plan import Plan
from tests.golden_cards import WRITING, as_kept, kept_names
from tests.people import MARIBEL
from tests.room import moment, open_room

WORDS = sorted(route.name for route in RouteTable.of(FEATURES).commands())
DRAWN = {"chart"}
"""Its picture follows after a while; the picture itself is held elsewhere."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looks(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Each word's form, or the card that it brings."""
    blocks_by_word: dict[str, list[Any]] = {}
    async with open_room(tmp_path_factory.mktemp("words"), plan) as room:
        await room.starts()
        room.clock.move_to(moment("2027-05-26 10:00"))
        maribel = room.person(MARIBEL)
        for word in WORDS:
            before = len(maribel.messages())
            await maribel.says(f"/sel {word}")
            views, new = room.workspace.views(MARIBEL), maribel.messages()[before:]
            blocks_by_word[word] = views[-1].blocks if views else new[0].blocks
            for view in views:
                await room.workspace.close_view(MARIBEL, view.id, everything=True)
    return blocks_by_word


@pytest.mark.parametrize(
    "word", [word for word in WORDS if word in kept_names("words") or (WRITING and word not in DRAWN)]
)
def test_it_looks_as_it_did(word: str, looks: dict[str, list[Any]]) -> None:
    made, kept = as_kept("words", word, looks[word])
    assert made == kept


def test_what_is_kept_is_a_word() -> None:
    """A new word is kept from the next time on that they are written; until then its own tests hold it."""
    assert kept_names("words") <= set(WORDS) - DRAWN
