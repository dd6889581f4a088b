"""The four phases of a year: when each begins, how long it lasts."""

from datetime import date
from itertools import pairwise

import pytest

from pdsa.cycle import Phase, Phases
from tests.pdsa.riverbend_year import CYCLE


@pytest.mark.parametrize(
    ("day", "phase", "left"),
    [
        (date(2026, 8, 1), Phase.PLAN, 55),
        (date(2026, 8, 17), Phase.PLAN, 39),
        (date(2026, 9, 27), Phase.PLAN, 0),
        (date(2026, 9, 28), Phase.DO, 214),
        (date(2027, 4, 30), Phase.DO, 0),
        (date(2027, 5, 1), Phase.STUDY, 20),
        (date(2027, 5, 21), Phase.STUDY, 0),
        (date(2027, 5, 22), Phase.ACT, 13),
        (date(2027, 6, 4), Phase.ACT, 0),
        (date(2027, 7, 4), Phase.ACT, 0),
    ],
)
def test_the_phase_of_a_day_and_the_days_left(day, phase, left):
    assert (CYCLE.phase_on(day), CYCLE.days_left(day)) == (phase, left)


def test_phases_follow_each_other_without_a_gap():
    spans = [CYCLE.span_of(phase) for phase in Phase]
    assert spans[0][0] == CYCLE.year.first_day
    assert spans[-1][1] == CYCLE.year.last_day
    for (_, ends), (begins, _) in pairwise(spans):
        assert (begins - ends).days == 1


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 8, 17), date(2027, 6, 4)),
        (date(2027, 2, 1), date(2027, 12, 10)),  # a school year of the southern half
        (date(2027, 1, 11), date(2027, 6, 4)),  # a late start
        (date(2026, 8, 17), date(2027, 5, 14)),  # ends before STUDY would
        (date(2026, 9, 1), date(2026, 12, 18)),  # one term
    ],
)
def test_usual_phases_are_in_order_and_inside_the_year(first, last):
    phases = Phases.usual(first, last)
    assert first < phases.do < phases.study < phases.act <= last
    assert (last - phases.act).days < (last - first).days / 5
