"""Silence: which questions are asked when nobody says a word, and what brings them back."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from pdsa.cadence import Often
from pdsa.calendar import instant
from pdsa.how_weeks_went import marks
from pdsa.people import Away
from pdsa.silence import Heard, PendingQuestion, Rest, Word, eased, is_asked, questions
from tests.pdsa.riverbend_year import CYCLE, YEAR, ZONE, ana, workshops

STARTED = replace(CYCLE, started_at=instant(YEAR.first_day, time(8), ZONE))


def at(day: date, hour: int = 15) -> datetime:
    return instant(day, time(hour), ZONE)


def asked(words=(), until=YEAR.last_day, owner=ana, strategy=workshops, cycle=STARTED) -> list[PendingQuestion]:
    return questions(strategy, words, cycle, owner, until)


def days(found: list[PendingQuestion]) -> list[str]:
    return [f"{each.day:%m-%d}" + ("!" if each.offers else "") for each in found]


@pytest.mark.parametrize(
    ("rhythm", "wanted"),
    [
        # Weekly: three, an offer, every second week twice, monthly twice, then every second month.
        ("", "09-17 09-24 10-01 10-08! 10-22! 11-05! 12-03! 01-07! 03-04! 04-29!"),
        ("every second week", "09-17 10-01 10-15 10-29! 12-10! 01-07! 03-04! 04-29!"),
        ("monthly", "09-24 10-29 12-03 01-07! 04-01!"),
        ("each term", "12-17 04-29"),
        ("2026-09-15, 2026-10-15, 2026-11-19, 2027-01-14, 2027-02-18, 2027-03-18",
         "09-17 10-15 11-19 01-14! 02-18! 03-18!"),
    ],
)  # fmt: skip
def test_a_year_without_a_word(rhythm, wanted):
    assert days(asked(strategy=replace(workshops, rhythm=rhythm))) == wanted.split()


def test_any_word_brings_the_rhythm_back():
    seven_weeks = [Word(date(2026, 10, 22), at(date(2026, 10, 28)))]  # late, and long after the week
    found = asked(seven_weeks, until=date(2026, 12, 10))
    assert days(found) == ["09-17", "09-24", "10-01", "10-08!", "10-22!", "10-29", "11-05", "11-12", "11-19!", "12-03!"]


def test_an_answer_before_its_question_counts_for_its_week():
    early = [Word(day, at(day - timedelta(days=1))) for day in (date(2026, 9, 24), date(2026, 10, 8))]
    found = asked(early, until=date(2026, 10, 22))
    assert [(f"{each.day:%m-%d}", each.silent) for each in found] == [
        ("09-17", 0), ("09-24", 0), ("10-01", 0), ("10-08", 0), ("10-15", 0), ("10-22", 1),
    ]  # fmt: skip


def test_another_rhythm_is_a_word():
    chosen = replace(workshops, rhythm="every second week", earlier_rhythms=((date(2026, 10, 9), ""),))
    assert days(asked(strategy=chosen, until=date(2026, 11, 20))) == [
        "09-17", "09-24", "10-01", "10-08!", "10-22", "11-05", "11-19",
    ]  # fmt: skip


def test_who_is_away_is_not_silent():
    gone = replace(ana, away=(Away(date(2026, 9, 20), date(2026, 10, 12)),))
    assert days(asked(owner=gone, until=date(2026, 11, 5))) == ["09-17", "10-15", "10-22", "10-29!"]


def test_what_was_asked_is_known_from_when_the_words_came_and_never_changes_after():
    late = [Word(date(2026, 9, 17), at(date(2026, 11, 10)))]
    until = date(2026, 11, 5)
    assert asked(late, until=until) == asked((), until=until)
    assert asked(late, until=date(2026, 11, 12))[-1] == PendingQuestion(date(2026, 11, 12), 0, date(2026, 11, 12))


def test_before_start_nothing_is_asked():
    assert asked(cycle=CYCLE) == []
    later = replace(CYCLE, started_at=at(date(2026, 10, 2)))
    assert days(asked(cycle=later, until=date(2026, 10, 15))) == ["10-08", "10-15"]


def test_a_week_left_in_peace_is_not_asked():
    silent = Heard()
    assert is_asked(workshops, date(2026, 10, 8), STARTED, ana, silent)
    assert not is_asked(workshops, date(2026, 10, 15), STARTED, ana, silent)
    assert is_asked(workshops, date(2026, 10, 15), STARTED, ana, None)
    spoken = Heard(skips={ana.id: [Word(date(2026, 10, 1), at(date(2026, 10, 2)))]})
    assert is_asked(workshops, date(2026, 10, 15), STARTED, ana, spoken)


def test_while_a_goal_is_parked_nobody_is_silent():
    rests = {workshops.goal: [Rest(at(date(2026, 9, 28)), at(date(2026, 11, 2)))]}
    found = Heard(rests=rests).questions_about(workshops, STARTED, ana, date(2026, 12, 3))
    assert days(found) == ["09-17", "09-24", "11-05", "11-12!", "12-03!"]
    forever = Heard(rests={workshops.goal: [Rest(at(date(2026, 9, 28)), None)]})
    assert days(forever.questions_about(workshops, STARTED, ana, YEAR.last_day)) == ["09-17", "09-24"]
    assert [each.day for each in marks(workshops, (), STARTED, ana, YEAR.last_day, forever)] == [
        date(2026, 9, 17), date(2026, 9, 24),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rhythm", "silent", "often"),
    [
        ("", 3, Often.WEEKLY), ("", 4, Often.FORTNIGHTLY), ("", 5, Often.FORTNIGHTLY), ("", 6, Often.MONTHLY),
        ("", 7, Often.MONTHLY), ("", 8, Often.MONTHLY), ("", 99, Often.MONTHLY),
        ("every second week", 3, Often.FORTNIGHTLY), ("every second week", 4, Often.MONTHLY),
        ("monthly", 4, Often.MONTHLY), ("each term", 99, Often.TERMLY), ("2026-10-01", 99, Often.DAYS),
    ],
)  # fmt: skip
def test_how_often_somebody_silent_is_asked_by_now(rhythm: str, silent: int, often: Often) -> None:
    assert eased(replace(workshops, rhythm=rhythm), date(2026, 10, 1), silent) is often
