"""The turn of the years: which two are meant, what the older one owes, and who is reminded when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.calendar import DayOff
from pdsa.cycle import Cycle
from pdsa.newyear import next_cycle
from pdsa.old_year_promises import (
    Promise,
    PromiseState,
    Reminder,
    Turning,
    as_posted,
    concluded_at,
    last_school_day,
    nears_its_end,
    reminders,
    turned,
)
from pdsa.people import Away, Member
from tests.pdsa.riverbend_year import CYCLE, YEAR, ana, maribel

OLD = replace(CYCLE, started_at=datetime(2026, 8, 10, tzinfo=UTC))
NEW = replace(next_cycle(OLD), id=2)
CLOSED = replace(OLD, closed_at=datetime(2027, 9, 1, tzinfo=UTC))
OPEN = (PromiseState(Promise.CONCLUSIONS), PromiseState(Promise.PLAN))
KEPT = tuple(replace(each, kept_at=datetime(2027, 5, 28, tzinfo=UTC)) for each in OPEN)
NOON = datetime(2027, 5, 28, 18, tzinfo=UTC)
MEETING = date(2027, 5, 28)


def off(first: date, last: date) -> Cycle:
    return replace(OLD, year=replace(YEAR, days_off=(DayOff("Break", first, last),)))


@pytest.mark.parametrize(
    ("before", "today", "years"),
    [
        (None, NEW.phases.act, (NEW, None)),
        (OLD, NEW.phases.act, (OLD, NEW)),
        (CLOSED, NEW.phases.study, (CLOSED, NEW)),
        (CLOSED, NEW.phases.act, (NEW, None)),
    ],
    ids=["the first year", "the last one is open", "closed, before ACT", "closed, in ACT"],
)
def test_which_turn_matters(before: Cycle | None, today: date, years: tuple[Cycle, Cycle | None]) -> None:
    assert turned(NEW, before, today) == years


@pytest.mark.parametrize(
    ("posted", "meeting", "reflected", "today", "counts"),
    [
        (None, None, True, MEETING, False),
        (NOON, None, True, MEETING, True),
        (NOON, None, False, MEETING, False),
        (NOON, MEETING, True, MEETING, True),  # on the meeting's own day
        (NOON, date(2027, 5, 29), True, date(2027, 5, 29), False),  # posted the day before
        (NOON, date(2027, 5, 29), True, date(2027, 5, 28), True),  # the meeting is still to come
        (datetime(2027, 5, 28, 5, 59, tzinfo=UTC), MEETING, True, MEETING, False),  # still the 27th in Denver
    ],
)
def test_when_conclusions_were_shared(
    posted: datetime | None, meeting: date | None, reflected: bool, today: date, counts: bool
) -> None:
    assert concluded_at(posted, OLD, meeting, reflected, today) == (posted if counts else None)


def test_what_was_posted_since_keeps_a_promise() -> None:
    waived = PromiseState(Promise.PLAN, waived_by=1, reason="A new board")
    assert as_posted((OPEN[0], waived), NOON, None) == (replace(OPEN[0], kept_at=NOON), waived)
    assert as_posted((OPEN[0], waived), None, NOON)[1] == replace(waived, kept_at=NOON, waived_by=None)
    assert as_posted(KEPT, NOON, NOON) == KEPT


def test_a_year_may_be_closed_once_both_promises_are_settled() -> None:
    waived = (KEPT[0], PromiseState(Promise.PLAN, waived_by=1))
    assert Turning(OLD, NEW, OPEN).open_promises == (Promise.CONCLUSIONS, Promise.PLAN)
    assert not Turning(OLD, NEW, (KEPT[0], OPEN[1])).may_close
    assert Turning(OLD, NEW, waived).may_close
    assert not Turning(CLOSED, NEW, waived).may_close
    assert (Turning(OLD, NEW, OPEN).closed, Turning(CLOSED, NEW, OPEN).closed) == (False, True)
    assert Turning(OLD, None, OPEN).launches_from() == YEAR.last_day


@pytest.mark.parametrize(
    ("cycle", "last"),
    [
        (OLD, date(2027, 6, 4)),
        (off(date(2027, 6, 2), date(2027, 6, 4)), date(2027, 6, 1)),
        (replace(OLD, year=replace(YEAR, last_day=date(2027, 6, 6))), date(2027, 6, 4)),  # a Sunday
        (off(YEAR.first_day, YEAR.last_day), date(2027, 6, 4)),
        (off(date(2026, 8, 18), YEAR.last_day), YEAR.first_day),
    ],
)
def test_the_last_school_day(cycle: Cycle, last: date) -> None:
    assert last_school_day(cycle) == last


@pytest.mark.parametrize(
    ("cycle", "today", "near"),
    [
        (OLD, date(2027, 5, 28), False),
        (OLD, date(2027, 5, 29), True),
        (OLD, date(2027, 7, 1), True),
        (CYCLE, date(2027, 7, 1), False),  # never started
    ],
)
def test_a_year_nears_its_end_in_its_last_week(cycle: Cycle, today: date, near: bool) -> None:
    assert nears_its_end(cycle, today) is near


WEEK_AWAY = replace(maribel, away=(Away(date(2027, 5, 31), date(2027, 6, 3)),))
PREPARE = (Reminder.PREPARE, date(2027, 6, 1))  # the first working day of the last week: Memorial Day is off
CONCLUSIONS = (Reminder.CONCLUSIONS, date(2027, 6, 4))
PLAN = (Reminder.PLAN, date(2027, 8, 9))


@pytest.mark.parametrize(
    ("turning", "person", "reminded"),
    [
        (Turning(OLD, None, OPEN), maribel, [PREPARE, CONCLUSIONS, PLAN]),
        (Turning(OLD, None, OPEN), ana, [CONCLUSIONS]),
        (Turning(OLD, NEW, OPEN), maribel, [CONCLUSIONS, PLAN]),
        (Turning(OLD, NEW, (KEPT[0], OPEN[1])), maribel, [PLAN]),
        (Turning(OLD, NEW, KEPT), maribel, []),
        (Turning(OLD, None, KEPT), WEEK_AWAY, [(Reminder.PREPARE, date(2027, 6, 4))]),
        (Turning(CYCLE, None, KEPT), maribel, []),  # never started
        (Turning(OLD, NEW, (KEPT[0], OPEN[1])), replace(maribel, away=(Away(PLAN[1], date(2027, 8, 10)),)), []),
    ],
)
def test_who_is_reminded_of_what_on_which_day(
    turning: Turning, person: Member, reminded: list[tuple[Reminder, date]]
) -> None:
    assert list(reminders(turning, person)) == reminded


@pytest.mark.parametrize(
    ("first_day", "due"),
    [
        (date(2027, 8, 16), date(2027, 8, 9)),
        (date(2027, 8, 18), date(2027, 8, 11)),
        (date(2027, 8, 15), date(2027, 8, 9)),
    ],
)
def test_the_plan_comes_up_five_weekdays_before_school(first_day: date, due: date) -> None:
    new = replace(NEW, year=replace(NEW.year, first_day=first_day))
    assert list(reminders(Turning(OLD, new, (KEPT[0], OPEN[1])), maribel)) == [(Reminder.PLAN, due)]


@pytest.mark.parametrize(
    ("days_off", "due"),
    [
        ((), date(2027, 6, 4)),
        ((date(2027, 5, 24), date(2027, 6, 3)), date(2027, 6, 4)),  # too few days are left: the last one
    ],
)
def test_conclusions_come_up_after_the_reflection_and_its_draft(days_off: tuple[date, ...], due: date) -> None:
    days = tuple(DayOff("Break", *days_off) for _one in days_off[:1])
    earlier = replace(OLD, year=replace(YEAR, days_off=days), phases=replace(OLD.phases, act=date(2027, 5, 10)))
    assert list(reminders(Turning(earlier, NEW, (OPEN[0], KEPT[1])), maribel)) == [
        (Reminder.CONCLUSIONS, due if days else date(2027, 5, 28))
    ]
