"""Finds each sheet's header row and hands over its filled rows, noting everything that is wrong on the way."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from openpyxl.workbook.workbook import Workbook

from pdsa.plan import Problem
from pdsa.text import _
from pdsa.written_dates import Order, order_in
from storage.files.sheet_grid import MOST_EMPTY, filled_rows, number_format, times_hundred
from storage.files.sheets import cell_problems, cells, import_notes
from storage.files.sheets.cells import EMPTY, Bad, SheetCell
from storage.files.sheets.columns import HAPPENED, IGNORED, SHEETS, CellKind, SheetColumn, SheetLayout, name_key

T = TypeVar("T")
HEADERS_WITHIN = 15
LONGEST_DATE = 40
EXAMPLE = re.compile(
    r"e\.\s?g\.?[\s,:]|eg[.:,]|(?:for )?example\s*:|for example\b|\(example\)|[(\[](?:e\.\s?g\.|eg\b)"
    r"|p\. ?ej\.|por ejemplo\b|ejemplo\s*:",
    re.IGNORECASE,
)
HAPPENED_KEYS = {name_key(name): name for name in HAPPENED}
TABLES = r"(?:table|tabelle|tabla|tableau|tabella|tabela|tabel|cuadro|表格?|표)"
ADDED = re.compile(
    rf"\s*[-–—]\s*{TABLES}\s*\d+(?:-\d+)?$|\s*\(\d+\)$|^copy of\s+|\s*-?\s*copy$"
    r"|^(?:sheet|hoja|blatt|feuille|foglio|planilha|工作表)\s*\d+\s*[-–—]\s*",
    re.IGNORECASE,
)
"""What programs add to a sheet's title when they export or copy it."""
MOST_COLUMNS = 60

Line = tuple[int, Sequence[SheetCell]]
"""A row's number, as the spreadsheet counts, and its cells from the first column on."""


@dataclass
class Findings:
    """What reading a workbook brings up: problems, which keep it out, and notes, which do not.

    `unread` are the sheets that could not be read: what refers to them is not held against anybody. `order` is how
    3/4/2026 is meant, where the file's other dates tell.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    order: Order | None = None

    def cannot_read(self, sheet: SheetLayout, problem: Problem) -> None:
        self.problems.append(problem)
        self.unread.add(sheet.name)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass
class SheetRow:
    """One filled row. Each question is asked of a column by its key; what is wrong is noted where it stands.

    A question is answered with None (or an empty text) where the cell is empty and where it is wrong.
    """

    sheet: SheetLayout
    number: int
    found: Mapping[str, SheetCell]
    headers: Mapping[str, str]
    findings: Findings

    def bad(self, key: str, found: str, wanted: str) -> None:
        header = self.headers.get(key, self.sheet.column(key).header)
        self.findings.problems.append(Problem(found, wanted, self.sheet.name, self.number, header))

    def wrong(self, key: str, written: str, wanted: str) -> None:
        """What is written in a cell will not do."""
        self.bad(key, cell_problems.quoted(written), wanted)

    def missing(self, key: str) -> None:
        if key in self.headers:  # else the missing column was told already
            self.bad(key, cell_problems.nothing(), _("Fill it in, or empty the whole row."))

    def text(self, key: str) -> str:
        return self._ask(key, cells.text) or ""

    def email(self, key: str) -> str:
        return self._ask(key, cells.email) or ""

    def day(self, key: str) -> date | None:
        return self._ask(key, self._day)

    def _day(self, cell: SheetCell, column: SheetColumn) -> date:
        """The day in a cell; one that can be two is read as the file's other dates are, and it is said."""
        try:
            day = cells.day(cell)
        except Bad:
            if self.findings.order is None:
                raise
            day = cells.day(cell, self.findings.order)
            self.findings.note(import_notes.note_order(cells.shown(cell.value), day))
        if isinstance(cell.value, int | float):
            header = self.headers.get(column.key, column.header)
            self.findings.note(import_notes.note_serial(self.sheet.name, header, cells.shown(cell.value), day))
        return day

    def figure(self, key: str) -> float | None:
        if self.found.get(key, EMPTY).percent:
            self.findings.note(import_notes.note_percent(self.sheet.name, self.sheet.column(key).header))
        return self._ask(key, lambda cell, _: cells.number(cell))

    def whole(self, key: str, low: int, high: int, wanted: str) -> int | None:
        return self._ask(key, lambda cell, _: cells.whole(cell, low, high, wanted))

    def choice(self, key: str, choices: Mapping[str, T], wanted: str) -> T | None:
        """The value among `choices` (by name_key) that the cell names."""
        written = self.text(key)
        if not written:
            return None
        value = choices.get(name_key(written))
        if value is None:
            self.wrong(key, written, wanted)
        return value

    def _ask(self, key: str, convert: Callable[[SheetCell, SheetColumn], T]) -> T | None:
        column, cell = self.sheet.column(key), self.found.get(key, EMPTY)
        if cell.computed:
            self.findings.note(import_notes.note_computed(self.sheet.name, self.headers.get(key, column.header)))
        if cell.blank:
            if column.required:
                self.missing(key)
            return None
        if column.kind in (CellKind.DATE, CellKind.NUMBER) and not column.required and cells.says_nothing(cell):
            return None
        try:
            return convert(cell, column)
        except Bad as bad:
            self.bad(key, bad.found, bad.wanted)
            return None


