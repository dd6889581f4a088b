"""Makes broken and hostile workbooks out of the example, for the tests of reading."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

from openpyxl import Workbook, load_workbook

from storage.files.workbook_in_child import example

SheetChange = Callable[[Workbook], object]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(change: SheetChange) -> bytes:
    """The example workbook after `change` has been at it."""
    book = load_workbook(io.BytesIO(example()))
    change(book)
    return saved(book)


def cell(sheet: str, place: str, value: object) -> SheetChange:
    """A change of one cell."""

    def change(book: Workbook) -> None:
        book[sheet][place].value = value

    return change


def together(*changes: SheetChange) -> SheetChange:
    def change(book: Workbook) -> None:
        for each in changes:
            each(book)

    return change


def append(sheet: str, *values: object) -> SheetChange:
    return lambda book: book[sheet].append(list(values))


def drop_sheet(name: str) -> SheetChange:
    return lambda book: book.remove(book[name])


def empty_sheet(name: str) -> SheetChange:
    return lambda book: book[name].delete_rows(2, 100)


def rename_sheet(name: str, new: str) -> SheetChange:
    return lambda book: setattr(book[name], "title", new)


def drop_column(sheet: str, number: int) -> SheetChange:
    return lambda book: book[sheet].delete_cols(number)


def bare(sheet: str, place: str, value: object) -> SheetChange:
    """A change of one cell that is shown as it is, without a format for dates."""

    def change(book: Workbook) -> None:
        book[sheet][place].value = value
        book[sheet][place].number_format = "General"

    return change


def shown(sheet: str, place: str, value: object, number_format: str) -> SheetChange:
    """A change of one cell and of how it is shown."""

    def change(book: Workbook) -> None:
        book[sheet][place].value = value
        book[sheet][place].number_format = number_format

    return change


@cache
def parts() -> dict[str, bytes]:
    """The example's parts, by name."""
    with zipfile.ZipFile(io.BytesIO(example())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changes: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The example with some parts replaced, added, or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in (parts() | changes).items():
            if data is not None:
                archive.writestr(name, data)
    return stream.getvalue()


TEAM_PART = "xl/worksheets/sheet3.xml"
OBSERVATIONS_PART = "xl/worksheets/sheet7.xml"
SHEET = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def sheet_part(rows: str, dimension: str = "") -> bytes:
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f"{SHEET}{size}<sheetData>{rows}</sheetData></worksheet>".encode()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


OBSERVATION_HEADERS = '<row r="1">{}</row>'.format(
    "".join(
        text_cell(f"{letter}1", name)
        for letter, name in zip("ABCDE", ("Measure", "Date", "Value", "n", "Group"), strict=True)
    )
)
