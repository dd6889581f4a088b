"""The one reader of numbers: what it reads, and above all what it leaves unread."""

import pytest

from pdsa.written_numbers import Decimal, NotANumber, NumberTrouble, read_number, written


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("38", 38), ("4.2", 4.2), ("-4.2", -4.2), ("+5", 5), (".5", 0.5), ("5.", 5), ("007", 7), ("0", 0),
        ("54%", 54), ("54 %", 54), ("54 percent", 54), ("57.5%", 57.5),
        ("1,204", 1204), ("1 204", 1204), ("1\u202f204", 1204), ("1\u00a0204", 1204), ("1'204", 1204), ("1’204", 1204),
        ("12,345,678", 12345678), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1.234.567", 1234567),
        ("4,2", 4.2), ("4,25", 4.25), ("0,234", 0.234), (",5", 0.5), ("1.204", 1.204),
        ("\u22125", -5), ("\u20115", -5), ("\u200b4.2\ufeff", 4.2), ("１２", 12), ("\u0664\u0662", 42),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(said, number):
    assert read_number(said) == number


@pytest.mark.parametrize(
    "said",
    ["12,345,6", "1,5,2", "1,234,5", "12,34,567", "12,3456", "12345,678", "1 2", "12 04", "1,204 567", "1 204,567",
     "1.2.3", "4.2.", "1,,204", "- 5"],
)  # fmt: skip
@pytest.mark.parametrize("decimal", [None, Decimal.POINT])
def test_what_fits_no_way_of_writing_is_left_unread(said, decimal):
    with pytest.raises(NotANumber) as caught:
        read_number(said, decimal)
    assert caught.value.trouble is NumberTrouble.UNCLEAR


TROUBLES = {
    NumberTrouble.NOTHING: (
        "", "–", "n/a", "nan",
    ),
    NumberTrouble.NO_NUMBER: (
        "1_000", "1e5", "inf", "infinity", "0x1f", "4½", "(5)", "3-5", "$4", "5 of 10", "54%%", "9" * 41,
    ),
    NumberTrouble.MARKED: (
        "4.2*", "4.2 †", "4.2¹", "10²", "54%*", "4.2[1]", "*54", "† 4.2", "4.2#", "4.2^1", "54 (est.)", "~54",
        "about 54", "4.2 (a)",
    ),
    NumberTrouble.HIDDEN: (
        "<10", "n<10", "n < 10", "≥95%", "Suppressed", "*", "fewer than 10", "Too few to report", "DS", "(suppressed)",
        "[masked]", "N<10 (suppressed)", "Too few students", "n-size too small", "1-9", "95% or more", "less than ten",
        "< 10 students", "below 10", "under minimum n", "††", "Not shown", "masked for privacy", "<5*",
    ),
    NumberTrouble.TOO_LARGE: ("9" * 13,),
}  # fmt: skip


@pytest.mark.parametrize(("said", "trouble"), [(said, each) for each, texts in TROUBLES.items() for said in texts])
def test_what_is_no_number_says_what_it_is(said, trouble):
    with pytest.raises(NotANumber) as caught:
        read_number(said)
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(
    ("said", "point", "comma"),
    [("1,204", 1204, 1.204), ("1.204", 1.204, 1204), ("4,2", None, 4.2), ("4.2", 4.2, None), ("1.234,5", None, 1234.5),
     ("1,234.5", 1234.5, None), ("1 204", 1204, 1204), ("38", 38, 38)],
)  # fmt: skip
def test_where_the_decimal_sign_is_known_nothing_is_read_the_other_way(said, point, comma):
    for decimal, number in ((Decimal.POINT, point), (Decimal.COMMA, comma)):
        if number is not None:
            assert read_number(said, decimal) == number
        else:
            with pytest.raises(NotANumber):
                read_number(said, decimal)


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.2, "4.2"), (38.0, "38"), (0.0, "0"), (1234567.12345, "1234567.12345"), (2e10, "20000000000"),
     (1e-7, "0.0000001"), (-5, "-5"), (0.1 + 0.2, "0.30000000000000004"), (100, "100")],
)  # fmt: skip
def test_a_number_put_into_a_form_comes_back_as_it_was(value, text):
    assert written(value) == text
    assert read_number(text) == value
