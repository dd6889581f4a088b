"""How long words are kept: ages as people type them, months counted back, and the days on which old words go."""

from datetime import date

import pytest

from pdsa.retention import going_day, going_days, months_before, months_in


@pytest.mark.parametrize(
    ("text", "months"),
    [("2y", 24), ("18 months", 18), ("24m", 24), (" 1 year ", 12), ("1 month", 1), ("0y", None), ("0", None),
     ("", None), ("12", None), ("-2y", None), ("2 weeks", None), ("9999y", None), ("2.5y", None)],
)  # fmt: skip
def test_an_age_is_read_or_refused(text: str, months: int | None) -> None:
    assert months_in(text) == months


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2027-03-31", 1, "2027-02-28"), ("2028-02-29", 12, "2027-02-28"), ("2028-02-29", 48, "2024-02-29"),
     ("2027-01-02", 1, "2026-12-02"), ("2027-12-31", 13, "2026-11-30"), ("2027-12-31", 12, "2026-12-31")],
)  # fmt: skip
def test_months_are_counted_back(day: str, months: int, then: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_old_words_go_on_the_first_tuesday_of_a_month() -> None:
    assert going_day(date(2026, 9, 20)) == date(2026, 9, 1)
    assert going_day(date(2026, 10, 1)) == date(2026, 10, 6)
    days = going_days(date(2026, 9, 2), date(2027, 1, 5))
    assert days == [date(2026, 10, 6), date(2026, 11, 3), date(2026, 12, 1), date(2027, 1, 5)]
