"""What numbers over time say, and what they refuse to say."""

from datetime import date, timedelta

import pytest

from pdsa.measures import (
    Better,
    Rating,
    better,
    measured_by,
    rated,
    reached,
    series,
)
from tests.pdsa.riverbend_year import RATINGS, TRUST, TRUSTED

STUDY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "way", "there"),
    [
        (54, 70, 66, Better.HIGHER, False),
        (54, 70, 70, Better.HIGHER, True),
        (4.2, 3, 3.2, Better.LOWER, False),
        (4.2, 3, 2.9, Better.LOWER, True),
        (None, 70, 71, Better.UNKNOWN, None),
        (70, 70, 71, Better.UNKNOWN, None),
        (54, None, 71, Better.UNKNOWN, None),
    ],
)
def test_a_goal_says_which_way_is_better(baseline, target, value, way, there):
    assert better(baseline, target) is way
    assert reached(value, target, way) is there


def test_nothing_dated_after_today_is_known():
    assert [o.day for o in measured_by(TRUST, date(2027, 5, 6))] == [date(2026, 10, 9)]
    assert len(measured_by(TRUST, date(2027, 5, 7))) == 4


def test_one_series_a_group_the_largest_first_the_oldest_point_first():
    found = series(tuple(reversed(TRUST)), TRUSTED)
    assert [(s.group, s.values) for s in found] == [
        ("District", (61, 63)),
        ("All other schools", (63,)),
        ("Alternative program", (71,)),
    ]


def test_year_end_ratings_count_from_the_first_day_of_study():
    before = rated(RATINGS, STUDY - timedelta(days=1), STUDY)
    assert [(r.initial, r.goal, r.year_end, r.evidence) for r in before] == [(3, 3, None, ""), (1, 3, None, "")]
    assert rated(RATINGS, STUDY, STUDY) == list(RATINGS)


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ((1, 3, 3), "met"),
        ((1, 3, 4), "met"),
        ((1, 3, 2), "partly"),
        ((1, 2, 1), "not met"),
        ((2, 3, 1), "not met"),
        ((None, 3, 2), "not met"),
        ((1, 3, None), "not rated"),
        ((1, None, 3), "not rated"),
    ],
)
def test_the_status_of_a_rubric_item(levels, status):
    assert Rating("Collaboration", *levels).status == status


@pytest.mark.parametrize(
    ("initial", "goal", "year_end", "early"),
    [(3, 3, 3, True), (4, 3, 3, True), (2, 3, 3, False), (3, 3, 2, False), (3, None, 3, False), (None, 3, 3, False)],
)
def test_what_was_at_its_goal_before_the_year_began_was_there_from_the_start(
    initial: int | None, goal: int | None, year_end: int | None, early: bool
) -> None:
    assert Rating("Collaboration", initial, goal, year_end).there_from_the_start is early
