"""`hotline model train`: one threshold in the whole print, and what becomes of faulty rows."""

import csv
import re
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from tests.unit.classifiers.test_train import random_texts

SIZE = 400


def trained(folder: Path, rows: list[list[str]]) -> Result:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["时间", "正文", "类别"], *rows])
    columns = ("--text", "正文", "--label", "类别", "--time", "时间")
    arguments = ["model", "train", path, *columns, "--out", folder / "a.model"]
    arguments += ["--precision", 0.8]
    result = CliRunner().invoke(hotline, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def rows() -> list[list[str]]:
    data, dice = random_texts(SIZE), Random(4)
    labels = [dice.choice(data.labels) if dice.random() < 0.12 else label for label in data.labels]
    days = [f"2025-{1 + n // 40:02}-{1 + n % 28:02}" for n in range(SIZE)]
    return [list(row) for row in zip(days, data.texts, labels, strict=True)]


def test_the_table_and_the_written_threshold_are_one(tmp_path: Path, rows: list[list[str]]) -> None:
    shown = trained(tmp_path, rows).stdout
    [row] = re.findall(r"要求精度 80%：阈值 (\S+)，可自动采用 (\S+)", shown)
    [written] = re.findall(r"自动采用阈值：([\d.]+)", shown)
    [alone] = re.findall(r"按模型的阈值 ([\d.]+)：可自动采用 ([\d.]+%)", shown)
    assert row == alone
    assert written == row[0]


def test_faulty_rows_are_told_with_their_numbers(tmp_path: Path, rows: list[list[str]]) -> None:
    for number, time in ((10, "上回"), (30, "2025-02-30"), (50, "2025-04-31 8:00")):
        rows[number][0] = time
    rows[70][0], rows[80][1], rows[90][2] = "", " ", ""
    rows[100] = rows[100][:2]
    rows[110].append("路口")
    shown = trained(tmp_path, rows).stderr
    assert "3 行的时间读不出（第 12、32、52 行）：算作最早的，只用于学习" in shown
    assert "1 行没有时间（第 72 行）" in shown
    assert "1 行没有文本（第 82 行）：已跳过" in shown
    assert "2 行没有标签（第 92、102 行）：已跳过" in shown
    assert "1 行的列数不足（第 102 行）" in shown
    assert "1 行的列数多于列名（第 112 行）" in shown


def test_more_than_five_rows_are_counted(tmp_path: Path, rows: list[list[str]]) -> None:
    for row in rows[:9]:
        row[0] = "不记得"
    assert "9 行的时间读不出（第 2、3、4、5、6 行等）" in trained(tmp_path, rows).stderr


def test_equal_times_are_told_and_not_tested_by(tmp_path: Path, rows: list[list[str]]) -> None:
    for row in rows:
        row[0] = "2025/7/1 0:00"
    shown = trained(tmp_path, rows).stderr
    assert f"{SIZE} 行的时间全部相同" in shown
    assert "检验方式：按近似重复" in shown


def test_equal_times_at_the_border_are_told(tmp_path: Path, rows: list[list[str]]) -> None:
    for row in rows[200:]:
        row[0] = "20251201"
    assert "200 行与分界处时间相同，按行的先后分：80 行用于检验" in trained(tmp_path, rows).stderr
