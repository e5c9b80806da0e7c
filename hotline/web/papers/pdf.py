"""A paper as PDF, to be printed as it is.

The font is one that every PDF reader has for Chinese; no font file is needed.
"""

import io
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from hotline.web.papers.paper import Paper

FONT = "STSong-Light"
GRID = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]


def to_pdf(paper: Paper) -> bytes:
    _register()
    file = io.BytesIO()
    margin = 2.5 * cm
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=f"{paper.title} {paper.number}",
        author="",
    )
    document.build(_story(paper))
    return file.getvalue()


def _story(paper: Paper) -> list[Flowable]:
    plain = _style(12)
    story: list[Flowable] = [
        _text(paper.title, _style(20, alignment=TA_CENTER)),
        Spacer(1, 0.3 * cm),
        _text(paper.number, _style(14, alignment=TA_CENTER)),
        Spacer(1, 0.6 * cm),
    ]
    if paper.facts:
        rows = [[_text(label, plain), _text(value, plain)] for label, value in paper.facts]
        story += [Table(rows, colWidths=[3.2 * cm, 12.8 * cm], style=GRID), Spacer(1, 0.5 * cm)]
    for heading, text in paper.sections:
        story.append(_text(heading, _style(13, spaceBefore=8, spaceAfter=4)))
        story += [_text(part, _style(12, firstLineIndent=24)) for part in text.splitlines() or [""]]
    story.append(Spacer(1, 1.2 * cm))
    story += [_text(line, _style(12, alignment=TA_RIGHT)) for line in paper.signed]
    return [*story, Spacer(1, 0.8 * cm), _text(paper.foot, _style(9))]


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _style(size: int, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        "paper", fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK", **more
    )


@cache
def _register() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
