"""Reads a table of figures from a .csv in any common encoding, or from a workbook's sheet. For the child process.

A file that holds none raises Refusal with the sentence to say.
"""

import csv
import io
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from gettext import gettext as _
from typing import Any

from openpyxl import load_workbook

from pdsa.cells import Cell, Unfit, read_day, read_number
from pdsa.errors import Refusal
from pdsa.figure_table import Table
from storage.files.sheets import cells, table
from storage.files.sheets.cells import Bad, Found
from storage.files.sheets.layout import Sheet

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CELL = 2_000
HEADERS_WITHIN = 15
DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
ANY_SHEET = Sheet("", (), rows=MOST_ROWS + HEADERS_WITHIN)

Numbered = tuple[int, Sequence[Cell]]


def from_text(data: bytes) -> Table:
    """The table in a text file, whatever common encoding and delimiter it has. Raises Refusal."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text[:SAMPLE])
    csv.field_size_limit(1_000_000)
    try:
        lines = csv.reader(io.StringIO(text), delimiter=delimiter)
        return _table(((number, [_text(cell) for cell in line]) for number, line in enumerate(lines, start=1)))
    except csv.Error:
        raise Refusal(
            _("I cannot make out the columns of this file. Save it as .csv or .xlsx and send it again.")
        ) from None


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


def from_workbook(data: bytes) -> Table:
    """The table on the first sheet that holds one. Raises Refusal, and what openpyxl raises on a damaged file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        names = [sheet.title for sheet in book.worksheets]
        for sheet in book.worksheets:
            found = table.lines(sheet, ANY_SHEET, table.Findings())
            if len(found) >= 2:
                made = _table((number, [_cell(each) for each in line]) for number, line in found)
                others = tuple(name for name in names if name != sheet.title)
                return Table(made.headers, made.rows, made.numbers, sheet.title, others)
    raise Refusal(_("This workbook holds no table: no sheet of it has more than one filled row."))


def _cell(found: Found) -> Cell:
    if found.is_formula:
        return f"={str(found.value).removeprefix('=')}"[:MOST_CELL]
    if not found.is_error and isinstance(found.value, int | float) and not isinstance(found.value, bool):
        try:
            return cells.number(found)
        except Bad:
            return "nan"
    return _text(cells.shown(found.value))


def _text(said: str) -> Cell:
    plain = cells.clean(said[: MOST_CELL * 4]).strip()
    return plain[:MOST_CELL] or None


def _table(lines: Iterable[Numbered]) -> Table:
    """Headers, and the filled rows below. Raises Refusal where there are too many or none."""
    filled: list[Numbered] = []
    for number, line in lines:
        if any(cell is not None for cell in line):
            filled.append((number, line[:MOST_COLUMNS]))
        if len(filled) > MOST_ROWS + HEADERS_WITHIN:
            told = _(
                "This table has more than {most} rows, which is more than I take at once. Nothing was kept: send it in "
                "parts, a year or a school each."
            )
            raise Refusal(told.format(most=f"{MOST_ROWS:,}"))
    head = next((place for place, each in enumerate(filled[:HEADERS_WITHIN]) if _is_header(each[1])), None)
    width = max((len(line) for _number, line in filled), default=0)
    rows = filled[head + 1 :] if head is not None else filled
    if not rows or width < 2:
        raise Refusal(
            _("I find no rows of figures in this file: it should have a column with dates and one with values.")
        )
    headers = _headers(filled[head][1] if head is not None else (), width)
    return Table(headers, tuple(tuple(line) for _number, line in rows), tuple(number for number, _line in rows))


def _is_header(line: Sequence[Cell]) -> bool:
    """Whether a row only names things: two texts at least, and neither date nor number among them."""
    said = [cell for cell in line if cell is not None]
    return len(said) >= 2 and not any(isinstance(cell, float) or _is_datum(cell) for cell in said)


def _is_datum(cell: Any) -> bool:
    for read in (read_day, read_number):
        try:
            read(cell)
        except Unfit:
            continue
        return True
    return False


def _headers(line: Sequence[Cell], width: int) -> tuple[str, ...]:
    """A header for each column, all different: what the file says, else the column's number."""
    found: list[str] = []
    for place in range(width):
        cell = line[place] if place < len(line) else None
        said = " ".join(str(cell).split())[:100] if cell is not None else _("Column {n}").format(n=place + 1)
        found.append(said if said not in found else f"{said} ({place + 1})")
    return tuple(found)
