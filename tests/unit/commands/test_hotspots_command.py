"""`hotline hotspots`, `hotline warnings` and `hotline repeats` over a file."""

import csv
import json
from datetime import datetime, timedelta
from math import log10

import pytest
from click.testing import CliRunner

from hotline.commands import report_columns
from hotline.commands.hotspots import hotspots
from hotline.commands.texts.repeats import repeats
from hotline.commands.warnings import warnings

START = datetime(2026, 3, 2, 8, 0)
FISH = "东港渔村鱼塘的水发黑发臭，上游养猪场夜里偷排污水"


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


@pytest.fixture
def rows():
    return [
        {
            "id": f"M{at}",
            "who": f"person-{at}",
            "when": (START + timedelta(hours=at)).isoformat(sep=" "),
            "head": f"东港渔村养猪场偷排污水{at}",
            "body": f"{FISH}，已经第{at}天了。",
            "likes": 4,
            "kind": "水污染",
            "where": "东港渔村",
        }
        for at in range(6)
    ]


@pytest.fixture
def table(tmp_path, rows):
    return write(tmp_path / "messages.csv", [*rows, rows[0] | {"id": "bad", "when": "不知道"}])


def run(command, *arguments):
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout), result.stderr


COLUMNS = [
    "--time",
    "when",
    "--title",
    "head",
    "--text",
    "body",
    "--caller",
    "who",
    "--votes",
    "likes",
    "--json",
]


def test_the_issue_of_a_file_has_every_field_of_the_contract(table):
    [issue], notes = run(hotspots, table, *COLUMNS)
    assert (issue["rank"], issue["tickets"], issue["callers"], issue["votes"]) == (1, 6, 6, 24)
    assert issue["ids"] == [f"M{at}" for at in range(6)]
    assert "东港渔村" in issue["place"]
    assert "养猪场" in issue["subject"]
    assert issue["score"] == round(6 + log10(25), 2)
    assert (issue["first"], issue["last"]) == ("2026-03-02T08:00:00", "2026-03-02T13:00:00")
    assert issue["title"]
    assert issue["why"]
    assert "1 行缺少可识别的时间" in notes


def test_no_person_is_named_in_the_answer(table):
    issues, _ = run(hotspots, table, *COLUMNS)
    assert "person-" not in json.dumps(issues)


def test_a_span_leaves_out_what_lies_outside(table):
    issues, _ = run(hotspots, table, *COLUMNS, "--from", "2026-03-02 10:00")
    assert issues[0]["tickets"] == 4
    assert run(hotspots, table, *COLUMNS, "--to", "2026-03-01")[0] == []


def test_a_column_that_is_not_there_is_refused_by_name(table):
    result = CliRunner().invoke(
        hotspots, [table, "--time", "x", "--title", "head", "--text", "body"]
    )
    assert "没有名为“x”的列" in str(result.exception)


def test_a_file_needs_its_columns_named(table):
    assert CliRunner().invoke(hotspots, [table]).exit_code == 2
    assert CliRunner().invoke(warnings, [table]).exit_code == 2


def test_warnings_of_a_file_have_every_field_of_the_contract(table):
    columns = [
        "--time",
        "when",
        "--category",
        "kind",
        "--place",
        "where",
        "--caller",
        "who",
        "--json",
    ]
    raised, _ = run(warnings, table, *columns)
    assert {(warning["kind"], warning["grade"]) for warning in raised} == {
        ("repeat", "blue"),
        ("crowd", "yellow"),
    }
    crowd = next(warning for warning in raised if warning["kind"] == "crowd")
    assert (crowd["category"], crowd["place"], crowd["n"]) == ("水污染", "东港渔村", 5)
    assert crowd["raised"] == "2026-03-02T12:00:00"
    assert crowd["ids"] == [f"M{at}" for at in range(5)]
    assert set(crowd) == {
        *("raised", "kind", "grade", "category", "place", "n", "expected", "why", "ids")
    }


