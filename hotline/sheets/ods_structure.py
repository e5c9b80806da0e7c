"""What an ODS says about a table beside its cells, and its reader does not tell: which rows are
hidden, which cells merged.
"""

import html
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from hotline.sheets.grid import Merge
from hotline.sheets.xlsx_structure import blocks_of

_CONTENT = "content.xml"
_TAG = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)((?:\s[^>]{0,4000})?)/?>"
)
_NAME = re.compile(rb'table:name="([^"]{0,1000})"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')


@dataclass
class OdsTable:
    """Rows and columns count from 1."""

    hidden_rows: int = 0
    merges: list[Merge] = field(default_factory=list)
    _row: int = 0
    _next_row: int = 1
    _column: int = 1

    def take(self, tag: bytes, attributes: bytes) -> None:
        if tag == b"table-row":
            repeated = _number(attributes, b"number-rows-repeated")
            self._row, self._next_row = self._next_row, self._next_row + repeated
            self._column = 1
            self.hidden_rows += repeated if _HIDDEN.search(attributes) else 0
            return
        rows = _number(attributes, b"number-rows-spanned")
        columns = _number(attributes, b"number-columns-spanned")
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self.merges.append(Merge(self._row, self._column, *last))
        self._column += _number(attributes, b"number-columns-repeated")


def read_ods_table(path: Path, title: str) -> OdsTable:
    """The table of this name; an empty one for a file that is no ODS."""
    table = OdsTable()
    if not zipfile.is_zipfile(path):
        return table
    with zipfile.ZipFile(path) as archive:
        if _CONTENT not in archive.namelist():
            return table
        is_inside = False
        for block in blocks_of(archive, _CONTENT):
            for match in _TAG.finditer(block):
                tag, attributes = match.groups()
                if tag == b"table":
                    name = _NAME.search(attributes)
                    is_inside = name is not None and html.unescape(name[1].decode()) == title
                elif is_inside:
                    table.take(tag, attributes)
    return table


def _number(attributes: bytes, name: bytes) -> int:
    value = re.search(rb"table:" + name + rb'="(\d{1,7})"', attributes)
    return int(value[1]) if value else 1
