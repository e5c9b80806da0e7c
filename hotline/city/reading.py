"""A CSV text to rows that know their line.

Every fault of its shape is reported, and reading goes on after it.
"""

import csv
import io
from collections.abc import Iterator

from hotline.city.cells import PackRow
from hotline.city.faults import Report, listing, shorten

MOST_BROKEN = (
    20  # lines with wrong quotes after which a file is given up: each costs a reading of the rest
)
QUOTES = "请在同一单元格内补上结束的英文双引号；单元格内的双引号要写两个"


class PackTable:
    """Rows of one file.

    columns    name -> number of the column, from 1
    is_usable  False when the file or a required column is missing: nothing may be concluded from
               its rows
    """

    def __init__(
        self, file: str, columns: dict[str, int], report: Report, *, is_usable: bool = True
    ) -> None:
        self.file = file
        self.columns = columns
        self.report = report
        self.is_usable = is_usable
        self.rows: list[PackRow] = []


def read_table(
    file: str,
    text: str | None,
    required: str,
    optional: str,
    report: Report,
    *,
    others: bool = False,
) -> PackTable:
    """`required` and `optional` are names of columns, in any order in the file.

    Text None: the file cannot be read.

    others   columns of other names are let be instead of being a fault
    """
    records = _records(file, text or "", report)
    _, header = next(records, (1, []))
    columns = {name.strip(): number for number, name in enumerate(header, 1) if name.strip()}
    table = PackTable(file, columns, report)
    if text is None:
        table.is_usable = False
    else:
        _check_header(table, header, required.split(), optional.split(), others=others)
    if table.is_usable:
        table.rows = [
            row
            for row in (PackRow(table, line, cells) for line, cells in records)
            if not row.is_empty
        ]
        for row in table.rows:
            row.check_shape(len(header))
    return table


def _check_header(
    table: PackTable, header: list[str], required: list[str], optional: list[str], *, others: bool
) -> None:
    def refuse(column: int, value: str, message: str, remedy: str) -> None:
        table.report.fault(table.file, 1, column, value, message, remedy)

    known = [*required, *optional]
    header_rule = f"第 1 行应为 {','.join(known)}"
    if len(header) == 1 and any(mark in header[0] for mark in "\t;；"):
        refuse(1, shorten(header[0]), "列与列之间不是英文逗号", "请另存为以英文逗号分隔的 CSV")
        table.is_usable = False
        return
    if missing := [name for name in required if name not in table.columns]:
        refuse(1, "", f"缺少列 {listing(missing)}", header_rule)
        table.is_usable = False
    earlier: set[str] = set()
    for number, name in enumerate((cell.strip() for cell in header), 1):
        if name and name not in known and not others:
            refuse(
                number,
                name,
                f"没有名为“{shorten(name)}”的列",
                f"请删除或改名，可用的列：{','.join(known)}",
            )
        elif name in earlier:
            refuse(number, name, f"列“{name}”重复", "请只保留一列")
        earlier.add(name or "")
        earlier.discard("")


def _records(file: str, text: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it starts on.

    A line whose quotes do not fit is reported and passed over.
    """
    lines = io.StringIO(text, newline="").readlines()
    done = broken = 0
    while done < len(lines) and broken < MOST_BROKEN:
        reader = csv.reader(lines[done:], strict=True)
        start = 0
        try:
            for cells in reader:
                yield done + start + 1, cells
                start = reader.line_num
            return
        except csv.Error:
            _open_quote(file, done + start + 1, "".join(lines[done + start :]), report)
            done, broken = done + start + 1, broken + 1


def _open_quote(file: str, line: int, rest: str, report: Report) -> None:
    column, value = _last_quoted_cell(rest)
    report.fault(file, line, column, value, f"双引号没有正确结束：“{value}”", QUOTES)


def _last_quoted_cell(text: str) -> tuple[int, str]:
    """Number and beginning of the quoted cell, within the record that `text` begins with, that
    breaks it.
    """
    column, at = 1, 0
    while at < len(text) and text[at] != "\n":
        if text[at] != '"':
            ends = [end for mark in ",\n" if (end := text.find(mark, at)) >= 0]
            at = min(ends, default=len(text))
        else:
            start, at = at, _after_quotes(text, at)
            if at >= len(text) or text[at] not in ",\n":
                return column, shorten(text[start:].split("\n")[0])
        if text[at : at + 1] == ",":
            column, at = column + 1, at + 1
    return 1, shorten(text.split("\n")[0])


def _after_quotes(text: str, at: int) -> int:
    """The position after the quoted cell that begins at `at`, or the end of the text."""
    close = text.find('"', at + 1)
    while close >= 0 and text[close + 1 : close + 2] == '"':
        close = text.find('"', close + 2)
    return len(text) if close < 0 else close + 1
