"""Makes the empty template: the layout, with guidance in a sheet of its own and beside every header."""

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.workbook import Workbook

from pdsa.text import _
from storage.files.sheets import formatting, guidance
from storage.files.sheets.columns import DATE, DISTRICT, FIELDS, READ_ME, SHEETS, SheetColumn, SheetLayout
from storage.files.sheets.read_district import USUAL_MINIMUM_GROUP

EMPTY_ROWS = 60
"""How many rows below a header are laid out for dates and long texts before anybody has typed."""


def template() -> bytes:
    """The template as an .xlsx file."""
    book = formatting.new_book()
    _add_read_me(book)
    for sheet in SHEETS:
        _add_empty(book, sheet)
    return formatting.saved(book)


def _add_read_me(book: Workbook) -> None:
    page = book.create_sheet(READ_ME)
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for letter, width in (("A", 18), ("B", 14), ("C", 90)):
        page.column_dimensions[letter].width = width
    formatting.put(page["A1"], _(guidance.TITLE)).font = Font(bold=True, size=14)
    row = 3
    for paragraph in guidance.OPENING:
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        formatting.put(page.cell(row, 1), _(paragraph)).alignment = formatting.WRAPPED
        page.row_dimensions[row].height = 32  # merged cells do not grow with their text
        row += 1
    row += 1
    titles = (guidance.SHEETS_TITLE, guidance.NEEDED_TITLE, guidance.ABOUT_TITLE)
    for place, title in enumerate(titles, start=1):
        cell = formatting.put(page.cell(row, place), _(title))
        cell.font, cell.fill = formatting.BOLD, formatting.HEADER_FILL
    for sheet in SHEETS:
        row += 1
        needed = guidance.NEEDED if sheet.required else guidance.OPTIONAL
        about = _(guidance.ABOUT[sheet.name])
        for place, text in enumerate((sheet.name, _(needed), about), start=1):
            formatting.put(page.cell(row, place), text).alignment = formatting.WRAPPED
        formatting.grow(page, row, [(about, 90)])


def _add_empty(book: Workbook, sheet: SheetLayout) -> None:
    rows: list[list[formatting.Value]] = []
    if sheet is DISTRICT:
        rows = [[field.header, USUAL_MINIMUM_GROUP if field.key == "minimum_group" else None] for field in FIELDS]
    page = formatting.add_sheet(book, sheet, rows)
    for place, column in enumerate(sheet.columns, start=1):
        _explain(page.cell(1, place), guidance.COLUMNS[sheet.name][column.key])
        if sheet is not DISTRICT:
            for row in range(2, EMPTY_ROWS):
                _lay_out(page.cell(row, place), column)
    if sheet is DISTRICT:
        for row, field in enumerate(FIELDS, start=2):
            _explain(page.cell(row, 1), guidance.FIELDS[field.key])
            _lay_out(page.cell(row, 2), field)
            page.cell(row, 1).font = Font(bold=field.required)


def _lay_out(cell: Cell, column: SheetColumn) -> None:
    cell.alignment = formatting.TOP if column.kind is DATE else formatting.WRAPPED
    if column.kind is DATE:
        cell.number_format = formatting.DATE_FORMAT


def _explain(cell: Cell, words: str) -> None:
    text = _(words)
    lines = sum(1 + len(line) // 44 for line in text.split("\n"))
    cell.comment = Comment(text, formatting.MAKER, width=320, height=30 + 18 * lines)
