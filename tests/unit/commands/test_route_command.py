import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline

REPORTS = (
    "标题,正文,地址\n,家里停水了,\n占道,反映门口有人占道摆摊,东湖区湖滨街道碧水湾小区\n没有正文,,\n"
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.csv"
    path.write_text(REPORTS, encoding="utf-8")
    return path


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        hotline, ["route", *map(str, arguments), "--data", str(folder / "data")]
    )


def test_one_text_is_answered_with_unit_place_and_reasons(tmp_path: Path):
    result = run(tmp_path, "反映钟楼小区门口有人占道摆摊卖烧烤")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["unit"] == {"code": "990102003", "name": "钟楼街道办事处"}
    assert answer["location"]["street"]["name"] == "钟楼街道"
    assert answer["category"]["code"] == answer["category_alternatives"][0]["code"] == "0101"
    assert {"co_units", "confidence", "needs_review", "basis", "reasons", "alternatives"} <= set(
        answer
    )
    assert all(set(other) == {"unit", "confidence"} for other in answer["alternatives"])


def test_the_address_says_where(tmp_path: Path):
    answer = json.loads(run(tmp_path, "门口有人占道摆摊卖烧烤", "--address", "钟楼小区").stdout)
    assert answer["unit"]["code"] == "990102003"


def test_a_complaint_about_a_unit_goes_to_its_superior(tmp_path: Path):
    answer = json.loads(run(tmp_path, "东湖区城管局执法人员态度恶劣，乱罚款").stdout)
    assert (answer["unit"]["code"], answer["secrecy"]) == ("DH-ZF", True)


@pytest.mark.parametrize("text", ["法院强制执行把我的房子拍卖了，叫法院停下来", "你好在吗", "无"])
def test_what_no_hotline_accepts_has_candidates_and_no_unit(tmp_path: Path, text: str):
    answer = json.loads(run(tmp_path, text).stdout)
    assert answer["unit"] == {"code": "", "name": ""}
    assert answer["needs_review"]
    assert answer["brief"][0].startswith("可能不予受理")
    assert answer["brief"][1].endswith("请派单员确定单位")


def test_who_names_the_own_city_is_read_as_at_intake(tmp_path: Path):
    """A neighbour from the next city reports something here."""
    text = "我是隔壁市的，来东湖区湖滨街道碧水湾小区走亲戚，小区门口路灯不亮"
    answer = json.loads(run(tmp_path, text).stdout)
    assert answer["unaccepted"] is None
    assert answer["unit"]["code"]
    assert not answer["brief"][0].startswith("可能不予受理")


def test_a_title_that_the_text_repeats_is_read_once(tmp_path: Path):
    text = "钟楼小区门口有人占道摆摊卖烧烤，夜里很吵"
    alone, titled = (
        json.loads(run(tmp_path, text, *title).stdout)
        for title in ((), ("--title", "钟楼小区门口有人占道摆摊…"))
    )
    assert alone == titled


def test_nothing_is_stored(tmp_path: Path):
    run(tmp_path, "家里停水了")
    assert not (tmp_path / "data").exists()


def test_a_file_gives_one_json_line_for_each_row(tmp_path: Path, reports: Path):
    result = run(
        tmp_path, "--input", reports, "--text", "正文", "--title", "标题", "--address", "地址"
    )
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["unit"]["code"] for answer in answers[:2]] == ["G-GS", "990102004"]
    assert len(answers) == 3
    assert answers[2]["needs_review"]


def test_a_table_keeps_its_columns_and_gets_the_answer_beside_them(tmp_path: Path, reports: Path):
    out = tmp_path / "out.csv"
    assert (
        run(
            tmp_path, "--input", reports, "--text", "正文", "--address", "地址", "--out", out
        ).exit_code
        == 0
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["正文"] for row in rows] == ["家里停水了", "反映门口有人占道摆摊", ""]
    assert rows[1]["street"] == "湖滨街道"


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path, reports: Path):
    result = run(tmp_path, "--input", reports, "--text", "内容")
    assert result.exit_code == 1
    assert "内容" in str(result.exception)
    assert "标题、正文、地址" in str(result.exception)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, reports: Path):
    result = run(
        tmp_path, "--input", reports, "--text", "正文", "--out", tmp_path / "no" / "out.csv"
    )
    assert result.exit_code == 1
    assert "不能写入文件" in str(result.exception)


@pytest.mark.parametrize(
    "arguments",
    [[], ["停水", "--input", "x.csv"], ["--input", "x.csv"], ["停水", "--text", "正文"]],
)
def test_neither_or_both_of_text_and_file_is_wrong_usage(tmp_path: Path, arguments: list[str]):
    assert run(tmp_path, *arguments).exit_code == 2


def test_the_answer_says_what_is_missing_and_when_it_was(tmp_path: Path):
    answer = json.loads(run(tmp_path, "昨晚8点门口有人占道摆摊卖烧烤").stdout)
    assert answer["times"][0]["text"] == "昨晚8点"
    assert [element["kind"] for element in answer["missing"]] == ["where"]
    addressed = json.loads(
        run(tmp_path, "昨晚8点门口有人占道摆摊卖烧烤", "--address", "钟楼小区").stdout
    )
    assert addressed["missing"] == []


def test_an_empty_row_stays_a_row_and_is_said_to_be_empty(tmp_path: Path, reports: Path):
    answers = run(tmp_path, "--input", reports, "--text", "正文").stdout.splitlines()
    assert [json.loads(answer)["brief"][0] for answer in answers][-1] == "没有正文"
    assert len(answers) == 3


def test_a_danger_and_a_red_word_are_for_a_person_there_too(tmp_path: Path):
    for text in ("三楼着火了，人被困在里面，快来救命", "再不给钱我们明天就去堵路讨薪"):
        answer = json.loads(run(tmp_path, text).stdout)
        assert answer["needs_review"], text
