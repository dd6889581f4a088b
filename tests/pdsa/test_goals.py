"""Strategies: when they are under way, when a prediction is locked, what PLAN still asks for."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.goals import Strategy
from tests.pdsa.riverbend_year import evenings, workshops


@pytest.mark.parametrize(
    ("day", "under_way"),
    [
        (date(2026, 9, 13), False),
        (date(2026, 9, 14), True),
        (date(2027, 4, 30), True),
        (date(2027, 5, 1), False),
    ],
)
def test_start_and_end_are_both_included(day, under_way):
    assert workshops.under_way(day) is under_way


def test_what_has_no_start_or_was_dropped_is_not_under_way():
    assert not replace(workshops, start=None).under_way(date(2026, 10, 1))
    assert not replace(workshops, dropped=True).under_way(date(2026, 10, 1))
    assert replace(workshops, end=None).under_way(date(2030, 1, 1))


def test_a_prediction_is_locked_on_the_first_day():
    assert not evenings.locked(date(2026, 9, 30))
    assert evenings.locked(date(2026, 10, 1))
    assert not replace(evenings, prediction="").locked(date(2026, 11, 1))


def test_what_is_missing_is_named():
    assert workshops.missing == ()
    assert Strategy("S9", "G5", "Letters").missing == ("owner", "start", "end", "prediction")
    assert replace(workshops, goal="").missing == ("goal",)


@pytest.mark.parametrize("lacking", [{"owner": ""}, {"start": None}, {"prediction": ""}])
def test_nothing_enters_do_without_owner_date_and_prediction(lacking):
    strategy = replace(workshops, **lacking)
    assert not strategy.ready
    assert not strategy.under_way(date(2026, 10, 1))
    assert strategy.held_up(date(2026, 10, 1)) is ("start" not in lacking)
    assert not strategy.held_up(date(2026, 9, 1))
    assert not workshops.held_up(date(2026, 10, 1))


def test_weeks_before_everything_was_there_were_not_asked_about():
    late = replace(workshops, ready_on=date(2026, 10, 7))
    assert not late.under_way(date(2026, 10, 6))
    assert late.under_way(date(2026, 10, 7))
