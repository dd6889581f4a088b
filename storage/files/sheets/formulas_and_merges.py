"""What a plan's sheet says beside its cells: the last values of formulas, merged cells, and rows that are hidden."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from storage.files.hidden_and_merged import Marks
from storage.files.sheet_grid import MOST_EMPTY
from storage.files.sheets import header_and_rows, import_notes
from storage.files.sheets.cells import EMPTY, SheetCell
from storage.files.sheets.header_and_rows import Findings, Line


def has_formulas(filled: Sequence[Line]) -> bool:
    return any(cell.is_formula for _number, line in filled for cell in line)


def with_last_values(filled: Sequence[Line], worksheet: Any) -> list[Line]:
    """The lines with each formula as the value that the file keeps of it; one without a value stays a formula.

    `worksheet` is the same sheet, opened for values alone.
    """
    wanted = {number for number, line in filled if any(cell.is_formula for cell in line)}
    worksheet.reset_dimensions()
    rows = enumerate(worksheet.iter_rows(max_col=header_and_rows.MOST_COLUMNS, max_row=max(wanted, default=1)), start=1)
    kept = {number: [header_and_rows.found_in(cell) for cell in row] for number, row in rows if number in wanted}
    return [
        (number, [_valued(cell, place, kept.get(number, ())) for place, cell in enumerate(line)])
        for number, line in filled
    ]


def _valued(cell: SheetCell, place: int, kept: Sequence[SheetCell]) -> SheetCell:
    value = kept[place] if cell.is_formula and place < len(kept) else EMPTY
    return cell if value.value is None else replace(value, computed=True)


def fill_merged(filled: Sequence[Line], marks: Marks) -> None:
    """What is merged downwards stands in each of its rows: a goal's code beside the strategies that serve it. A number
    does not: which of the rows it is of, nobody has said.
    """
    by_number = dict(filled)
    for first_column, first_row, _last_column, last_row in marks.merged:
        top = by_number.get(first_row)
        if top is None or last_row == first_row or first_column > len(top):
            continue
        value = top[first_column - 1]
        if value.blank or isinstance(value.value, int | float):
            continue
        for number in range(first_row + 1, min(last_row, first_row + MOST_EMPTY) + 1):
            line = by_number.get(number)
            if isinstance(line, list):
                line.extend([EMPTY] * (first_column - len(line)))
                line[first_column - 1] = value


def tell_hidden(name: str, filled: Sequence[Line], marks: Marks, findings: Findings) -> None:
    """How many filled rows a person who looks at the sheet would not see."""
    hidden = sum(number in marks.hidden_rows for number, _line in filled)
    if hidden:
        findings.note(import_notes.note_hidden_rows(name, hidden))
