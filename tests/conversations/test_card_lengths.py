"""No card has more than 120 words, but for digests, the plan, and `status` with 160."""

import json
from pathlib import Path

import pytest

from handlers.kit.card_pages import LONGEST
from tests.user_effort import lines, words_in

GOLDEN = Path(__file__).parents[1] / "golden"
LONGER = {"status": 160}
ANY_LENGTH = {"plan", "draft-monthly", "digest-weekly"}
CARDS = sorted(path for path in GOLDEN.glob("*/*.json") if path.stem not in ANY_LENGTH)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_card_can_be_read_at_a_glance(path: Path) -> None:
    blocks = json.loads(path.read_text(encoding="utf-8"))
    if any(block["type"] == "input" for block in blocks):
        return  # forms are counted on their ways
    told = lines(blocks)
    assert sum(map(words_in, told)) <= LONGER.get(path.stem, LONGEST), "\n".join(told)
