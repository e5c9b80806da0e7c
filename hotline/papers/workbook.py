"""A paper as a workbook: a sheet of text, then a sheet for each table, with charts that Excel
draws itself.
"""

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from hotline.papers.paper import Bars, Cell, Paper, Table


class _Shortest(float):
    """Written with as few digits as say it: the library's sixteen make 82.18000000000001 of 82.18,
    in cells and in what a chart keeps of them.
    """

    def __format__(self, spec: str) -> str:
        return repr(float(self)) if spec.lower() == ".16g" else super().__format__(spec)


_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NAME_LENGTH = 31


def to_xlsx(paper: Paper) -> bytes:
    """No cell is a formula, whatever its text begins with."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": f"{paper.title} {paper.number}", "author": ""})
        bold = book.add_format({"bold": True, "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _text(book.add_worksheet("正文"), paper, bold, wrap)
        taken = {"正文"}
        for section in paper.sections:
            for table in section.tables:
                _table(book.add_worksheet(_name(table.caption, taken)), table, bold)
            for chart in section.charts:
                _chart(book, book.add_worksheet(_name(chart.caption, taken)), chart, bold)
        for sheet in book.worksheets() if paper.watermark else ():
            sheet.set_header(f"&C{paper.watermark.replace('&', '&&')}")
    return file.getvalue()


def _text(sheet: Any, paper: Paper, bold: Any, wrap: Any) -> None:
    sheet.set_column(0, 0, 100)
    lines = [(line, bold) for line in (paper.head, paper.title, paper.number) if line]
    lines += [(f"{label}：{value}", wrap) for label, value in paper.facts]
    for section in paper.sections:
        lines += [(section.heading, bold)] if section.heading else []
        lines += [(part, wrap) for part in section.text.splitlines()]
    lines += [(line, wrap) for line in (*paper.signed, paper.foot)]
    for row, (line, form) in enumerate(lines):
        sheet.write_string(row, 0, line, form)


def _table(sheet: Any, table: Table, bold: Any) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(table.columns), 14)
    sheet.write_row(0, 0, table.columns, bold)
    for at, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            _write(sheet, at, place, cell)
    sheet.freeze_panes(1, 1)


def _chart(book: Any, sheet: Any, chart: Bars, bold: Any) -> None:
    """The numbers, and the chart beside them."""
    sheet.set_column(0, 0, 28)
    columns = [chart.counts, *([chart.before] if chart.before else [])]
    sheet.write_row(0, 0, ["", *chart.series[: len(columns)]], bold)
    sheet.write_column(1, 0, chart.names)
    drawing = book.add_chart({"type": "line" if chart.lines else "bar"})
    for at, counts in enumerate(columns, 1):
        for place, n in enumerate(counts, 1):
            _write(sheet, place, at, n)
        drawing.add_series(
            {
                "name": [sheet.name, 0, at],
                "categories": [sheet.name, 1, 0, len(chart.names), 0],
                "values": [sheet.name, 1, at, len(chart.names), at],
            }
        )
    drawing.set_title({"name": chart.caption})
    if not chart.lines:
        drawing.set_y_axis({"reverse": True})
    drawing.set_size({"width": 720, "height": max(300, 24 * len(chart.names) + 120)})
    sheet.insert_chart(1, len(columns) + 2, drawing)


def _write(sheet: Any, row: int, column: int, cell: Cell | None) -> None:
    if isinstance(cell, float):
        sheet.write_number(row, column, _Shortest(cell))
    else:
        sheet.write(row, column, cell)


def _name(caption: str, taken: set[str]) -> str:
    """A name of a sheet that Excel takes: short, none twice, none of its own signs."""
    short = caption.translate(_NOT_IN_NAMES).strip()[:_NAME_LENGTH] or "表"
    name = next(name for name in _numbered(short) if name.lower() not in taken)
    taken.add(name.lower())
    return name


def _numbered(short: str) -> Iterator[str]:
    yield short
    for number in range(2, 1000):
        yield f"{short[: _NAME_LENGTH - 4]} {number}"
