"""A calendar.csv named on the command line."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hotline.domain.calendar import Override
from hotline.domain.calendar_rows import COLUMNS, REQUIRED, read_calendar
from hotline.domain.errors import InvalidInput
from hotline.domain.faults import Cells

HEADER = f"第一行应为 {','.join(COLUMNS)}"


def read_calendar_file(path: Path) -> dict[date, Override]:
    """UTF-8 with or without BOM, or GBK as Excel writes it; raises InvalidInput with every fault of the file."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        if missing := [name for name in REQUIRED if name not in header]:
            raise InvalidInput(f"{path.name} 缺少列：{'、'.join(missing)}", remedy=HEADER)
        reader.fieldnames = header
        reading = read_calendar(_numbered(reader))
    except csv.Error as error:
        raise InvalidInput(
            f"{path.name} 第 {reader.line_num} 行不是完整的 CSV（{error}）", remedy="请检查引号是否成对"
        ) from None
    if reading.faults:
        lines = "\n".join(f"  {path.name} {fault}" for fault in reading.faults)
        raise InvalidInput(f"{path.name} 有 {len(reading.faults)} 处错误：\n{lines}\n", remedy="请改正后重试")
    return reading.overrides


def _numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Cells]]:
    for row in reader:
        yield reader.line_num, row


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"读不到日历文件 {path}（{error.strerror}）", remedy="请检查路径和权限") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput(f"{path.name} 的编码无法识别", remedy="请另存为 UTF-8 编码的 CSV")
