"""XLSX: the values that the spreadsheet program last computed.

A formula that was never computed rejects its row.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.sheets.records import Record, Reject, Sheet
from hotline.sheets.xlsx_limits import check_parts

SAVE_AGAIN = "请用表格软件打开并另存为 xlsx"


def open_xlsx(path: Path) -> Sheet:
    """Raises InvalidInput for a file that is none, or that could exhaust the machine."""
    try:
        check_parts(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise _unreadable(path) from None
    values = _worksheet(path, formulas=False)
    formulas = (
        iter(_worksheet(path, formulas=True).iter_rows()) if _has_formulas(path) else repeat(())
    )
    rows = iter(values.iter_rows())
    header = next((row for row in _until_filled(rows, formulas)), ())
    columns = tuple(_name(cell.value) for cell in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise InvalidInput(
            f"工作表“{values.title}”是空的，没有列名",
            remedy="请把数据放在第一个工作表，第一行为列名",
        )
    others = len(values.parent.sheetnames) - 1
    notes = (f"只读取了第一个工作表“{values.title}”，另有 {others} 个未读",) if others else ()
    size = values.max_row - 1 if values.max_row else None
    return Sheet(columns, _rows(rows, formulas, columns), notes, size)


def _worksheet(path: Path, *, formulas: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(path, read_only=True, data_only=not formulas)
            return book.worksheets[0]
        except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError):
            raise _unreadable(path) from None


def _unreadable(path: Path) -> InvalidInput:
    return InvalidInput(f"“{path.name}”不是可读取的 xlsx 文件", remedy=SAVE_AGAIN)


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as file:
                    before = b""
                    while chunk := file.read(1 << 20):
                        if b"<f>" in before + chunk or b"<f " in before + chunk:
                            return True
                        before = chunk[-3:]
    return False


def _until_filled(rows: Iterator[Any], formulas: Iterator[Any]) -> Iterator[Any]:
    for row, _ in zip(rows, formulas, strict=False):
        if any(cell.value is not None for cell in row):
            yield row


def _rows(
    rows: Iterator[Any], formulas: Iterator[Any], columns: tuple[str, ...]
) -> Iterator[Record | Reject]:
    for row, written in zip(rows, formulas, strict=False):
        line = next((cell.row for cell in row if hasattr(cell, "row")), 0)
        fault = _fault(line, row, written, columns)
        if fault:
            yield fault
        elif any(cell.value not in (None, "") for cell in row):
            yield Record(
                line, {name: cell.value for name, cell in zip(columns, row, strict=False) if name}
            )


def _fault(line: int, row: Any, written: Any, columns: tuple[str, ...]) -> Reject | None:
    for number, (name, cell) in enumerate(zip(columns, row, strict=False)):
        if not name:
            continue
        formula = written[number] if number < len(written) else None
        if cell.value is None and formula is not None and getattr(formula, "data_type", "") == "f":
            return Reject(formula.row, name, f"公式没有计算结果；{SAVE_AGAIN}，或把公式改为数值")
        if getattr(cell, "data_type", "") == "e":
            return Reject(line, name, f"公式结果是错误值 {cell.value}；请改正公式或填写数值")
    return None


def _name(value: Any) -> str:
    return "" if value is None else str(value).strip()
