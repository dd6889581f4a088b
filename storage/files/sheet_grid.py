"""Reads one sheet of a workbook as rows of cells: merged cells filled, formulas by the value that the file keeps."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter

from pdsa.cell_reading import DIGITS, UNKEPT, Cell
from pdsa.errors import Refusal
from pdsa.text import _, ngettext
from storage.files.hidden_and_merged import Marks
from storage.files.sheets import cells
from storage.files.sheets.cells import Bad, SheetCell

MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_CELLS = 1_500_000
MOST_CELL = 2_000
MOST_EMPTY = 20_000
"""After so many rows that are there but hold nothing (a whole sheet given a colour), nothing more is expected."""
ABOVE_ROWS = 30
"""So many rows more than the figures may a table have: titles, and a header."""

Numbered = tuple[int, Sequence[Cell]]
PIECES = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|;|%|.', re.DOTALL)
"""A format's pieces: quoted texts, escaped signs, widths and fillers, brackets, the sign between sections, the rest."""
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
HOLDS = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


@dataclass
class SheetGrid:
    """The filled rows of a sheet, by their numbers, and sentences about how they were read."""

    rows: list[Numbered] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _cells: int = 0

    def add(self, number: int, row: Sequence[Cell]) -> None:
        """One row more. Raises Refusal where that is more than is taken at once."""
        self.rows.append((number, row))
        self._cells += len(row)
        if len(self.rows) > MOST_ROWS + ABOVE_ROWS:
            raise too_many_rows()
        if self._cells > MOST_CELLS:
            raise too_many_cells()


def too_many_rows() -> Refusal:
    told = _(
        "This table has more than {most} rows, which is more than I take at once. Nothing was kept: send it in "
        "parts, a year or a school each."
    )
    return Refusal(told.format(most=f"{MOST_ROWS:,}"))


def too_many_cells() -> Refusal:
    told = _("This table has more than {most} cells, which is more than I take at once. Send only what matters.")
    return Refusal(told.format(most=f"{MOST_CELLS:,}"))


def many_columns(width: int, last: Cell) -> str:
    told = _(
        "The table has {n} columns or more. I read the first {most}, up to “{last}”: send the others by themselves."
    )
    return told.format(n=width, most=MOST_COLUMNS, last=str(last or "")[:60])


def grid_of(worksheet: Any, marks: Marks) -> SheetGrid:
    """The sheet's rows. Raises Refusal where there are too many, and whatever openpyxl raises on a damaged file."""
    grid = SheetGrid()
    kept, beyond = 0, False
    lost: list[str] = []
    for number, line in filled_rows(worksheet, MOST_COLUMNS + 1):
        beyond = beyond or any(cell.value is not None for cell in line[MOST_COLUMNS:])
        row: list[Cell] = []
        for column, cell in enumerate(line[:MOST_COLUMNS], start=1):
            value = _cell(cell)
            if (number, column) in marks.formulas:
                kept += value is not None
                if value is None:
                    lost.append(f"{get_column_letter(column)}{number}")
                    value = f"{UNKEPT}{lost[-1]}"
            row.append(value)
        grid.add(number, row)
    _fill_merged(grid, marks)
    _tell_formulas(grid, kept, lost)
    _tell_hidden(grid, marks)
    if beyond:
        grid.notes.append(many_columns(MOST_COLUMNS + 1, grid.rows[0][1][-1]))
    return grid


