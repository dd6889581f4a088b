"""Draws sheets: headers, widths, drop-downs, and cells in which a text is a text and never a formula."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import isfinite

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pdsa.goals import GoalKind
from pdsa.logic import Stage
from pdsa.people import Role
from storage.files.sheets.cells import clean
from storage.files.sheets.columns import CALENDAR, ELEMENTS, GOALS, TEAM, CellKind, SheetColumn, SheetLayout

Value = str | date | datetime | float | bool | None
MAKER = "SEL Cycle Bot"
LONGEST_CELL = 32_000
MOST_LINES, WIDEST, WIDEST_LINE = 6, 80, 48
"""In so many lines a text should fit, as far as its column may grow: characters, for prose and for short texts."""
LINE_HEIGHT, HIGHEST_ROW = 14.0, 400.0
"""Points; Excel allows a row 409."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
DATE_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
BOLD = Font(bold=True)
TOP = Alignment(vertical="top", horizontal="left")
WRAPPED = Alignment(vertical="top", horizontal="left", wrap_text=True)
CHOICES: Mapping[tuple[str, str], Sequence[str]] = {
    (TEAM.name, "role"): [role.value for role in Role],
    (GOALS.name, "kind"): [kind.value for kind in GoalKind],
    (ELEMENTS.name, "stage"): [stage.value for stage in Stage],
    (CALENDAR.name, "who"): ["all", "students"],
}
"""The columns with a drop-down, by sheet and key."""


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = MAKER
    return book


def saved(book: Workbook) -> bytes:
    """The workbook as an .xlsx file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def add_sheet(book: Workbook, sheet: SheetLayout, rows: Iterable[Sequence[Value]]) -> Worksheet:
    """A sheet with its headers and rows; each row has one value a column, in the columns' order."""
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    for place, column in enumerate(sheet.columns, start=1):
        header = put(page.cell(1, place), column.header)
        header.font, header.fill, header.alignment = BOLD, HEADER_FILL, WRAPPED
    lines = list(rows)
    widths = [_width(column, [row[place] for row in lines]) for place, column in enumerate(sheet.columns)]
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    grow(page, 1, ((column.header, width * 4 // 5) for column, width in zip(sheet.columns, widths, strict=True)))
    for number, row in enumerate(lines, start=2):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = put(page.cell(number, place), value)
            cell.alignment = WRAPPED if column.kind in (CellKind.LINE, CellKind.PROSE) else TOP
        grow(page, number, zip(row, widths, strict=True))
    _add_choices(page, sheet)
    return page


def _width(column: SheetColumn, values: Sequence[Value]) -> int:
    """How wide a column is: as laid out, wider where its longest text would make a tower, and for a long word in it.

    A text of some lines is read best at the width of a printed line.
    """
    texts = [value for value in values if isinstance(value, str)]
    longest = max((len(part) for text in texts for part in text.split("\n")), default=0)
    word = max((len(word) for text in texts for word in text.split()), default=0) + 1
    if column.kind is CellKind.PROSE:
        return min(max(column.width, longest // MOST_LINES, min(word, WIDEST)), WIDEST)
    return min(max(column.width, longest // 3, min(word, WIDEST_LINE)), WIDEST_LINE)


def grow(page: Worksheet, row: int, texts: Iterable[tuple[Value, int]]) -> None:
    """Makes a row as high as its longest wrapped text, given each text and its column's width in characters.

    Not every program does so when it opens a file.
    """
    lines = max(
        (sum(1 + len(part) // width for part in text.split("\n")) for text, width in _texts_with_width(texts)),
        default=1,
    )
    if lines > 1:
        page.row_dimensions[row].height = min(LINE_HEIGHT * lines, HIGHEST_ROW)


def _texts_with_width(texts: Iterable[tuple[Value, int]]) -> Iterable[tuple[str, int]]:
    return ((text, width) for text, width in texts if isinstance(text, str))


def put(cell: Cell, value: Value) -> Cell:
    """Writes a value so that it is what it looks like: a text is kept as text, whatever it begins with."""
    if isinstance(value, str):
        text = LOOKS_ESCAPED.sub("_x005F_", clean(value))[:LONGEST_CELL]
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(STARTS_A_FORMULA)
    elif isinstance(value, datetime):
        cell.value = value
        cell.number_format = MOMENT_FORMAT
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = DATE_FORMAT
    elif isinstance(value, float):
        if isfinite(value):
            cell.value = int(value) if value.is_integer() else value
    else:
        cell.value = value
    return cell


def _add_choices(page: Worksheet, sheet: SheetLayout) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        choices = CHOICES.get((sheet.name, column.key))
        if choices:
            rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            letter = get_column_letter(place)
            rule.add(f"{letter}2:{letter}{sheet.rows}")
            page.add_data_validation(rule)
