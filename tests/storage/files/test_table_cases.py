"""Numbers, dates, groups and signs of the kinds in tests/cases, written as other people would."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pdsa.cell_reading import Flaw
from pdsa.column_guess import guess
from pdsa.figure_table import Blanks, Table, some_blank
from storage.files.incoming_file import Unread, read_inside
from tests.storage.files.made_tables import (
    OAK,
    PINE,
    formats,
    hide,
    lines,
    merged,
    numbers,
    sheet,
    supposed,
    table,
)

CASES = Path(__file__).parents[2] / "cases" / "tables"


@pytest.mark.parametrize(
    ("number_format", "value", "read"),
    [("0\\%", 61, 61), ('0.0" %"', 61.5, 61.5), ("0;0%", 61, 61), ("0%", 0.61, 61), ('0.0%" of staff"', 0.615, 61.5)],
)
def test_a_number_is_the_one_that_is_shown(number_format, value, read):
    data = sheet(["Week", "Score"], [date(2026, 10, 5), value], change=formats(B2=number_format))
    assert numbers(supposed(table(data))) == [("2026-10-05", read, None, "")]


def test_a_merged_cell_counts_for_each_of_its_rows_and_a_merged_number_for_one():
    rows = [["Site", "When", "Count", "n"], [PINE, date(2026, 9, 4), 5, 88], [None, date(2026, 9, 11), 6, None],
            [OAK, date(2026, 9, 4), 7, 140]]  # fmt: skip
    found = supposed(table(sheet(*rows, change=merged("A2:A3", "D2:D3"))))
    assert numbers(found) == [
        ("2026-09-04", 5, 88, PINE), ("2026-09-11", 6, None, PINE), ("2026-09-04", 7, 140, OAK),
    ]  # fmt: skip
    days = [["When", "Site", "Count"], [date(2026, 9, 4), PINE, 5], [None, OAK, 7]]
    assert [each[0] for each in numbers(supposed(table(sheet(*days, change=merged("A2:A3")))))] == ["2026-09-04"] * 2


BLANKS = [["Building", "School", "Date", "Rate"], ["", PINE, "2026-09-04", 5], ["", "", "2026-09-11", 6],
          ["", OAK, "2026-09-04", 7], ["", "n/a", "2026-09-18", 8]]  # fmt: skip


@pytest.mark.parametrize(
    ("blanks", "groups"),
    [(None, [PINE, OAK]), (Blanks.LEFT_OUT, [PINE, OAK]), (Blanks.ABOVE, [PINE, PINE, OAK, OAK]),
     (Blanks.EVERYBODY, [PINE, "", OAK, ""])],
)  # fmt: skip
@pytest.mark.parametrize("make", [lines, sheet])
def test_a_blank_below_a_school_is_nobodys_until_somebody_says_whose(make, blanks, groups):
    gathered = supposed(table(make(*BLANKS)), blanks=blanks)
    assert [each.group for each in gathered.good] == groups
    if blanks in (None, Blanks.LEFT_OUT):
        assert [(row.number, row.why) for row in gathered.bad] == [(3, Flaw.NO_GROUP), (5, Flaw.NO_GROUP)]


@pytest.mark.parametrize("ditto", ['"', "''", "〃", "ditto", "Same as above", "“"])
def test_a_sign_for_the_same_again_is_no_school_and_no_measure(ditto):
    rows = [["School", "Date", "Measure", "Rate"], [PINE, "2026-09-04", "Visits", 5], [ditto, "2026-09-11", ditto, 6]]
    parsed = table(lines(*rows))
    given = supposed(parsed, blanks=Blanks.ABOVE)
    assert [(row.number, row.why) for row in given.bad] == [(3, Flaw.NO_MEASURE)]
    columns = guess(parsed)
    assert columns.group is not None
    assert some_blank(parsed, columns.group)


@pytest.mark.parametrize("cell", [46279, "46279", 46279.5, "20260914"])
def test_a_number_in_a_column_called_date_is_a_day_as_spreadsheets_count(cell):
    for header in ("Survey date", "Week of", "Day"):
        parsed = table(sheet([header, "Value"], [cell, 54], [cell, 54]))
        assert guess(parsed).serials
        assert [each[0] for each in numbers(supposed(parsed))] == ["2026-09-14"]


def test_a_measure_is_never_taken_for_a_day():
    assert guess(table(lines(["Steps", "Minutes"], [46279, 54], [46280, 55]))).day is None


@pytest.mark.parametrize(
    "said",
    ["2026/10/05 8:01:22 AM MDT", "10/5/2026 8:01:22", "2026-10-05T08:01:22Z", "10/5/2026, 8:01 PM",
     "5 Oct 2026 8:01 am", "2026/10/05 8:01:22 p. m. GMT-6", "2026-10-05 08:01:22.000000+00:00"],
)  # fmt: skip
def test_timestamps_are_days(said):
    parsed = table(lines(["Timestamp", "Did it help?", "Site"], [said, 4, PINE], [said, 5, OAK]))
    columns = guess(parsed)
    assert (columns.day, columns.values, columns.n) == (0, (), None), "a question is supposed to be nothing"
    assert [each[0] for each in numbers(supposed(parsed, values=(1,)))] == ["2026-10-05"] * 2


@pytest.mark.parametrize(
    "sign",
    ["<5", "< 20", "n<5", "N < 10", "≤10", "Suppressed", "suppressed", "*", "**", "DS", "fewer than 5", "Redacted",
     "≥95%", "<5%", "too few to show"],
)  # fmt: skip
def test_what_is_hidden_is_never_a_number(sign):
    gathered = supposed(table(lines(["Date", "Value", "n"], ["2026-09-14", 54, 120], ["2026-09-21", sign, 130])))
    assert [each[1] for each in numbers(gathered)] == [54]
    assert [row.why for row in gathered.bad] == [Flaw.HIDDEN]
    people = supposed(table(lines(["Date", "Value", "n"], ["2026-09-14", 54, "1,204"], ["2026-09-21", 57, sign])))
    assert numbers(people) == [("2026-09-14", 54, 1204, "")], "of whom is hidden, so the number is, too"


def test_a_formula_counts_as_its_kept_value_and_is_said():
    data = sheet(["Date", "Yes", "All", "Share"], [date(2026, 9, 14), 60, 120, "=B2/C2"], change=formats(D2="0.0%"))
    assert any("Cell D2 is a formula, and the file keeps no value of it." in note for note in table(data).notes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b"</f><v></v>", b"</f><v>0.5</v>").replace(b"</f><v />", b"</f><v>0.5</v>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    parsed = table(buffer.getvalue())
    assert parsed.rows[0][3] == 50
    assert any("1 cell is a formula: I took the value that the file keeps" in note for note in parsed.notes)


def test_hidden_rows_and_columns_are_read_and_said():
    rows = [["Date", "Value", "n"], *([f"2026-09-{day}", day, 100] for day in range(14, 18))]
    parsed = table(sheet(*rows, change=hide(rows=[3, 4], columns=["C"])))
    assert len(parsed.rows) == 4
    assert any("2 rows are hidden in the sheet" in note for note in parsed.notes)
    assert any("Column C is hidden in the sheet" in note for note in parsed.notes)


@pytest.mark.parametrize("width", [68, 250, 301, 400])
def test_of_many_columns_none_vanishes_without_a_word(width):
    parsed = table(lines(["Date", *(f"Item {n}" for n in range(1, width))], ["2026-09-14", *([1] * (width - 1))]))
    assert len(parsed.headers) == min(width, 300)
    told = any("I read the first 300, up to “Item 299”" in note for note in parsed.notes)
    assert told is (width > 300)
    assert guess(parsed).values == (), "with so many, somebody chooses"


@pytest.mark.parametrize(
    "data",
    [b"<html><table><tr><td>1</td></tr></table></html>", b"\xef\xbb\xbf<!DOCTYPE html><html></html>", b"\n <TABLE><tr>",
     b"<!-- made by the SIS -->\n<table><tr>", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
     b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'],
)  # fmt: skip
@pytest.mark.parametrize("name", ["export.xls", "export.csv"])
def test_a_web_page_is_called_one(name, data):
    reading = read_inside(name, data)
    assert isinstance(reading, Unread)
    assert "web page" in reading.sentence
    assert "save it as .xlsx or .csv" in reading.sentence


@pytest.mark.parametrize("noise", [0.1 + 0.2, 0.3, 0.30000000000000004, 3 * 0.1])
def test_the_noise_of_floating_points_is_no_difference(noise):
    found = table(sheet(["Date", "Value"], [date(2026, 9, 14), noise]))
    assert found.rows[0][1] == 0.3
    assert numbers(supposed(table(lines(["Date", "Value"], ["2026-09-14", repr(noise)]))))[0][1] == 0.3


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("percent-literal.xlsx", 2, 0), ("merged-school.xlsx", 6, 0), ("float-noise.xlsx", 12, 0),
        ("readme-first.xlsx", 2, 0), ("title-block.xlsx", 3, 0), ("two-row-header.xlsx", 4, 0),
        ("date-serial.xlsx", 2, 0), ("week-number.csv", 2, 0), ("quarter.csv", 0, 3), ("dates-across.xlsx", 6, 0),
        ("hidden-row.xlsx", 2, 0), ("suppressed.csv", 2, 3),
        ("all-students-leak.csv", 24, 0),
    ],
)  # fmt: skip
def test_the_known_cases_give_what_they_hold(name, good, bad):
    reading = read_inside(name, (CASES / name).read_bytes())
    assert isinstance(reading, Table)
    given = supposed(reading)
    assert (len(given.good), len(given.bad)) == (good, bad)


@pytest.mark.parametrize("cell", ["1,204", "61.5", "a text that is none"])
def test_the_widest_table_is_guessed_at_once(cell):
    found = Table(("Date", *(f"M{n}" for n in range(299))), (("2026-09-14", *([cell] * 299)),) * 4000,
                  tuple(range(4000)))  # fmt: skip
    began = time.process_time()
    guess(found)
    assert time.process_time() - began < 5
