"""The example plan written in other ways: rightly accepted, as the same plan or with what differs told."""

from datetime import date, datetime, time

import pytest

from pdsa.calendar import DayOff
from pdsa.plan import Plan
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.plan_reading import read
from tests.storage.files.workbooks import (
    SheetChange,
    append,
    bare,
    cell,
    changed,
    drop_sheet,
    empty_sheet,
    rename_sheet,
    shown,
    together,
)


def plan_of(change: SheetChange) -> Plan:
    reading = read(changed(change))
    assert [sentence(problem) for problem in reading.problems] == []
    assert reading.plan is not None
    return reading.plan


SAME: dict[str, SheetChange] = {
    "nothing changed": lambda book: None,
    "headers in another case, with odd spaces and quotes": together(
        cell("Team", "E1", "  TIME ZONE (if not the district’s) "),
        cell("Team", "B1", "e mail"),
        cell("Action plan", "C1", "What  we will\ndo"),
    ),
    "sheets in another case and order": together(
        rename_sheet("Action plan", "ACTION PLAN "),
        lambda book: book.move_sheet("District", 5),
    ),
    "columns in another order": lambda book: book["Team"].move_range("A1:A17", cols=9),
    "a title above the headers": lambda book: book["Goals"].insert_rows(1, 3),
    "empty rows in between": lambda book: book["Action plan"].insert_rows(4, 40),
    "e-mails in capitals": together(
        cell("Team", "B6", "AL.PENA@Riverbend.Example"), cell("Goals", "I3", " Al.Pena@riverbend.example ")
    ),
    "an e-mail as a link": cell("Team", "B6", "mailto:al.pena@riverbend.example"),
    "an owner by name": cell("Goals", "I3", "ana-lucía  peña"),
    "roles and kinds in small letters": together(
        cell("Team", "C11", "school lead"), cell("Team", "C2", "LEAD"), cell("Goals", "B2", "Long term")
    ),
    "a code in small letters where it is referred to": cell("Action plan", "B2", " g2 "),
    "dates as ISO text": cell("Action plan", "E2", "2026-09-14"),
    "dates as American text": cell("Action plan", "E2", "9/14/2026"),
    "dates with two digits of the year": cell("Action plan", "E2", "9/14/26"),
    "dates with the day first": cell("Action plan", "E2", "14/9/2026"),
    "dates with typographic hyphens": cell("Action plan", "E2", "2026\u201109\u201114"),
    "dates with unseen signs": cell("Action plan", "E2", "\u200e9/14/2026\u200b"),
    "dates as the number behind them": bare("Action plan", "E2", 46279),
    "dates with a weekday": cell("Action plan", "E2", "Monday, September 14th, 2026"),
    "dates of which another tells the order": together(
        cell("Action plan", "E2", "9/14/26"),
        cell("Action plan", "E3", "10/5/26"),
        cell("Action plan", "E4", "09/08/2026"),
    ),
    "a decimal comma": cell("Goals", "E9", "4,2"),
    "nothing, said": together(cell("Goals", "E3", 1), cell("Goals", "E2", "n/a"), cell("Goals", "F2", "–")),
    "per cent signs that are texts": together(
        shown("Goals", "E7", 54, '0"%"'), shown("Goals", "F7", 70, "0\\%"), shown("Goals", "E8", 61, "0;-0%")
    ),
    "a percentage that is shown": together(shown("Goals", "E7", 0.54, "0%"), shown("Goals", "F7", 0.7, '0.0%;"%"0')),
    "a measure with other quotes, dashes and spaces": together(
        cell("Goals", "G9", "Office referrals per\u00a0100 students per\u2009week"),
        cell("Observations", "A39", "Staff who agree they can sup\u00adport SEL (%)\u200b"),
    ),
    "a code with signs that nobody sees": together(
        cell("Action plan", "A3", "S2\u200b"), cell("Action plan", "B4", "\ufeffG2")
    ),
    "sheets as Numbers exports them": together(
        *(rename_sheet(name, f"{name} - Table 1") for name in ("District", "Calendar", "Team", "Goals", "Action plan")),
        rename_sheet("Logic model", "Logic model-Table 1"),
        lambda book: book.create_sheet("Export Summary", 0),
    ),
    "sheets that were copied": together(rename_sheet("Team", "Copy of Team"), rename_sheet("Goals", "Goals (2)")),
    "last names first": together(
        cell("Team", "A6", "Peña, Ana-Lucía"),
        cell("Team", "A10", "Osei, Dr. Bernadette"),
        cell("Goals", "I3", "Ana-Lucía Peña"),
        cell("Action plan", "D2", "Peña, Ana-Lucía"),
    ),
    "an owner with name and address": cell("Action plan", "D2", "Ana-Lucía Peña <al.pena@riverbend.example>"),
    "an owner whom a title and a bracket accompany": cell("Action plan", "D2", "Ms. Ana-Lucía Peña (lead)"),
    "rows that show an example": together(
        append("Team", "e.g. Sam Lee", "sam@district.example", "Member", "Our team"),
        append("Goals", "G99", "Outcome", "e.g. Fewer students are sent out of class"),
        append("Action plan", "e.g. S1", "G2", "Peer visits between schools"),
        append("Action plan", "S98", "G2", "Example: Peer visits between schools"),
        append("Observations", "E.g. Staff who agree", date(2026, 9, 25), 54),
        append("Calendar", "(e.g. Winter break)", date(2026, 12, 21)),
    ),
    "dates as words": cell("Action plan", "E2", "Sep 14, 2026"),
    "dates with a time": cell("Action plan", "E2", datetime.combine(date(2026, 9, 14), time(8, 30))),
    "numbers as text": together(
        cell("Goals", "E7", "54"), cell("Goals", "F7", " 70 % "), cell("Observations", "D39", "412")
    ),
    "thousands with a comma": cell("Observations", "D2", "1,184"),
    "ratings as text": cell("Rubric", "B3", "2"),
    "the zone in small letters": cell("District", "B4", "america/denver"),
    "the year with a slash": cell("District", "B3", "2026/2027"),
    "a channel without its sign": cell("District", "B10", "sel-team"),
    "control characters": cell("Action plan", "C2", "After-school and virtual workshops,\u200a six a term\x7f \x9f"),
    "trailing spaces and odd ones": cell("Goals", "I2", "\u00a0m.ortega@riverbend.example\u200b "),
    "an observation twice": append(
        "Observations", "Staff who agree they can support SEL (%)", date(2026, 9, 25), 54, 412, "district"
    ),
    "a measure in another case": cell("Observations", "A39", "STAFF who agree they can support SEL (%)"),
    "a link twice": append("Logic model", "G2", "G6"),
    "a column of their own, with a formula in it": together(cell("Team", "F1", "Phone"), cell("Team", "F2", "=1+1")),
    "a sheet of their own": lambda book: book.create_sheet("Budget").append(["=1/0"]),
    "a field of their own": append("District", "Superintendent", "=1+1"),
    "styled cells far below": lambda book: setattr(book["Team"]["A900"], "number_format", "0.00"),
    "a percentage cell shows what it says": lambda book: (
        setattr(book["Goals"]["E7"], "value", 0.54),
        setattr(book["Goals"]["E7"], "number_format", "0%"),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_another_spelling_is_the_same_plan(name: str):
    assert plan_of(SAME[name]) == plan_of(lambda book: None)


def test_what_is_missing_from_a_strategy_is_allowed():
    blanks = together(*(cell("Action plan", f"{letter}2", None) for letter in "DEFGHIJ"))
    assert plan_of(blanks).strategies[0].missing == ("owner", "start", "end", "prediction")


def test_only_the_weekly_measure_is_added():
    plan = plan_of(
        together(cell("Action plan", "L1", "Measure we count each week"), cell("Action plan", "L3", "Visits"))
    )
    assert [strategy.measure for strategy in plan.strategies[:3]] == ["", "Visits", ""]


@pytest.mark.parametrize("name", ["Logic model", "Observations", "Rubric"])
def test_a_sheet_that_nobody_needs_may_be_missing_or_empty(name: str):
    assert (
        plan_of(drop_sheet(name)) == plan_of(empty_sheet(name)) == plan_of(lambda book: book[name].delete_rows(1, 99))
    )


def test_a_year_without_days_off_and_strategies_is_told_and_kept():
    reading = read(changed(together(empty_sheet("Calendar"), empty_sheet("Action plan"))))
    assert reading.plan is not None
    assert (reading.plan.days_off, reading.plan.strategies) == ((), ())
    assert reading.notes == ("Sheet “Calendar” has no rows yet.", "Sheet “Action plan” has no rows yet.")


def test_a_single_day_off_needs_no_end_and_is_for_all():
    plan = plan_of(together(cell("Calendar", "C2", None), cell("Calendar", "D2", None)))
    assert plan.days_off[0] == DayOff("Labor Day", date(2026, 9, 7), date(2026, 9, 7), for_all=True)


def test_the_minimum_group_is_ten_unless_it_says_otherwise():
    assert plan_of(cell("District", "B9", None)).minimum_group == 10


def test_observations_in_the_future_are_no_error():
    plan = plan_of(append("Observations", "Office referrals", date(2031, 1, 1), 3, None, None))
    assert plan.observations[-1].day == date(2031, 1, 1)


def test_what_was_passed_over_is_told():
    strange = together(
        SAME["a column of their own, with a formula in it"],
        SAME["a sheet of their own"],
        SAME["a field of their own"],
        SAME["a percentage cell shows what it says"],
        SAME["a link twice"],
        cell("District", "B3", "2025-26"),
    )
    assert read(changed(strange)).notes == (
        "I passed over the sheet “Budget”, which a plan does not have.",
        "Sheet “Team”: I passed over the column “Phone”, which a plan does not have.",
        "Sheet “District”, row 13: I passed over “Superintendent”, which a plan does not have.",
        "The school year says 2025-26, and its first day is 2026-08-17: please check that both are right.",
        "Sheet “Goals”, “Baseline”: I read cells shown as a percentage as you see them: 54% is 54.",
        "Sheet “Logic model”, row 6: the same as a row above, so I counted it once.",
    )


def test_very_many_problems_are_cut_short():
    def spoil(book):
        for row in range(2, 600):
            book["Observations"].cell(row, 3).value = "?"
            book["Observations"].cell(row, 1).value = "Measure"

    said = [sentence(problem) for problem in read(changed(spoil)).problems]
    assert len(said) == 101
    assert said[-1] == "I found 1606 more problems. Mend the ones above first, then import again to see what is left."
