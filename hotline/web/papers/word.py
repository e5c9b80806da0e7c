"""A paper as DOCX, to be edited, stamped and filed."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from hotline.web.papers.paper import Paper

SONG, HEI = "宋体", "黑体"
LABEL_WIDTH, VALUE_WIDTH = Cm(3.2), Cm(12.8)


def to_docx(paper: Paper) -> bytes:
    document = Document()
    _prepare(document, paper)
    _line(document, paper.title, size=20, font=HEI, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, paper.number, size=14, align=WD_ALIGN_PARAGRAPH.CENTER)
    _facts(document, paper)
    for heading, text in paper.sections:
        _line(document, heading, size=13, font=HEI)
        for part in text.splitlines() or [""]:
            _line(document, part, size=12, indent=True)
    for text in paper.signed:
        _line(document, text, size=12, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, paper.foot, size=9)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: Any, paper: Paper) -> None:
    """A4, and nothing about the machine it was made on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(
        2.5
    )
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


def _line(
    document: Any,
    text: str,
    *,
    size: int,
    font: str = SONG,
    align: Any = None,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _write(paragraph, text, size=size, font=font)


def _write(paragraph: Any, text: str, *, size: int, font: str) -> None:
    """Word takes the font of Chinese signs from an attribute of its own."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
