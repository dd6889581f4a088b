"""Whom a team tells: whose line it is, which matters most, and when its sender hears of it."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.communication_plan import Audience, by_weight, of_plan, reminder_day, review_day
from pdsa.people import Member
from tests.pdsa.riverbend_year import YEAR, maribel, ruth

LINE = Audience(1, "District SEL team", "Families", 2, 2)
SCHOOLS = (ruth.team, "Cottonwood Elementary")


@pytest.mark.parametrize(
    ("team", "person", "theirs"),
    [
        ("District SEL team", maribel, True),
        ("Research", maribel, True),
        (ruth.team.upper(), maribel, False),
        (ruth.team.upper(), ruth, True),
        ("District SEL team", ruth, False),
        ("Cottonwood Elementary", ruth, False),
    ],
)
def test_whose_plan_a_line_stands_in(team: str, person: Member, theirs: bool) -> None:
    assert of_plan(replace(LINE, team=team), person, SCHOOLS) is theirs


def test_influence_and_interest_together_then_influence_then_the_name() -> None:
    def line(name: str, influence: int, interest: int) -> Audience:
        return replace(LINE, audience=name, influence=influence, interest=interest)

    lines = [line("b", 2, 2), line("Board", 1, 3), line("A", 2, 2), line("Union", 3, 1), line("Press", 1, 1),
             line("Staff", 3, 3)]  # fmt: skip
    assert [each.audience for each in by_weight(lines)] == ["Staff", "Union", "A", "b", "Board", "Press"]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [
        (date(2026, 9, 8), date(2026, 9, 8)),
        (date(2026, 9, 7), date(2026, 9, 4)),
        (date(2026, 9, 6), date(2026, 9, 4)),
        (YEAR.first_day, YEAR.first_day),
        (date(2026, 8, 16), None),
    ],
    ids=["a working day", "Labor Day", "a Sunday", "the first day", "before the year"],
)
def test_a_sender_is_reminded_on_the_last_working_day(day: date, reminded: date | None) -> None:
    assert reminder_day(day, YEAR) == reminded


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        (date(2026, 9, 10), date(2026, 9, 24)),
        (date(2026, 9, 28), date(2026, 10, 12)),
        (date(2026, 11, 9), date(2026, 11, 30)),
        (date(2027, 5, 21), date(2027, 6, 4)),
        (date(2027, 5, 22), None),
    ],
    ids=["two weeks later", "students off", "after a break", "the last day", "the year is over"],
)
def test_two_weeks_later_the_sender_is_asked_whether_it_worked(sent: date, asked: date | None) -> None:
    assert review_day(sent, YEAR) == asked
