"""Which numbers are due, and for which week, month or term."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.due import missing, period
from pdsa.goals import Goal, GoalKind
from pdsa.measures import Every, Setting
from tests.pdsa.riverbend_year import CYCLE

GOAL = Goal("G8", GoalKind.OUTCOME, "Fewer referrals", measure="Referrals", baseline=4.2, target=3)


@pytest.mark.parametrize(
    ("every", "today", "span"),
    [
        (Every.WEEK, date(2026, 11, 5), (date(2026, 10, 26), date(2026, 11, 1))),
        (Every.WEEK, date(2026, 11, 2), (date(2026, 10, 26), date(2026, 11, 1))),
        (Every.WEEK, date(2026, 11, 1), (date(2026, 10, 19), date(2026, 10, 25))),
        (Every.MONTH, date(2026, 11, 5), (date(2026, 10, 1), date(2026, 10, 31))),
        (Every.MONTH, date(2026, 9, 1), (date(2026, 8, 17), date(2026, 8, 31))),  # the year began in August
        (Every.MONTH, date(2026, 8, 20), None),
        (Every.TERM, date(2026, 11, 5), None),
        (Every.TERM, date(2027, 1, 11), (date(2026, 8, 17), date(2026, 12, 31))),
        (Every.TERM, date(2027, 6, 10), (date(2027, 1, 1), date(2027, 6, 4))),
    ],
)
def test_the_time_that_is_over(every: Every, today: date, span: tuple[date, date] | None) -> None:
    assert period(every, today, CYCLE) == span


def test_a_week_off_needs_no_number() -> None:
    off = next(each for each in CYCLE.year.days_off if each.for_all and (each.last - each.first).days >= 6)
    monday = off.first + timedelta(days=-off.first.weekday() % 7)
    assert period(Every.WEEK, monday + timedelta(days=7), CYCLE) is None


def due(today: date, latest: date | None, every: Every | None = None) -> list[tuple[date, bool]]:
    settings = {"Referrals": Setting("Referrals", every=every)}
    found = missing(settings, [GOAL], {"Referrals": latest} if latest else {}, today, CYCLE)
    return [(each.first, each.study) for each in found]


def test_a_number_in_its_time_or_after_it_is_enough() -> None:
    today = date(2026, 11, 5)
    assert due(today, None, Every.WEEK) == [(date(2026, 10, 26), False)]
    assert due(today, date(2026, 10, 25), Every.WEEK) == [(date(2026, 10, 26), False)]
    assert due(today, date(2026, 10, 26), Every.WEEK) == []
    assert due(today, date(2026, 11, 4), Every.WEEK) == []
    assert due(today, None) == [], "nobody said how often"


def test_study_asks_for_every_goals_number_of_the_end_of_the_year() -> None:
    study = CYCLE.phases.study
    assert due(study, date(2027, 3, 1)) == [(study - timedelta(days=31), True)]
    assert due(study, date(2027, 4, 20)) == []
    assert due(study - timedelta(days=1), date(2027, 3, 1)) == []
    assert due(CYCLE.phases.act, date(2027, 3, 1)) == []


@given(st.sampled_from(Every), st.dates(date(2026, 7, 1), date(2027, 8, 1)))
def test_nothing_is_due_that_is_not_over(every: Every, today: date) -> None:
    span = period(every, today, CYCLE)
    if span is not None:
        assert CYCLE.year.first_day <= span[0] <= span[1] < today
        assert CYCLE.year.first_working(*span) is not None


def test_two_times_of_one_measure_are_told_apart() -> None:
    found = missing({"Referrals": Setting("Referrals", every=Every.WEEK)}, [], {}, date(2026, 11, 5), CYCLE)
    later = missing({"Referrals": Setting("Referrals", every=Every.WEEK)}, [], {}, date(2026, 11, 12), CYCLE)
    assert found[0].key != later[0].key
    assert replace(found[0], study=True).key == found[0].key
