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
_TAGS = rb"<table:(table|table-row|table-cell|covered-table-cell)"
_TAG = re.compile(_TAGS + rb"((?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)?)/?>")
_BEGIN = re.compile(_TAGS + rb"[\s/>]")
_NAME = re.compile(rb'table:name="([^"]{0,1000})"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')


@dataclass
class OdsTable:
    """Rows and columns count from 1."""

    hidden_rows: int = 0
    last_row: int = 0
    last_column: int = 0
    most_repeated: int = 0
    merges: list[Merge] = field(default_factory=list)
    _row: int = 0
    _next_row: int = 1
    _column: int = 1

    @property
    def cells(self) -> int:
        """Of the smallest rectangle around what is filled, which is how a reader keeps it."""
        return self.last_row * self.last_column

    def take(self, tag: bytes, attributes: bytes, *, is_filled: bool) -> None:
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
        if is_filled:
            self.last_row = self._next_row - 1
            self.most_repeated = max(self.most_repeated, self._next_row - self._row)
            self.last_column = max(self.last_column, self._column - 1)


def read_ods_tables(path: Path) -> dict[str, OdsTable]:
    """The tables by name; none of a file that is no ODS.

    Raises ValueError, BadZipFile or zlib.error for a broken one.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if _CONTENT not in archive.namelist():
            return {}
        tables = dict[str, OdsTable]()
        table = OdsTable()
        for block in blocks_of(archive, _CONTENT):
            matches = list(_TAG.finditer(block))
            if len(matches) != len(_BEGIN.findall(block)):
                raise ValueError(_CONTENT)
            for match in matches:
                tag, attributes = match.groups()
                if tag == b"table":
                    name = _NAME.search(attributes)
                    table = tables.setdefault(
                        html.unescape(name[1].decode()) if name else "", OdsTable()
                    )
                else:
                    is_filled = b"office:value" in attributes or not match[0].endswith(b"/>")
                    table.take(tag, attributes, is_filled=is_filled)
    return tables


def _number(attributes: bytes, name: bytes) -> int:
    value = re.search(rb"table:" + name + rb'\s{0,9}=\s{0,9}["\'](\d{1,18})["\']', attributes)
    return int(value[1]) if value else 1
