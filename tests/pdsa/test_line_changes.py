"""What reads otherwise in one text than in another."""

import pytest

from pdsa.line_changes import line_changes

OLD = "It was 54% in May"
NEW = "It was 60% in May"


@pytest.mark.parametrize(
    ("was", "are", "changes"),
    [
        ([["a", "b"]], [["a", "b"]], []),
        ([["a", OLD]], [["a", NEW]], [(OLD, NEW)]),
        ([["a", "x"]], [["a", "y"]], [("x", ""), ("", "y")]),
        ([["a"]], [["a", "b"]], [("", "b")]),
        ([["a", "b"]], [["a"]], [("b", "")]),
        ([["a"], [OLD]], [["b"], [NEW]], [(OLD, NEW), ("a", ""), ("", "b")]),
        ([["a"]], [["a"], ["b"]], [("", "b")]),
        ([], [], []),
        ([["one two"]], [["one three"]], [("one two", ""), ("", "one three")]),
        ([["one two three"]], [["one two four"]], [("one two three", "one two four")]),
    ],
    ids=[
        "alike",
        "another wording",
        "another line",
        "new",
        "gone",
        "wording, then what is gone, then what is new",
        "a text more",
        "nothing",
        "a third of the words in common",
        "half of the words in common",
    ],
)
def test_lines_that_differ(was: list[list[str]], are: list[list[str]], changes: list[tuple[str, str]]) -> None:
    assert line_changes(was, are) == changes
