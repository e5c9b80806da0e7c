"""What every reader of a file yields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

WHOLE_ROW = "(整行)"
# Blank rows one after the other that are told one by one.
MOST_BLANK = 10_000
# From 1899-12-30, where days are counted from usually, to 1904-01-01.
LATER_1904 = 1462


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file; `line` is what an editor shows, `cells` has the raw value of each
    column.
    """

    line: int
    cells: Mapping[str, Any]

    @property
    def is_blank(self) -> bool:
        """Nothing stands in it: a row that somebody left out between others."""
        return all(_is_blank(value) for value in self.cells.values())


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be used: which field and why, with the remedy; never the row's content."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlankStretch(Reject):
    """Rows up to `last` beyond which somebody left a cell by mistake, or a file that only looks
    small: nothing stands in them, so an import leaves them out.
    """

    last: int


def blank_stretch(first: int, last: int) -> BlankStretch:
    reason = f"第 {first} 行至第 {last} 行是空的，其后还有内容；如是误留的单元格，请删除后重试"
    return BlankStretch(first, WHOLE_ROW, reason, last)


@dataclass(frozen=True)
class Sheet:
    """An open file: its columns, its rows in order, what the operator should know, about how
    many rows there are.

    days  by how many days the numbers of days in cells without a format stand behind the usual
          ones: `LATER_1904` in a workbook that counts from 1904
    """

    columns: tuple[str, ...]
    rows: Iterator[Record | Reject]
    notes: tuple[str, ...] = ()
    size: int | None = field(default=None)
    days: int = 0

    def time_of(self, cell: Any) -> Any:
        """A cell that holds a time, its bare number as everybody counts days."""
        is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
        return cell + self.days if is_number and self.days else cell
