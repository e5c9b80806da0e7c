"""A file named on the command line: its text, and the refusal that lists its faults."""

from pathlib import Path

from hotline.city.encodings import decode
from hotline.city.faults import Report
from hotline.city.files import LARGEST
from hotline.domain.errors import InvalidInput

_SHOWN = 50


def read_file(path: Path, report: Report) -> str | None:
    """UTF-8 with or without BOM, or GBK as Excel writes it."""
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidInput(f"文件 {path} 超过 {LARGEST >> 20} MB", remedy="请检查是否选错文件")
        return decode(path.name, path.read_bytes(), report)
    except OSError as error:
        raise InvalidInput(
            f"读不到文件 {path}（{error.strerror}）", remedy="请检查路径和权限"
        ) from None


def refuse_faults(file: str, report: Report) -> None:
    if report.faults:
        faults = sorted(dict.fromkeys(report.faults))
        more = f"\n  另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
        lines = "\n".join(f"  {fault}" for fault in faults[:_SHOWN]) + more
        raise InvalidInput(f"{file} 有 {len(faults)} 处错误：\n{lines}", remedy="请改正后重试")
