import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline

SMOKE = "楼下烧烤店昨晚8点开始油烟很大，每天晚上10点到凌晨2点还在喊"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(
        f"内容,来电\n{SMOKE},2026-03-18 09:00\n鼓楼街道路灯不亮,\n停水了,昨天\n", encoding="utf-8"
    )
    return path


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        hotline, ["classify", *map(str, arguments), "--data", str(folder / "data")]
    )


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_times_said_in_words_stand_in_figures(tmp_path: Path, calls: Path):
    first, *_ = lines(run(tmp_path, "--input", calls, "--text", "内容", "--time", "来电"))
    evening, nightly = first["times"]
    assert (evening["text"], evening["begin"]) == ("昨晚8点开始", "2026-03-17T20:00:00")
    assert (nightly["recurring"]["begin"], nightly["recurring"]["end"]) == ("22:00:00", "02:00:00")


def test_what_is_missing_is_named_and_asked_in_one_sentence(tmp_path: Path):
    answer = json.loads(run(tmp_path, SMOKE).stdout)
    assert [element["kind"] for element in answer["missing"]] == ["where"]
    assert answer["ask"] == answer["missing"][0]["question"]
    assert {"who", "when", "what"} <= {element["kind"] for element in answer["elements"]}
    assert all(
        SMOKE[element["start"] : element["stop"]] == element["text"]
        for element in answer["elements"]
    )


def test_a_time_that_cannot_be_read_is_a_fault_of_its_row_only(tmp_path: Path, calls: Path):
    *read, bad = lines(run(tmp_path, "--input", calls, "--text", "内容", "--time", "来电"))
    assert all("category" in row for row in read)
    assert bad["line"] == 4
    assert "昨天" in json.dumps(bad, ensure_ascii=False)


def test_a_column_that_the_file_lacks_is_refused_with_those_it_has(tmp_path: Path, calls: Path):
    result = run(tmp_path, "--input", calls, "--text", "内容", "--time", "时刻")
    assert result.exit_code != 0
    assert "时刻" in str(result.exception)
    assert "内容、来电" in str(result.exception)


def test_a_table_gets_times_and_missing_elements_beside_its_columns(tmp_path: Path, calls: Path):
    out = tmp_path / "out.csv"
    assert (
        run(tmp_path, "--input", calls, "--text", "内容", "--time", "来电", "--out", out).exit_code
        == 0
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["来电"] == "2026-03-18 09:00"
    assert first["times"].startswith("昨晚8点开始=2026-03-17T20:00:00/2026-03-18T09:00:00")
    assert first["missing"] == "地点"
