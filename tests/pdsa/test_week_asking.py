"""The days of the weekly question's reminder, and of word to a lead that nobody says anything."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.checkin_days import asked_in, begins_to_offer, nudge_days, offers_in, reminded_of, silence_days
from pdsa.people import Times
from pdsa.silence import Heard, Word
from tests.pdsa.riverbend_year import CYCLE, YEAR, ana, at, jerome, workshops

STARTED = replace(CYCLE, started_at=at(YEAR.first_day))
FIRST, SECOND, THIRD, OFFER = (date(2026, 9, 17), date(2026, 9, 24), date(2026, 10, 1), date(2026, 10, 8))
LAST_OFFER = date(2027, 4, 29)
"""The strategy ends on the day after it."""


def test_a_reminder_comes_two_school_days_after_its_question() -> None:
    weeks = [THIRD, OFFER]
    assert nudge_days(weeks, date(2026, 10, 5), date(2026, 10, 12), STARTED) == {
        date(2026, 10, 5): THIRD, date(2026, 10, 12): OFFER,
    }  # fmt: skip
    assert nudge_days(weeks, date(2026, 10, 6), date(2026, 10, 11), STARTED) == {}
    on_mondays = replace(ana, times=Times(day=0))
    days = nudge_days(weeks, date(2026, 9, 28), date(2026, 10, 12), STARTED, on_mondays)
    assert days == {date(2026, 9, 30): THIRD, date(2026, 10, 7): OFFER}


def test_the_weeks_in_which_a_strategy_is_asked_about() -> None:
    asked = asked_in(workshops, [FIRST, OFFER, date(2026, 10, 15)], Heard(), STARTED, ana)
    assert {week: each.silent for week, each in asked.items()} == {FIRST: 0, OFFER: 3}
    assert asked_in(workshops, [date(2026, 9, 10)], Heard(), STARTED, ana) == {}


@pytest.mark.parametrize(
    ("week", "heard", "codes"),
    [
        (SECOND, Heard(), ("S1",)),
        (OFFER, Heard(), ()),
        (date(2026, 9, 10), Heard(), ()),
        (SECOND, Heard({"S1": [Word(SECOND, at(SECOND))]}), ()),
        (SECOND, Heard({"S1": [Word(FIRST, at(SECOND))]}), ("S1",)),
        (SECOND, Heard(skips={ana.id: [Word(SECOND, at(SECOND))]}), ()),
        (SECOND, Heard(skips={jerome.id: [Word(SECOND, at(SECOND))]}), ("S1",)),
    ],
    ids=["no word", "it offers", "not asked", "a word", "of another week", "skipped", "by somebody else"],
)
def test_what_a_reminder_is_about(week: date, heard: Heard, codes: tuple[str, ...]) -> None:
    asked = {"S1": asked_in(workshops, [FIRST, SECOND, OFFER], Heard(), STARTED, ana)}
    assert reminded_of(week, asked, heard, ana) == codes


def test_a_lead_is_told_on_the_school_day_after_a_questions_window() -> None:
    assert silence_days(date(2026, 10, 6), date(2026, 10, 13), STARTED) == {
        date(2026, 10, 6): THIRD, date(2026, 10, 13): OFFER,
    }  # fmt: skip
    assert silence_days(date(2026, 10, 7), date(2026, 10, 12), STARTED) == {}


@pytest.mark.parametrize(
    ("week", "heard", "begins", "times"),
    [
        (THIRD, Heard(), False, 0),
        (OFFER, Heard(), True, 3),
        (OFFER, Heard({"S1": [Word(OFFER, at(date(2026, 10, 9)))]}), False, 3),
        (date(2026, 10, 22), Heard(), False, 4),
        (date(2026, 10, 15), Heard(), False, 0),
        (LAST_OFFER, Heard(), False, 0),
    ],
    ids=["the third", "the first offer", "answered", "a later one", "no question", "the last question"],
)
def test_when_less_often_is_offered(week: date, heard: Heard, begins: bool, times: int) -> None:
    assert begins_to_offer(workshops, week, heard, STARTED, ana) is begins
    assert offers_in(workshops, week, heard, STARTED, ana) == times