def worksheets(book: Workbook, findings: Findings) -> dict[str, Any]:
    """The workbook's sheets by our own names for them; what is missing, doubled or unknown is noted."""
    taken: dict[str, Any] = {}
    happened: dict[str, Any] = {}
    ours = our_names([worksheet.title for worksheet in book.worksheets])
    for worksheet in book.worksheets:
        name = ours.get(worksheet.title)
        if name is None:
            if bare_title(worksheet.title) not in IGNORED:
                findings.note(import_notes.note_sheet(worksheet.title))
            elif bare_title(worksheet.title) in HAPPENED_KEYS:
                happened[HAPPENED_KEYS[bare_title(worksheet.title)]] = worksheet
        elif name in taken:
            findings.problems.append(cell_problems.two_sheets(name))
        else:
            taken[name] = worksheet
            if worksheet.sheet_state != "visible":
                findings.note(import_notes.note_hidden_sheet(worksheet.title))
    for sheet in SHEETS:
        if sheet.required and sheet.name not in taken:
            findings.cannot_read(sheet, cell_problems.no_sheet(sheet.name))
    if counted := [_counted(name, happened[name]) for name in HAPPENED if name in happened]:
        findings.notes[:0] = [import_notes.note_not_back(told)] if (told := [each for each in counted if each]) else []
    return taken


def _counted(name: str, worksheet: Any) -> str:
    """How many rows a sheet about what has happened holds, in words; empty where it holds none."""
    worksheet.reset_dimensions()
    filled = sum(any(value is not None for value in row) for row in worksheet.iter_rows(max_col=6, values_only=True))
    return HAPPENED[name](filled - 1).format(n=filled - 1) if filled > 1 else ""


def our_names(titles: Sequence[str]) -> dict[str, str]:
    """The sheets of a plan by their titles in a file. "Team - Table 1" and "Copy of Team" are *Team* where no sheet is
    called so itself.
    """
    wanted = {name_key(sheet.name): sheet.name for sheet in SHEETS}
    exact = {title: wanted[name_key(title)] for title in titles if name_key(title) in wanted}
    rest = {title: wanted[bare_title(title)] for title in titles if title not in exact and bare_title(title) in wanted}
    return exact | {title: name for title, name in rest.items() if name not in exact.values()}


def bare_title(title: str) -> str:
    """The key of a sheet's title without what programs add: Apple's Numbers the table's name, copies a number."""
    return name_key(ADDED.sub("", title.strip()))


def text_order(filled: Iterable[Line]) -> Order | None:
    """How numbered dates are meant in these lines, where some can be read in one way only; None where none tells."""
    said = (cell.value for _number, line in filled for cell in line if isinstance(cell.value, str))
    found = {order for text in said if len(text) <= LONGEST_DATE and (order := order_in(text))}
    return found.pop() if len(found) == 1 else None


def lines(worksheet: Any, sheet: SheetLayout, findings: Findings) -> list[Line]:
    """The rows that hold anything, one more than the sheet may have at the most, so that the caller can tell.

    Raises whatever openpyxl raises on a damaged file.
    """

    def stopped(row: int) -> None:
        findings.note(import_notes.note_end(sheet.name, row, MOST_EMPTY))

    filled = islice(filled_rows(worksheet, MOST_COLUMNS, stopped), sheet.rows + 1)
    return [(number, [found_in(cell) for cell in line]) for number, line in filled]


