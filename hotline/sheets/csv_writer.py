"""CSV that people open in Excel: no cell of it is a formula."""

import csv
import re
from collections.abc import Iterable
from typing import IO, Any

# A cell that Excel computes; a plain number is none.
_FORMULA = re.compile(r"(?![+-]?\d+(?:\.\d+)?$)[=+\-@\t\r]")
_GUARDED = re.compile(r"'[=+\-@\t\r]")


class CsvWriter:
    """Rows of a file whose cells are text for Excel; `plain` gives back what was written."""

    def __init__(self, file: IO[str]) -> None:
        self._rows = csv.writer(file)

    def writerow(self, cells: Iterable[Any]) -> None:
        self._rows.writerow([guarded(cell) for cell in cells])

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        for cells in rows:
            self.writerow(cells)


def guarded(value: Any) -> Any:
    """The cell as text that no spreadsheet computes: with the apostrophe that Excel hides."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def plain(text: str) -> str:
    """The cell without the apostrophe that `guarded` puts before it."""
    return text[1:] if _GUARDED.match(text) else text
