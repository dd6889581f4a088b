"""A paper as a value: what no document may hold."""

import pytest

from pdsa.paper_parts import Heading, PaperTable


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_have_three_levels(level: int) -> None:
    assert Heading("Strategies", level).level == level


@pytest.mark.parametrize("level", [0, 4])
def test_headings_have_no_other_level(level: int) -> None:
    with pytest.raises(ValueError, match=r"^a heading has level 1, 2 or 3$"):
        Heading("Strategies", level)


@pytest.mark.parametrize(
    ("rows", "widths"), [((), ()), ((("a",), ("a", "b"), ()), ()), ((("a", "b"),), (1, 3))]
)  # fmt: skip
def test_a_tables_rows_may_be_shorter(rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]) -> None:
    assert PaperTable(("One", "Two"), rows, widths).rows == rows


@pytest.mark.parametrize(
    ("headers", "rows", "widths", "why"),
    [
        ((), (), (), "a table needs headers"),
        (("One",), (("a",), ("a", "b")), (), "a row is longer than the headers"),
        (("One", "Two"), (), (1,), "each column has a width, or none has"),
        (("One", "Two"), (), (1, 2, 3), "each column has a width, or none has"),
        (("One", "Two"), (), (1, 0), "a column has some width"),
    ],
)
def test_what_is_no_table(
    headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...], why: str
) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        PaperTable(headers, rows, widths)