def rows(filled: list[Line], sheet: SheetLayout, findings: Findings) -> list[SheetRow]:
    """The rows under a sheet's headers that hold something of ours, after the headers have been checked."""
    header = _header_row(filled[:HEADERS_WITHIN], sheet)
    if header is None:
        findings.cannot_read(sheet, cell_problems.no_headers(sheet.name, [each.header for each in sheet.columns]))
        return []
    start, cells_of_header = header
    places, headers = _columns(start, cells_of_header, sheet, findings)
    if len(filled) > sheet.rows:
        findings.cannot_read(sheet, cell_problems.too_many_rows(sheet.name, sheet.rows))
        return []
    below = [(number, _by_key(line, places)) for number, line in filled if number > start]
    held = [(number, found) for number, found in below if not all(cell.blank for cell in found.values())]
    return [
        SheetRow(sheet, number, cells_by_key, headers, findings)
        for number, cells_by_key in held
        if not _is_example(number, cells_by_key, sheet, findings)
    ]


def _is_example(number: int, found: Mapping[str, SheetCell], sheet: SheetLayout, findings: Findings) -> bool:
    """Whether a row is there to show how it is filled in: what names it begins with "e.g."."""
    named = (found.get(column.key, EMPTY) for column in sheet.columns if column.required)
    if not any(is_example(cell) for cell in named):
        return False
    findings.note(import_notes.note_example(sheet.name, number))
    return True


def is_example(cell: SheetCell) -> bool:
    """Whether a cell shows what may stand there: "e.g. Peer visits between schools"."""
    return isinstance(cell.value, str) and EXAMPLE.match(cell.value.strip()) is not None


def _header_row(first: Iterable[Line], sheet: SheetLayout) -> Line | None:
    """The row among the first few that names the most of our columns, and at least two of them."""
    known = _names(sheet)

    def named(line: Line) -> int:
        return len({known[key].key for cell in line[1] if (key := _header(cell)) in known})

    best = max(first, key=named, default=None)
    return best if best is not None and named(best) >= 2 else None


def _columns(
    number: int, line: Sequence[SheetCell], sheet: SheetLayout, findings: Findings
) -> tuple[dict[str, int], dict[str, str]]:
    """Where each of our columns stands (counted from 0), and its header as the file has it."""
    exact = {name_key(column.header) for column in sheet.columns}
    known = _names(sheet)
    places: dict[str, int] = {}
    headers: dict[str, str] = {}
    named = [
        (place, key, cell_problems.plain(str(cell.value))) for place, cell in enumerate(line) if (key := _header(cell))
    ]
    for place, key, header in sorted(named, key=lambda each: each[1] not in exact):
        column = known.get(key)
        if column is None or (column.key in places and key not in exact):
            findings.note(import_notes.note_column(sheet.name, header))
        elif column.key in places:
            findings.cannot_read(sheet, cell_problems.two_columns(sheet.name, number, column.header))
        else:
            places[column.key], headers[column.key] = place, header
    for column in sheet.columns:
        if column.required and column.key not in places:
            findings.cannot_read(sheet, cell_problems.no_column(sheet.name, number, column.header))
    return places, headers


def _names(sheet: SheetLayout) -> dict[str, SheetColumn]:
    also = {name_key(name): column for column in sheet.columns for name in column.also}
    return also | {name_key(column.header): column for column in sheet.columns}


def _header(cell: SheetCell) -> str:
    return name_key(cell.value) if isinstance(cell.value, str) and not cell.is_formula else ""


def _by_key(line: Sequence[SheetCell], places: Mapping[str, int]) -> dict[str, SheetCell]:
    return {key: line[place] for key, place in places.items() if place < len(line)}


def found_in(cell: Any) -> SheetCell:
    """A cell of the file as it is found there."""
    if cell.value is None:
        return EMPTY
    if isinstance(cell.value, str) and cell.data_type == "s":
        return SheetCell(cells.unescaped(cell.value))
    percent = isinstance(cell.value, int | float) and times_hundred(number_format(cell), cell.value)
    return SheetCell(cell.value, cell.data_type == "f", cell.data_type == "e", percent)
