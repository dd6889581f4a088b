"""What a question says it is about: its rhythm's month, term or days, whatever a break moved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.checkin.cards import labels, said_words
from handlers.checkin.week_question import WeekQuestion, for_span, span_words
from pdsa.cadence import occasion
from pdsa.checkin import Went
from tests.pdsa.riverbend_year import CYCLE, workshops

TERMS = replace(CYCLE, term_ends=(date(2026, 11, 27), date(2027, 3, 12)))


@pytest.mark.parametrize(
    ("rhythm", "week", "how", "after_a_noun", "not_done"),
    [
        ("", "2026-12-03", "this week", "for this week", "Not this week"),
        ("every second week", "2026-12-10", "in the last two weeks", "for the last two weeks", "Not done"),
        ("monthly", "2026-12-03", "in November", "for November", "Not done"),
        ("monthly", "2026-10-08", "this week", "for this week", "Not this week"),  # said between two questions
        ("each term", "2027-03-11", "this term", "for this term", "Not done"),
        ("each term", "2026-12-03", "in the term that ended on Fri 27 Nov",
         "for the term that ended on Fri 27 Nov", "Not done"),
        ("2026-11-25", "2026-12-03", "on Wed 25 Nov", "for Wed 25 Nov", "Not done"),
        ("2026-10-19, 2026-10-20", "2026-10-22", "on Mon 19 Oct and Tue 20 Oct", "for Mon 19 Oct and Tue 20 Oct",
         "Not done"),
    ],
)  # fmt: skip
def test_a_question_names_what_its_rhythm_asks_about(
    rhythm: str, week: str, how: str, after_a_noun: str, not_done: str
) -> None:
    day = date.fromisoformat(week)
    strategy = replace(workshops, rhythm=rhythm)
    asked = WeekQuestion(strategy, day, occasion=occasion(strategy, day, TERMS))
    assert (span_words(asked, day), for_span(asked, day)) == (how, after_a_noun)
    assert labels(asked, day)[Went.NOT] == not_done


@pytest.mark.parametrize(
    ("rhythm", "week", "how", "went"),
    [
        ("", "2026-12-03", "last week", "not done"),
        ("every second week", "2026-12-10", "in the two weeks to Thu 10 Dec", "not done"),
        ("monthly", "2026-12-03", "in November", "not done"),
    ],
)
def test_a_week_later_nothing_is_said_to_be_of_this_week(rhythm: str, week: str, how: str, went: str) -> None:
    day = date.fromisoformat(week)
    strategy = replace(workshops, rhythm=rhythm)
    asked = WeekQuestion(strategy, day, occasion=occasion(strategy, day, TERMS))
    later = day + timedelta(days=4)
    assert span_words(asked, later) == how
    assert said_words(asked, Went.NOT, later) == went
    assert labels(asked, later)[Went.NOT] == "Not done"
