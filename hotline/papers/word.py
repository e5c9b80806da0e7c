"""A paper as DOCX, to be edited, stamped and filed."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from hotline.papers.paper import Paper, PaperSection, Table, shown
from hotline.papers.picture import draw_picture

SONG, HEI = "宋体", "黑体"
LABEL_WIDTH, VALUE_WIDTH, PICTURE_WIDTH = Cm(3.2), Cm(12.4), Cm(15.6)
RED = RGBColor(0xC0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    document = Document()
    _prepare(document, paper)
    if paper.head:
        _line(document, paper.head, size=26, font=HEI, align=WD_ALIGN_PARAGRAPH.CENTER, colour=RED)
    _line(document, paper.title, size=20, font=HEI, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, paper.number, size=14, align=WD_ALIGN_PARAGRAPH.CENTER)
    _facts(document, paper)
    for section in paper.sections:
        _section(document, section)
    for text in paper.signed:
        _line(document, text, size=12, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, paper.foot, size=9)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: Any, paper: Paper) -> None:
    """A4 as GB/T 9704 sets it, and nothing about the machine it was made on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    document.core_properties.title = f"{paper.title} {paper.number}"
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _facts(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style, table.autofit = "Table Grid", False
    for label, value in paper.facts:
        cells = table.add_row().cells
        for cell, text, width, font in zip(
            cells, (label, value), (LABEL_WIDTH, VALUE_WIDTH), (HEI, SONG), strict=True
        ):
            cell.width = width
            _write(cell.paragraphs[0], text, size=12, font=font)


def _section(document: Any, section: PaperSection) -> None:
    if section.heading:
        _line(document, section.heading, size=13, font=HEI)
    for part in section.text.splitlines():
        _line(document, part, size=12, indent=True)
    for table in section.tables:
        _table(document, table)
    for chart in section.charts:
        _line(document, chart.caption, size=11, font=HEI, align=WD_ALIGN_PARAGRAPH.CENTER)
        document.add_picture(io.BytesIO(draw_picture(chart)), width=PICTURE_WIDTH)


def _table(document: Any, table: Table) -> None:
    _line(document, table.caption, size=11, font=HEI, align=WD_ALIGN_PARAGRAPH.CENTER)
    grid = document.add_table(rows=0, cols=len(table.columns))
    grid.style = "Table Grid"
    for at, row in enumerate([table.columns, *table.rows]):
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], shown(value), size=10, font=SONG if at else HEI)


def _line(
    document: Any,
    text: str,
    *,
    size: int,
    font: str = SONG,
    align: Any = None,
    indent: bool = False,
    colour: RGBColor | None = None,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _write(paragraph, text, size=size, font=font)
    if colour is not None:
        paragraph.runs[0].font.color.rgb = colour


def _write(paragraph: Any, text: str, *, size: int, font: str) -> None:
    """Word takes the font of Chinese signs from an attribute of its own."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
