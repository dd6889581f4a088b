"""What typed words mean: a short answer in everyday words, a question to the bot, somebody away."""

from datetime import date

import pytest

from handlers.away import understand
from handlers.help.phrases import absence, is_question
from pdsa.typed_words import Short, TypedAnswer, understood

THURSDAY = date(2026, 9, 24)


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("ok, done", Short.DONE),
        ("did it!", Short.DONE),
        ("Good morning! As planned", Short.PLANNED),
        ("Yes we did", Short.YES),
        ("yes - as planned", Short.PLANNED),
        ("yes, partly", Short.PARTLY),
        ("No, only half", Short.PARTLY),
        ("Mostly as planned", Short.PARTLY),
        ("as planned, mostly", Short.PARTLY),
        ("50/50", Short.PARTLY),
        ("we didn’t get to it, sorry", Short.NOT),
        ("No. Not this week.", Short.NOT),
        ("no time this week", Short.NOT),
        ("N/A", Short.NOT_DUE),
        ("skip for this week, please", Short.SKIP),
        ("Let's skip this one", Short.SKIP),
        ("👍🏽", Short.PLANNED),
        (":+1::skin-tone-4:", Short.PLANNED),
        ("✔️", Short.DONE),
        ("👎👎", Short.NOT),
    ],
)
def test_a_short_answer_in_everyday_words(typed: str, short: Short) -> None:
    assert understood(typed) == TypedAnswer(short)


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("yes, partly: the bus was late", Short.PARTLY),
        ("Done!\nThe kids loved it", Short.DONE),
        ("No - the bus was late", Short.NO),
    ],
)
def test_a_sentence_that_begins_with_a_short_answer_is_kept_whole(typed: str, short: Short) -> None:
    assert understood(typed) == TypedAnswer(short, typed)


@pytest.mark.parametrize(
    "typed", ["no, as planned", "done, no", "yes, but late", "not sure", "half of them came", "👍 👎", "so " * 400]
)
def test_what_may_be_meant_in_two_ways_is_asked(typed: str) -> None:
    assert understood(typed) == TypedAnswer(sentence=typed.strip())


@pytest.mark.parametrize(
    "typed",
    [
        "did not happen because of the snow",
        "Could not meet, the room was taken",
        "Will finish on Monday",
        "Is going well in two schools",
        "May need one more week",
        "Did the first half",
        "Did it with two groups",
        "When the bus came late half had gone home",
        "Where we had rooms it went well",
        "What helped: food",
        "What got in the way was the bus",
        "Who came liked it",
        "Could " + "they tell us all about it and we told them, and " * 20 + "or not?",
    ],
)
def test_a_sentence_without_its_subject_is_no_question(typed: str) -> None:
    assert not is_question(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "did you get it",
        "could somebody bring the keys",
        "when do you ask next",
        "how many have answered",
        "who leads Mesa Verde",
        "is the plan final",
        "why not earlier",
        "which strategy do you mean",
        "The room is free?",
    ],
)
def test_a_question_needs_no_mark(typed: str) -> None:
    assert is_question(typed)


@pytest.mark.parametrize(
    ("typed", "since", "back"),
    [
        ("I won't be in until Monday", None, "2026-09-28"),
        ("I will not be here next week", "2026-09-28", "2026-10-05"),
        ("On holiday 5 Oct – 9 Oct", "2026-10-05", "2026-10-10"),
        ("I'm on leave Monday through Wednesday", "2026-09-28", "2026-10-01"),
        ("I have the flu and am out until Friday", None, "2026-09-25"),
        ("I am ill, back Monday", None, "2026-09-28"),
        ("Back on 5 Oct", None, "2026-10-05"),
        ("taking Monday off", "2026-09-28", "2026-09-29"),
        ("I'm out Monday", "2026-09-28", "2026-09-29"),
        ("out today and tomorrow", None, "2026-09-28"),
        ("PTO until Monday", None, "2026-09-28"),
        ("I am sick until Friday. Sorry! See you then", None, "2026-09-25"),
    ],
)
def test_days_away_are_understood(typed: str, since: str | None, back: str) -> None:
    away = absence(typed, THURSDAY)
    assert away is not None
    said = understand(away.days, THURSDAY)
    assert (said.clear, said.since and str(said.since), str(said.back)) == (True, since, back)
    assert not away.more


@pytest.mark.parametrize(
    "typed",
    [
        "I'm off on Fridays",
        "not available on Tuesdays",
        "two trainers were out until Friday",
        "back on track",
        "home visits until Friday",
        "we take the stage off",
        "Holiday until Monday, so nobody came",
        "I'm back. Two groups met",
    ],
)
def test_what_is_no_absence(typed: str) -> None:
    assert absence(typed, THURSDAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "Out today. Two groups met on Tuesday",
        "I am sick until Friday, so only one group met",
        "sick today\nno one came",
    ],
)
def test_what_else_is_said_beside_an_absence(typed: str) -> None:
    away = absence(typed, THURSDAY)
    assert away is not None
    assert away.more
