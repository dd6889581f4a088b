"""The weekly question: its day and hour for each person, until when an answer is in time, and which week is meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from pdsa.calendar import ONE_DAY, Daytime, instant
from pdsa.checkin import (
    asked_at,
    asked_on,
    closes,
    daytime,
    first_question,
    latest_week,
    newest_question,
    newest_week,
    next_question,
    question_days,
    week_to_answer,
)
from pdsa.people import Away, Role, Times
from tests.pdsa.riverbend_year import CYCLE, YEAR, ZONE, ana, jerome, maribel, workshops

MONDAY, TUESDAY, THURSDAY, FRIDAY = (date(2026, 9, day) for day in (14, 15, 17, 18))
LAST_THURSDAY, SUNDAY, NEXT_THURSDAY = date(2026, 9, 10), date(2026, 9, 20), date(2026, 9, 24)
STARTED = replace(CYCLE, started_at=datetime(2026, 8, 17, 15, tzinfo=UTC))


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return instant(day, time(hour, minute), ZONE)


@pytest.mark.parametrize(
    ("today", "newest", "latest"),
    [
        (MONDAY, LAST_THURSDAY, THURSDAY),
        (THURSDAY, THURSDAY, THURSDAY),
        (FRIDAY, THURSDAY, FRIDAY),
        (SUNDAY, THURSDAY, SUNDAY),
    ],
)
def test_the_newest_question_stands_until_the_next_ones_day(today: date, newest: date, latest: date) -> None:
    assert newest_week(today, CYCLE.rhythm) == newest
    assert latest_week(today, CYCLE.rhythm) == latest


@pytest.mark.parametrize(
    ("week", "chosen", "day"),
    [
        (THURSDAY, None, THURSDAY),
        (THURSDAY, 0, MONDAY),  # Monday is a choice, too
        (THURSDAY, 4, FRIDAY),
        (THURSDAY, 6, THURSDAY),  # nobody works on Sunday
        (LAST_THURSDAY, 0, LAST_THURSDAY),  # Labor Day
        (date(2026, 10, 15), 0, date(2026, 10, 12)),  # only students are off
    ],
)
def test_somebody_is_asked_on_their_own_day_if_it_is_a_working_day(week: date, chosen: int | None, day: date) -> None:
    assert asked_on(week, CYCLE, replace(ana, times=Times(day=chosen))) == day


@pytest.mark.parametrize(
    ("times", "zone", "hour", "asked_in"),
    [
        (Times(), None, time(14), ZONE),
        (Times(at=time(8, 30)), None, time(8, 30), ZONE),
        (Times(), "America/New_York", time(14), "America/New_York"),
        (Times(at=time(8, 30)), "America/New_York", time(8, 30), "America/New_York"),
    ],
)
def test_somebody_is_asked_at_their_own_hour_on_their_own_clock(
    times: Times, zone: str | None, hour: time, asked_in: str
) -> None:
    assert asked_at(THURSDAY, CYCLE, replace(ana, times=times, zone=zone)) == instant(THURSDAY, hour, asked_in)


def test_whoever_is_unknown_is_asked_at_the_districts_day_and_hour() -> None:
    assert asked_on(THURSDAY, CYCLE, None) == THURSDAY
    assert asked_at(THURSDAY, CYCLE, None) == at(THURSDAY, 14)


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        (Times(), Daytime(time(7), time(19))),
        (Times(not_before=time(10)), Daytime(time(10), time(19))),
        (Times(not_after=time(16)), Daytime(time(7), time(16))),
    ],
)
def test_between_which_hours_somebody_may_be_prompted(times: Times, hours: Daytime) -> None:
    assert daytime(replace(ana, times=times)) == hours


@pytest.mark.parametrize(
    ("week", "last"),
    [
        (THURSDAY, date(2026, 9, 21)),
        (date(2026, 9, 3), date(2026, 9, 8)),  # Labor Day between
        (date(2027, 6, 3), YEAR.last_day),
    ],
)
def test_the_window_is_open_for_two_working_days_or_to_the_years_end(week: date, last: date) -> None:
    assert closes(week, YEAR) == last


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (THURSDAY, NEXT_THURSDAY, [THURSDAY, NEXT_THURSDAY]),
        (FRIDAY, NEXT_THURSDAY, [NEXT_THURSDAY]),
        (THURSDAY, NEXT_THURSDAY - ONE_DAY, [THURSDAY]),
        (date(2026, 1, 1), date(2026, 8, 20), [date(2026, 8, 20)]),
        (date(2027, 6, 3), date(2027, 12, 31), [date(2027, 6, 3)]),
        (date(2026, 11, 20), date(2026, 12, 2), []),  # Thanksgiving
    ],
)
def test_on_which_days_of_a_stretch_the_question_is_asked(first: date, last: date, days: list[date]) -> None:
    assert list(question_days(first, last, CYCLE)) == days


@pytest.mark.parametrize(
    ("now", "owner", "week"),
    [
        (at(THURSDAY, 13, 59), None, None),
        (at(THURSDAY, 14), None, THURSDAY),  # on the minute
        (at(MONDAY, 13, 59), replace(ana, times=Times(day=0)), None),
        (at(MONDAY, 14), replace(ana, times=Times(day=0)), THURSDAY),
        (at(THURSDAY, 14), replace(ana, times=Times(at=time(15))), None),
        (at(THURSDAY, 15), replace(ana, times=Times(at=time(15))), THURSDAY),
    ],
)
def test_a_question_counts_from_the_minute_on_which_its_owner_is_asked(now, owner, week) -> None:
    assert newest_question(workshops, now, ZONE, STARTED, owner) == week


@pytest.mark.parametrize(
    ("started", "week"), [(at(THURSDAY, 13, 59), THURSDAY), (at(THURSDAY, 14), None), (at(FRIDAY), None), (None, None)]
)
def test_what_was_due_before_the_year_was_started_was_not_asked(started: datetime | None, week: date | None) -> None:
    cycle = replace(CYCLE, started_at=started)
    assert newest_question(workshops, at(MONDAY + 7 * ONE_DAY), ZONE, cycle) == week


@pytest.mark.parametrize(
    ("after", "coming"),
    [
        (date(2026, 8, 20), THURSDAY),  # the first after its start
        (THURSDAY - ONE_DAY, THURSDAY),
        (THURSDAY, NEXT_THURSDAY),
        (date(2027, 4, 28), date(2027, 4, 29)),
        (date(2027, 4, 29), None),  # it ends the day after
    ],
)
def test_the_next_question_comes_after_the_day_itself(after: date, coming: date | None) -> None:
    assert next_question(workshops, after, CYCLE) == coming


OTHER = replace(workshops, code="S2", owner=jerome.email)
AWAY = (Away(THURSDAY, FRIDAY),)


@pytest.mark.parametrize(
    ("people", "now", "first"),
    [
        ([ana, jerome], at(THURSDAY), (THURSDAY, 2)),
        ([ana], at(THURSDAY), (THURSDAY, 1)),
        ([ana, maribel], at(THURSDAY), (THURSDAY, 1)),  # she owns none
        ([ana, replace(jerome, away=AWAY)], at(THURSDAY), (THURSDAY, 1)),
        ([replace(ana, away=AWAY)], at(THURSDAY), (NEXT_THURSDAY, 1)),
        ([ana, replace(jerome, active=False)], at(THURSDAY), (THURSDAY, 1)),
        ([ana, replace(jerome, role=Role.OBSERVER)], at(THURSDAY), (THURSDAY, 1)),
        ([ana, jerome], at(THURSDAY, 14), (NEXT_THURSDAY, 2)),  # this one is being asked
        ([ana, replace(jerome, times=Times(at=time(16)))], at(THURSDAY, 15), (THURSDAY, 1)),
        ([ana], at(date(2026, 8, 1)), (THURSDAY, 1)),
        ([ana], at(date(2027, 5, 3)), (None, 0)),
    ],
)
def test_the_first_question_still_to_come_and_to_how_many(people, now, first) -> None:
    assert first_question([workshops, OTHER], people, now, CYCLE) == first


@pytest.mark.parametrize(
    ("now", "answered", "week"),
    [
        (at(date(2026, 9, 8)), (), None),  # not begun
        (at(TUESDAY), (), THURSDAY),  # this week's, before it is asked
        (at(FRIDAY), (), THURSDAY),
        (at(date(2026, 9, 22)), (), THURSDAY),  # the latest one waits
        (at(date(2026, 9, 22)), (THURSDAY,), NEXT_THURSDAY),
        (at(date(2026, 11, 24)), (), date(2026, 11, 19)),  # in a break
        (at(date(2026, 11, 24)), (date(2026, 11, 19),), date(2026, 11, 19)),
        (at(date(2027, 5, 13)), (), date(2027, 4, 29)),  # two weeks after its last question
        (at(date(2027, 5, 14)), (), None),
    ],
)
def test_which_week_somebody_means(now: datetime, answered: tuple[date, ...], week: date | None) -> None:
    assert week_to_answer(workshops, answered, now, ZONE, STARTED) == week
