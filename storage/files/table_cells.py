"""Rows of cells as tables have them: what is a number or a date in them, and a table made of some."""

import re
from collections.abc import Sequence

from pdsa.figure_table import Table
from pdsa.table_cells import Cell, Unfit, is_figure, read_day, shown
from pdsa.text import _
from storage.files.sheet_grid import Numbered

LOOKED_AT = 50
LONGEST_HEADER = 100
PEOPLE = re.compile(
    r"n|#|count|students?|people|respondents?|responses|enrolled|enrollment|number (?:of|tested).*", re.I
)
"""What stands over, or before, the numbers of people."""


def at(row: Sequence[Cell], place: int) -> Cell:
    """The cell in a row, which may be shorter."""
    return row[place] if place < len(row) else None


def only_names(row: Sequence[Cell]) -> bool:
    """Whether a row only names things: two different texts at least, and neither date nor number among them."""
    said = [cell for cell in row if cell is not None]
    return len(set(said)) >= 2 and not any(is_datum(cell) for cell in said)


def is_line(row: Sequence[Cell]) -> bool:
    """Whether a row is one of a table's: it has two numbers or dates at least."""
    return sum(is_datum(cell) for cell in row if cell is not None) >= 2


def is_datum(cell: Cell) -> bool:
    """Whether a cell is a number or a day."""
    if isinstance(cell, float) or is_figure(cell):
        return True
    try:
        read_day(cell)
    except Unfit:
        return False
    return True


def headers(line: Sequence[Cell], width: int) -> tuple[str, ...]:
    """A header for each column, all different: what the file says, else the column's number."""
    names: list[str] = []
    for place in range(width):
        cell = at(line, place)
        said = shown(cell)[:LONGEST_HEADER] if cell is not None else _("Column {n}").format(n=place + 1)
        names.append(said if said not in names else f"{said} ({place + 1})")
    return tuple(names)


def made(names: tuple[str, ...], rows: Sequence[Numbered], notes: Sequence[str], sheet: str) -> Table:
    """A table of these rows."""
    return Table(names, tuple(tuple(row) for _number, row in rows), tuple(number for number, _row in rows), sheet,
                 notes=tuple(notes))  # fmt: skip
