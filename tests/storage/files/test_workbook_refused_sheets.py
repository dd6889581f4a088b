"""The example plan with something wrong in its sheets, headers, district, calendar or team: refused in the right sentence."""
# ruff: noqa: E501 - a sentence stands on one line, as people read it

from datetime import date

import pytest

from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.plan_reading import read
from tests.storage.files.workbooks import (
    SheetChange,
    append,
    cell,
    changed,
    drop_column,
    drop_sheet,
    empty_sheet,
    together,
)

ROLES = "Choose Lead, Member, Research, Communications, School lead, School member, Supervisor or Observer."

# fmt: off
Variant = tuple[SheetChange | str, ...]
REFUSED: dict[str, Variant] = {
    "no sheet Team": (
        drop_sheet("Team"),
        "Sheet “Team”: I found no such sheet. Add a sheet of this name, or copy it from the empty template.",
    ),
    "no sheet District": (
        drop_sheet("District"),
        "Sheet “District”: I found no such sheet. Add a sheet of this name, or copy it from the empty template.",
    ),
    "an empty Team": (
        empty_sheet("Team"),
        "Sheet “Team”: I found nobody. List everybody who takes part, one row each, with at least one Lead.",
    ),
    "two sheets of one name": (
        lambda book: book.create_sheet("team "),
        "Sheet “Team”: I found two sheets of this name. Keep one of them, or rename the other.",
    ),
    "no headers": (
        lambda book: book["Goals"].delete_rows(1),
        "Sheet “Goals”: I found no row with the column headers. The first row should say: Goal, Kind, Statement, Key activity (rubric item), Baseline, Target, Measure, Due, Owner, Serves goal, School.",
    ),
    "a required column is gone": (
        drop_column("Action plan", 3),
        "Sheet “Action plan”, row 1, “What we will do”: I found no column with this header. Add it to the row with the headers.",
    ),
    "two columns of one name": (
        cell("Action plan", "H1", "Owner"),
        "Sheet “Action plan”, row 1, “Owner”: I found two columns with this header. Keep the one that counts.",
    ),
    "no name of the district": (
        cell("District", "B2", "  "),
        "Sheet “District”, row 2, “District”: I found nothing. Fill it in, under Value.",
    ),
    "no row for the last day": (
        lambda book: book["District"].delete_rows(6),
        "Sheet “District”, column “Field”: I found no row for “Last day of school”. Add the row, and fill it in under Value.",
    ),
    "a field twice": (
        append("District", "time zone", "America/Chicago"),
        "Sheet “District”, row 13, “Field”: I found “time zone” a second time. Keep one of the two rows.",
    ),
    "a zone in everyday words": (
        cell("District", "B4", "Mountain Time"),
        "Sheet “District”, row 4, “Time zone”: I found “Mountain Time”. Did you mean America/Denver or America/Phoenix?",
    ),
    "a zone with a slip": (
        cell("District", "B4", "America/Dever"),
        "Sheet “District”, row 4, “Time zone”: I found “America/Dever”. Did you mean America/Denver or America/Detroit?",
    ),
    "a zone that is none": (
        cell("Team", "E3", "Mars/Olympus Mons"),
        "Sheet “Team”, row 3, “Time zone (if not the district's)”: I found “Mars/Olympus Mons”. Name the region by its official zone (IANA): America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles, America/Anchorage or Pacific/Honolulu.",
    ),
    "a school year in other words": (
        cell("District", "B3", "next year"),
        "Sheet “District”, row 3, “School year”: I found “next year”. Write the school year as 2026-27.",
    ),
    "a school year of three": (
        cell("District", "B3", "2026-29"),
        "Sheet “District”, row 3, “School year”: I found “2026-29”. Write the school year as 2026-27.",
    ),
    "the year ends before it begins": (
        cell("District", "B6", date(2026, 6, 4)),
        "Sheet “District”, row 6, “Last day of school”: I found “2026-06-04”. It should not be before “First day of school”, 2026-08-17.",
    ),
    "a year of two years": (
        cell("District", "B6", date(2028, 6, 2)),
        "Sheet “District”, row 6, “Last day of school”: I found “2028-06-02”. A school year should end within 400 days of its first day.",
    ),
    "a minimum group of none": (
        cell("District", "B9", 0),
        "Sheet “District”, row 9, “Minimum group shown”: I found “0”. Write a whole number from 1 to 100.",
    ),
    "a minimum group in words": (
        cell("District", "B9", "ten"),
        "Sheet “District”, row 9, “Minimum group shown”: I found “ten”. Write a whole number from 1 to 100.",
    ),
    "a channel of two words": (
        cell("District", "B10", "sel team"),
        "Sheet “District”, row 10, “Team channel”: I found “sel team”. Write the channel's name without spaces, such as #sel-team.",
    ),
    "a day off that ends before it begins": (
        cell("Calendar", "C5", date(2026, 12, 1)),
        "Sheet “Calendar”, row 5, “To”: I found “2026-12-01”. It should not be before “From”, 2026-12-21.",
    ),
    "a day off in another century": (
        together(cell("Calendar", "B2", date(2062, 9, 7)), cell("Calendar", "C2", date(2062, 9, 7))),
        "Sheet “Calendar”, row 2, “From”: I found “2062-09-07”. Days off should lie between 2026-04-19 and 2027-10-02: check the year.",
        "Sheet “Calendar”, row 2, “To”: I found “2062-09-07”. Days off should lie between 2026-04-19 and 2027-10-02: check the year.",
    ),
    "a break of half a year": (
        cell("Calendar", "C4", date(2027, 5, 27)),
        "Sheet “Calendar”, row 4, “To”: I found “2027-05-27”. A stretch of days off may have 120 days at most: check both dates.",
    ),
    "off for whom": (
        cell("Calendar", "D3", "teachers"),
        "Sheet “Calendar”, row 3, “Who has no school”: I found “teachers”. Write “all” where nobody works, or “students” where only students are off.",
    ),
}
# fmt: on


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_sentences(name: str):
    change, *expected = REFUSED[name]
    reading = read(changed(change))
    assert reading.plan is None
    assert [sentence(problem) for problem in reading.problems] == expected


def test_there_are_enough_variants():
    assert len(REFUSED) >= 24
