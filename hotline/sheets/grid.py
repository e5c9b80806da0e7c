"""From the cells of a spreadsheet, whatever program wrote it, to columns and rows."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.sheets.header import (
    LOOKED_AT,
    NAMED,
    above_note,
    column_name,
    find_header,
    name_key,
    told_apart,
)
from hotline.sheets.records import MOST_BLANK, Record, Reject, Sheet, blank_stretch

# Columns beyond which nobody reads on.
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of one line from the first column on; `faults` by the index of a cell."""

    line: int
    cells: Sequence[Any]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not self.faults and all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell: lines and columns from 1, both ends included."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


def sheet_of(
    title: str,
    rows: Iterator[GridRow],
    merges: Sequence[Merge] = (),
    *,
    names: Collection[str] = (),
    header_row: int = 0,
    notes: Sequence[str] = (),
    size: int | None = None,
    days: int = 0,
) -> Sheet:
    """`names` are those by which the row of column names is known; `header_row` is its line;
    notes, size and days are the sheet's.

    Raises InvalidInput where there is none.
    """
    top = _top(rows)
    if not top:
        raise InvalidInput(
            f"工作表“{title}”是空的，没有列名", remedy="请把数据放在第一个工作表，第一行为列名"
        )
    heads = [(row.line, row.cells) for row in top]
    header = find_header(heads, names, header_row)
    columns, twice = told_apart(_columns(title, top[header]))
    line = top[header].line
    below = [
        merge for merge in merges if merge.first_line > line and merge.first_column <= len(columns)
    ]
    unnamed = _unnamed_note(top[header + 1 :], columns)
    notes = (*notes, *filter(None, [above_note(heads, header), unnamed, twice]))
    notes = (*notes, *_merge_notes(below, columns))
    filled = _filled(chain(top[header + 1 :], rows), below)
    keys = {name_key(name) for name in names}
    needed = {name for name in columns if not keys or name_key(name) in keys}
    return Sheet(columns, records(filled, columns, after=line, needed=needed), notes, size, days)


def records(
    rows: Iterator[GridRow], columns: tuple[str, ...], *, after: int, needed: Collection[str]
) -> Iterator[Record | Reject]:
    """Each row below the line `after`; a blank one only where a filled one follows. A fault in a
    column that nobody needs does no harm.
    """
    last = after
    for row in rows:
        if row.is_blank:
            continue
        if row.line - last > MOST_BLANK:
            yield blank_stretch(last + 1, row.line - 1)
        else:
            for line in range(last + 1, row.line):
                yield Record(line, {name: None for name in columns if name})
        last = row.line
        named = [(number, name) for number, name in enumerate(columns) if name]
        faults = ((name, row.faults[at]) for at, name in named if at in row.faults)
        fault = next((fault for fault in faults if fault[0] in needed), None)
        if fault:
            yield Reject(row.line, *fault)
        else:
            cells = dict.fromkeys((name for _, name in named), None)
            yield Record(
                row.line,
                cells | {name: row.cells[at] for at, name in named if at < len(row.cells)},
            )


def _unnamed_note(rows: Sequence[GridRow], columns: tuple[str, ...]) -> str:
    """Columns that have cells but no name, as far as the first rows show; "" for none."""
    filled = {
        at
        for row in rows
        for at, cell in enumerate(row.cells)
        if cell not in (None, "") and (at >= len(columns) or not columns[at])
    }
    numbers = [str(at + 1) for at in sorted(filled)]
    return f"第 {_shortened(numbers, '、')} 列没有列名，未使用" if numbers else ""


def _shortened(names: Sequence[str], between: str) -> str:
    rest = len(names) - NAMED
    return between.join(names[:NAMED]) + (f" 等 {len(names)} " if rest > 0 else "")


def _columns(title: str, header: GridRow) -> tuple[str, ...]:
    """As they are written, to the last that has a name."""
    columns = tuple(column_name(cell) for cell in header.cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if len(columns) > MOST_COLUMNS:
        raise InvalidInput(
            f"工作表“{title}”有 {len(columns)} 列，最多 {MOST_COLUMNS} 列",
            remedy="请删除不需要的列后重试",
        )
    return columns


def _top(rows: Iterator[GridRow]) -> list[GridRow]:
    """The first filled rows."""
    top: list[GridRow] = []
    for row in rows:
        if not row.is_blank:
            top.append(row)
        if len(top) == LOOKED_AT:
            break
    return top


def _filled(rows: Iterator[GridRow], merges: Sequence[Merge]) -> Iterator[GridRow]:
    """Cells merged over several lines have their value in each of them."""
    tall = deque(
        sorted(
            (merge for merge in merges if merge.last_line > merge.first_line),
            key=lambda merge: merge.first_line,
        )
    )
    # No two are open in one column at once.
    open_merges: dict[int, tuple[Merge, Any]] = {}
    for row in rows:
        cells = list(row.cells)
        for at, (merge, value) in list(open_merges.items()):
            if merge.last_line < row.line:
                del open_merges[at]
                continue
            cells.extend([None] * (at + 1 - len(cells)))
            cells[at] = value if cells[at] in (None, "") else cells[at]
        while tall and tall[0].first_line <= row.line:
            merge = tall.popleft()
            at = merge.first_column - 1
            open_merges[at] = (merge, cells[at] if at < len(cells) else None)
        yield GridRow(row.line, cells, row.faults)


def _merge_notes(merges: Sequence[Merge], columns: tuple[str, ...]) -> list[str]:
    tall = [merge for merge in merges if merge.last_line > merge.first_line]
    named = [at - 1 for at in sorted({merge.first_column for merge in tall})]
    names = [columns[at] for at in named if at < len(columns) and columns[at]]
    if not names:
        return []
    return [f"“{_shortened(names, '”“')}”列有 {len(tall)} 处合并单元格，已按每处的第一格填写各行"]
