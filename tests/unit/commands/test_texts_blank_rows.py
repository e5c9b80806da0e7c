"""A row of the file is a row of the answer, also where nothing stands in it."""

import csv

import pytest
from click.testing import CliRunner

from hotline.cli import hotline

FILE = "标题：十月\n编号,内容\n1,东湖路的路灯不亮\n,\n3,小区停水两天\n"


@pytest.mark.parametrize("command", ["classify", "route", "mask"])
def test_a_blank_row_stays_a_row(tmp_path, command):
    (source := tmp_path / "texts.csv").write_text(FILE, "utf-8")
    out = tmp_path / "out.csv"
    arguments = [command, "--input", str(source), "--text", "内容", "--out", str(out)]
    result = CliRunner().invoke(hotline, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["编号"] for row in rows] == ["1", "", "3"]
