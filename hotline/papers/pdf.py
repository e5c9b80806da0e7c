"""A paper as PDF, to be printed as it is: A4 as GB/T 9704 has it, its fonts embedded."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from hotline.domain.errors import Unavailable
from hotline.papers.bars import draw_bars
from hotline.papers.paper import Paper, shown

_TEMPLATE = files("hotline.papers") / "sheet.typ"
# Where none of them is installed every sign would be printed as an empty box.
FONTS = (
    "FZXiaoBiaoSong-B05S",
    "FangSong",
    "STFangsong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
)


def to_pdf(paper: Paper) -> bytes:
    """Raises Unavailable where the machine has no Chinese font."""
    require_font()
    data = json.dumps(_document(paper), ensure_ascii=False)
    printed: bytes = typst.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"paper": data})
    return printed


@cache
def require_font() -> None:
    """Raises Unavailable that names the package to install."""
    families = set(typst.Fonts().families())
    if not families.intersection(FONTS):
        raise Unavailable(
            "没有可嵌入 PDF 的中文字体", remedy="请安装思源宋体，如 apt-get install fonts-noto-cjk"
        )


def _document(paper: Paper) -> dict[str, Any]:
    return {
        "head": paper.head,
        "title": paper.title,
        "number": paper.number,
        "facts": [list(fact) for fact in paper.facts],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": section.text.splitlines(),
                "tables": [
                    {
                        "caption": table.caption,
                        "columns": list(table.columns),
                        "rows": [[shown(cell) for cell in row] for row in table.rows],
                    }
                    for table in section.tables
                ],
                "charts": [
                    {"caption": chart.caption, "svg": draw_bars(chart)} for chart in section.charts
                ],
            }
            for section in paper.sections
        ],
        "signed": list(paper.signed),
        "foot": paper.foot,
    }
