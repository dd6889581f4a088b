"""Per cent signs in number formats: which multiply a number, and which are there to be looked at."""

import pytest

from storage.files.sheet_grid import times_hundred

MULTIPLIED = [
    ("0%", 0.54), ("0.00%", 0.54), ("0 %", 0.54), ("#,##0.0%", 0.54), ("0%;-0%", -0.54), ("0%;[Red]-0%;0%", 0.0),
    ("[Green]0%", 0.54), ("[<=1]0%;0", 0.54), ("[>1]0;0%", 0.54), ('"about "0%', 0.54), ("_(0%_)", 0.54),
    ("%0", 0.54), ('0"points";-0%', -0.1), ("[$-409]0%", 0.54),
]  # fmt: skip
LITERAL = [
    ('0"%"', 54), ("0\\%", 54), ("0.0\\%", 57.5), ('0" %"', 54), ('0"% of staff"', 54), ("0;-0%", 54), ("0;0;0%", 54),
    ("0%;0", -54), ("0%;-0%;0", 0), ("[<=1]0%;0", 54), ("[>1]0;0%", 54), ("0_%", 54), ("0*%", 54), ("General", 54),
    ("", 54), ("0.00", 54), ('0"%', 54), ("[Red]0\\%;[Blue]0\\%", -54), ("0\\%;0%", 54),
]  # fmt: skip


@pytest.mark.parametrize(("number_format", "value"), MULTIPLIED)
def test_a_sign_that_shows_the_number_times_100(number_format, value):
    assert times_hundred(number_format, value)


@pytest.mark.parametrize(("number_format", "value"), LITERAL)
def test_a_sign_that_is_text_or_for_other_numbers(number_format, value):
    assert not times_hundred(number_format, value)
