"""CSV as people save it: any of three delimiters, cells of many lines, and quotes that somebody
forgot to close.

A quote left open swallows the lines below it. Such a record is rejected at the line where it
begins, and reading goes on at the very next line, so that a slip costs a single row.
"""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from hotline.domain.errors import InvalidInput
from hotline.sheets.encoding import detect_encoding
from hotline.sheets.records import WHOLE_ROW, Record, Reject, Sheet

DELIMITERS = (",", ";", "\t")
QUOTE_REMEDY = "请检查该行的引号是否成对，单元格内的引号应写两次"


class Lines:
    """The lines of a file, with those of the current record at hand to be read again."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.done = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.taken.append(line)
        return line

    def finish(self, count: int | None = None) -> None:
        """The first `count` lines taken (all of them without it) are done with.

        The others come again.
        """
        count = len(self.taken) if count is None else count
        self._again.extendleft(reversed(self.taken[count:]))
        self.done += count
        self.taken = []


def open_csv(path: Path) -> Sheet:
    encoding = detect_encoding(path)
    file = path.open(encoding=encoding.name, errors="surrogateescape", newline="")
    lines = Lines(file)
    delimiter, columns = _header(lines)
    notes = [encoding.note] if encoding.note else []
    if delimiter != ",":
        notes.append(f"列之间以{'分号' if delimiter == ';' else '制表符'}分隔")
    return Sheet(columns, _rows(file, lines, delimiter, columns), tuple(notes), encoding.lines)


def _header(lines: Lines) -> tuple[str, tuple[str, ...]]:
    for line in lines:
        if line.strip():
            break
    else:
        raise InvalidInput("文件是空的，没有列名", remedy="第一行应为列名，如 ref,time,title,text")
    delimiter = max(DELIMITERS, key=lambda mark: (line.count(mark), mark == ","))
    lines.finish(len(lines.taken) - 1)
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        raise InvalidInput("第一行的列名中有未闭合的引号", remedy=QUOTE_REMEDY) from None
    lines.finish()
    columns = [cell.strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    return delimiter, tuple(columns)


def _rows(
    file: IO[str], lines: Lines, delimiter: str, columns: tuple[str, ...]
) -> Iterator[Record | Reject]:
    with file:
        while True:
            line = lines.done + 1
            try:
                cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
            except StopIteration:
                return
            except csv.Error:
                lines.finish(1)
                yield Reject(line, WHOLE_ROW, f"引号未闭合，或单元格超过 13 万字；{QUOTE_REMEDY}")
                continue
            if len(_trimmed(cells, columns)) != len(columns) and any(
                cell.strip() for cell in cells
            ):
                lines.finish(_lines_of_bad_row(lines.taken, delimiter, columns))
                yield Reject(line, WHOLE_ROW, _wrong_width(len(cells), len(columns)))
                continue
            lines.finish()
            if any(cell.strip() for cell in cells):
                yield Record(line, dict(zip(columns, cells, strict=False)))


def _trimmed(cells: list[str], columns: tuple[str, ...]) -> list[str]:
    """Without empty cells beyond the last column, which spreadsheets like to add."""
    beyond = cells[len(columns) :]
    return cells if any(cell.strip() for cell in beyond) else cells[: len(columns)]


def _lines_of_bad_row(taken: list[str], delimiter: str, columns: tuple[str, ...]) -> int:
    """One line if the line after it is a row by itself: then a quote swallowed it."""
    if len(taken) > 1:
        try:
            alone = next(csv.reader([taken[1]], delimiter=delimiter, strict=True), [])
        except csv.Error:
            alone = []
        if len(alone) == len(columns):
            return 1
    return len(taken)


def _wrong_width(width: int, header_width: int) -> str:
    return f"有 {width} 列，应为 {header_width} 列；请检查分隔符，含分隔符的单元格应加引号"
