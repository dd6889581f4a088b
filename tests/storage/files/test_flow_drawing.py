"""The picture of what leads to what: boxes in an order with few crossings, any words, nothing cut off."""

import warnings
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from pdsa.picture import Box, Column, Flow
from storage.files.charts import draw
from storage.files.drawing.flow import Lane, crossings, laned, ordered

COLUMNS = (("a", "b", "c"), ("d", "e"), ("f", "g", "h"))
JOINS = [(x, y) for n, column in enumerate(COLUMNS) for x in column for later in COLUMNS[n + 1 :] for y in later]


def flow(words: str, columns: int) -> Flow:
    boxes = tuple(tuple(Box(f"{n}{row}", words, words if row else "") for row in range(2)) for n in range(columns))
    joins = tuple((f"{n}0", f"{m}1") for n in range(columns) for m in range(n + 1, columns))
    return Flow(words, words, tuple(Column(words, each, words) for each in boxes), joins, words)


@pytest.mark.parametrize("columns", [1, 2, 4])
@pytest.mark.parametrize(
    "words",
    ["More staff feel able to teach and model SEL", "Wir" * 200, "$\\notacommand{ 社会情感学习 שלום 🎉 a\x00b\u202ec"],
    ids=["plain", "one long word", "strange"],
)
def test_whatever_people_wrote_is_drawn_and_not_cut_off(words: str, columns: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = draw(flow(words, columns))
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGB"))
    assert pixels.shape[1] == 1080
    assert all((edge > 250).all() for edge in (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:]))


def test_the_same_flow_is_the_same_bytes() -> None:
    assert draw(flow("Workshops", 2)) == draw(flow("Workshops", 2))


def test_a_join_that_passes_a_column_by_gets_a_lane_shared_by_all_to_the_same_box() -> None:
    columns, steps = laned(COLUMNS, [("a", "f"), ("b", "f"), ("d", "f")])
    lane = Lane("f", 1)
    assert columns == [["a", "b", "c"], ["d", "e", lane], ["f", "g", "h"]]
    assert set(steps) == {("a", lane), ("b", lane), (lane, "f"), ("d", "f")}


def test_crossings_are_taken_out_where_they_can_be() -> None:
    rows = ordered(*laned((("a", "b"), ("c", "d")), [("a", "d"), ("b", "c")]))
    assert crossings(rows.columns, rows.steps) == 0


@settings(max_examples=60)
@given(some.sets(some.sampled_from(JOINS)))
def test_an_order_keeps_every_box_and_never_crosses_more_than_before(joins: set[tuple[str, str]]) -> None:
    columns, steps = laned(COLUMNS, sorted(joins))
    rows = ordered([list(column) for column in columns], steps)
    assert [sorted(map(str, column)) for column in rows.columns] == [sorted(map(str, column)) for column in columns]
    assert crossings(rows.columns, rows.steps) <= crossings(columns, steps)
