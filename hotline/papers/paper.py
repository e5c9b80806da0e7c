"""A paper as plain data: what it says, not how it looks.

Word, PDF, a web page and a workbook are made from the same description.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """A small table: `rows` are as long as `columns`. Numbers stay numbers, for workbooks."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Bars:
    """A chart: for each name its count, and the one that it is compared with, where there is one.

    `lines` draws a course over time instead of bars beside each other. A count of None is withheld:
    it has no bar.
    """

    caption: str
    names: Sequence[str]
    counts: Sequence[float | None]
    before: Sequence[float] = ()
    series: tuple[str, str] = ("本期", "上期")
    lines: bool = False


@dataclass(frozen=True)
class PaperSection:
    """A heading, its text (a paragraph a line), tables and charts."""

    heading: str
    text: str = ""
    tables: Sequence[Table] = ()
    charts: Sequence[Bars] = ()


@dataclass(frozen=True)
class Paper:
    """An official sheet.

    head       whose paper it is, in red over a red line; "" for none
    facts      label and value, shown as a table
    signed     lines at the end on the right: who and when
    foot       small print
    watermark  stands in the header of every sheet of a workbook; "" for none
    """

    title: str
    number: str
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[PaperSection] = ()
    signed: Sequence[str] = ()
    foot: str = ""
    head: str = ""
    watermark: str = ""


def shown(cell: Cell) -> str:
    """How a cell is printed: counts as they are, other numbers with one decimal."""
    return (
        cell if isinstance(cell, str) else f"{cell:,d}" if isinstance(cell, int) else f"{cell:.1f}"
    )
