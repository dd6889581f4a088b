"""Reads tables of figures from a .csv in any common encoding, or from a workbook's sheets, and finds in their rows
where the table is: its header, the groups or dates that stand across, and its rows. For the child process.

A file that holds none raises Refusal with the sentence to say.
"""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pdsa.cell_reading import Cell, is_figure, shown
from pdsa.column_guess import holds_figures
from pdsa.errors import Refusal
from pdsa.figure_table import SheetTables, Table
from pdsa.text import _
from storage.files.hidden_and_merged import marks_in
from storage.files.sheet_grid import (
    ABOVE_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    Numbered,
    SheetGrid,
    grid_of,
    many_columns,
    text,
    too_many_rows,
)
from storage.files.table_dates import counted_from_1904, dates_across, dates_over, put_together, series
from storage.files.table_headers import (
    LONGEST_HEADER,
    LOOKED_AT,
    at,
    grouped,
    headers,
    in_sections,
    is_clear,
    is_datum,
    is_line,
    made,
    only_names,
    unclear,
    upper_of,
)

WEB_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head|body|table|meta|style|div|\?xml|workbook)\b|mime-version:",
    re.IGNORECASE | re.DOTALL,
)
"""How a page begins that many student systems call .xls."""
DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
MOST_SHEETS = 100
UNITS = re.compile(r"[(\[{].*", re.DOTALL)
"""What stands below a header to say how its column is counted: "(per 100)"; programs that ask write more there."""


def from_text(data: bytes) -> Table:
    """The table in a text file, whatever common encoding and delimiter it has. Raises Refusal."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if WEB_PAGE.match(text):
        raise Refusal(
            _(
                "This is a web page (HTML or XML) under a spreadsheet's name: some student systems export .xls so. "
                "Open it in your spreadsheet program, save it as .xlsx or .csv, and send me that. I kept nothing."
            )
        )
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text[:SAMPLE])
    csv.field_size_limit(1_000_000)
    try:
        grid = _lines(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise Refusal(
            _("I cannot make out the columns of this file. Save it as .csv or .xlsx and send it again.")
        ) from None
    return table_in(grid.rows, grid.notes)


def _lines(lines: Any) -> SheetGrid:
    """The filled lines, by their numbers. Raises Refusal where there are too many."""
    grid = SheetGrid()
    widest = 0
    for number, line in enumerate(lines, start=1):
        row = [text(cell) for cell in line]
        if not any(cell is not None for cell in row):
            continue
        widest = max(widest, len(row) if any(cell is not None for cell in row[MOST_COLUMNS:]) else 0)
        grid.add(number, row[:MOST_COLUMNS])
    if widest:
        grid.notes.append(many_columns(widest, grid.rows[0][1][-1]))
    return grid


def decoded(data: bytes) -> str:
    """The text behind the bytes: by its mark, as UTF-8, or as Windows writes it. Raises Refusal for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:200:2].count(0) * 2 > len(data[1:200:2]):  # a program that writes UTF-16 and leaves out the mark
        return data.decode("utf-16-le", "replace")
    if b"\0" in data:
        raise Refusal(_("This file is no table that I can read. Send a table as .csv or .xlsx."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(sample: str) -> str:
    """The sign that gives most rows the same number of columns, and more than one."""

    def evenness(sign: str) -> tuple[int, int]:
        widths = Counter(len(line) for line in csv.reader(io.StringIO(sample), delimiter=sign) if line)
        width, often = max(widths.items(), key=lambda each: (each[0] > 1, each[1]), default=(0, 0))
        return (often if width > 1 else 0), width

    try:
        return max(DELIMITERS, key=evenness)
    except csv.Error:
        return ","


def from_workbook(data: bytes) -> Table | SheetTables:
    """The table on the one visible sheet that holds figures, else all tables that somebody can choose among.

    Raises Refusal, and what openpyxl raises on a damaged file.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names, tables = _tables(data)
    if not tables:
        raise Refusal(_("This workbook holds no table: no sheet of it has more than one filled row."))
    tables = [each for each in tables if holds_figures(each)] or tables
    seen = [each for each in tables if not each.hidden]
    if len(seen) == 1:
        return replace(seen[0], others=tuple(name for name in names if name != seen[0].sheet))
    return SheetTables(tuple(tables))


def _tables(data: bytes) -> tuple[list[str], list[Table]]:
    """The names of all sheets, and the tables on those that hold one."""
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    sheets = reader.wb.worksheets
    tables: list[Table] = []
    refused: Refusal | None = None
    rows = 0
    for sheet in sheets[:MOST_SHEETS]:
        try:
            grid = grid_of(sheet, marks_in(reader.archive.read(parts[sheet.title])))
            if len(grid.rows) < 2:
                continue
            made = table_in(grid.rows, grid.notes, sheet.title)
            if reader.wb.epoch == CALENDAR_MAC_1904:
                made = counted_from_1904(made)
        except Refusal as refusal:
            refused = refused or refusal
            continue
        rows += len(made.rows)
        if rows > MOST_ROWS:
            raise too_many_rows()
        notes = (*made.notes, too_many_sheets(len(sheets))) if len(sheets) > MOST_SHEETS else made.notes
        tables.append(replace(made, hidden=sheet.sheet_state != "visible", notes=notes))
    if refused and not tables:
        raise refused
    return [_named(sheet) for sheet in sheets], tables


def too_many_sheets(count: int) -> str:
    told = _("The workbook has {n} sheets, and I looked at the first {most}: send the others by themselves.")
    return told.format(n=count, most=MOST_SHEETS)


def _named(sheet: Any) -> str:
    return str(sheet.title) if sheet.sheet_state == "visible" else _("{sheet} (hidden)").format(sheet=sheet.title)


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
