"""A file of rows, opened by the ending of its name."""

from collections.abc import Collection
from pathlib import Path

from hotline.domain.errors import InvalidInput, NotFound
from hotline.sheets.calamine_file import open_old
from hotline.sheets.csv_file import open_csv
from hotline.sheets.json_lines import open_json_lines
from hotline.sheets.records import Sheet
from hotline.sheets.xlsx_file import open_xlsx

READERS = {
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
    return reader(path, names=names, header_row=header_row)
