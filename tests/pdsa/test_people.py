"""Who is asked, who is away, and how people are greeted."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.people import LONGEST_EMAIL, Away, Role, is_email
from tests.pdsa.riverbend_year import ana, bernadette, jerome, maribel, ruth


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Maribel Ortega", "Maribel"),
        ("Ana-Lucía Peña", "Ana-Lucía"),
        ("Dr. Bernadette Osei", "Dr. Bernadette"),
        ("Siobhán O'Hara-Núñez", "Siobhán"),
        ("Cher", "Cher"),
        ("Peña, Ana-Lucía", "Ana-Lucía"),
        ("Osei, Dr. Bernadette", "Dr. Bernadette"),
        ("Dr. Osei", "Dr. Osei"),
        ("Dr Bernadette Osei", "Dr Bernadette"),
        ("van der Berg, Sam", "Sam"),
        ("Little Elk, Jerome, Jr.", "Jerome"),
        ("Little Elk, Jr., Jerome", "Jerome"),
        ("Ruth Yazzie, Ed.D.", "Ruth"),
        ("Yazzie , Ruth (she/her)", "Ruth"),
        ("PEÑA, ANA", "ANA"),
        ("Peña,", "Peña"),
        ("Nguyen, Ma", "Ma"),
        ("J. Little Elk", "J. Little"),
        ("", "m.ortega@riverbend.example"),
    ],
)
def test_first_names(name, greeting):
    assert replace(maribel, name=name).first_name == greeting


def test_observers_and_those_who_left_are_never_prompted():
    assert [m.prompted for m in (maribel, ana, ruth, bernadette)] == [True, True, True, False]
    assert not replace(jerome, role=Role.SUPERVISOR).prompted
    assert not replace(jerome, active=False).prompted


@pytest.mark.parametrize(
    ("day", "back"),
    [
        (date(2026, 10, 4), None),
        (date(2026, 10, 5), date(2026, 10, 19)),  # two stretches that touch
        (date(2026, 10, 18), date(2026, 10, 19)),
        (date(2026, 10, 19), None),  # the day of return is a day of work
    ],
)
def test_absence_ends_on_the_day_of_return(day, back):
    away = (Away(date(2026, 10, 12), date(2026, 10, 19)), Away(date(2026, 10, 5), date(2026, 10, 12)))
    jerome_away = replace(jerome, away=away)
    assert jerome_away.back_on(day) == back
    assert jerome_away.is_away(day) is (back is not None)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("m.ortega@riverbend.example", True),
        ("m.ortega@riverbend", False),
        ("Maribel Ortega <m.ortega@riverbend.example>", False),
        ("m.ortega@riverbend.example, a@riverbend.example", False),
        ("a@" + "b" * (LONGEST_EMAIL - 10) + ".example", True),
        ("a@" + "b" * (LONGEST_EMAIL - 9) + ".example", False),
        ("", False),
    ],
)
def test_what_has_the_form_of_an_address(text: str, is_one: bool) -> None:
    assert is_email(text) is is_one
