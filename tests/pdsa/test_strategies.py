"""Strategies: when they are under way, when a prediction is locked, what PLAN still asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.goals import Amendment, Strategy, changed
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


FIRST, BEFORE_IT, LATER = date(2026, 10, 1), date(2026, 9, 30), date(2026, 12, 1)
SECOND_WORDING = (Amendment("Half of them come", datetime(2026, 10, 20, 9, 0, tzinfo=UTC)),)


@pytest.mark.parametrize(
    ("before", "today", "was_locked", "words", "stands", "amendment"),
    [
        ({}, BEFORE_IT, False, "All of them come", "All of them come", ""),
        ({}, FIRST, False, "All of them come", evenings.prediction, "All of them come"),
        ({}, FIRST, False, evenings.prediction, evenings.prediction, ""),
        ({}, FIRST, False, "", evenings.prediction, ""),
        ({"start": LATER}, FIRST, True, "All of them come", evenings.prediction, "All of them come"),
        ({"start": LATER}, FIRST, False, "All of them come", "All of them come", ""),
        ({"start": None}, FIRST, False, "All of them come", "All of them come", ""),
        ({"prediction": ""}, FIRST, False, "All of them come", "All of them come", ""),
        ({"amendments": SECOND_WORDING}, FIRST, False, "Half of them come", evenings.prediction, ""),
    ],
)
def test_a_new_wording_stands_beside_a_locked_prediction(before, today, was_locked, words, stands, amendment):
    old = replace(evenings, **before)
    change = changed(old, replace(old, prediction=words), today, was_locked=was_locked)
    assert (change.strategy.prediction, change.amendment) == (stands, amendment)
    assert change.locked is (was_locked or old.locked(today))


@pytest.mark.parametrize(
    ("before", "wanted", "today", "ready_on"),
    [
        (None, evenings, FIRST, FIRST),
        (None, replace(evenings, owner=""), FIRST, None),
        (replace(evenings, owner=""), evenings, LATER, LATER),
        (replace(evenings, ready_on=BEFORE_IT), evenings, LATER, BEFORE_IT),
        (replace(evenings, ready_on=BEFORE_IT), replace(evenings, owner=""), LATER, BEFORE_IT),
    ],
)
def test_the_day_on_which_everything_was_there_is_the_first(before, wanted, today, ready_on):
    assert changed(before, wanted, today).strategy.ready_on == ready_on


@pytest.mark.parametrize(
    ("earlier", "rhythm", "today", "rhythms"),
    [
        ((), "monthly", BEFORE_IT, ()),
        ((), "monthly", FIRST, ((FIRST, ""),)),
        ((), "", FIRST, ()),
        (((BEFORE_IT, "paused"),), "monthly", FIRST, ((BEFORE_IT, "paused"), (FIRST, ""))),
        (((FIRST, "paused"),), "monthly", FIRST, ((FIRST, "paused"),)),
    ],
)
def test_a_rhythm_that_was_asked_in_stays_until_today(earlier, rhythm, today, rhythms):
    old = replace(evenings, earlier_rhythms=earlier)
    assert changed(old, replace(evenings, rhythm=rhythm), today).strategy.earlier_rhythms == rhythms


def test_a_new_strategy_has_no_past():
    change = changed(None, replace(evenings, earlier_rhythms=((FIRST, "monthly"),)), LATER)
    assert (change.strategy.earlier_rhythms, change.locked, change.amendment) == ((), False, "")


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [
        (date(2026, 9, 1), date(2026, 9, 2), False),
        (date(2027, 6, 5), None, True),
        (date(2027, 6, 4), None, False),
        (None, date(2026, 8, 16), True),
        (None, date(2026, 8, 17), False),
        (None, None, False),
    ],
)
def test_a_strategys_days_lie_outside_the_year(start: date | None, end: date | None, outside: bool) -> None:
    assert replace(evenings, start=start, end=end).outside(date(2026, 8, 17), date(2027, 6, 4)) is outside
