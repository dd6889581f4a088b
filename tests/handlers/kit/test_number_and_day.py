"""A number and a date as a form's answer: read by the one reader, or declined under the field in a sentence."""

from datetime import UTC, date, datetime

import pytest

from handlers.kit.turn import Turn
from pdsa.errors import Refusal
from pdsa.people import Member, Role

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def turn(text: str) -> Turn:
    person = Member(1, "Priya Sharma", "priya@riverbend.example", Role.RESEARCH, "District SEL team")
    return Turn(person, NOW, answers={"field": text})


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("38", 38),
        ("4,2", 4.2),
        ("1,200", 1200),
        ("1.234,5", 1234.5),
        ("1 204", 1204),
        ("54%", 54),
        ("", None),
        ("-", None),
    ],
)
def test_an_answered_number(said, number):
    assert turn(said).figure("field") == number


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("12,345,6", "I cannot tell which number “12,345,6” is. Write it like 1234.5, with a point and no commas."),
        ("1,5,2", "I cannot tell which number “1,5,2” is. Write it like 1234.5, with a point and no commas."),
        ("1_000", "I need a number here, like 38 or 4.2."),
        ("1e5", "I need a number here, like 38 or 4.2."),
        ("inf", "I need a number here, like 38 or 4.2."),
        ("4.2*", "“4.2*” has a mark beside the number. Write the number alone, like 38 or 4.2."),
        ("<10", "“<10” stands for a number that is hidden. I need the number itself, or none."),
    ],
)
def test_a_number_that_is_not_surely_one_is_declined_under_its_field(said, sentence):
    with pytest.raises(Refusal) as caught:
        turn(said).figure("field")
    assert (caught.value.sentence, caught.value.field) == (sentence, "field")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2027-01-14", date(2027, 1, 14)),
        ("1/14/27", date(2027, 1, 14)),
        ("2027\u201101\u201114", date(2027, 1, 14)),
        ("", None),
    ],
)
def test_an_answered_day(said, day):
    assert turn(said).day("field") == day


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("30 Feb 2027", "The calendar has no “30 Feb 2027”. Write a day like 2027-01-14."),
        ("3/4/2026", "“3/4/2026” can be Wed 4 Mar or Fri 3 Apr. Write it like 2026-03-04."),
        ("Q1 2027", "“Q1 2027” is longer than a day. Write one day, like 2027-01-14."),
        ("14 Jan", "“14 Jan” has no year. Write it like 2027-01-14."),
        ("1/14/1899", "“1/14/1899” is long ago or far ahead. Is the year right?"),
        ("soon", "I need a date here, like 2027-01-14."),
    ],
)
def test_a_day_that_is_not_surely_one_is_declined_under_its_field(said, sentence):
    with pytest.raises(Refusal) as caught:
        turn(said).day("field")
    assert (caught.value.sentence, caught.value.field) == (sentence, "field")
