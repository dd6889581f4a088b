"""Released sentences in a digest's figures: which there are, and the figures without some of them."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from pdsa.digest_quotes import is_one_of, repeats, same, sentences, unsaid, without
from pdsa.findings import Lesson, ReleasedQuote

QUOTE = ReleasedQuote("S1", "Workshops", "Ana", "Families came", date(2027, 1, 14))
LESSON = Lesson("S1", "Workshops", "Ana", "Ask earlier", "Coaches", " ", "A calendar", "Buses")


@dataclass(frozen=True)
class Figures:
    label: str
    count: int
    quotes: tuple[object, ...]


FIGURES = Figures("2026-27", 3, (QUOTE, LESSON))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Families came.", "families   CAME!", True),
        ("Families came", "Families: came", True),
        ("Families came", "Families come", False),
        ("Families came", "Familiescame", False),
        ("!!!", "!!!", True),
        ("!!!", "???", False),
    ],
)
def test_what_reads_alike(one: str, other: str, alike: bool) -> None:
    assert (same(one) == same(other)) is alike


def test_every_sentence_that_somebody_released_and_no_title_or_name() -> None:
    assert list(sentences(FIGURES)) == ["Families came", "Ask earlier", "Coaches", "A calendar", "Buses"]


def test_figures_without_a_quote_or_a_lesson() -> None:
    assert without(FIGURES, lambda text: text == "Families came") == Figures("2026-27", 3, (LESSON,))
    assert without(FIGURES, lambda text: text == "Ask earlier") == Figures("2026-27", 3, (QUOTE,))
    assert without(FIGURES, lambda _text: False) == FIGURES


def test_a_lesson_stays_when_what_it_is_made_of_goes() -> None:
    (_quote, bare) = without(FIGURES, lambda text: text == "Buses").quotes
    assert bare == Lesson("S1", "Workshops", "Ana", "Ask earlier", "Coaches", " ", "A calendar", "")
    (_quote, bare) = without(FIGURES, lambda text: text == "Buses", lambda text: text == "Coaches").quotes
    assert bare == Lesson("S1", "Workshops", "Ana", "Ask earlier", "", " ", "A calendar", "Buses")


def test_what_was_said_before_goes_and_the_rest_stands_once() -> None:
    again = replace(QUOTE, text="FAMILIES came!", author="Bea")
    other = Lesson("S2", "Circles", "Ana", "Start small", "Coaches")
    told = Figures("2026-27", 3, (QUOTE, again, LESSON, other))
    assert unsaid(told, ()) == Figures("2026-27", 3, (QUOTE, LESSON, other)), "who helped may stand beside both"
    assert unsaid(told, {same("Families came"), same("coaches")}) == Figures(
        "2026-27",
        3,
        (
            Lesson("S1", "Workshops", "Ana", "Ask earlier", "", " ", "A calendar", "Buses"),
            Lesson("S2", "Circles", "Ana", "Start small"),
        ),
    )


def test_neither_a_kind_of_figures_nor_a_plain_value_is_looked_into() -> None:
    assert without(Figures, lambda _text: True) is Figures
    assert without("Families came", lambda _text: True) == "Families came"


LONG = "Families came twice as often once we had moved the evenings"
KEYS = [same(LONG), same("Two came back.")]


@pytest.mark.parametrize(
    ("text", "one", "again"),
    [
        ("two came back", True, True),
        ("Two came back, and more", False, False),
        (f"{LONG[:45]}…", True, True),
        (f"{LONG[:45]}", False, False),
        (f"{LONG[:30]}…", False, False),
        ("Learned: “Two came back!”", False, True),
        ("“Nothing” and “two came back”", False, True),
        ("“Nothing at all", False, False),
    ],
)
def test_a_text_is_one_of_some_sentences_or_repeats_one(text: str, one: bool, again: bool) -> None:
    assert (is_one_of(text, KEYS), repeats(text, KEYS)) == (one, again)