def filled_rows(
    worksheet: Any, columns: int, stopped: Callable[[int], None] = lambda _row: None
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that hold anything in their first columns, by their numbers, each up to its last cell.

    `stopped` hears of the row after which nothing more was looked for, because so many had been empty. Raises whatever
    openpyxl raises on a damaged file.
    """
    worksheet.reset_dimensions()  # a file may claim any size: go by the rows that are really there
    previous: object = None
    empty = 0
    for number, line in enumerate(worksheet.iter_rows(max_col=columns), start=1):
        # Rows that the file leaves out all come as one and the same object: a gap of a million costs little.
        if line is previous:
            continue
        previous = line
        last = len(line)
        while last and line[last - 1] is EMPTY_CELL:
            last -= 1
        if any(cell.value is not None or cell.data_type == "f" for cell in line[:last]):
            yield number, line[:last]
            empty = 0
        else:
            empty += 1
        if empty > MOST_EMPTY:
            stopped(number)
            return


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        percent = times_hundred(number_format(cell), value) if cell.data_type == "n" else False
        try:
            return float(f"{cells.number(SheetCell(value, percent=percent)):.{DIGITS}g}")
        except Bad:
            return "nan"
    said = cells.unescaped(value) if isinstance(value, str) and cell.data_type == "s" else cells.shown(value)
    return text(said)


def text(said: str) -> Cell:
    """A cell's text without what no text should hold; None where nothing is left."""
    plain = cells.clean(said[: MOST_CELL * 4]).strip()
    return plain[:MOST_CELL] or None


def number_format(cell: Any) -> str:
    """How the number is shown; a style that the file refers to but does not have counts as none."""
    try:
        return str(cell.number_format)
    except LookupError:
        return ""


def _fill_merged(grid: SheetGrid, marks: Marks) -> None:
    """The words or the day in a merged range stand in each of its cells."""
    numbers = [number for number, _row in grid.rows]
    filled = 0
    for first_column, first_row, last_column, last_row in marks.merged:
        start, end = bisect_left(numbers, first_row), bisect_left(numbers, last_row + 1)
        if start == end or numbers[start] != first_row or first_column > len(grid.rows[start][1]):
            continue
        value = grid.rows[start][1][first_column - 1]
        if isinstance(value, float):  # a number was measured once: which of the rows it is of, nobody has said
            continue
        for _number, row in grid.rows[start:end]:
            _fill(row, first_column - 1, min(last_column, MOST_COLUMNS), value)
        filled += (end - start) * (min(last_column, MOST_COLUMNS) - first_column + 1)
        if filled > MOST_CELLS:
            raise too_many_cells()
    if any(last > first for _left, first, _right, last in marks.merged):
        grid.notes.append(_("Words and dates in merged cells count for each of their rows."))


def _fill(row: Any, first: int, last: int, value: Cell) -> None:
    row.extend([None] * (last - len(row)))
    row[first:last] = [value] * (last - first)


def _tell_formulas(grid: SheetGrid, formula_count: int, lost: Sequence[str]) -> None:
    """Which values were taken from the file, and which it does not keep."""
    if formula_count:
        sentence = ngettext(
            "{n} cell is a formula: I took the value that the file keeps, as it was last worked out.",
            "{n} cells are formulas: I took the values that the file keeps, as they were last worked out.",
            formula_count,
        )
        grid.notes.append(sentence.format(n=formula_count))
    if lost:
        named = ", ".join(lost[:5]) + ("…" if len(lost) > 5 else "")
        sentence = ngettext(
            "Cell {cells} is a formula, and the file keeps no value of it. Open the file in your spreadsheet program, "
            "save it, and send it again.",
            "Cells {cells} are formulas, and the file keeps no values of them. Open the file in your spreadsheet "
            "program, save it, and send it again.",
            len(lost),
        )
        grid.notes.append(sentence.format(cells=named))


def _tell_hidden(grid: SheetGrid, marks: Marks) -> None:
    """What a person who looks at the sheet would not see."""
    hidden = sum(number in marks.hidden_rows for number, _row in grid.rows)
    if hidden:
        sentence = ngettext(
            "{n} row is hidden in the sheet, perhaps by a filter: I read it, too.",
            "{n} rows are hidden in the sheet, perhaps by a filter: I read them, too.",
            hidden,
        )
        grid.notes.append(sentence.format(n=hidden))
    width = max((len(row) for _number, row in grid.rows), default=0)
    columns = [n for first, last in marks.hidden_columns for n in range(first, min(last, width) + 1)]
    if columns:
        letters = ", ".join(get_column_letter(n) for n in columns[:10])
        sentence = ngettext(
            "Column {letters} is hidden in the sheet: I read it, too.",
            "Columns {letters} are hidden in the sheet: I read them, too.",
            len(columns),
        )
        grid.notes.append(sentence.format(letters=letters))


def times_hundred(number_format: str, value: float) -> bool:
    """Whether the number is shown times 100, with a "%": 0.54 as "54%".

    A sign that is quoted ('0"%"') or escaped ("0\\%"), or that stands in the section for other numbers, is a text.
    """
    if "%" not in number_format:
        return False
    sections = _sections(number_format)
    return "%" in _section_for(sections, float(value))


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[tuple[str, ...], ...]:
    """The pieces of each section that are not mere text."""
    sections: list[list[str]] = [[]]
    for piece in PIECES.findall(number_format):
        if piece == ";":
            sections.append([])
        elif piece[0] not in '"\\_*':
            sections[-1].append(piece)
    return tuple(tuple(each) for each in sections)


def _section_for(sections: tuple[tuple[str, ...], ...], value: float) -> tuple[str, ...]:
    """The section that a number is shown by: by its own condition, else for positive numbers, negative ones and 0."""
    conditions = [next((found for piece in each if (found := CONDITION.fullmatch(piece))), None) for each in sections]
    if any(conditions):
        for section, match in zip(sections, conditions, strict=True):
            if match is None or HOLDS[match[1]](value, float(match[2])):
                return section
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]
