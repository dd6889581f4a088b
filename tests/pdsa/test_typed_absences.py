"""That somebody is away, in a sentence of theirs, and the days that it means."""

from datetime import date

import pytest

from pdsa.typed_absences import TypedDays, absence, days_away

TUESDAY, THURSDAY = date(2027, 1, 5), date(2026, 9, 24)


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
    assert days_away(words, TUESDAY) == TypedDays(back)


def test_a_day_long_past_means_next_years():
    assert days_away("8 Jan", date(2026, 12, 18)).back == date(2027, 1, 8)
    assert days_away("1 Dec", date(2026, 12, 18)).back == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "since", "back"),
    [
        ("from 11 Jan until 20 Jan", date(2027, 1, 11), date(2027, 1, 20)),
        ("since monday till 2027-01-20", date(2027, 1, 11), date(2027, 1, 20)),
        ("from 11 Jan to the moon", date(2027, 1, 11), None),
    ],
)
def test_both_ends(words, since, back):
    assert days_away(words, TUESDAY) == TypedDays(back, since, clear=back is not None)


@pytest.mark.parametrize("words", ["off", " Off ", "back", "I'm back!", "here", "stop"])
def test_back_again(words):
    assert days_away(words, TUESDAY) == TypedDays(over=True)


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
    assert days_away(words, TUESDAY) == TypedDays(guess, clear=False)


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
    said = days_away(away.days, THURSDAY)
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


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("I'm away", ""),
        ("out of office", ""),
        ("sick", ""),
        ("ooo", ""),
        ("I'm out for two weeks", "for two weeks"),
        ("I'm out for the next 3 days", "for 3 days"),
        ("I’m out next week", "from 2026-09-28 until 2026-10-05"),
        ("I'm out this week", "until 2026-09-28"),
        ("I'm out for the rest of the week", "until 2026-09-28"),
        ("I'm out today", "until tomorrow"),
        ("I'm out all day", "until tomorrow"),
        ("I'm out today and tomorrow", "until 2026-09-28"),
        ("I'm out tomorrow", "from 2026-09-25 until 2026-09-28"),  # a Friday
        ("I'm out tomorrow all day", "from 2026-09-25 until 2026-09-28"),
        ("I'm out on Monday", "from 2026-09-28 until 2026-09-29"),
        ("I'm out thurs", "from 2026-10-01 until 2026-10-02"),  # today is one: the coming one
        ("I'm out from Monday to Wednesday", "from monday to wednesday"),
        ("I'm out, back in the office on Monday", "until monday"),
        ("I'm back", "back"),
        ("Back from vacation, thanks", "back"),
        ("I'm out now for some days", ""),
        ("Sorry, I'm out until Friday, thanks", "until friday"),
    ],
)
def test_what_away_is_told(typed: str, days: str) -> None:
    away = absence(typed, THURSDAY)
    assert away is not None
    assert away.days == days


@pytest.mark.parametrize(
    "typed",
    [
        "away",
        "gone",
        "I'm out until Friday?",
        "I'm out now for a good many days",
        "I'm away. The team met",
        "I'm out until " + "a " * 120 + "Friday",
        "",
    ],
)
def test_what_says_too_little_or_too_much_for_an_absence(typed: str) -> None:
    assert absence(typed, THURSDAY) is None
