"""Small files with tables for the tests, and what is read of them as it is supposed."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pdsa.column_guess import guess
from pdsa.figure_table import Columns, Gathered, Table, gather
from storage.files.incoming_file import read_inside

PINE, OAK = "Pine Ridge Elementary", "Oak Flat High"


def sheet(*rows: Sequence[object], change: Callable[[Worksheet], object] = lambda _page: None) -> bytes:
    """A workbook with one sheet of these rows, changed afterwards."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    change(page)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(*rows: Sequence[object], delimiter: str = ",") -> bytes:
    """A .csv file of these rows."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def table(data: bytes) -> Table:
    reading = read_inside("a.xlsx" if data.startswith(b"PK") else "a.csv", data)
    assert isinstance(reading, Table), reading
    return reading


def supposed(source: Table, **more: Any) -> Gathered:
    """What the table gives, its columns taken as they are supposed."""
    columns = guess(source)
    assert columns.day is not None
    values = columns.values or more.pop("values")
    named = Columns(
        columns.day,
        values,
        columns.measure,
        n=columns.n,
        group=columns.group,
        day_first=columns.day_first,
        comma=columns.comma,
        serials=columns.serials,
        **more,
    )
    return gather(source, named)


def numbers(found: Gathered) -> list[tuple[str, float, int | None, str]]:
    return [(each.day.isoformat(), each.value, each.n, each.group) for each in found.good]


def formats(**cells: str) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        for cell, number_format in cells.items():
            page[cell].number_format = number_format

    return change


def merged(*ranges: str) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        for each in ranges:
            page.merge_cells(each)

    return change


def hide(*, rows: Sequence[int] = (), columns: Sequence[str] = ()) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        for row in rows:
            page.row_dimensions[row].hidden = True
        for column in columns:
            page.column_dimensions[column].hidden = True

    return change


def sheets(**pages: tuple[str, list[list[object]]]) -> bytes:
    """A workbook with these sheets: whether each is shown, and its rows."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, (state, rows) in pages.items():
        page = book.create_sheet(name)
        page.sheet_state = state  # type: ignore[assignment]
        for row in rows:
            page.append(row)
    return saved(book)
