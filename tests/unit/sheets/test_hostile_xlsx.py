"""A spreadsheet that unpacks to more than the machine has is refused before it is read."""

import io
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from hotline.domain.errors import InvalidInput
from hotline.sheets.xlsx_file import open_xlsx

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["ref", "text"])
    book.active.append(["1", "路灯不亮"])
    path = tmp_path / "reports.xlsx"
    book.save(path)
    return path


def replaced(path, name, content):
    """The workbook with one part replaced; `content` comes in pieces."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for part in source.infolist():
            if part.filename != name:
                out.writestr(part.filename, source.read(part))
        with out.open(name, "w") as file:
            for piece in content:
                file.write(piece.encode())
    return path


def varied(piece, count):
    """So many elements that do not pack too well."""
    yield HEAD
    yield "<row r='1'>"
    for start in range(0, count, 1000):
        yield "".join(piece.format(n=n * n % 999_983) for n in range(start, start + 1000))
    yield "</row>" + TAIL


HOSTILE = {
    "zeros": (SHEET, [HEAD, *[" " * 1_000_000] * 50, TAIL], "倍以上"),
    "empty rows": (SHEET, [HEAD, *["<row/>" * 100_000] * 50, TAIL], "倍以上"),
    "one row of very many cells": (SHEET, list(varied("<c><v>{n}</v></c>", 300_000)), "过多"),
    "ends that are none": (SHEET, list(varied("<c r='row>'/><!--{n}</row>-->", 200_000)), "注释"),
    "texts": ("xl/sharedStrings.xml", ["<sst>", *["a" * 1_000_000] * 120], "MB"),
    "styles": ("xl/styles.xml", ["<styleSheet>", *["<xf/>" * 1_000] * 300], "过多"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once_and_with_little_memory(workbook, name):
    part, content, reason = HOSTILE[name]
    path = replaced(workbook, part, content)
    assert path.stat().st_size < 8_000_000
    tracemalloc.start()
    start = time.process_time()
    try:
        with pytest.raises(InvalidInput, match=reason) as refused:
            open_xlsx(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "reports.xlsx" in str(refused.value)
    assert peak < 30_000_000
    assert time.process_time() - start < 10


def test_an_ordinary_file_with_many_rows_is_read(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["ref", "text"])
    for number in range(30_000):
        sheet.append([str(number), "小区门口的流动摊贩占道经营，烧烤油烟呛人。"])
    path = tmp_path / "reports.xlsx"
    book.save(path)
    assert sum(1 for _ in open_xlsx(path).rows) == 30_000


@pytest.mark.parametrize("cut", [10, 400, 2_000])
def test_a_broken_file_is_refused(workbook, cut):
    workbook.write_bytes(workbook.read_bytes()[:-cut])
    with pytest.raises(InvalidInput, match="不是可读取的 xlsx"):
        open_xlsx(workbook)
