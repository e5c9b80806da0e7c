"""A file of rows, opened by the ending of its name."""

import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

from hotline.domain.errors import InvalidInput, NotFound
from hotline.sheets.calamine_file import open_old
from hotline.sheets.csv_file import open_csv
from hotline.sheets.json_lines import open_json_lines
from hotline.sheets.records import Sheet
from hotline.sheets.xls_structure import is_compound
from hotline.sheets.xlsx_file import open_xlsx

Reader = Callable[..., Sheet]
READERS: dict[str, Reader] = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".xlsx": open_xlsx,
    ".xlsm": open_xlsx,
    ".xls": open_old,
    ".ods": open_old,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
}


def open_sheet(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    """The columns and rows of a file; raises NotFound or InvalidInput.

    `names` are names of columns by which their row is found below titles; `header_row` is its line.
    """
    if not path.is_file():
        raise NotFound(f"没有文件 {path}", remedy="请核对路径和文件名")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        remedy = f"请另存为 {'、'.join(READERS)} 之一"
        raise InvalidInput(f"不能读取“{path.suffix or path.name}”格式的文件", remedy=remedy)
    return _by_content(path, reader)(path, names=names, header_row=header_row)


def _by_content(path: Path, reader: Reader) -> Reader:
    """Workbooks whose ending somebody changed are read as what they are."""
    if reader not in (open_xlsx, open_old):
        return reader
    if is_compound(path):
        return open_old
    if not zipfile.is_zipfile(path):
        return reader
    with zipfile.ZipFile(path) as archive:
        return open_xlsx if "xl/workbook.xml" in archive.namelist() else open_old
