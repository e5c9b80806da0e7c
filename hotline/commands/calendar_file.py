"""A calendar.csv named on the command line: read as the one of a city pack."""

from datetime import date
from pathlib import Path

from hotline.city.clocks import CALENDAR, read_calendar
from hotline.city.encodings import decode
from hotline.city.faults import Report
from hotline.city.reading import read_table
from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import Override


def read_calendar_file(path: Path) -> dict[date, Override]:
    """UTF-8 with or without BOM, or GBK as Excel writes it.

    Raises InvalidInput with every fault of the file.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            f"读不到日历文件 {path}（{error.strerror}）", remedy="请检查路径和权限"
        ) from None
    report = Report()
    _, required, optional = CALENDAR
    table = read_table(path.name, decode(path.name, raw, report), required, optional, report)
    overrides = read_calendar(table)
    if report.faults:
        lines = "\n".join(f"  {fault}" for fault in report.faults)
        raise InvalidInput(
            f"{path.name} 有 {len(report.faults)} 处错误：\n{lines}", remedy="请改正后重试"
        )
    return overrides
