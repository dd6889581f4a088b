"""The column *Rhythm* of a plan: how people write how often, days of their own, and nothing."""

from datetime import date

import pytest

from storage.files.sheets.plan_reading import read
from tests.storage.files.workbooks import cell, changed

FIRST = "K2"


@pytest.mark.parametrize(
    ("written", "rhythm"),
    [
        ("Bi-weekly", "every second week"),
        ("MONTHLY ", "monthly"),
        ("Every semester", "each term"),
        ("quarterly", "each term"),
        ("Paused", "paused"),
        (date(2026, 10, 15), "2026-10-15"),
        ("2 Nov 2026; 1 Feb 2027", "2026-11-02, 2027-02-01"),
        ("October 15, 2026, January 21, 2027", "2026-10-15, 2027-01-21"),
        (None, ""),
        ("-", ""),
        ("n/a", ""),
    ],
)
def test_a_rhythm_as_people_write_it(written: object, rhythm: str) -> None:
    plan = read(changed(cell("Action plan", FIRST, written))).plan
    assert plan is not None
    assert plan.strategies[0].rhythm == rhythm


@pytest.mark.parametrize("written", ["every three weeks", "1st Monday of each month", "as needed", "30 Feb 2027"])
def test_what_is_unclear_is_said_with_its_cell(written: str) -> None:
    reading = read(changed(cell("Action plan", FIRST, written)))
    assert reading.plan is None
    (problem,) = reading.problems
    assert (problem.column, problem.row, problem.found) == ("Rhythm", 2, f"“{written}”")


def test_the_example_has_five_monthly_strategies() -> None:
    plan = read(changed(lambda book: None)).plan
    assert plan is not None
    assert [each.code for each in plan.strategies if each.rhythm == "monthly"] == ["S2", "S4", "S6", "S8", "S9"]
