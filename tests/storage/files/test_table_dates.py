"""Dates in two or three columns, and workbooks that count their days from 1904."""

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.storage.files.made_tables import lines, numbers, saved, sheet, supposed, table

APART: list[tuple[list[list[object]], list[str]]] = [
    ([["Year", "Month", "Referrals"], [2026, 9, 54], [2026, 10, 57]], ["2026-09-30", "2026-10-31"]),
    ([["Month", "Year", "Referrals"], ["September", 2026, 54], ["Oct", 2026, 57]], ["2026-09-30", "2026-10-31"]),
    ([["Mes", "Año", "Referrals"], ["septiembre", 2026, 54], ["octubre", 2026, 57]], ["2026-09-30", "2026-10-31"]),
    ([["Day", "Month", "Year", "Referrals"], [3, 9, 2026, 54], [10, 9, 2026, 57]], ["2026-09-03", "2026-09-10"]),
    ([["Year", "Month", "Day", "Referrals"], [2026, "Sep", 3, 54], [2026, "Sep", 10, 57]],
     ["2026-09-03", "2026-09-10"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "days"), APART)
@pytest.mark.parametrize("make", [lines, sheet])
def test_a_year_and_a_month_in_two_columns_are_one_date(make, rows, days):
    parsed = table(make(*rows))
    assert parsed.headers == ("Date", "Referrals")
    assert [each[:2] for each in numbers(supposed(parsed))] == [(days[0], 54), (days[1], 57)]
    assert parsed.notes[-1] == f"I read {', '.join(map(str, rows[0][:-1]))} together as the date."


NOT_APART: list[list[list[object]]] = [
    [["Year", "Month", "Referrals"], ["2026-27", 9, 54], ["2026-27", 10, 57]],  # a school year has two of them
    [["Year", "Month", "Referrals"], [2026, 14, 54], [2026, 15, 57]],
    [["Year", "Referrals"], [2025, 54], [2026, 57]],
]


@pytest.mark.parametrize("rows", NOT_APART)
def test_what_is_no_year_and_month_stays_in_its_columns(rows):
    assert len(table(lines(*rows)).headers) == len(rows[0])


def test_a_row_without_its_month_is_asked_about():
    found = table(lines(["Year", "Month", "Referrals"], [2026, 9, 54], [2026, "", 57]))
    given = supposed(found)
    assert [each[0] for each in numbers(given)] == ["2026-09-30"]
    assert [(bad.number, bad.found) for bad in given.bad] == [(3, "2026")]


@pytest.mark.parametrize("shown_as", ["General", "yyyy-mm-dd"])
def test_a_workbook_that_counts_from_1904_names_the_days_that_people_see(shown_as):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.append(["Date", "Referrals"])
    first = (date(2026, 9, 3) - date(1904, 1, 1)).days
    for days, value in ((first, 54), (first + 7, 57)):
        page.append([days, value])
        page.cell(page.max_row, 1).number_format = shown_as
    parsed = table(saved(book))
    assert [each[:2] for each in numbers(supposed(parsed))] == [("2026-09-03", 54), ("2026-09-10", 57)]
    assert any("counts its days from 1904" in note for note in parsed.notes) == (shown_as == "General")
