"""A cell of ours is never a formula in somebody's Excel, and comes back as it was."""

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hotline
from hotline.sheets.csv_writer import CsvWriter
from hotline.sheets.opening import open_sheet

HOTLINE = Path(hotline.__file__).parent


def written(*cells) -> str:
    CsvWriter(file := io.StringIO(newline="")).writerow(cells)
    return file.getvalue()


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_computed(cell):
    [[shown]] = csv.reader(io.StringIO(written(cell), newline=""))
    assert shown == f"'{cell}"


@pytest.mark.parametrize("cell", ["-3", "+86", "-0.5", 5, None, "停水=断水", "13800000000"])
def test_numbers_and_texts_stay_as_they_are(cell):
    [[shown]] = csv.reader(io.StringIO(written(cell), newline=""))
    assert shown == ("" if cell is None else str(cell))


@given(st.text(st.sampled_from("=+-@'水1\t"), min_size=1, max_size=6))
def test_what_was_written_is_read_again(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text("编号,内容\r\n" + written("1", text), "utf-8", newline="")
    [row] = open_sheet(path).rows
    assert row.cells["内容"] == text or text.startswith("'")


def test_every_csv_of_the_hotline_is_written_by_it():
    writers = {
        path.relative_to(HOTLINE).as_posix()
        for path in HOTLINE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("writer", "DictWriter")
        and getattr(node.value, "id", "") == "csv"
    }
    assert writers == {"sheets/csv_writer.py"}
