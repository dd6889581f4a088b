"""How often the rule cries wolf: counted exactly against its own median, drawn with a seed against a frozen line."""

from random import Random

import pytest

from benchmarks.false_alarms import FROZEN, alarms, exact_false_alarms
from pdsa.runchart import FALSE_ALARMS, beyond


@pytest.mark.parametrize("points", range(10, 61))
def test_at_most_five_of_a_hundred_steady_series_are_called_changed(points: int) -> None:
    assert exact_false_alarms(points) <= 0.05


@pytest.mark.parametrize(("points", "known"), [(10, 0.0079), (20, 0.023), (36, 0.042), (58, 0.041), (60, 0.0439)])
def test_the_count_agrees_with_the_published_one(points: int, known: float) -> None:
    assert exact_false_alarms(points) == pytest.approx(known, abs=0.003)


def test_what_is_drawn_agrees_with_what_is_counted() -> None:
    assert alarms(0, 24, 0, 600, Random(7)) == pytest.approx(exact_false_alarms(24), abs=0.02)


@pytest.mark.parametrize(("before", "after"), FROZEN)
def test_a_frozen_line_is_seldom_wrong_however_many_points_follow(before: int, after: int) -> None:
    assert 100 * alarms(before, after, 0, 600, Random(7)) <= FALSE_ALARMS + 2.5  # so few series are within 2.5


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [(0, 60, 0), (12, 18, 0), (12, 19, 1), (12, 30, 1), (12, 31, 2), (24, 24, 0), (24, 25, 1), (24, 60, 1)],
)
def test_where_many_points_follow_few_the_signal_has_to_be_clearer(before: int, after: int, more: int) -> None:
    assert beyond(before, after) == more


@pytest.mark.parametrize(("before", "after"), FROZEN)
def test_a_step_of_one_sd_is_still_found_in_half_of_all_series(before: int, after: int) -> None:
    assert alarms(before, after, 1, 300, Random(7)) >= 0.45


def test_a_real_step_is_found_far_more_often_against_a_frozen_line() -> None:
    assert alarms(12, 12, 1, 300, Random(7)) > 2 * alarms(0, 24, 1, 300, Random(7))
