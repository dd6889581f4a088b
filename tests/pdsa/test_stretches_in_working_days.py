"""Days as they are told: nothing begins or ends for people on a day on which nobody works."""

from datetime import date

import pytest

from pdsa.calendar import DayOff, SchoolYear
from pdsa.cycle import Phase
from pdsa.digest import begins, coming, ends
from pdsa.findings_from_records import YearSoFar
from tests.pdsa.riverbend_year import CYCLE, GOALS, MEMBERS, STRATEGIES

YEAR = SchoolYear(
    date(2026, 8, 17),
    date(2027, 6, 4),
    "America/Denver",
    (
        DayOff("Winter break", date(2026, 12, 21), date(2027, 1, 1)),
        DayOff("Planning day", date(2027, 1, 4), date(2027, 1, 4), for_all=False),
    ),
)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 12, 14), date(2027, 1, 3), (date(2026, 12, 14), date(2026, 12, 18))),
        (date(2026, 10, 12), date(2026, 10, 18), (date(2026, 10, 12), date(2026, 10, 16))),
        (date(2026, 8, 10), date(2026, 8, 23), (date(2026, 8, 17), date(2026, 8, 21))),
        (date(2027, 1, 2), date(2027, 1, 10), (date(2027, 1, 4), date(2027, 1, 8))),  # students alone are off
        (date(2026, 12, 26), date(2026, 12, 27), (date(2026, 12, 26), date(2026, 12, 27))),  # no working day at all
    ],
)
def test_a_stretch_is_told_by_its_working_days(first: date, last: date, told: tuple[date, date]) -> None:
    assert YEAR.school_days(first, last) == told


def test_a_phase_is_told_by_its_working_days() -> None:
    for phase in Phase:
        first, last = CYCLE.school_span_of(phase)
        assert CYCLE.year.is_working(first), phase
        assert CYCLE.year.is_working(last), phase


def test_what_the_digest_announces_lies_on_working_days() -> None:
    year = YearSoFar(CYCLE, MEMBERS, GOALS, STRATEGIES)
    events = coming(year, CYCLE.year.first_day, CYCLE.year.last_day)
    assert events
    for event in events:
        if event.what in ("phase", "start", "end"):
            assert CYCLE.year.is_working(event.day), event


def test_a_day_off_moves_a_beginning_on_and_an_end_back() -> None:
    saturday, sunday = date(2026, 9, 5), date(2026, 9, 6)
    assert begins(CYCLE, saturday) == date(2026, 9, 8)  # Monday is Labor Day
    assert ends(CYCLE, sunday) == date(2026, 9, 4)
