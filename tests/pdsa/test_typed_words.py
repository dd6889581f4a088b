"""The first word of what was typed, and the rest letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.typed_words import fold, split_off, tokens, trimmed

SENTENCES = (
    "We do not want it, and we are not going",
    "Un niño de 8 años dijo: «mañana no, por favor»",
    "Families said: we want evening meetings, and NOT on Mondays",
    "José's 3 A.M. pick-up plan worked (70% came)",
    "the bus, the bell & the open door",
    "first line\n\n  second line\twith a tab\n- a list",
)
GAPS = (
    " ",
    "\n",
    "\t",
    "\u00a0",
    "\u2009",
    "\u3000",
    "\r\n",
    ": ",
    ":\n",
    " • ",
    "•",
    "\n\n",
    ", ",
    "! ",
    " – ",
    "\u200b ",
)


@pytest.mark.parametrize("said", SENTENCES)
@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("word", ["voice", "VOICE", "*voice*", "Voice", "_voice_"])
def test_what_follows_a_word_is_kept_notification_by_notification(word: str, gap: str, said: str) -> None:
    assert split_off(f"{word}{gap}{said}") == ("voice", said)


@pytest.mark.parametrize(
    ("typed", "word", "rest"),
    [
        ("check-in S3", "checkin", "S3"),
        ("Check-in!", "checkin", ""),
        ("status please", "status", ""),
        ("status, thank you!", "status", ""),
        ("win 🎉", "win", "🎉"),
        ("win -5% absences", "win", "-5% absences"),
        ("win ...and it held", "win", "...and it held"),
        ("voice\n- one\n- two", "voice", "- one\n- two"),
        ("log referrals 4.2", "log", "referrals 4.2"),
        ("(win) two joined", "win", "two joined"),
        ("“win” two joined", "win", "two joined"),
        ("win “two” joined", "win", "“two” joined"),
        ("win (two joined)", "win", "(two joined)"),
        ("🎉", "", "🎉"),
        ("4.2", "", "4.2"),
        ("", "", ""),
    ],
)
def test_what_ends_a_word(typed: str, word: str, rest: str) -> None:
    assert split_off(typed) == (word, rest)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("on S4, please", "S4"),
        ("for the workshops", "workshops"),
        ("S3", "S3"),
        ("Care & connection (K-5)", "Care & connection (K-5)"),
        ("Trusted adult (%), please", "Trusted adult (%)"),
        ("for attendance 95%", "attendance 95%"),
        ("(S4)", "S4"),
        ("about", ""),
        ("please", ""),
    ],
)
def test_names_come_without_the_small_words_around_them(typed: str, name: str) -> None:
    assert trimmed(typed) == name


@given(st.text())
def test_nothing_is_lost_or_made_up(text: str) -> None:
    word, rest = split_off(text)
    assert rest in text
    assert word == fold(word)
    for token in tokens(text):
        assert fold(text[token.start : token.end]) == token.folded
