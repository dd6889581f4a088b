"""Days as people type them after `away`."""

from datetime import date

import pytest

from handlers.away import TypedDays, understand

TUESDAY = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("until 14 Jan", date(2027, 1, 14)),
        ("till 14 january", date(2027, 1, 14)),
        ("14th of January, 2027", date(2027, 1, 14)),
        ("until Jan 14th.", date(2027, 1, 14)),
        ("January 14, 2028", date(2028, 1, 14)),
        ("until Thu 14 Jan", date(2027, 1, 14)),
        ("Thursday, January 14", date(2027, 1, 14)),
        ("2027-01-14", date(2027, 1, 14)),
        ("until 2027-1-4", date(2027, 1, 4)),
        ("1/14", date(2027, 1, 14)),
        ("14/1", date(2027, 1, 14)),
        ("1/14/2028", date(2028, 1, 14)),
        ("2/2", date(2027, 2, 2)),
        ("2 weeks", date(2027, 1, 19)),
        ("for two weeks", date(2027, 1, 19)),
        ("a week", date(2027, 1, 12)),
        ("3 days", date(2027, 1, 8)),
        ("tomorrow", date(2027, 1, 6)),
        ("next week", date(2027, 1, 11)),
        ("until Monday", date(2027, 1, 11)),
        ("until mon", date(2027, 1, 11)),
        ("tuesday", date(2027, 1, 12)),
        ("this Wednesday", date(2027, 1, 6)),
        ("3 Jan", date(2027, 1, 3)),
        ("1 Sep", date(2027, 9, 1)),
        ("back on 14 Jan", date(2027, 1, 14)),
    ],
)
def test_clear_words(words, back):
    assert understand(words, TUESDAY) == TypedDays(back)


def test_a_day_long_past_means_next_years():
    assert understand("8 Jan", date(2026, 12, 18)).back == date(2027, 1, 8)
    assert understand("1 Dec", date(2026, 12, 18)).back == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "since", "back"),
    [
        ("from 11 Jan until 20 Jan", date(2027, 1, 11), date(2027, 1, 20)),
        ("since monday till 2027-01-20", date(2027, 1, 11), date(2027, 1, 20)),
        ("from 11 Jan to the moon", date(2027, 1, 11), None),
    ],
)
def test_both_ends(words, since, back):
    assert understand(words, TUESDAY) == TypedDays(back, since, clear=back is not None)


@pytest.mark.parametrize("words", ["off", " Off ", "back", "I'm back!", "here", "stop"])
def test_back_again(words):
    assert understand(words, TUESDAY) == TypedDays(over=True)


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        ("3/4", date(2027, 3, 4)),
        ("next Friday", date(2027, 1, 8)),
        ("31 Feb", None),
        ("13/13", None),
        ("0 Jan", None),
        ("soon", None),
        ("mo", None),
        ("14", None),
        ("a month", None),
        ("until", None),
        ("<@U123> until 14 Jan", None),
        ("9" * 5000, None),
        ("29 Feb", None),
    ],
)
def test_unclear_words_are_a_guess_at_most(words, guess):
    assert understand(words, TUESDAY) == TypedDays(guess, clear=False)