def test_repeats_are_pairs_of_rows_from_one(tmp_path):
    texts = [
        "翠竹苑停水了，家里一滴水都没有",
        "翠竹苑停电了，冰箱坏了",
        "翠竹苑一直没水用，什么时候来水",
    ]
    file = write(tmp_path / "texts.csv", [{"text": text} for text in texts])
    pairs, _ = run(repeats, file, "--text", "text", "--json")
    assert [(pair["a"], pair["b"]) for pair in pairs] == [(1, 3)]
    assert 0 < pairs[0]["score"] <= 1


@pytest.mark.parametrize("command", [hotspots, warnings])
def test_columns_that_were_not_told_are_asked_for_beside_those_of_the_file(table, command):
    result = CliRunner().invoke(command, [table, "--time", "when"])
    assert result.exit_code == 2
    assert "id、who、when、head、body" in result.output
    assert "--time、" not in result.output


def test_a_header_with_a_blank_behind_is_found_as_it_stands(tmp_path):
    row = {"when ": "2026-03-02 08:00", "kind": "噪声", "where ": "东园"}
    path = write(tmp_path / "blanks.csv", [row])
    columns = ["--time", "when ", "--category", "kind", "--place", "where "]
    assert run(warnings, path, *columns, "--json")[0] == []


WATCHED = ["--time", "when", "--category", "kind", "--place", "where", "--caller", "who", "--json"]


@pytest.mark.parametrize(("command", "columns"), [(hotspots, COLUMNS), (warnings, WATCHED)])
def test_one_date_in_the_future_is_left_out_and_told_by_its_line(tmp_path, rows, command, columns):
    plain = write(tmp_path / "plain.csv", rows)
    late = rows[0] | {"id": "late", "when": "2099-01-01 00:00"}
    file = write(tmp_path / "late.csv", [*rows, late])
    answer, notes = run(command, file, *columns)
    assert answer == run(command, plain, *columns)[0]
    assert f"第 {len(rows) + 2} 行 2099-01-01 00:00" in notes


def test_a_file_wholly_in_the_future_is_refused_in_words(tmp_path, rows):
    file = write(tmp_path / "future.csv", [row | {"when": "2099-01-01 08:00"} for row in rows])
    result = CliRunner().invoke(hotspots, [file, *COLUMNS])
    assert result.exit_code != 0
    assert "都晚于现在，最早为 2099-01-01 08:00" in str(result.exception)


@pytest.mark.parametrize("command", [hotspots, warnings])
def test_a_span_that_ends_before_it_begins_is_refused(table, command):
    columns = COLUMNS if command is hotspots else WATCHED
    span = ["--from", "2026-03-05", "--to", "2026-03-01"]
    result = CliRunner().invoke(command, [table, *columns, *span])
    assert "--from 2026-03-05 晚于 --to 2026-03-01" in str(result.exception)


def test_rows_are_counted_within_the_span(monkeypatch, tmp_path, rows):
    usual = report_columns.read_report_rows.__kwdefaults__
    monkeypatch.setattr(report_columns.read_report_rows, "__kwdefaults__", usual | {"most": 6})
    before = [row | {"when": "2026-02-01 08:00"} for row in rows]
    file = write(tmp_path / "many.csv", [*before, *rows])
    assert "超过 6 行" in str(CliRunner().invoke(hotspots, [file, *COLUMNS]).exception)
    issues, _ = run(hotspots, file, *COLUMNS, "--from", "2026-03-01")
    assert issues[0]["tickets"] == 6


def test_a_file_that_is_no_text_is_refused_without_its_bytes(tmp_path):
    file = tmp_path / "picture.csv"
    file.write_bytes(bytes(range(256)) * 20)
    result = CliRunner().invoke(hotspots, [str(file), *COLUMNS])
    assert "不是文本表格" in str(result.exception)


def test_a_broken_byte_in_a_name_is_no_junk_on_the_screen(tmp_path):
    file = tmp_path / "broken.csv"
    file.write_bytes("时间\udcff,标题,很长的内容一列\n".encode("utf-8", "surrogateescape"))
    shown = str(CliRunner().invoke(hotspots, [str(file), *COLUMNS]).exception)
    assert "标题" in shown
    assert shown.encode("utf-8")
