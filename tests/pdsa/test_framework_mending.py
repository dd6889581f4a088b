"""What was kept of a framework is mended: what cannot be used is left out, the rest is of use."""

from typing import Any

import pytest

from pdsa.framework_file import framework_kept
from pdsa.framework_shape import LONGEST_NAME, LONGEST_TEXT, mended

FOUR = ("one", "two", "three", "four")
ITEM = {"title": "A vision", "definition": "Shared", "link": "l", "also": ["Vision"], "levels": list(FOUR)}
ACTIVITY = {"name": "Vision", "definition": "d", "link": "l", "also": ["Sight"], "items": [ITEM]}
AREA = {"name": "Build", "stage": "s", "asked": "ACT", "link": "l", "also": [], "activities": [ACTIVITY]}
WHOLE = {"name": "Ours", "link": "l", "also": ["Us"], "levels": ["a", "b", "c", "d"], "areas": [AREA]}


def test_what_is_in_order_stays_as_it_is() -> None:
    assert mended(WHOLE, FOUR) == WHOLE


@pytest.mark.parametrize(
    ("kind", "content", "field", "value"),
    [
        ("items", {**ITEM, "title": f" {'t' * (LONGEST_NAME + 1)} "}, "title", "t" * LONGEST_NAME),
        ("items", {**ITEM, "title": 7}, "title", "7"),
        ("items", {**ITEM, "definition": "d" * (LONGEST_TEXT + 1)}, "definition", "d" * LONGEST_TEXT),
        ("items", {**ITEM, "definition": 4.5}, "definition", "4.5"),
        ("items", {**ITEM, "definition": ["no text"]}, "definition", ""),
        ("items", {"title": "A vision"}, "definition", ""),
        ("items", {"title": "A vision"}, "also", []),
        ("items", {**ITEM, "also": ("tuple",)}, "also", ["tuple"]),
        ("items", {**ITEM, "also": "text"}, "also", []),
        ("items", {**ITEM, "also": ["t", 1]}, "also", []),
        ("items", {**ITEM, "also": ["t" * (LONGEST_TEXT + 1)]}, "also", []),
        ("items", {**ITEM, "also": ["t" * LONGEST_TEXT]}, "also", ["t" * LONGEST_TEXT]),
        ("items", {**ITEM, "also": ["t"] * 1001}, "also", []),
        ("items", {**ITEM, "levels": ["one"] * 3}, "levels", []),
        ("", {**WHOLE, "levels": ["one"] * 5}, "levels", list(FOUR)),
        ("areas", {**AREA, "asked": "SOMETIME"}, "asked", ""),
        ("areas", {**AREA, "asked": ""}, "asked", ""),
        ("areas", {**AREA, "asked": "STUDY"}, "asked", "STUDY"),
        ("activities", {**ACTIVITY, "items": [None, {"title": " "}, ITEM, "x"]}, "items", [ITEM]),
    ],
)
def test_a_field_that_cannot_be_used_is_left_out(kind: str, content: dict[str, Any], field: str, value: object) -> None:
    made = mended(content, FOUR, kind)
    assert made is not None
    assert made[field] == value


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("items", None),
        ("items", ["title"]),
        ("items", {"title": "  "}),
        ("items", {"definition": "d"}),
        ("activities", {**ACTIVITY, "items": []}),
        ("activities", {**ACTIVITY, "items": {"title": "A vision"}}),
        ("areas", {**AREA, "activities": [{**ACTIVITY, "items": [{}]}]}),
        ("", {**WHOLE, "areas": None}),
    ],
)
def test_where_nothing_is_left_there_is_nothing(kind: str, content: object) -> None:
    assert mended(content, FOUR, kind) is None


def test_a_framework_kept_before_it_was_checked_is_still_of_use() -> None:
    whole, broken = framework_kept(WHOLE), framework_kept({**WHOLE, "areas": [{**AREA, "stage": 4}, None]})
    assert whole is not None
    assert broken is not None
    assert [each.name for each in broken.activities] == [each.name for each in whole.activities] == ["Vision"]
    assert framework_kept({"name": "Ours"}) is None
    assert framework_kept(None) is None
