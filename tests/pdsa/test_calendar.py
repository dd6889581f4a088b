"""The school year: breaks, reminders around them, and hours that the clock skips or doubles."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from pdsa.calendar import (
    DayOff,
    SchoolYear,
    instant,
    is_quiet,
    local,
    local_day,
    month_before,
    month_end,
    next_daytime,
)
from tests.pdsa.riverbend_year import YEAR

DENVER, DUBLIN, PHOENIX = "America/Denver", "Europe/Dublin", "America/Phoenix"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 8, 14), False),  # before the year
        (date(2026, 8, 17), True),
        (date(2026, 8, 22), False),  # a Saturday
        (date(2026, 9, 7), False),  # Labor Day
        (date(2026, 10, 12), True),  # off for students alone
        (date(2026, 11, 20), True),
        (date(2026, 11, 23), False),
        (date(2026, 11, 27), False),
        (date(2026, 11, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 4), True),
        (date(2027, 6, 4), True),
        (date(2027, 6, 7), False),  # after the year
    ],
)
def test_working_days(day, works):
    assert YEAR.is_working(day) is works


def test_the_year_has_as_many_working_days_as_the_plan_says():
    weekdays = 210  # Monday to Friday, 17 Aug 2026 to 4 Jun 2027: 42 weeks
    off_for_all = 1 + 5 + 10 + 1 + 1 + 5 + 1
    assert len(list(YEAR.working_days(YEAR.first_day, YEAR.last_day))) == weekdays - off_for_all


def test_work_days_are_data():
    sunday_to_thursday = SchoolYear(date(2026, 8, 16), date(2027, 6, 3), "Asia/Riyadh", (), frozenset({6, 0, 1, 2, 3}))
    assert sunday_to_thursday.is_working(date(2026, 8, 23))
    assert not sunday_to_thursday.is_working(date(2026, 8, 21))
    assert sunday_to_thursday.nudge_day(date(2026, 8, 20)) == date(2026, 8, 24)


@pytest.mark.parametrize(
    ("asked", "nudge"),
    [
        (date(2026, 8, 20), date(2026, 8, 24)),  # a Thursday's reminder comes on Monday
        (date(2026, 8, 17), date(2026, 8, 19)),
        (date(2026, 9, 3), None),  # Labor Day would delay it
        (date(2026, 9, 4), None),
        (date(2026, 9, 8), date(2026, 9, 10)),
        (date(2026, 10, 8), date(2026, 10, 12)),  # off for students alone: a working day
        (date(2026, 11, 18), date(2026, 11, 20)),
        (date(2026, 11, 19), None),  # Thanksgiving
        (date(2026, 11, 20), None),
        (date(2026, 12, 3), date(2026, 12, 7)),
        (date(2026, 12, 17), None),  # winter break
        (date(2027, 1, 7), date(2027, 1, 11)),
        (date(2027, 1, 14), None),  # Martin Luther King Jr. Day
        (date(2027, 1, 21), date(2027, 1, 25)),
        (date(2027, 2, 11), None),  # Presidents Day
        (date(2027, 3, 18), None),  # spring break
        (date(2027, 4, 1), date(2027, 4, 5)),
        (date(2027, 5, 27), None),  # Memorial Day
        (date(2027, 6, 2), date(2027, 6, 4)),
        (date(2027, 6, 3), None),  # the year ends first
    ],
)
def test_the_one_reminder_around_every_break(asked, nudge):
    assert YEAR.nudge_day(asked) == nudge


@pytest.mark.parametrize(
    ("month", "first"),
    [
        (date(2026, 8, 31), date(2026, 8, 17)),
        (date(2026, 9, 15), date(2026, 9, 1)),
        (date(2026, 11, 1), date(2026, 11, 2)),
        (date(2027, 1, 20), date(2027, 1, 4)),
        (date(2027, 6, 1), date(2027, 6, 1)),
        (date(2027, 7, 1), None),
    ],
)
def test_the_first_school_day_of_a_month(month, first):
    assert YEAR.first_working_of_month(month) == first


def test_months():
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)
    assert month_before(date(2027, 1, 4)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_before(date(2027, 3, 31)) == (date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (date(2026, 10, 29), time(14), DENVER, (2026, 10, 29, 20)),  # summer time
        (date(2026, 11, 5), time(14), DENVER, (2026, 11, 5, 21)),  # winter time: the wall clock stays at two
        (date(2027, 3, 11), time(14), DENVER, (2027, 3, 11, 21)),
        (date(2027, 3, 18), time(14), DENVER, (2027, 3, 18, 20)),
        (date(2026, 11, 5), time(14), PHOENIX, (2026, 11, 5, 21)),  # no summer time
        (date(2027, 3, 18), time(14), PHOENIX, (2027, 3, 18, 21)),
        (date(2026, 10, 22), time(14), DUBLIN, (2026, 10, 22, 13)),
        (date(2026, 10, 29), time(14), DUBLIN, (2026, 10, 29, 14)),  # a week before Denver changes
        (date(2027, 3, 14), time(2, 30), DENVER, (2027, 3, 14, 9, 30)),  # skipped: means 3:30 summer time
        (date(2026, 11, 1), time(1, 30), DENVER, (2026, 11, 1, 7, 30)),  # doubled: the first of the two
        (date(2027, 3, 28), time(1, 30), DUBLIN, (2027, 3, 28, 1, 30)),
        (date(2026, 10, 25), time(1, 30), DUBLIN, (2026, 10, 25, 0, 30)),
    ],
)
def test_wall_clock_times_as_instants(day, at, zone, utc):
    assert instant(day, at, zone) == datetime(*utc, tzinfo=UTC)


def test_a_skipped_hour_is_said_as_the_clock_shows_it():
    assert local(instant(date(2027, 3, 14), time(2, 30), DENVER), DENVER).time() == time(3, 30)


def test_the_day_depends_on_the_zone():
    late = datetime(2026, 9, 18, 3, tzinfo=UTC)
    assert local_day(late, DENVER) == date(2026, 9, 17)
    assert local_day(late, DUBLIN) == date(2026, 9, 18)


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(6, 59, True), (7, 0, False), (18, 59, False), (19, 0, True), (0, 0, True)]
)
def test_quiet_hours(hour, minute, quiet):
    assert is_quiet(instant(date(2026, 9, 17), time(hour, minute), DENVER), DENVER) is quiet


@pytest.mark.parametrize(
    ("day", "at", "then"),
    [
        (date(2026, 9, 17), time(14), (date(2026, 9, 17), time(14))),
        (date(2026, 9, 17), time(7, 30), (date(2026, 9, 17), time(9))),
        (date(2026, 9, 17), time(3), (date(2026, 9, 17), time(9))),
        (date(2026, 9, 17), time(20), (date(2026, 9, 18), time(9))),
        (date(2026, 9, 18), time(20), (date(2026, 9, 21), time(9))),
        (date(2026, 12, 18), time(19), (date(2027, 1, 4), time(9))),
        (date(2026, 8, 1), time(12), (date(2026, 8, 17), time(9))),
        (date(2026, 10, 31), time(12), (date(2026, 11, 2), time(9))),  # the clock changes between
    ],
)
def test_the_next_daytime(day, at, then):
    assert next_daytime(instant(day, at, DENVER), DENVER, YEAR) == instant(*then, DENVER)


def test_there_is_no_daytime_after_the_year():
    assert next_daytime(instant(date(2027, 6, 4), time(19), DENVER), DENVER, YEAR) is None


def test_a_break_covers_both_its_ends():
    fall = DayOff("Fall break", date(2026, 10, 1), date(2026, 10, 2))
    covered = [fall.covers(date(2026, 10, day)) for day in (1, 2, 3)]
    assert covered == [True, True, False]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 9, 7), True), (date(2026, 9, 5), True), (date(2026, 9, 8), False), (date(2026, 10, 12), False),
        (YEAR.first_day, False), (date(2026, 8, 16), False), (YEAR.last_day, False), (date(2027, 6, 5), False),
    ],
)  # fmt: skip
def test_days_on_which_adults_are_off(day: date, off: bool) -> None:
    assert YEAR.is_day_off(day) is off


def test_the_first_and_the_last_day_of_a_year_can_be_off() -> None:
    sunday_to_saturday = replace(YEAR, first_day=date(2026, 8, 16), last_day=date(2027, 6, 5))
    assert sunday_to_saturday.is_day_off(date(2026, 8, 16))
    assert sunday_to_saturday.is_day_off(date(2027, 6, 5))
