"""CSV as people save it: any of three delimiters, cells of many lines, and quotes that somebody
forgot to close.

A quote left open swallows the lines below it. Such a record is rejected at the line where it
begins, and reading goes on at the very next line, so that a slip costs a single row.
"""

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO

from hotline.domain.errors import InvalidInput
from hotline.sheets.csv_writer import plain
from hotline.sheets.encoding import Encoding, detect_encoding
from hotline.sheets.escapes import unescaped
from hotline.sheets.header import LOOKED_AT, above_note, column_name, find_header, told_apart
from hotline.sheets.records import MOST_BLANK, WHOLE_ROW, Record, Reject, Sheet, blank_stretch

DELIMITERS = (",", ";", "\t")
NAMES = {";": "分号", "\t": "制表符"}
SEPARATOR = re.compile(r"\ufeff?[\"']?sep=(\\t|.)[\"']?", re.IGNORECASE)
# Lines of a cell in the names of the columns.
MOST_LINES = 5
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

    def skip_blank(self, signs: str) -> int:
        """How many lines of nothing but `signs` stand next; they are done with."""
        count = 0
        for line in self:
            if line.strip(signs):
                self.taken.pop()
                self._again.appendleft(line)
                break
            self.taken.clear()
            count += 1
        self.done += count
        return count

    def finish(self, count: int | None = None) -> None:
        """The first `count` lines taken (all of them without it) are done with.

        The others come again.
        """
        count = len(self.taken) if count is None else count
        self._again.extendleft(reversed(self.taken[count:]))
        self.done += count
        self.taken = []


def open_csv(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    encoding = detect_encoding(path)
    file = path.open(encoding=encoding.name, errors="surrogateescape", newline="")
    try:
        return _opened(file, encoding, names, header_row)
    except InvalidInput:
        file.close()
        raise


def _opened(file: IO[str], encoding: Encoding, names: Collection[str], header_row: int) -> Sheet:
    lines = Lines(file)
    delimiter = _delimiter(lines)
    notes = [encoding.note] if encoding.note else []
    if delimiter != ",":
        notes.append(f"列之间以{NAMES.get(delimiter, f'“{delimiter}”')}分隔")
    skipped = _skip_to_header(lines, delimiter, names, header_row)
    notes += [skipped] if skipped else []
    columns, twice = told_apart(_columns(lines, delimiter))
    notes += [twice] if twice else []
    rows, below = _rows(file, lines, delimiter, columns), max(encoding.lines - lines.done, 0)
    return Sheet(columns, rows, tuple(notes), below)


def _delimiter(lines: Lines) -> str:
    """As the first line says for Excel (sep=;), else the one that stands in it most often."""
    for line in lines:
        if line.strip():
            break
    else:
        raise InvalidInput("文件是空的，没有列名", remedy="第一行应为列名，如 ref,time,title,text")
    if separator := SEPARATOR.fullmatch(line.strip()):
        lines.finish()
        return separator[1].replace("\\t", "\t")
    blank = len(lines.taken) - 1
    for _ in range(MOST_LINES if line.count('"') % 2 else 0):
        line += next(lines, "")
        if line.count('"') % 2 == 0:
            break
    lines.finish(blank)
    return max(DELIMITERS, key=lambda mark: (line.count(mark), mark == ","))


def _skip_to_header(lines: Lines, delimiter: str, names: Collection[str], header_row: int) -> str:
    """What is said of the lines above the names of the columns; they are done with."""
    before = lines.done
    rows = _top_rows(list(islice(lines, LOOKED_AT * 4)), delimiter, before + 1)
    top = [row for row in rows if any(cell.strip() for cell in row[1])][:LOOKED_AT]
    lines.finish(0)
    if not top:
        raise InvalidInput("开头各行中没有能读的列名", remedy=QUOTE_REMEDY)
    header = find_header(top, names, header_row)
    for _ in range(top[header][0] - before - 1):
        next(lines)
    lines.finish()
    return above_note(top, header)


def _top_rows(top: list[str], delimiter: str, first: int) -> list[tuple[int, list[str]]]:
    """Each row with the line in which it begins. A cell may go on over a few lines; a quote that
    swallows more was left open, and then each line is read by itself.
    """
    reader, rows, begin = csv.reader(top, delimiter=delimiter), list[tuple[int, list[str]]](), 0
    with suppress(csv.Error):
        for cells in reader:
            if reader.line_num - begin > MOST_LINES:
                break
            rows.append((first + begin, cells))
            begin = reader.line_num
        else:
            return rows
    return [(number, _alone(line, delimiter)) for number, line in enumerate(top, first)]


def _alone(line: str, delimiter: str, *, strict: bool = False) -> list[str]:
    """Its cells, none where one is longer than a reader takes; `strict`: nor where a quote is
    open.
    """
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=strict), [])
    except csv.Error:
        return []


def _columns(lines: Lines, delimiter: str) -> tuple[str, ...]:
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        raise InvalidInput("列名中有未闭合的引号", remedy=QUOTE_REMEDY) from None
    lines.finish()
    columns = [column_name(unescaped(cell)) for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    return tuple(columns)


def _rows(
    file: IO[str], lines: Lines, delimiter: str, columns: tuple[str, ...]
) -> Iterator[Record | Reject]:
    """Each row; a blank one only where a filled one follows."""
    blank = 0  # lines just before
    with file:
        while True:
            blank += lines.skip_blank(f"{delimiter} \t\r\n")
            before = lines.done
            row = _next_row(lines, delimiter, columns)
            if row is None:
                return
            if isinstance(row, Record) and row.is_blank:
                blank += lines.done - before
                continue
            if blank > MOST_BLANK:
                yield blank_stretch(before - blank + 1, before)
            else:
                for number in range(before - blank + 1, before + 1):
                    yield Record(number, dict.fromkeys(columns, ""))
            blank = 0
            yield row


def _next_row(lines: Lines, delimiter: str, columns: tuple[str, ...]) -> Record | Reject | None:
    """None at the end of the file."""
    line = lines.done + 1
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except StopIteration:
        return None
    except csv.Error:
        lines.finish(1)
        return Reject(line, WHOLE_ROW, f"引号未闭合，或单元格超过 13 万字；{QUOTE_REMEDY}")
    is_blank = not any(cell.strip() for cell in cells)
    if len(_trimmed(cells, columns)) != len(columns) and not is_blank:
        lines.finish(_lines_of_bad_row(lines.taken, delimiter, columns))
        return Reject(line, WHOLE_ROW, _wrong_width(len(cells), len(columns)))
    lines.finish()
    return Record(line, dict(zip(columns, map(_as_shown, cells), strict=False)))


def _as_shown(cell: str) -> str:
    return unescaped(plain(cell))


def _trimmed(cells: list[str], columns: tuple[str, ...]) -> list[str]:
    """Without empty cells beyond the last column, which spreadsheets like to add."""
    beyond = cells[len(columns) :]
    return cells if any(cell.strip() for cell in beyond) else cells[: len(columns)]


def _lines_of_bad_row(taken: list[str], delimiter: str, columns: tuple[str, ...]) -> int:
    """One line if the line after it is a row by itself: then a quote swallowed it."""
    swallowed = len(taken) > 1 and len(_alone(taken[1], delimiter, strict=True)) == len(columns)
    return 1 if swallowed else len(taken)


def _wrong_width(width: int, header_width: int) -> str:
    return f"有 {width} 列，应为 {header_width} 列；请检查分隔符，含分隔符的单元格应加引号"
