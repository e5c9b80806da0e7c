"""Worksheets that are not read are named with their rows, whatever stands in them."""

import zipfile

import openpyxl
import pytest

from hotline.domain.errors import InvalidInput
from hotline.sheets.opening import open_sheet

ROWS = (("ref", "text"), ("1", "路灯不亮"))


@pytest.fixture
def book():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    return book


def notes_of(path):
    sheet = open_sheet(path, names=ROWS[0])
    assert [row.cells["text"] for row in sheet.rows] == ["路灯不亮"]
    return " ".join(sheet.notes)


def test_rows_of_worksheets_that_are_not_read_are_counted(book, tmp_path):
    book.create_sheet("旧表").append(("a",))
    book["旧表"].append(())
    book["旧表"].append(("b",))
    book.create_sheet("隐").sheet_state = "hidden"
    book.save(tmp_path / "reports.xlsx")
    assert "未读：旧表 2 行、隐（隐藏） 0 行" in notes_of(tmp_path / "reports.xlsx")


def test_worksheets_with_a_cell_at_their_end_do_not_hold_the_reader(book, tmp_path):
    for number in range(60):
        book.create_sheet(f"表{number}").cell(1_048_576, 16_384).value = "误留"
    book.save(tmp_path / "reports.xlsx")
    notes = notes_of(tmp_path / "reports.xlsx")
    assert "表0 行数未计、表1 行数未计" in notes
    assert "等 60 个" in notes


def test_a_broken_worksheet_beside_the_one_that_is_read_is_only_named(book, tmp_path):
    book.create_sheet("坏表").append(("a",))
    book.save(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "reports.xlsx", "w") as broken,
    ):
        for part in whole.namelist():
            content = whole.read(part)
            broken.writestr(part, content[:-40] if part.endswith("sheet2.xml") else content)
    assert "坏表 行数未计" in notes_of(tmp_path / "reports.xlsx")


def without(source, part, target):
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as broken:
        for name in whole.namelist():
            if name != part:
                broken.writestr(name, whole.read(name))
    return target


def test_a_worksheet_that_the_file_lacks_is_named_with_its_part(book, tmp_path):
    book.create_sheet("丢失").append(("a",))
    book.save(tmp_path / "whole.xlsx")
    part = "xl/worksheets/sheet2.xml"
    path = without(tmp_path / "whole.xlsx", part, tmp_path / "reports.xlsx")
    assert f"缺少工作表“丢失”的内容（{part}）" in notes_of(path)


@pytest.mark.parametrize("others", [0, 1])
def test_without_the_worksheet_that_is_to_be_read_no_other_one_is_read_instead(
    book, tmp_path, others
):
    book.active.title = "登记表"
    for _ in range(others):
        book.create_sheet("说明").append(ROWS[0])
    book.save(tmp_path / "whole.xlsx")
    part = "xl/worksheets/sheet1.xml"
    path = without(tmp_path / "whole.xlsx", part, tmp_path / "reports.xlsx")
    with pytest.raises(InvalidInput, match=f"缺少工作表“登记表”的内容（{part}）"):
        open_sheet(path, names=ROWS[0])
