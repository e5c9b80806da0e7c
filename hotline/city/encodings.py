"""Bytes of a pack's file to text: UTF-8 with or without BOM, and GBK or GB18030 as Excel saves
it.
"""

import codecs

from hotline.city.faults import Report

REMEDY = "请在表格软件中另存为“CSV UTF-8（逗号分隔）”"
WIDE = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def decode(file: str, raw: bytes, report: Report) -> str | None:
    """The text with plain newlines, or None after a fault that names the first byte that cannot
    be read.
    """
    if raw[:2] in WIDE:
        report.fault(
            file, 1, 1, "", f"文件是 {WIDE[raw[:2]]} 编码（第 1 字节起），不能读取", REMEDY
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _chinese(file, raw, report, error)
    if raw.startswith(codecs.BOM_UTF8):
        report.note(f"{file} 带有 UTF-8 BOM，已按 UTF-8 读取")
    return _plain_newlines(text)


def _chinese(file: str, raw: bytes, report: Report, error: UnicodeDecodeError) -> str | None:
    if _is_broken_utf8(raw):
        _refuse(file, raw, report, error.start)
        return None
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as chinese:
        _refuse(file, raw, report, max(chinese.start, error.start))
        return None
    report.note(f"{file} 是 GBK/GB18030 编码（多为 Excel 所存），已按此读取")
    return _plain_newlines(text)


def _is_broken_utf8(raw: bytes) -> bool:
    """Text that is UTF-8 but for a few bytes: as GBK it would be read, into nonsense."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > 3 * bad


def _refuse(file: str, raw: bytes, report: Report, offset: int) -> None:
    before = raw[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = before.rpartition(b"\n")[2].count(b",") + 1 if file.endswith(".csv") else 1
    value = f"0x{raw[offset]:02X}"
    message = f"第 {offset + 1} 字节（{value}）既不是 UTF-8 也不是 GBK/GB18030 编码"
    report.fault(file, line, column, value, message, REMEDY)


def _plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
