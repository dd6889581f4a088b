"""Where a measure stands between its start and its goal."""

from datetime import date, timedelta

import pytest

from pdsa.findings import MeasureFinding, Point, SeriesFinding
from pdsa.goal_progress import Stands, at_goal, got_worse, is_reached, stands, start_of
from pdsa.measures import Better, reached
from pdsa.runchart import Judged, Verdict

UP, DOWN, EITHER = Better.HIGHER, Better.LOWER, Better.UNKNOWN


def measure(
    values: list[float],
    *,
    baseline: float | None = 50,
    target: float | None = 70,
    way: Better = UP,
    verdict: Verdict = Verdict.TOO_EARLY,
) -> MeasureFinding:
    points = tuple(Point(date(2026, 10, 1) + timedelta(days=30 * n), value) for n, value in enumerate(values))
    judged = Judged(verdict, 0.0, len(points), 0)
    series = SeriesFinding("", points, judged, reached(values[-1], target, way))
    return MeasureFinding("Belonging (%)", ("G1",), (series,), baseline, target, way)


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (measure([60, 70]), Stands.REACHED),
        (measure([60, 69.99]), Stands.CLOSER),
        (measure([60, 69.999]), Stands.REACHED),
        (measure([40, 50]), Stands.SAME),
        (measure([60, 49]), Stands.AWAY),
        (measure([60, 65], verdict=Verdict.STEADY), Stands.SAME),
        (measure([60, 71], verdict=Verdict.STEADY), Stands.SAME),
        (measure([60, 71], baseline=70, verdict=Verdict.STEADY), Stands.REACHED),
        (measure([60, 71], baseline=None), Stands.REACHED),
        (measure([60], baseline=None), Stands.UNKNOWN),
        (measure([60, 61], baseline=None), Stands.CLOSER),
        (measure([60, 59], baseline=None), Stands.AWAY),
        (measure([60, 65], way=EITHER), Stands.UNKNOWN),
        (measure([9, 5], baseline=8, target=3, way=DOWN), Stands.CLOSER),
        (measure([9, 9], baseline=8, target=3, way=DOWN), Stands.AWAY),
        (measure([9, 3], baseline=8, target=3, way=DOWN), Stands.REACHED),
    ],
)
def test_a_measure_stands_somewhere_between_its_start_and_its_goal(found: MeasureFinding, where: Stands) -> None:
    assert stands(found) is where


@pytest.mark.parametrize(
    ("found", "there"),
    [
        (measure([60, 70]), True),
        (measure([60, 69]), False),
        (measure([60, 70], verdict=Verdict.STEADY), None),
        (measure([60, 70], baseline=72, verdict=Verdict.STEADY), True),
        (measure([60, 69], verdict=Verdict.STEADY), False),
        (measure([60, 70], target=None), None),
    ],
)
def test_what_got_to_its_goal_by_chance_alone_is_not_said_to_have_reached_it(
    found: MeasureFinding, there: bool | None
) -> None:
    assert is_reached(found, found.series[0]) is there


@pytest.mark.parametrize(
    ("found", "studied", "there"),
    [
        (measure([60, 70]), False, True),
        (measure([60, 65]), False, None),
        (measure([60, 65]), True, False),
        (measure([60, 50]), False, False),
        (measure([9, 7], baseline=8, target=3, way=DOWN), False, None),
        (measure([9, 8], baseline=8, target=3, way=DOWN), False, False),
        (measure([60, 65], target=None), True, None),
    ],
)
def test_short_of_the_goal_says_something_once_the_year_is_studied(
    found: MeasureFinding, studied: bool, there: bool | None
) -> None:
    assert at_goal(found, found.series[0], studied=studied) is there


def test_a_series_starts_at_the_goals_baseline_else_at_its_first_number() -> None:
    told, untold = measure([60, 65]), measure([60, 65], baseline=None)
    assert (start_of(told, told.series[0]), start_of(untold, untold.series[0])) == (50, 60)


def test_a_measure_got_worse_by_more_than_chance_alone() -> None:
    assert got_worse(measure([60, 40], verdict=Verdict.WORSE))
    assert not got_worse(measure([60, 40]))
    assert not got_worse(MeasureFinding("Belonging (%)", ("G1",), ()))
