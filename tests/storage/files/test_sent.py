"""Files that people send: plans, tables in any encoding, and what is of no use, without harm and with a sentence."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from pdsa.cell_reading import UNKEPT
from pdsa.figure_table import Table
from storage.files.incoming_file import MOST_BYTES, PlainText, Unread, outside, read_inside, read_sent
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.files.workbook_in_child import example
from tests.storage.files.workbooks import packed, saved

ROWS = "Date,Value,School\n2026-09-03,4.2,Niños\n2026-09-10,4.1,Niños\n"


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def read(name: str, data: bytes) -> object:
    sentence = outside(name, data)
    return Unread(sentence) if sentence else read_inside(name, data)


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode("utf-8"),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.encode("utf-16-le"),
        ROWS.encode("cp1252"),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode(),
        ROWS.replace(",", "|").encode(),
        b"sep=;\r\n" + ROWS.replace(",", ";").replace("\n", "\r\n").encode(),
        ROWS.replace("\n", "\r").encode(),
        ("Referrals of the year\n\n" + ROWS).encode(),
    ],
)
def test_a_text_table_is_read_in_any_common_encoding_with_any_common_sign_between(data):
    table = read("a.csv", data)
    assert isinstance(table, Table)
    assert table.headers[:3] == ("Date", "Value", "School")
    assert table.rows[0] == ("2026-09-03", "4.2", "Niños")


def test_a_workbooks_first_filled_sheet_is_read_as_it_is_shown():
    book = Workbook()
    book.active.title = "Empty"
    page = book.create_sheet("Data")
    page.append(["Report of September"])
    page.append([])
    page.append(["Date", "Value", "Value", None])
    page.append(["2026-09-03", 0.54, "=B4*2"])
    page["B4"].number_format = "0%"
    table = read("a.xlsx", saved(book))
    assert isinstance(table, Table)
    assert (table.sheet, table.others) == ("Data", ("Empty",))
    assert table.headers[:3] == ("Date", "Value", "Value (3)")
    assert (table.rows[0][:3], table.numbers) == (("2026-09-03", 54.0, f"{UNKEPT}C4"), (4,))


def test_rows_without_headers_get_numbered_columns():
    table = read("a.csv", b"2026-09-03,4.2\n2026-09-04,4.3\n")
    assert isinstance(table, Table)
    assert (table.headers, len(table.rows)) == (("Column 1", "Column 2"), 2)


def test_words_in_merged_cells_count_for_each_row_and_a_cell_far_away_costs_nothing():
    book = Workbook()
    page = book.active
    for row in (("Measure", "Date", "Value"), ("Referrals", "2026-09-03", 4.2), (None, "2026-09-10", 4.1)):
        page.append(list(row))
    page.merge_cells("A2:A3")
    page[f"{get_column_letter(16384)}1048576"] = "far"
    table = read("a.xlsx", saved(book))
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Referrals", "Referrals"]


def test_a_plan_is_known_by_its_sheets():
    reading = read("anything.xlsx", example())
    assert isinstance(reading, WorkbookReading)
    assert reading.plan is not None


def test_a_text_of_another_kind_keeps_its_words():
    assert read("framework.toml", b'name = "Ours"\n') == PlainText("toml", 'name = "Ours"\n')


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", b"\0" * (64 * 1024 * 1024))
    return stream.getvalue()


MANY = b"Date,Value\n" + b"2026-09-03,4\n" * 100_000


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "I read up to 5"),
        ("cat.png", b"\x89PNG\r\n\x1a\n", "plan workbooks"),
        ("a.pdf", b"%PDF-1.7", "plan workbooks"),
        ("a.docx", b"PK\x03\x04", "plan workbooks"),
        ("a.xlsx", bomb(), "unpacks to far more"),
        ("a.xlsx", b"PK\x03\x04 nonsense", "damaged"),
        ("a.xlsx", packed({"xl/workbook.xml": b"<broken"}), "damaged"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old format"),
        ("a.csv", b"hello", "no rows of figures"),
        ("a.csv", b"Date,Value\n", "no rows of figures"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "no table"),
        ("a.csv", MANY, "more than 20,000 rows"),
        ("a.xlsx", sheet(), "holds no table"),
    ],
)  # fmt: skip
def test_what_is_of_no_use_is_told_in_a_sentence(name, data, told):
    unread = read(name, data)
    assert isinstance(unread, Unread), unread
    assert told in unread.sentence


def test_a_workbook_with_entities_is_refused():
    part = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
    unread = read("a.xlsx", packed({"xl/workbook.xml": part}))
    assert isinstance(unread, Unread)
    assert "hidden instructions" in unread.sentence


@pytest.mark.asyncio(loop_scope="module")
async def test_a_hostile_name_is_made_safe_and_a_child_reads(warm):
    sent = await read_sent("../../x\u202e<b>.csv", ROWS.encode(), warm)
    assert sent.name == "x b.csv"
    assert isinstance(sent.content, Table)
