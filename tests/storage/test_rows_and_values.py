"""Rows and values of one shape: choices, lists, and what rests in a way of its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest

from storage.rows_and_values import columns_of, from_row


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Kite:
    name: str
    colour: Colour
    tail: Colour | None = None
    tags: tuple[str, ...] = ()
    strings: tuple[tuple[str, str], ...] = ()
    shades: tuple[Colour, ...] = ()
    flown: date | None = None
    wind: int | None = None


DAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("value", "row"),
    [
        (
            Kite("Ana's", Colour.RED),
            {"name": "Ana's", "colour": "red", "tail": "", "tags": [], "strings": [], "shades": []}
            | {"flown": None, "wind": None},
        ),
        (
            Kite("Ben's", Colour.BLUE, Colour.RED, ("a", "b"), (("S", "text"),), (Colour.RED, Colour.BLUE), DAY, 0),
            {"name": "Ben's", "colour": "blue", "tail": "red", "tags": ["a", "b"], "strings": [["S", "text"]]}
            | {"shades": ["red", "blue"], "flown": DAY, "wind": 0},
        ),
    ],
)
def test_a_value_and_its_row(value: Kite, row: dict[str, object]) -> None:
    assert columns_of(value) == row
    assert {type(each) for each in columns_of(value).values()}.isdisjoint({Colour, tuple})
    assert from_row(Kite, row) == value


def test_what_rests_elsewhere_is_given_and_further_columns_are_passed_over() -> None:
    value = Kite("Ana's", Colour.RED, wind=3)
    row = {**columns_of(value, "wind"), "cycle": 1, "breeze": 3}
    assert "wind" not in columns_of(value, "wind")
    assert from_row(Kite, row, wind=row["breeze"]) == value


def test_a_choice_that_no_version_knows_is_no_value() -> None:
    with pytest.raises(ValueError, match="green"):
        from_row(Kite, {**columns_of(Kite("Ana's", Colour.RED)), "colour": "green"})
