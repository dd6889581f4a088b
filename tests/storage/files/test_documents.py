"""Files that are given: papers with real headings, lists and tables, whatever people wrote; names that harm nobody."""

import pickle
from datetime import date
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from pdsa.paper_parts import Figure, Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph
from pdsa.picture import Dot, RunChart
from storage.files.outgoing_file import Book, Document, EmptyBook, safe_name, write
from storage.files.sheets.workbook_contents import Happened

CHART = RunChart("Referrals", "Referrals fell from 4.2 to 3.2.", (Dot(date(2026, 10, 1), 4.2, "4.2"),))
KIT = Paper(
    "Data-reflection meeting",
    (
        Heading("What we see"),
        Paragraph("Describe first.\nInterpret later."),
        Listing(("Read the chart", "Say one number")),
        Listing(("Describe", "Interpret"), numbered=True),
        PaperQuote("=HYPERLINK(1) \x00 was a *blast* \ud800", by="Ana"),
        PaperTable(("Strategy", "Held?"), (("Workshops", "partly"), ("Circles",))),
        Figure(CHART),
    ),
)


def test_a_paper_has_its_headings_lists_quotes_tables_and_pictures():
    page = docx.Document(BytesIO(write(Document("kit.docx", KIT))))
    said = [(p.style.name, p.text) for p in page.paragraphs if p.text]
    assert said == [
        ("Title", "Data-reflection meeting"),
        ("Heading 1", "What we see"),
        ("Normal", "Describe first.\nInterpret later."),
        ("List Bullet", "Read the chart"),
        ("List Bullet", "Say one number"),
        ("List Paragraph", "1.\tDescribe"),
        ("List Paragraph", "2.\tInterpret"),
        ("Intense Quote", "=HYPERLINK(1)  was a *blast* "),
        ("Caption", "— Ana"),
    ]
    assert [[c.text for c in row.cells] for row in page.tables[0].rows] == [
        ["Strategy", "Held?"], ["Workshops", "partly"], ["Circles", ""],
    ]  # fmt: skip
    assert page.inline_shapes[0]._inline.docPr.get("descr") == "Referrals fell from 4.2 to 3.2."
    assert page.core_properties.title == "Data-reflection meeting"


@pytest.mark.parametrize("title", ["x" * 3000, "社会情感学习", "مرحبا\u202e", "\x01\x02", ""])
def test_any_title_makes_a_paper(title):
    assert docx.Document(BytesIO(write(Document("x.docx", Paper(title, ())))))


def test_every_kind_of_content_crosses_to_the_child_and_is_written(plan):
    for content in (KIT, Book(plan, Happened()), EmptyBook(), "a;b\n", b"\x00"):
        document = pickle.loads(pickle.dumps(Document("a.xlsx", content)))
        assert write(document)
    assert "Goals" in load_workbook(BytesIO(write(Document("a.xlsx", Book(plan, Happened()))))).sheetnames


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("kit.docx", "kit.docx"),
        ("../../etc/passwd", "etc passwd"),
        ("a\u202excod.exe", "a xcod.exe"),
        ('x<y>:"z|?*.csv', "x y z.csv"),
        ("", "file"),
        ("...", "file"),
        ("n" * 400 + ".docx", "n" * 95 + ".docx"),
        ("My plan", "My plan"),
    ],
)
def test_a_name_is_made_safe(given, name):
    assert safe_name(given) == name
    assert Document(given, "").name == name


def test_columns_pages_and_small_charts_are_as_wanted():
    parts = (
        Heading("A new page", new_page=True),
        PaperTable(("Minutes", "What"), (("5", "Welcome"),), widths=(1, 3)),
        Figure(CHART, small=True),
    )
    page = docx.Document(BytesIO(write(Document("kit.docx", Paper("Kit", parts)))))
    (heading,) = [p for p in page.paragraphs if p.text == "A new page"]
    assert heading.paragraph_format.page_break_before is True
    narrow, wide = page.tables[0].rows[1].cells
    assert wide.width == pytest.approx(3 * narrow.width, rel=0.01)
    assert page.inline_shapes[0].width < narrow.width + wide.width
    for widths in ((1,), (0, 1)):
        with pytest.raises(ValueError, match="column"):
            PaperTable(("Minutes", "What"), (), widths=widths)
