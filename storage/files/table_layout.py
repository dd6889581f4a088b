"""Finds in rows of cells where the table is: its header, the groups or dates that stand across, and its rows."""

import re
from collections.abc import Sequence

from pdsa.errors import Refusal
from pdsa.figure_table import Table
from pdsa.table_cells import Cell, is_figure, shown
from pdsa.text import _
from storage.files.sheet_grid import ABOVE_ROWS, MOST_ROWS, Numbered, too_many_rows
from storage.files.table_cells import LONGEST_HEADER, LOOKED_AT, at, headers, is_datum, is_line, made, only_names
from storage.files.table_dates import put_together
from storage.files.table_double_headers import grouped, is_clear, unclear, upper_of
from storage.files.table_sections import in_sections
from storage.files.table_series import dates_across, dates_over, series

UNITS = re.compile(r"[(\[{].*", re.DOTALL)
"""What stands below a header to say how its column is counted: "(per 100)"; programs that ask write more there."""


def table_in(rows: Sequence[Numbered], notes: Sequence[str] = (), sheet: str = "") -> Table:
    """The table in some filled rows. Raises Refusal where there is none, or too much of it."""
    for place, (_number, row) in enumerate(rows[:ABOVE_ROWS]):
        if over := dates_over(rows, place):
            all_notes = [*notes, *_above(rows, place)]
            return grouped(over, rows[place + 1][1], rows[place + 2 :], all_notes, sheet, dates=True)
        if across := dates_across(row, rows[place + 1 :], counted=not any(only_names(row) for _n, row in rows[:place])):
            return series(rows, place, across, [*notes, *_above(rows, place)], sheet)
    head = _head(rows)
    below = rows[head + 1 :] if head is not None else rows
    width = max((len(row) for _number, row in rows), default=0)
    if not below or width < 2:
        raise Refusal(
            _("I find no rows of figures in this file: it should have a column with dates and one with values.")
        )
    if len(below) > MOST_ROWS:
        raise too_many_rows()
    if head is None:
        return made(headers((), width), below, notes, sheet)
    upper = upper_of(rows, head)
    if upper is not None and is_clear(upper, rows[head][1]):
        return grouped(upper, rows[head][1], below, [*notes, *_above(rows, head - 1)], sheet)
    sections = in_sections(rows, head, width)
    all_notes = [*notes, *_above(rows, head, head - sections.from_above), *sections.notes]
    if upper is not None:
        all_notes.append(unclear(rows[head - 1][1]))
    return put_together(
        made(headers(sections.header, max(width, len(sections.header))), sections.rows, all_notes, sheet)
    )


def _above(rows: Sequence[Numbered], head: int, titles: int | None = None) -> list[str]:
    """That there are titles above the header, which are left out: so many rows of them, else all above it."""
    if not (head if titles is None else titles):
        return []
    first = next((shown(cell) for cell in rows[0][1] if cell is not None), "")
    told = _("The header is row {row}. What stands above it is left out: “{first}”.")
    return [told.format(row=rows[head][0], first=first[:LONGEST_HEADER])]


def _head(rows: Sequence[Numbered]) -> int | None:
    """The row that names the most columns of the figures below it, the nearest; else the first that only names."""
    names = [place for place, (_number, row) in enumerate(rows[:ABOVE_ROWS]) if only_names(row)]
    fits = [place for place in names if any(_has_datum(row) for _number, row in rows[place + 1 : place + 4])]
    if not fits:
        return next(iter(names), 0 if rows and _names_dates(rows[0][1], rows[1:]) else None)
    best, most = fits[0], _named_columns(rows[fits[0]][1], rows[fits[0] + 1 :])
    for place in fits[1:]:
        named = _named_columns(rows[place][1], rows[place + 1 :])
        if named > most or (named == most and not any(is_line(row) for _number, row in rows[best + 1 : place])):
            best, most = place, named
    while best and all(isinstance(cell, str) and UNITS.fullmatch(cell) for cell in rows[best][1] if cell is not None):
        if not only_names(rows[best - 1][1]):
            break
        best -= 1
    return best


def _names_dates(head: Sequence[Cell], below: Sequence[Numbered]) -> bool:
    """Whether a row with numbers in it ("Date", "Grade 1" as 1, 2) is a header nevertheless: a word is over dates."""
    looked = [row for _number, row in below[:LOOKED_AT]]
    for place, name in enumerate(head):
        cells = [cell for row in looked if (cell := at(row, place)) is not None]
        days = sum(is_datum(cell) and not is_figure(cell) for cell in cells)
        if isinstance(name, str) and not is_datum(name) and 2 * days > len(cells):
            return True
    return False


def _has_datum(row: Sequence[Cell]) -> bool:
    return any(is_datum(cell) for cell in row if cell is not None)


def _named_columns(head: Sequence[Cell], below: Sequence[Numbered]) -> int:
    """How many columns have a name here and mostly numbers or dates below."""
    looked = [row for _number, row in below[:LOOKED_AT]]
    count = 0
    for place, name in enumerate(head):
        cells = [cell for row in looked if (cell := at(row, place)) is not None] if name is not None else []
        count += 2 * sum(is_datum(cell) for cell in cells) > len(cells)
    return count
