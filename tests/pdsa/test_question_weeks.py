"""The weekly question through the year: its days, the newest, the next, and which week an answer means."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from pdsa.calendar import instant, midnight_after
from pdsa.checkin import closes, first_question, newest_question, next_question, question_days, week_to_answer
from pdsa.people import Away
from tests.pdsa.riverbend_year import CYCLE, YEAR, ZONE, ana, bernadette, evenings, jerome, workshops

STARTED = replace(CYCLE, started_at=instant(YEAR.first_day, time(8), ZONE))
BREAKS = {date(2026, 11, 26), date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 25)}


def test_every_thursday_of_the_year_but_those_in_breaks():
    thursdays = {date(2026, 8, 20) + timedelta(weeks=n) for n in range(42)}
    assert set(question_days(YEAR.first_day, YEAR.last_day, CYCLE)) == thursdays - BREAKS


def test_question_days_stay_within_what_was_asked_for():
    assert list(question_days(date(2026, 9, 17), date(2026, 9, 24), CYCLE)) == [date(2026, 9, 17), date(2026, 9, 24)]
    assert list(question_days(date(2026, 9, 18), date(2026, 9, 23), CYCLE)) == []
    assert list(question_days(date(2020, 1, 1), date(2026, 8, 21), CYCLE)) == [date(2026, 8, 20)]
    assert list(question_days(date(2027, 6, 3), date(2030, 1, 1), CYCLE)) == [date(2027, 6, 3)]


def test_another_weekday_on_a_day_off_for_all_is_left_out_and_one_off_for_students_is_not():
    mondays = replace(CYCLE, rhythm=replace(CYCLE.rhythm, checkin_weekday=0))
    found = list(question_days(date(2026, 9, 7), date(2026, 10, 12), mondays))
    assert found == [date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12)]


@pytest.mark.parametrize(
    ("week", "last"),
    [
        (date(2026, 9, 17), date(2026, 9, 21)),
        (date(2026, 11, 19), date(2026, 11, 30)),  # Friday, then the Monday after the break
        (date(2027, 6, 3), date(2027, 6, 4)),  # the year is over
    ],
)
def test_the_window_closes(week, last):
    assert closes(week, YEAR) == last


def test_a_day_is_over_at_midnight_in_its_zone():
    assert midnight_after(date(2026, 9, 21), "Europe/Dublin") == datetime(2026, 9, 21, 23, tzinfo=UTC)
    assert midnight_after(date(2026, 10, 25), "Europe/Dublin") == datetime(2026, 10, 26, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        ("2026-09-16 12:00", None),  # not asked yet
        ("2026-09-17 13:59", None),
        ("2026-09-17 14:00", date(2026, 9, 17)),
        ("2026-11-27 12:00", date(2026, 11, 19)),  # none in the break
        ("2027-05-30 12:00", date(2027, 4, 29)),  # the last before its end
    ],
)
def test_the_newest_question(now, newest):
    assert newest_question(workshops, _at(now), ZONE, STARTED) == newest


def test_before_start_nothing_was_asked():
    assert newest_question(workshops, _at("2026-10-01 15:00"), ZONE, CYCLE) is None
    begun_late = replace(STARTED, started_at=_at("2026-09-18 08:00"))
    assert newest_question(workshops, _at("2026-09-21 15:00"), ZONE, begun_late) is None


@pytest.mark.parametrize(
    ("after", "coming"),
    [
        (date(2026, 8, 17), date(2026, 9, 17)),
        (date(2026, 9, 17), date(2026, 9, 24)),
        (date(2026, 12, 18), date(2027, 1, 7)),
        (date(2027, 4, 29), None),
    ],
)
def test_the_next_question(after, coming):
    assert next_question(workshops, after, STARTED) == coming


@pytest.mark.parametrize(
    ("now", "answered", "week"),
    [
        ("2026-09-10 12:00", (), None),  # not begun, and not this week
        ("2026-09-14 12:00", (), date(2026, 9, 17)),  # before the question: this week's
        ("2026-09-23 12:00", (), date(2026, 9, 17)),  # the last one has no answer
        ("2026-09-23 12:00", (date(2026, 9, 17),), date(2026, 9, 24)),
        ("2026-09-24 15:00", (date(2026, 9, 17),), date(2026, 9, 24)),
        ("2026-09-24 15:00", (date(2026, 9, 24),), date(2026, 9, 24)),  # again: to change it
        ("2026-11-25 12:00", (date(2026, 11, 19),), date(2026, 11, 19)),  # in a break: the last one again
        ("2027-01-05 12:00", (date(2026, 12, 17),), date(2027, 1, 7)),
        ("2027-05-03 12:00", (), date(2027, 4, 29)),  # just ended
        ("2027-05-20 12:00", (), None),  # ended long ago
    ],
)
def test_the_week_that_is_meant(now, answered, week):
    assert week_to_answer(workshops, answered, _at(now), ZONE, STARTED) == week


def test_a_strategy_without_a_start_or_set_aside_is_never_asked_about():
    for strategy in (replace(workshops, start=None), replace(workshops, dropped=True)):
        assert newest_question(strategy, _at("2026-10-01 15:00"), ZONE, STARTED) is None
        assert next_question(strategy, date(2026, 10, 1), STARTED) is None
        assert week_to_answer(strategy, (), _at("2026-10-01 15:00"), ZONE, STARTED) is None


def _at(wall):
    moment = datetime.fromisoformat(wall)
    return instant(moment.date(), moment.time(), ZONE)


@pytest.mark.parametrize(
    ("people", "now", "day", "asked"),
    [
        ([ana, jerome], date(2026, 9, 1), date(2026, 9, 17), 1),
        ([jerome, bernadette], date(2026, 9, 1), date(2026, 10, 1), 1),
        ([ana, jerome], date(2026, 9, 28), date(2026, 10, 1), 2),
        ([replace(ana, away=(Away(date(2026, 9, 14), date(2026, 9, 20)),))], date(2026, 9, 1), date(2026, 9, 24), 1),
        ([bernadette], date(2026, 9, 1), None, 0),
        ([ana], date(2027, 5, 3), None, 0),
    ],
    ids=["one", "the other's begins later", "two", "away", "nobody to ask", "all is over"],
)
def test_the_first_question_of_all(people, now, day, asked):
    assert first_question([workshops, evenings], people, instant(now, time(8), ZONE), STARTED) == (day, asked)


def test_a_question_whose_hour_has_passed_is_not_the_first():
    after = instant(date(2026, 9, 17), time(14), ZONE)
    assert first_question([workshops], [ana], after, STARTED) == (date(2026, 9, 24), 1)
