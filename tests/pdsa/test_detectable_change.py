"""What a measure can show in a year, against what drawn series show."""

from datetime import date, timedelta
from random import Random

import pytest

from benchmarks.false_alarms import alarms
from pdsa.detectable_change import FROZEN, OWN, CanShow, can_show, spread
from pdsa.measures import Every, Observation
from pdsa.runchart import BASELINE_POINTS
from tests.pdsa.riverbend_year import CYCLE

AUGUST, NOVEMBER = date(2026, 8, 17), date(2026, 11, 16)


def weeks(first: date, n: int) -> list[date]:
    return [first + timedelta(weeks=week) for week in range(n)]


@pytest.mark.parametrize(("points", "step"), [(each, step) for each, step in FROZEN if each in (12, 18, 24)])
def test_a_held_line_finds_such_a_step_in_eight_of_ten(points: int, step: float) -> None:
    assert alarms(BASELINE_POINTS, points, step, 300, Random(5)) > 0.72


@pytest.mark.parametrize(("points", "step"), [(each, step) for each, step in OWN if each in (24, 36)])
def test_its_own_line_finds_such_a_step_in_eight_of_ten(points: int, step: float) -> None:
    assert alarms(0, points, step, 300, Random(5)) > 0.72
    assert alarms(0, points, step / 2, 300, Random(5)) < 0.5, "and half of it mostly not"


def test_a_year_of_weeks_shows_what_a_year_of_months_does_not() -> None:
    weekly, monthly = (can_show(every, [], NOVEMBER, AUGUST, CYCLE) for every in (Every.WEEK, Every.MONTH))
    assert (weekly.before, weekly.held, weekly.step) == (13, True, 1.2)
    assert (monthly.points, monthly.held, monthly.step) == (11, False, None)


def test_an_early_start_leaves_the_year_its_own_line() -> None:
    assert can_show(Every.WEEK, [], date(2026, 9, 14), AUGUST, CYCLE) == CanShow(38, 4, 2.0)


def test_last_years_numbers_count() -> None:
    last_year = weeks(date(2026, 3, 2), 12)
    found = can_show(Every.WEEK, last_year, date(2026, 8, 24), AUGUST, CYCLE)
    assert (found.points, found.before, found.step) == (38, 13, 1.0)


def test_two_numbers_of_one_month_are_one() -> None:
    september = date(2026, 9, 30)
    assert can_show(Every.MONTH, weeks(date(2026, 9, 1), 4), None, september, CYCLE).points == 10


def test_late_in_the_year_there_is_nothing_to_show() -> None:
    assert can_show(Every.WEEK, [], date(2027, 4, 5), date(2027, 4, 1), CYCLE).step is None


def test_the_usual_up_and_down_comes_from_neighbours() -> None:
    values = [4.0, 4.2, 4.0, 4.2, 4.0, 4.2, 8.0, 8.2, 8.0, 8.2, 8.0, 8.2]
    deviation = spread([Observation("M", day, value) for day, value in zip(weeks(AUGUST, 12), values, strict=True)])
    assert deviation is not None
    assert deviation < 0.6, "a step between them hardly counts"
    assert spread([Observation("M", AUGUST, 4.0)] * 5) is None
    assert spread([Observation("M", day, 4.0) for day in weeks(AUGUST, 8)]) is None
