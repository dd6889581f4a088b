"""Dates, hours, numbers and lists as the reader writes them."""

import re
from datetime import date, time
from gettext import NullTranslations

import pytest

from handlers.kit.words import at_time, join, month_name, month_short, number, weekday_name, when
from pdsa.pseudo_language import PSEUDO
from pdsa.text import knows, speaking, teach

DAY = date(2027, 1, 14)
SAID = {
    "en": ("Thu 14 Jan", "Thu 14 Jan 2027", "January 2027", "Jan", "Thursday", "2:00 pm", "12,345.5", "a, b and c"),
    "es": (
        "jue, 14 de ene", "jue, 14 de ene de 2027", "enero de 2027", "ene", "jueves", "2:00 p.m.", "12,345.5",
        "a, b y c",
    ),
    "pl": ("czw., 14 sty", "czw., 14 sty 2027", "styczeń 2027", "sty", "czwartek", "14:00", "12 345,5", "a, b i c"),
    PSEUDO: (
        "Thu 14 Jan", "Thu 14 Jan 2027", "January 2027", "Jan", "Thursday", "2:00 pm", "12,345.5", "⟦a, b åñđđ c⟧",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", SAID)
def test_dates_hours_numbers_and_lists_are_the_readers(language: str) -> None:
    if not knows(language):
        teach(language, NullTranslations())
    with speaking(language):
        told = (when(DAY), when(DAY, date(2026, 1, 14)), month_name(DAY), month_short(DAY), weekday_name(DAY))
        told += (at_time(time(14)), number(12345.5), join(["a", "b", "c"]))
    assert tuple(re.sub("[\u00a0\u202f]", " ", each) for each in told) == SAID[language]
