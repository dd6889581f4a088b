"""How alike strategies are by their words, whatever people write."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.alike_strategies import ALIKE, Remembered, likeness, nearest, remembered, searched_words, words_of
from pdsa.people import Member
from pdsa.reflection import Held, Reflection
from tests.pdsa.riverbend_year import ana, evenings, jerome, maribel, ruth

AT = datetime(2027, 4, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title", "alike"),
    [
        ("Workshops after school", "After-school and virtual workshops, six a term", True),
        ("Evening workshop for families", "Workshops in the evening", True),
        ("Peer visits", "Peer visits between schools, one each quarter", True),
        ("One calendar for all requests", "Peer visits between schools", False),
        ("Every week with the staff", "This year at our schools", False),
        ("", "Anything", False),
    ],
)
def test_what_is_alike(text: str, title: str, alike: bool) -> None:
    assert (likeness(text, title) >= ALIKE) is alike


def test_a_learning_counts_beside_a_title() -> None:
    assert likeness("family evenings", "Something else", "Families came in the evening") >= ALIKE
    assert likeness("family evenings", "Family evenings") > likeness("family evenings", "x yz", "family evenings")


def test_the_nearest_come_first_and_of_equals_the_newest_year() -> None:
    found = [Remembered(year, "S1", "t", None, None, score=score) for year, score in
             (("2024-25", 0.5), ("2025-26", 0.5), ("2023-24", 0.9), ("2022-23", 0.1))]  # fmt: skip
    assert [each.year for each in nearest(found, 2)] == ["2023-24", "2025-26"]


SAID = Reflection("S8", jerome.id, AT, "Few came", Held.NO, "Food brings families")


@pytest.mark.parametrize(
    ("reader", "school", "quotable", "learned", "private"),
    [
        (maribel, "", False, SAID.learned, False),
        (jerome, "", False, SAID.learned, False),
        (ana, "", False, "", True),
        (ana, "", True, SAID.learned, False),
        (None, "", False, "", True),
        (ana, "Cottonwood", False, "", True),
        (ruth, "Cottonwood", True, None, False),
        (None, "Cottonwood", True, None, False),
    ],
)
def test_a_learning_is_remembered_for_those_who_may_read_it(
    reader: Member | None, school: str, quotable: bool, learned: str | None, private: bool
) -> None:
    strategy = replace(evenings, school=school)
    known = remembered("2026-27", strategy, replace(SAID, quotable=quotable), None, reader)
    assert (known.learned if known else None, known is not None and known.private) == (learned, private)


def test_of_a_strategy_that_nobody_looked_back_at_its_words_are_known() -> None:
    known = remembered("2026-27", evenings, None, None, None, "Evenings at home")
    assert known == Remembered("2026-27", "S8", evenings.title, None, None, evenings.prediction,
                               score=likeness("Evenings at home", evenings.title))  # fmt: skip


@given(st.text(), st.text())
def test_likeness_stays_between_nothing_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1.0 if words_of(one) else 0.0)


@given(st.text())
def test_searched_words_hold_no_operator(text: str) -> None:
    for word in searched_words(text):
        assert not set(word) & set("\"'()|&!:*<>\\ ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meeting", "meetings"), ("meeting", "meet"), ("visits", "visit"), ("coaches", "coach"),
        ("planned", "plann"), ("stories", "stor"), ("Visit", "VISIT"),
    ],
)  # fmt: skip
def test_a_word_counts_without_its_ending(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != frozenset()
