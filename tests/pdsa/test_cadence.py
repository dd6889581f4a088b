"""A strategy's rhythm: which days of the year it is asked about, over breaks, month ends and terms."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from pdsa.cadence import (
    Often,
    cadence,
    due_days,
    is_due,
    is_rarer,
    later_rhythm,
    occasion,
    spelled,
    term_ends,
    terms_known,
)
from pdsa.calendar import DayOff, instant
from pdsa.checkin import Went, newest_question, next_question, tally
from pdsa.how_weeks_went import marks
from tests.pdsa.riverbend_year import CYCLE, YEAR, ZONE, ana, answer, workshops

STARTED = replace(CYCLE, started_at=instant(YEAR.first_day, time(8), ZONE))
WHOLE = replace(workshops, start=YEAR.first_day, end=None, ready_on=None)


def days(rhythm, *, start=WHOLE.start, end=None, cycle=CYCLE):
    strategy = replace(WHOLE, rhythm=rhythm, start=start, end=end)
    return [f"{day:%m-%d}" for day in due_days(strategy, YEAR.first_day, YEAR.last_day, cycle)]


def without(*names):
    return replace(CYCLE, year=replace(YEAR, days_off=tuple(o for o in YEAR.days_off if o.name not in names)))


@pytest.mark.parametrize(
    ("rhythm", "start", "end", "asked"),
    [
        # November's last Thursday is Thanksgiving, December's lies in the winter break: each moves to the next one.
        ("monthly", date(2026, 9, 1), None, "09-24 10-29 12-03 01-07 01-28 02-25 04-01 04-29 05-27 06-03"),
        ("monthly", date(2026, 9, 25), date(2026, 12, 18), "10-29 12-03 12-17"),  # its last month ends with it
        ("monthly", date(2026, 11, 20), date(2026, 11, 30), ""),  # moved beyond its end
        # Every second Thursday; what falls into a break (26 Nov, 24 Dec) is left out, and the count goes on.
        ("every second week", date(2026, 10, 29), date(2027, 1, 31), "10-29 11-12 12-10 01-07 01-21"),
        ("every second week", date(2026, 10, 30), date(2027, 1, 31), "11-05 11-19 12-03 12-17 01-14 01-28"),
        ("each term", date(2026, 9, 1), None, "12-17 06-03"),  # the winter break parts the terms
        ("each term", date(2027, 1, 4), date(2027, 4, 30), "04-29"),
        # A given day is asked about on the week's Thursday, or the next week's; in a break on the next one after it.
        ("2026-10-13, 2026-10-15", date(2026, 9, 1), None, "10-15"),
        ("2026-10-16, 2026-11-25", date(2026, 9, 1), None, "10-22 12-03"),
        ("2026-12-22, 2027-01-21", date(2026, 9, 1), None, "01-07 01-21"),
        ("2026-08-20", date(2026, 9, 1), None, ""),  # before its start
        ("monthly", date(2026, 12, 1), date(2027, 1, 15), "01-07 01-14"),  # November was before its start
        ("paused", date(2026, 9, 1), None, ""),
    ],
)
def test_the_days_of_a_rhythm(rhythm, start, end, asked):
    assert days(rhythm, start=start, end=end) == asked.split()


def test_weekly_is_every_thursday_that_is_no_day_off():
    assert len(days("")) == 38
    assert days("") == days("weekly")


def test_terms_stand_in_the_calendar_or_a_lead_says_them():
    quarters = replace(
        without("Winter break"),
        term_ends=(date(2026, 10, 23), date(2026, 12, 18), date(2027, 3, 12)),
    )
    assert days("each term", cycle=quarters) == ["10-22", "12-17", "03-11", "06-03"]
    unknown = without("Winter break")
    assert not terms_known(unknown)
    assert term_ends(unknown) == (YEAR.last_day,)
    named = replace(unknown, year=replace(unknown.year, days_off=(
        *unknown.year.days_off, DayOff("Semester break", date(2027, 1, 19), date(2027, 1, 22)),
    )))  # fmt: skip
    assert terms_known(named)
    assert term_ends(named) == (date(2027, 1, 18), YEAR.last_day)
    assert days("each term", cycle=named) == ["01-14", "06-03"]


def test_another_weekday_has_its_own_last_of_the_month():
    mondays = replace(CYCLE, rhythm=replace(CYCLE.rhythm, checkin_weekday=0))
    assert days("monthly", cycle=mondays)[:4] == ["08-31", "09-28", "10-26", "11-30"]
    assert days("monthly", start=date(2027, 5, 1), cycle=mondays) == []  # Memorial Day, moved beyond the year's end


ABOUT = (
    # A break moves November's last question into December; a strategy's last month ends with it.
    ("monthly", date(2026, 12, 10), "2026-10-29", "10-31"),
    ("monthly", date(2026, 12, 10), "2026-12-03", "11-30"),
    ("monthly", date(2026, 12, 10), "2026-12-10", "12-31"),
    ("monthly", None, "2027-01-07", "12-31"),
    ("monthly", None, "2027-06-03", "06-30"),
    ("monthly", None, "2026-10-08", ""),  # not its turn: somebody says something of that week
    ("each term", None, "2026-12-03", "11-27"),
    ("each term", date(2027, 2, 10), "2027-02-04", "03-12"),
    ("2026-10-16, 2026-10-20, 2026-11-25", None, "2026-10-22", "10-16 10-20"),
    ("2026-10-16, 2026-11-25", None, "2026-12-03", "11-25"),
    ("every second week", None, "2026-09-17", "09-17"),
    ("every second week", None, "2026-09-10", ""),
    ("", None, "2026-09-17", ""),
)


@pytest.mark.parametrize(("rhythm", "end", "asked", "about"), ABOUT)
def test_what_a_question_is_about(rhythm, end, asked, about):
    cycle = replace(CYCLE, term_ends=(date(2026, 11, 27), date(2027, 3, 12)))
    strategy = replace(WHOLE, rhythm=rhythm, start=date(2026, 9, 1), end=end)
    question = occasion(strategy, date.fromisoformat(asked), cycle)
    assert [f"{day:%m-%d}" for day in question.days] == about.split()
    assert bool(about) is (question.often is not Often.WEEKLY)


def test_an_old_week_keeps_the_rhythm_that_it_had():
    changed = replace(WHOLE, rhythm="monthly", earlier_rhythms=((date(2026, 10, 2), ""),))
    assert occasion(changed, date(2026, 10, 1), CYCLE).often is Often.WEEKLY
    assert occasion(changed, date(2026, 10, 29), CYCLE).often is Often.MONTHLY


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Monthly", "monthly"), ("once a month", "monthly"), (" every  other week", "every second week"),
        ("Fortnightly.", "every second week"), ("Each semester", "each term"), ("WEEKLY", "weekly"),
        ("each quarter", "each term"), ("monthly!", "monthly"),
        ("now and then", None), ("2026-10-15", None),
    ],
)  # fmt: skip
def test_how_people_write_a_rhythm(said, text):
    found = spelled(said)
    assert (found.text if found else None) == text


def test_a_rhythm_rests_as_it_is_read():
    for text in ("weekly", "every second week", "monthly", "each term", "paused", "2026-10-15, 2027-01-21"):
        assert cadence(text).text == text


def test_into_the_next_year_given_days_move_and_a_pause_is_over():
    year = timedelta(days=364)
    assert [later_rhythm(text, year) for text in ("monthly", "paused", "2026-10-15")] == ["monthly", "", "2027-10-14"]


def test_a_rhythm_that_changed_counts_from_the_day_after():
    changed = replace(WHOLE, rhythm="every second week", earlier_rhythms=((date(2026, 9, 17), ""),))
    due_dates = due_days(changed, date(2026, 9, 1), date(2026, 10, 20), CYCLE)
    assert [f"{day:%m-%d}" for day in due_dates] == ["09-03", "09-10", "09-17", "10-01", "10-15"]
    back = replace(changed, rhythm="", earlier_rhythms=(*changed.earlier_rhythms, (date(2026, 10, 2), "monthly")))
    due_dates = due_days(back, date(2026, 9, 17), date(2026, 10, 16), CYCLE)
    assert [f"{day:%m-%d}" for day in due_dates] == ["09-17", "09-24", "10-08", "10-15"]


def test_newest_next_and_missing_weeks_follow_the_rhythm():
    monthly = replace(workshops, rhythm="monthly")
    now = instant(date(2026, 12, 2), time(12), ZONE)
    assert newest_question(monthly, now, ZONE, STARTED) == date(2026, 10, 29)
    assert next_question(monthly, date(2026, 12, 2), STARTED) == date(2026, 12, 3)
    seen = marks(monthly, (), STARTED, ana, date(2026, 12, 18))
    assert [each.day for each in seen] == [date(2026, 9, 24), date(2026, 10, 29), date(2026, 12, 3)]


def test_nothing_was_due_counts_as_neither():
    said = [answer(workshops, ana, day, Went.NOTHING_DUE) for day in (date(2026, 9, 17), date(2026, 9, 24))]
    assert tally(said).total == 0
    assert [each.day for each in marks(workshops, said, STARTED, ana, date(2026, 10, 9))] == [date(2026, 10, 1)]


def test_the_clock_change_moves_no_day():
    autumn = due_days(replace(WHOLE, rhythm="monthly"), date(2026, 10, 1), date(2026, 11, 5), CYCLE)
    assert autumn == [date(2026, 10, 29)]
    assert not is_due(replace(WHOLE, rhythm="monthly"), date(2026, 10, 28), CYCLE)


@pytest.mark.parametrize(
    ("often", "than", "rarer"),
    [
        (Often.FORTNIGHTLY, "", True),
        (Often.WEEKLY, "weekly", False),
        (Often.WEEKLY, "monthly", False),
        (Often.MONTHLY, "every second week", True),
        (Often.TERMLY, "monthly", True),
        (Often.PAUSED, "weekly", False),
        (Often.DAYS, "weekly", False),
        (Often.TERMLY, "paused", False),
    ],
)
def test_which_rhythm_asks_less_often(often: Often, than: str, rarer: bool) -> None:
    assert is_rarer(often, than) is rarer
