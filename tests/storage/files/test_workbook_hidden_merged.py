"""Plans with formulas, merged cells and rows that a filter hides: read as the person sees them, and it is told."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.plan_reading import read
from tests.storage.files.workbooks import SheetChange, cell, changed, shown, together


def with_values(change: SheetChange, values: dict[str, str]) -> bytes:
    """The changed example, with last values put beside its formulas, as spreadsheet programs keep them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed(change))) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode("utf-8") if name.endswith(".xml") else before.read(name)
            if isinstance(part, str):
                for formula, value in values.items():
                    part = re.sub(rf"(<f>{re.escape(formula)}</f>)<v\s*/?>(</v>)?", rf"\1<v>{value}</v>", part)
            after.writestr(name, part)
    return made.getvalue()


def test_a_formula_counts_as_the_value_that_the_file_keeps() -> None:
    change = together(
        cell("Goals", "F7", "=E7+16"),
        cell("Action plan", "E2", "=DATE(2026,9,14)"),
        shown("Goals", "F8", "=0.5+0.2", "0%"),
    )
    reading = read(with_values(change, {"E7+16": "70", "DATE(2026,9,14)": "46279", "0.5+0.2": "0.7"}))
    assert [sentence(each) for each in reading.problems] == []
    assert reading.plan == read(changed(lambda book: None)).plan
    note = "for formulas I took the values that the file keeps, as last worked out."
    assert f"Sheet “Goals”, “Target”: {note}" in reading.notes
    assert f"Sheet “Action plan”, “Start”: {note}" in reading.notes


def test_a_formula_without_a_value_is_named() -> None:
    (problem,) = read(changed(cell("Goals", "F7", "=E7+16"))).problems
    assert sentence(problem).startswith("Sheet “Goals”, row 7, “Target”: I found a formula.")


@pytest.mark.parametrize("rows", [(2, 4), (5, 6)])
def test_what_is_merged_downwards_stands_in_each_row(rows: tuple[int, int]) -> None:
    first, last = rows

    def merge(book: Workbook) -> None:
        book["Action plan"].merge_cells(f"B{first}:B{last}")

    assert read(changed(merge)).plan == read(changed(lambda book: None)).plan


def test_a_merged_number_is_of_its_first_row_alone() -> None:
    plan = read(changed(lambda book: book["Goals"].merge_cells("E7:E8"))).plan
    assert plan is not None
    assert [each.baseline for each in plan.goals if each.code in ("G6", "G7")] == [54, None]


def test_rows_that_a_filter_hides_are_read_and_counted() -> None:
    def hide(book: Workbook) -> None:
        for row in (3, 4, 9):
            book["Action plan"].row_dimensions[row].hidden = True
        book["Goals"].row_dimensions[400].hidden = True

    reading = read(changed(hide))
    assert reading.plan == read(changed(lambda book: None)).plan
    assert reading.notes == ("Sheet “Action plan”: 3 rows are hidden, perhaps by a filter; I read them, too.",)


def test_a_hidden_sheet_is_read_and_told() -> None:
    reading = read(changed(lambda book: setattr(book["Goals"], "sheet_state", "hidden")))
    assert reading.plan is not None
    assert reading.notes == ("The sheet “Goals” is hidden in the file; I read it like the others.",)
