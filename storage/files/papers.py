"""Writes a paper as .docx with real headings, lists and tables, so that a screen reader finds its way."""

from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, RGBColor

from pdsa.paper_parts import Figure, Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph, Part
from storage.files.charts import draw
from storage.files.sheets.cells import clean

PAGE_WIDTH = Cm(16.5)
"""What a Letter and an A4 page with these margins both have room for."""
SMALL_WIDTH = Cm(11.5)
LONGEST_TITLE = 255
"""Characters that a document's own title may have (Office Open XML core properties)."""
INK = RGBColor(0x1F, 0x2A, 0x33)


def as_docx(paper: Paper) -> bytes:
    """The paper as an Office Open XML document. Raises what drawing one of its charts raises."""
    page = docx.Document()
    _prepare(page, paper)
    page.add_heading(clean(paper.title), level=0)
    for part in paper.parts:
        _add(page, part)
    saved = BytesIO()
    page.save(saved)
    return saved.getvalue()


def _prepare(page: Docx, paper: Paper) -> None:
    properties = page.core_properties
    properties.title = clean(paper.title)[:LONGEST_TITLE]
    properties.author = "SEL Cycle Bot"
    properties.comments = ""
    properties.language = paper.language
    for section in page.sections:
        section.page_width, section.page_height = Mm(216), Mm(279)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Intense Quote", "Caption"):
        style: Any = page.styles[name]
        style.font.color.rgb = INK
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), paper.language)
    normal: Any = page.styles["Normal"]
    normal.element.get_or_add_rPr().append(language)


def _add(page: Docx, part: Part) -> None:
    match part:
        case Heading(text=text, level=level, new_page=new_page):
            heading = page.add_heading(clean(text), level=level)
            heading.paragraph_format.page_break_before = new_page or None
        case Paragraph(text=text):
            page.add_paragraph(clean(text))
        case Listing() as listing:
            _add_list(page, listing)
        case PaperQuote(text=text, by=by):
            page.add_paragraph(clean(text), style="Intense Quote")
            if by:
                page.add_paragraph(f"— {clean(by)}", style="Caption")
        case PaperTable() as grid:
            _add_table(page, grid)
        case Figure(picture=picture, small=small):
            width = SMALL_WIDTH if small else PAGE_WIDTH
            shape: Any = page.add_picture(BytesIO(draw(picture)), width=width)
            shape._inline.docPr.set("descr", clean(picture.alt))


def _add_list(page: Docx, listing: Listing) -> None:
    """Bullets, or numbers written out: a numbered style would count on through all lists of the document."""
    for number, item in enumerate(listing.items, start=1):
        if listing.numbered:
            paragraph = page.add_paragraph(f"{number}.\t{clean(item)}", style="List Paragraph")
            paragraph.paragraph_format.left_indent = Cm(0.9)
            paragraph.paragraph_format.first_line_indent = Cm(-0.9)
        else:
            page.add_paragraph(clean(item), style="List Bullet")


def _add_table(page: Docx, grid: PaperTable) -> None:
    table: Any = page.add_table(rows=1, cols=len(grid.headers), style="Table Grid")
    for cell, header in zip(table.rows[0].cells, grid.headers, strict=True):
        cell.paragraphs[0].add_run(clean(header)).bold = True
    repeats = OxmlElement("w:tblHeader")  # on each page again, and what a screen reader takes for headers
    repeats.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    for row in grid.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # a row stays on one page
        cells = added.cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = clean(text)
    if grid.widths:
        _set_widths(table, grid.widths)
    page.add_paragraph()


def _set_widths(table: Any, shares: tuple[int, ...]) -> None:
    """Each column's share of the page, in every cell: some programs look at nothing else."""
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = PAGE_WIDTH * share // sum(shares)
        for cell in column.cells:
            cell.width = column.width
