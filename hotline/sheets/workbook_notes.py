"""What of a workbook was read and what was not, for the operator."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

MOST_COUNTED = 100_000


class UnreadSheet(NamedTuple):
    """A worksheet beside the one that is read; `rows` are those with anything in them."""

    name: str
    visible: bool
    rows: int

    def __str__(self) -> str:
        more = " 以上" if self.rows >= MOST_COUNTED else ""
        return f"{self.name}{'' if self.visible else '（隐藏）'} {self.rows} 行{more}"


def filled_rows(rows: Iterable[Iterable[Any]]) -> int:
    """How many rows of values hold anything, counted up to MOST_COUNTED."""
    filled: Iterator[Any] = (
        row for row in rows if any(cell is not None and str(cell).strip() for cell in row)
    )
    return sum(1 for _ in islice(filled, MOST_COUNTED))


def sheet_notes(others: Sequence[UnreadSheet], title: str, hidden_rows: int = 0) -> tuple[str, ...]:
    """`title` is the worksheet that is read."""
    notes = []
    if others:
        notes.append(f"只读取了工作表“{title}”，未读：{'、'.join(map(str, others))}")
    if hidden_rows:
        notes.append(f"工作表“{title}”有 {hidden_rows} 个隐藏的行，也已读取")
    return tuple(notes)
