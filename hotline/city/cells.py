"""One row of a pack's table: typed cells that report what is wrong with them and give a harmless
value instead.
"""

import math
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from hotline.city.faults import Report, shorten

LONGEST = 2000
YES_NO = {"yes": True, "no": False, "是": True, "否": False}

_SEPARATORS = re.compile(r"[\s、;；|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


class TableLike(Protocol):
    file: str
    columns: dict[str, int]
    report: Report


class PackRow:
    """Cells of one line by the name of their column."""

    def __init__(self, table: TableLike, line: int, cells: list[str]) -> None:
        self.table = table
        self.line = line
        self.cells = cells

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    def __getitem__(self, column: str) -> str:
        """The trimmed text; "" when the row or the table does not have the column."""
        number = self.table.columns.get(column, 0)
        return self.cells[number - 1].strip() if 0 < number <= len(self.cells) else ""

    def fault(self, column: str, message: str, remedy: str, *, value: str | None = None) -> None:
        wrong = self[column] if value is None else value
        number = self.table.columns.get(column, 1)
        self.table.report.fault(
            self.table.file,
            self.line,
            number,
            wrong,
            f"{column} “{shorten(wrong)}”{message}",
            remedy,
        )

    def fault_at(self, number: int, value: str, message: str, remedy: str) -> None:
        self.table.report.fault(self.table.file, self.line, number, value, message, remedy)

    def check_shape(self, width: int) -> None:
        """More cells than the header has, cells that are too long, characters that cannot be
        seen.
        """
        if extra := [cell for cell in self.cells[width:] if cell.strip()]:
            remedy = "单元格内有逗号时请用英文双引号括起"
            self.fault_at(
                width + 1,
                extra[0],
                f"比表头多出 {len(extra)} 个单元格：“{shorten(extra[0])}”",
                remedy,
            )
        for number, cell in enumerate(self.cells[:width], 1):
            if len(cell) > LONGEST:
                self.fault_at(
                    number,
                    shorten(cell),
                    f"内容过长（{len(cell)} 字）",
                    f"请控制在 {LONGEST} 字以内",
                )
            if _CONTROL.search(cell):
                self.fault_at(
                    number, ascii(shorten(cell)), "含有不可见的控制字符", "请清除该单元格后重新输入"
                )

    def required(self, column: str) -> str:
        if not self[column]:
            self.fault(column, "为空", "请填写")
        return self[column]

    def code(self, column: str = "code") -> str:
        value = self.required(column)
        if value and not _CODE.fullmatch(value):
            self.fault(
                column,
                "不是有效编码",
                "编码只用字母、数字、点、横线，最长 40 位，且以字母或数字开头",
            )
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """A list in one cell, parted by spaces, 、 or ；; doubles are left out."""
        return tuple(dict.fromkeys(item for item in _SEPARATORS.split(self[column]) if item))

    def choice(self, column: str, allowed: Collection[str]) -> str:
        value = self[column].lower()
        if value not in allowed:
            self.fault(column, "不在可选范围内", f"请填 {' 或 '.join(allowed)}")
        return value

    def yes(self, column: str) -> bool:
        """yes or no, 是 or 否; an empty cell is no."""
        value = self[column].lower()
        if value and value not in YES_NO:
            self.fault(column, "只能填 yes 或 no", "请填 yes（是）或 no（否）")
        return YES_NO.get(value, False)

    def date(self, column: str) -> date | None:
        """2026-01-31, or 2026/1/31 as a spreadsheet writes it; an empty cell is None."""
        match = _DATE.fullmatch(self[column])
        try:
            if match:
                return date(*(int(part) for part in match.groups()))
        except ValueError:
            match = None
        if self[column]:
            self.fault(column, "不是有效日期", "请写成 2026-01-31")
        return None

    def number(self, column: str, low: float, high: float) -> float | None:
        try:
            value = float(self[column]) if self[column] else None
        except ValueError:
            value = math.nan
        if value is not None and not low <= value <= high:
            self.fault(column, "超出范围或不是数字", f"请填 {low:g} 到 {high:g} 之间的数字")
            return None
        return value

    def known(
        self,
        column: str,
        known: Mapping[str, object] | None,
        where: str,
        *,
        value: str | None = None,
    ) -> bool:
        """Whether a code stands in another file.

        True without a word when that file cannot be judged.
        """
        code = self[column] if value is None else value
        if not code or known is None or code in known:
            return True
        self.fault(
            column, f"在 {where} 中不存在", f"请改正编码，或先在 {where} 中增加这一行", value=code
        )
        return False


def repeated(row: PackRow, column: str, value: str, first: PackRow) -> None:
    """Says that a value was used before, and where."""
    row.fault(column, f"与第 {first.line} 行重复", "请改名或删除其中一行", value=value)


def unique(rows: Collection[PackRow], column: str, within: str = "") -> None:
    """Each value of a column once, or once for each value of another column."""
    first_rows: dict[tuple[str, str], PackRow] = {}
    for row in rows:
        if row[column]:
            first = first_rows.setdefault((row[within] if within else "", row[column]), row)
            if first is not row:
                repeated(row, column, row[column], first)
