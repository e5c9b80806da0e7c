"""What of a workbook was read and what was not, for the operator."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

# Lines that are looked at in all worksheets that are not read.
MOST_COUNTED = 200_000
NAMED = 50


class UnreadSheet(NamedTuple):
    """A worksheet beside the one that is read; `rows` are those with anything in them, None where
    they were not counted.
    """

    name: str
    visible: bool
    rows: int | None

    def __str__(self) -> str:
        counted = "行数未计" if self.rows is None else f"{self.rows} 行"
        return f"{self.name}{'' if self.visible else '（隐藏）'} {counted}"


def unread_sheets(
    sheets: Iterable[tuple[str, bool, Iterable[Iterable[Any]]]],
    unreadable: tuple[type[Exception], ...],
) -> list[UnreadSheet]:
    """`sheets` are title, visibility and rows of values; `unreadable` is what rows of a broken part
    raise. Of all MOST_COUNTED lines are looked at.
    """
    others, left = [], MOST_COUNTED
    for name, visible, rows in sheets:
        filled: int | None = None
        with suppress(*unreadable):
            filled, left = _count(rows, left)
        others.append(UnreadSheet(name, visible, filled))
    return others


def _count(rows: Iterable[Iterable[Any]], left: int) -> tuple[int | None, int]:
    """How many rows hold anything, None where `left` lines do not reach its end; lines left."""
    looked = filled = 0
    for row in islice(rows, left):
        looked += 1
        filled += any(cell is not None and str(cell).strip() for cell in row)
    return (filled if looked < left else None), left - looked


def sheet_notes(others: Sequence[UnreadSheet], title: str, hidden_rows: int = 0) -> tuple[str, ...]:
    """`title` is the worksheet that is read."""
    notes = []
    more = f" 等 {len(others)} 个" if len(others) > NAMED else ""
    if others:
        names = "、".join(map(str, others[:NAMED]))
        notes.append(f"只读取了工作表“{title}”，未读：{names}{more}")
    if hidden_rows:
        notes.append(f"工作表“{title}”有 {hidden_rows} 个隐藏的行，也已读取")
    return tuple(notes)
