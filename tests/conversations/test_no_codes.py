"""No code (S1, G2) stands in a sentence: people read titles. A code stands alone, set off as something to type."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.golden_cards import GOLDEN

CODE = re.compile(r"\b[SG]\d+(\.\d+)?\b")
TO_TYPE = re.compile(r"`[^`]*`")
NOT_READ = frozenset({"value", "action_id", "block_id", "type", "initial_option", "image_url"})
SCREENS = sorted(path for folder in ("slack", "words") for path in (GOLDEN / folder).glob("*.json"))
DIGESTS = sorted(Path("tests/handlers/digest/golden").glob("*.txt"))


def read(part: Any, where: str = "") -> Iterator[str]:
    """Every text on a screen that somebody reads, but for what is set off as code."""
    if isinstance(part, str):
        yield from [TO_TYPE.sub("", part)] if where not in NOT_READ else []
    elif isinstance(part, list):
        for inner in part:
            yield from read(inner, where)
    elif isinstance(part, dict) and part.get("style", {}) != {"code": True}:
        for name, inner in part.items():
            yield from read(inner, name)


def codes(text: str) -> list[str]:
    """The codes in a text, each with what stands around it."""
    return [text[max(0, found.start() - 40) : found.end() + 40] for found in CODE.finditer(TO_TYPE.sub("", text))]


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_screen_names_anything_by_its_code(path: Path) -> None:
    found = [each for text in read(json.loads(path.read_text(encoding="utf-8"))) for each in codes(text)]
    assert found == []


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_no_digest_names_anything_by_its_code(path: Path) -> None:
    assert codes(path.read_text(encoding="utf-8")) == []
