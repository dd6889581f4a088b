"""How often the rule cries wolf: counted exactly against its own median, drawn with a seed against a frozen line."""

from random import Random

import pytest

from benchmarks.runcharts import alarms, exact_false_alarms
from pdsa.runchart import false_alarms


@pytest.mark.parametrize("points", range(10, 61))
def test_at_most_five_of_a_hundred_steady_series_are_called_changed(points: int) -> None:
    assert exact_false_alarms(points) <= 0.05


@pytest.mark.parametrize(("points", "known"), [(10, 0.0079), (20, 0.023), (36, 0.042), (58, 0.041), (60, 0.0439)])
def test_the_count_agrees_with_the_published_one(points: int, known: float) -> None:
    assert exact_false_alarms(points) == pytest.approx(known, abs=0.003)


def test_what_is_drawn_agrees_with_what_is_counted() -> None:
    assert alarms(0, 24, 0, 600, Random(7)) == pytest.approx(exact_false_alarms(24), abs=0.02)


@pytest.mark.parametrize(("before", "after"), [(12, 12), (12, 18), (24, 12), (18, 18), (24, 36)])
def test_a_frozen_line_says_honestly_how_often_it_is_wrong(before: int, after: int) -> None:
    low, high = false_alarms(before, after)
    share = 100 * alarms(before, after, 0, 600, Random(7))
    assert low - 2.5 <= share <= high + 2.5


def test_a_real_step_is_found_far_more_often_against_a_frozen_line() -> None:
    assert alarms(12, 12, 1, 300, Random(7)) > 2 * alarms(0, 24, 1, 300, Random(7))
