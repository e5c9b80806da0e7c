"""`hotline warnings FILE`: crowds in each grade, dangers and red words of a column of texts."""

import csv
import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from hotline.commands.warnings import warnings

START = datetime(2026, 3, 2, 8, 0)
FIELDS = {"raised", "kind", "grade", "category", "place", "n", "expected", "why", "ids"}
COLUMNS = ("--time", "时间", "--category", "类别", "--place", "地点")


@pytest.fixture
def raised_of(tmp_path):
    def raised_of(rows, *options):
        path = tmp_path / "reports.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "时间", "类别", "地点", "来电人", "内容"))
            writer.writerows(rows)
        arguments = [str(path), *COLUMNS, *options, "--json", "--data", str(tmp_path / "none")]
        result = CliRunner().invoke(warnings, arguments)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return raised_of


def row(at, hour, text="", place="石桥巷"):
    moment = (START + timedelta(hours=hour)).isoformat(sep=" ")
    return f"T{at}", moment, "路面塌陷", place, f"k{at}", text


def test_a_crowd_that_grows_is_in_the_file_once_in_yellow_and_once_in_red(raised_of):
    hours = [0, 2, 4, 6, 8, 30, 40, 50, 60, 70]
    rows = [row(at, hour) for at, hour in enumerate(hours)]
    crowds = [w for w in raised_of(rows, "--caller", "来电人") if w["kind"] == "crowd"]
    assert [(w["grade"], w["raised"], w["n"]) for w in crowds] == [
        ("yellow", "2026-03-02T16:00:00", 5),
        ("red", "2026-03-05T06:00:00", 10),
    ]
    assert crowds[0]["ids"] == [f"T{at}" for at in range(5)]
    assert crowds[1]["ids"] == [f"T{at}" for at in range(10)]


TEXTS = (
    "三楼厨房起火了，浓烟很大，有老人被困在屋里出不来",
    "工地拖欠三个月工资，明天工友们约好一起去市政府把大门堵上",
    "路灯不亮已经一周，请安排检修",
    "",
)


def test_dangers_and_red_words_are_told_where_the_file_has_texts(raised_of):
    rows = [row(at, at, text, place=f"甲路{at}号") for at, text in enumerate(TEXTS)]
    raised = raised_of(rows, "--text", "内容")
    assert [(w["kind"], w["grade"], w["ids"]) for w in raised] == [
        ("danger", "red", ["T0"]),
        ("sensitive", "yellow", ["T1"]),
    ]
    assert {frozenset(w) for w in raised} == {frozenset(FIELDS)}
    assert (raised[0]["raised"], raised[0]["place"]) == ("2026-03-02T08:00:00", "甲路0号")
    assert raised_of(rows) == []


def test_no_reason_repeats_the_words_of_a_caller(raised_of):
    [danger] = raised_of([row(0, 0, TEXTS[0])], "--text", "内容")
    assert not any("厨房" in why for why in danger["why"])


def test_texts_before_the_span_raise_nothing(raised_of):
    rows = [row(at, 30 * at, text, place=f"甲路{at}号") for at, text in enumerate(TEXTS)]
    raised = raised_of(rows, "--text", "内容", "--from", "2026-03-03")
    assert [w["kind"] for w in raised] == ["sensitive"]
