"""Tables for a terminal: Chinese characters take two columns."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence


def width(text: str) -> int:
    """Columns that a terminal gives to `text`."""
    return sum(_width(sign) for sign in text)


def aligned(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Lines whose cells stand under each other; the columns in `right` end under each other."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        padded = (_pad(cell, wide, number in right) for number, (cell, wide) in enumerate(cells))
        yield "  ".join(padded).rstrip()


def _pad(cell: str, wide: int, is_right: bool) -> str:
    space = " " * (wide - width(cell))
    return space + cell if is_right else cell + space


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
