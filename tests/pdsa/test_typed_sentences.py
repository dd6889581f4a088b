"""What typed words mean: a short answer in everyday words, a question to the bot, thanks, a greeting, a sentence."""

import pytest

from pdsa.typed_sentences import asked_about, is_greeting, is_question, is_sentence, is_thanks
from pdsa.typed_words import Short, TypedAnswer, tokens, understood


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


@pytest.mark.parametrize("typed", ["Thanks!", "ok", "got it, thank you", "Sounds good, thanks for asking"])
def test_thanks_and_no_more(typed: str) -> None:
    assert is_thanks(typed)


@pytest.mark.parametrize("typed", ["thanks to the bus we came", "good", "", "ok but late"])
def test_what_is_more_or_less_than_thanks(typed: str) -> None:
    assert not is_thanks(typed)


@pytest.mark.parametrize(
    ("typed", "greets"),
    [("Hi there", True), ("good morning", True), ("hello team, please", True), ("Hi, the bus was late", False),
     ("there hi", False), ("", False)],
)  # fmt: skip
def test_a_greeting_and_no_more(typed: str, greets: bool) -> None:
    assert is_greeting([each.folded for each in tokens(typed)]) is greets


WORDS = ("plan", "school", "why", "history", "win", "status")


@pytest.mark.parametrize(
    ("before", "word", "rest", "sentence"),
    [
        ("", "status", "", False),
        ("show me", "status", "of S3", False),
        ("the", "plan", "works", True),
        ("", "plan", "changed in March", True),
        ("", "school", "team", False),
        ("", "school", "please", False),
        ("", "school", "was closed", True),
        ("", "why", "plan", False),
        ("", "why", "did nobody come", True),
        ("", "history", "of Ana Maria", False),
        ("", "history", "of Ana Maria and Bo", True),
        ("", "history", "of ana.maria.and.bo@riverbend.example", False),
        ("", "win", "two schools joined", False),
        ("", "win", "was small", True),
        ("", "status", "of the one with visits to the farm", False),
        ("", "status", "a b c d e f g h i", False),
        ("", "status", "a b c d e f g h i j", True),
        ("", "status", "a b c d fell", True),
        ("", "status", "a b c d e fell", False),
    ],
)
def test_a_word_of_ours_that_begins_a_sentence(before: str, word: str, rest: str, sentence: bool) -> None:
    followed_by = {"team"} if word == "school" else None
    assert is_sentence(word, rest, tokens(before), WORDS, followed_by, own=word == "win") is sentence


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("What is SEL?", "sel"),
        ("What's a run chart?", "run chart"),
        ("what does PDSA stand for", "pdsa"),
        ("Define the median again", "median"),
        ("What do you mean by our baseline here?", "baseline"),
        ("What is it about the team by the river", "it about team river"),
        ("What is the?", None),
        ("The bus was late", None),
    ],
)
def test_the_word_whose_meaning_is_asked_for(typed: str, word: str | None) -> None:
    assert asked_about(typed) == word
