"""Small cycles inside a strategy: their codes, and how they make ramps."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.decisions import Triad
from pdsa.reflection import Held
from pdsa.small_cycle import SmallCycle, changed, linked, next_code, next_try, ramps

AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
FIRST = SmallCycle("S3.1", "S3", "Try it with one staff meeting", date(2026, 10, 1), 7, AT, question="Do people stay?",
              prediction="Eight of ten stay", ended=date(2026, 10, 8), result="Six of ten", held=Held.PARTLY,
              learned="Start on time", act=Triad.ADAPT)  # fmt: skip


def test_codes_go_on_from_the_highest() -> None:
    assert next_code("S3", []) == "S3.1"
    assert next_code("S3", ["S3.1", "S3.10", "S31.40", "S3.x", "S2.7"]) == "S3.11"


def test_the_next_cycle_takes_over_what_it_is_about_and_nothing_that_came_of_it() -> None:
    second = next_try(FIRST, "S3.2", date(2026, 10, 12), 8, AT)
    assert (second.objective, second.question, second.follows) == (FIRST.objective, FIRST.question, "S3.1")
    assert (second.prediction, second.result, second.held, second.act, second.finished) == ("", "", None, None, False)


def test_a_prediction_is_locked_from_the_first_day() -> None:
    assert not FIRST.locked(date(2026, 9, 30))
    assert FIRST.locked(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("before", "day", "stands"),
    [
        (None, date(2026, 10, 1), "Now half"),
        (FIRST, date(2026, 9, 30), "Now half"),
        (FIRST, date(2026, 10, 1), FIRST.prediction),
        (replace(FIRST, prediction=""), date(2026, 10, 1), "Now half"),
    ],
)
def test_a_change_leaves_a_locked_prediction(before: SmallCycle | None, day: date, stands: str) -> None:
    wanted = replace(FIRST, prediction="Now half", learned="More")
    assert changed(before, wanted, day) == replace(wanted, prediction=stands)


def tried(code: str, follows: str = "", day: int = 1) -> SmallCycle:
    return SmallCycle(code, "S3", "Try", date(2026, 10, day), 7, AT, follows=follows)


def test_ramps() -> None:
    cycles = [
        tried("S3.4", "S3.2", 20),
        tried("S3.2", "S3.1", 9),
        tried("S3.3", day=5),
        tried("S3.1"),
        tried("S3.5", "gone"),
    ]
    found = [[each.code for each in ramp] for ramp in ramps(cycles)]
    assert found == [["S3.1", "S3.2", "S3.4"], ["S3.5"], ["S3.3"]]
    assert linked(cycles) == 3


@given(st.lists(st.integers(0, 30), max_size=12))
def test_every_cycle_is_on_exactly_one_ramp(follows: list[int]) -> None:
    cycles = [tried(f"S3.{n}", f"S3.{before}" if before < n else "", n + 1) for n, before in enumerate(follows)]
    assert sorted(each.code for ramp in ramps(cycles) for each in ramp) == sorted(each.code for each in cycles)
