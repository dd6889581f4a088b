"""What a school year is called: as people write it, around a day, and the year after."""

from datetime import date

import pytest

from pdsa.newyear import label_around, label_in, next_label


@pytest.mark.parametrize(
    ("label", "following"),
    [
        ("2026-27", "2027-28"),
        ("2098-99", "2099-00"),
        ("2099-00", "2100-01"),
        ("2026", "2027"),
        ("Year A", "Year A + 1"),
        ("27", "27 + 1"),
        ("next", "next + 1"),
    ],
)
def test_the_label_of_the_year_after(label: str, following: str) -> None:
    assert next_label(label) == following


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-27", "2026-27"),
        ("2026/2027", "2026-27"),
        ("2026 – 27", "2026-27"),
        ("2099-00", "2099-00"),
        ("2026", "2026"),
        ("2026-28", None),
        ("1999-00", None),
        ("next year", None),
    ],
)
def test_a_school_year_as_people_write_it(text: str, label: str | None) -> None:
    assert label_in(text) == label


@pytest.mark.parametrize(
    ("day", "label"), [(date(2027, 2, 28), "2026-27"), (date(2027, 3, 1), "2027-28"), (date(2099, 9, 1), "2099-00")]
)
def test_the_school_year_around_a_day(day: date, label: str) -> None:
    assert label_around(day) == label
