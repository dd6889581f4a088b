"""Which numbers are due, and for which week, month or term."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.goals import Goal, GoalKind
from pdsa.measures import Every, Setting
from pdsa.numbers_due import Missing, missing, periods
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
        (Every.TERM, date(2027, 1, 11), (date(2026, 8, 17), date(2026, 12, 20))),  # the break over the new year
        (Every.TERM, date(2027, 6, 10), (date(2026, 12, 21), date(2027, 6, 4))),
    ],
)
def test_the_time_that_is_over(every: Every, today: date, span: tuple[date, date] | None) -> None:
    assert (periods(every, today, CYCLE) or [None])[-1] == span


def test_a_week_off_needs_no_number() -> None:
    off = next(each for each in CYCLE.year.days_off if each.for_all and (each.last - each.first).days >= 6)
    monday = off.first + timedelta(days=-off.first.weekday() % 7)
    assert (monday, monday + timedelta(days=6)) not in periods(Every.WEEK, monday + timedelta(days=7), CYCLE)


def test_terms_that_nobody_knows_are_halves() -> None:
    plain = replace(CYCLE, year=replace(CYCLE.year, days_off=()))
    assert periods(Every.TERM, date(2027, 1, 11), plain) == [(date(2026, 8, 17), date(2026, 12, 31))]
    said = replace(CYCLE, term_ends=(date(2026, 11, 20), date(2027, 3, 5)))
    assert [last for _first, last in periods(Every.TERM, date(2027, 6, 10), said)] == [
        date(2026, 11, 20), date(2027, 3, 5), date(2027, 6, 4),
    ]  # fmt: skip


def lacking(today: date, *days: date, every: Every | None = None, since: date | None = None) -> tuple[Missing, ...]:
    settings = {"Referrals": Setting("Referrals", every=every, since=since)}
    return missing(settings, [GOAL], {"Referrals": days}, today, CYCLE)


def due(today: date, *days: date, every: Every | None = None, since: date | None = None) -> list[tuple[date, bool]]:
    return [(each.first, each.study) for each in lacking(today, *days, every=every, since=since)]


AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 17), date(2026, 9, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("days", "since", "asked"),
    [
        ([], None, [OCTOBER]),  # nobody knows since when: the time that is just over
        ([], date(2026, 10, 20), [SEPTEMBER, OCTOBER]),  # what was just over when it was said counts
        ([], date(2026, 8, 20), [AUGUST, SEPTEMBER, OCTOBER]),  # each month is asked for
        ([date(2026, 8, 28)], date(2026, 10, 20), [SEPTEMBER, OCTOBER]),  # from the first number on
        ([date(2026, 10, 2)], date(2026, 8, 20), [AUGUST, SEPTEMBER]),  # October's number is not September's
        ([date(2026, 11, 3)], date(2026, 10, 20), [SEPTEMBER, OCTOBER]),  # nor is November's October's
        ([date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 1)], date(2026, 8, 20), []),
    ],
)
def test_a_monthly_number_is_asked_for_every_month_for_its_own(
    days: list[date], since: date | None, asked: list[date]
) -> None:
    assert due(date(2026, 11, 5), *days, every=Every.MONTH, since=since) == [(each, False) for each in asked]


def test_of_weeks_only_the_last_few_are_asked_for() -> None:
    today, begun = date(2026, 11, 5), date(2026, 8, 20)
    weeks = [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26)]
    assert due(today, every=Every.WEEK, since=begun) == [(each, False) for each in weeks]
    assert due(today, date(2026, 10, 16), date(2026, 11, 4), every=Every.WEEK, since=begun) == [
        (each, False) for each in (weeks[0], *weeks[2:])
    ]
    assert due(today) == [], "nobody said how often"


def test_study_asks_for_every_goals_number_of_the_end_of_the_year() -> None:
    study = CYCLE.phases.study
    assert due(study, date(2027, 2, 1), date(2027, 3, 1)) == [(study - timedelta(days=31), True)]
    assert due(study, date(2027, 4, 20)) == []
    assert due(study - timedelta(days=1), date(2027, 3, 1)) == []
    assert due(CYCLE.phases.act, date(2027, 3, 1)) == []


@given(st.sampled_from(Every), st.dates(date(2026, 7, 1), date(2027, 8, 1)))
def test_nothing_is_due_that_is_not_over(every: Every, today: date) -> None:
    for span in periods(every, today, CYCLE):
        assert CYCLE.year.first_day <= span[0] <= span[1] < today
        assert CYCLE.year.first_working(*span) is not None


def test_two_times_of_one_measure_are_told_apart() -> None:
    gaps = lacking(date(2026, 11, 5), every=Every.MONTH, since=date(2026, 8, 20))
    assert len({each.key for each in gaps}) == 3
    assert replace(gaps[0], study=True).key == gaps[0].key
