"""XLSX: the values that the spreadsheet program last computed.

A formula that was never computed rejects its row.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from hotline.domain.errors import InvalidInput
from hotline.sheets.escapes import unescaped
from hotline.sheets.grid import MOST_COLUMNS, GridRow, sheet_of
from hotline.sheets.header import LOOKED_AT
from hotline.sheets.records import LATER_1904, Sheet
from hotline.sheets.workbook_notes import UnreadSheet, sheet_notes, unread_sheets
from hotline.sheets.xlsx_limits import check_parts
from hotline.sheets.xlsx_structure import Structure, missing_sheets, read_structure

ENDINGS = (".xlsx", ".xlsm")
# The programs know no line beyond.
LAST_LINE = 1_048_576
# The reader makes a cell for each place before the last one of a row.
MOST_PLACES = 40_000_000
SAVE_AGAIN = "请用表格软件打开并另存为 xlsx"
BROKEN = (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError, ParseError)


def open_xlsx(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    """Raises InvalidInput for a file that is none, or that could exhaust the machine."""
    try:
        check_parts(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise _unreadable(path) from None
    missing = _missing(path)
    values = _worksheet(path, formulas=False)
    try:
        structure = read_structure(path, values.title)
    except BROKEN:
        raise _unreadable(path) from None
    return sheet_of(
        values.title,
        _rows(path, values, structure),
        structure.merges,
        names=names,
        header_row=header_row,
        notes=(*sheet_notes(_others(values), values.title, structure.hidden_rows), *missing),
        size=values.max_row - 1 if values.max_row and values.max_row > 1 else None,
        days=LATER_1904 if values.parent.epoch.year == 1904 else 0,
    )


def _missing(path: Path) -> list[str]:
    """A note for each worksheet that the file lacks; raises InvalidInput where it is the one to be
    read, for nobody wants another one instead.
    """
    try:
        first, missing = missing_sheets(path)
    except BROKEN:
        raise _unreadable(path) from None
    if first in missing:
        raise InvalidInput(
            f"“{path.name}”不完整：缺少工作表“{first}”的内容（{missing[first]}）",
            remedy=SAVE_AGAIN,
        )
    return [f"文件中缺少工作表“{name}”的内容（{part}），未读" for name, part in missing.items()]


def _worksheet(path: Path, *, formulas: bool) -> Any:
    """The first worksheet that is not hidden, or the first."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # A path must end like a workbook, a file need not.
            file = path if path.suffix.lower() in ENDINGS else io.BytesIO(path.read_bytes())
            sheets = load_workbook(file, read_only=True, data_only=not formulas).worksheets
            return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
        except BROKEN:
            raise _unreadable(path) from None


def _others(values: Any) -> list[UnreadSheet]:
    sheets = (
        (
            sheet.title,
            sheet.sheet_state == "visible",
            ([cell.value for cell in row] for row in _all_rows(sheet)),
        )
        for sheet in values.parent.worksheets
        if sheet.title != values.title
    )
    return unread_sheets(sheets, BROKEN)


def _unreadable(path: Path) -> InvalidInput:
    return InvalidInput(f"“{path.name}”不是可读取的 xlsx 文件", remedy=SAVE_AGAIN)


def _rows(path: Path, values: Any, structure: Structure) -> Iterator[GridRow]:
    written: Iterator[Any] = repeat(())
    if structure.has_formulas:
        written = _all_rows(_worksheet(path, formulas=True))
    try:
        for line, (row, formulas) in enumerate(zip(_all_rows(values), written, strict=False), 1):
            if line > LAST_LINE:
                raise InvalidInput(
                    f"“{path.name}”没有读取：行号超过 {LAST_LINE}", remedy=SAVE_AGAIN
                )
            if row:
                # The first ones show which columns are not read.
                row = row if line <= MOST_COLUMNS // LOOKED_AT else row[:MOST_COLUMNS]
                yield GridRow(line, [_value(cell.value) for cell in row], _faults(row, formulas))
    except BROKEN:
        raise _unreadable(path) from None


def _all_rows(worksheet: Any) -> Iterator[Any]:
    """Some programs write that a sheet of thousands of rows ends at its first cell.

    Raises InvalidInput where thousands of rows have a cell far to the right.
    """
    worksheet.reset_dimensions()
    places = 0
    for row in worksheet.iter_rows():
        places += len(row)
        if places > MOST_PLACES:
            raise InvalidInput(
                f"工作表“{worksheet.title}”没有读取：各行从第一格到最后一格共超过 {MOST_PLACES} 格",
                remedy="请删除表右误留的内容，或另存为 csv 后重试",
            )
        yield row


def _faults(row: Any, formulas: Any) -> dict[int, str]:
    faults = {}
    for at, cell in enumerate(row):
        formula = formulas[at] if at < len(formulas) else None
        if cell.value is None and formula is not None and getattr(formula, "data_type", "") == "f":
            faults[at] = f"公式没有计算结果；{SAVE_AGAIN}，或把公式改为数值"
        elif getattr(cell, "data_type", "") == "e":
            faults[at] = f"公式结果是错误值 {cell.value}；请改正公式或填写数值"
    return faults


def _value(value: Any) -> Any:
    return unescaped(value) if isinstance(value, str) else value
