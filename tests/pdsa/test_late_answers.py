"""The weekly question: its day, late answers, and counting how weeks went."""

from datetime import date, time

import pytest

from pdsa.calendar import instant
from pdsa.checkin import Tally, Went, is_late, question_day, tally
from tests.pdsa.riverbend_year import CYCLE, YEAR, ZONE, ana, answer, workshops


@pytest.mark.parametrize("day", [date(2026, 9, 14), date(2026, 9, 17), date(2026, 9, 20)])
def test_a_week_runs_from_monday_to_sunday(day):
    assert question_day(day, CYCLE.rhythm) == date(2026, 9, 17)


@pytest.mark.parametrize(
    ("week", "day", "at", "late"),
    [
        (date(2026, 9, 17), date(2026, 9, 17), time(14), False),
        (date(2026, 9, 17), date(2026, 9, 21), time(23, 59), False),  # the second school day after
        (date(2026, 9, 17), date(2026, 9, 22), time(0), True),
        (date(2026, 12, 17), date(2027, 1, 4), time(23, 59), False),  # the break does not count
        (date(2026, 12, 17), date(2027, 1, 5), time(0), True),
        (date(2027, 6, 3), date(2027, 6, 4), time(12), False),  # the year's last day closes it
        (date(2027, 6, 3), date(2027, 6, 5), time(0), True),
    ],
)
def test_late_answers(week, day, at, late):
    assert is_late(week, instant(day, at, ZONE), ZONE, YEAR) is late


def test_lateness_is_judged_in_the_persons_own_zone():
    moment = instant(date(2026, 9, 21), time(18), ZONE)  # in Dublin it is Tuesday already
    assert not is_late(date(2026, 9, 17), moment, ZONE, YEAR)
    assert is_late(date(2026, 9, 17), moment, "Europe/Dublin", YEAR)


def test_weeks_are_counted():
    weeks = [answer(workshops, ana, date(2026, 9, 17), went) for went in (*Went, Went.PARTLY)]
    assert tally(weeks) == Tally(1, 2, 1)
    assert tally(weeks).total == 4
    assert tally([]) == Tally()
