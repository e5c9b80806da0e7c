import json

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.commands.aligned import aligned, width
from hotline.domain.errors import HotlineError
from tests.support.schemes import CITY

SCHEMES = CITY / "schemes"
FITTED = SCHEMES / "lianyungang-fitted.toml"
RATES = CITY / "demo" / "scores.toml"
HEAD = (
    "unit,received,signed_in_time,to_sign,closed_in_time,due,satisfied,rated,"
    "provincial_satisfied,provincial_rated,irregular_replies,other_points"
)
TABLE = (
    f"{HEAD}\n铁塔公司,7,6,7,5,6,0,0,0,0,0,9\n体育局,20,4,5,9,9,1,2,0,0,1,9\n气象局,0,0,0,0,"
    "0,0,0,0,0,0,\n"
)


@pytest.fixture
def table(tmp_path):
    def write(text=TABLE, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding=encoding)
        return path

    return write


def run(*arguments):
    return CliRunner().invoke(hotline, ["score", *map(str, arguments)])


def answer(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refusal(*arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert isinstance(result.exception, HotlineError)
    assert result.exception.remedy
    return str(result.exception)


def test_each_unit_has_its_points_with_numerator_and_denominator(table):
    units = {unit["unit"]: unit for unit in answer(FITTED, table())["units"]}
    tower, sports, idle = units["铁塔公司"], units["体育局"], units["气象局"]
    assert (tower["total"], tower["rank"]) == (78.04, 1)
    signing = tower["components"][0]
    assert [signing[key] for key in ("numerator", "denominator", "rate", "points")] == [
        6,
        7,
        85.71,
        0.71,
    ]
    assert (idle["standing"], idle["total"], idle["rank"]) == ("no_tickets", None, None)
    assert sports["total"] == 75.5


def test_excluded_tickets_leave_the_denominator_and_are_shown(table):
    text = TABLE.replace(HEAD, HEAD + ",due_excluded").replace(
        "5,6,0,0,0,0,0,9\n", "5,6,0,0,0,0,0,9,1\n"
    )
    tower = answer(FITTED, table(text))["units"][0]
    on_time = tower["components"][1]
    assert (on_time["denominator"], on_time["excluded"], on_time["rate"]) == (
        5,
        {"due_excluded": 1},
        100,
    )
    assert "5/5=100.00% 剔1" in run(FITTED, table(text)).stdout


def test_nothing_of_nothing_is_null_in_json_and_a_dash_in_text(table):
    provincial = answer(FITTED, table())["units"][0]["components"][3]
    assert (provincial["rate"], provincial["denominator"], provincial["full_without_case"]) == (
        None,
        0,
        True,
    )
    assert "25.00（无件按满分） 0/0=—" in run(FITTED, table()).stdout


def test_the_text_names_units_without_tickets_apart(table):
    text = run(FITTED, table()).stdout
    assert text.splitlines()[-1] == "无群众诉求的单位：气象局"
    assert "非官方办法" in text


def test_the_columns_of_the_text_stand_under_each_other(table):
    lines = [
        line for line in run(FITTED, table()).stdout.splitlines() if "%" in line or "名次" in line
    ]
    starts = {
        width(line[: line.index(mark)])
        for line, mark in zip(lines, ("及时签收率", "0.71", "0.00"), strict=True)
    }
    assert len(starts) == 1


def test_wide_characters_take_two_columns_and_marks_none():
    assert (width("总分"), width("a—é"), width("e\u0301")) == (4, 3, 1)
    assert list(aligned([["甲", "1"], ["乙方", "20"]], right={1})) == ["甲     1", "乙方  20"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_table_is_read_in_every_encoding_that_excel_writes(table, encoding):
    text = TABLE.replace("unit,", "单位,")
    assert answer(FITTED, table(text, encoding))["units"][0]["unit"] == "铁塔公司"


def test_columns_that_the_scheme_does_not_name_are_let_be(table):
    text = TABLE.replace(HEAD, HEAD + ",备注").replace("1,9\n", "1,9,人少\n")
    assert answer(FITTED, table(text))["units"][1]["total"] == 75.5


def test_a_missing_column_of_exclusions_is_said_and_counts_as_none(table):
    result = run(FITTED, table())
    assert "没有以下可选列" in result.stderr
    assert "due_excluded" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "place", "phrase"),
    [
        ("7,6,7,5", "7,98%,7,5", "2:3", "不带百分号"),
        ("7,6,7,5", "7,,7,5", "2:3", "没有请填 0"),
        ("7,6,7,5", "7,-6,7,5", "2:3", "signed_in_time “-6”"),
        ("7,6,7,5", "7,8,7,5", "2:3", "分子（8）大于分母（7）"),
        ("0,9\n体", "0,11\n体", "2:12", "0 到 10"),
        ("体育局", "铁塔公司", "3:1", "与第 2 行重复"),
        ("体育局", "", "3:1", "为空"),
        (",due,", ",dues,", "1:1", "缺少列 due"),
        ("unit,", "units,", "1:1", "缺少列 unit"),
        ("体育局", '"体育局', "3:1", "双引号"),
    ],
)
def test_a_fault_of_the_table_is_named_by_line_column_value_and_remedy(
    table, old, new, place, phrase
):
    assert TABLE.count(old) == 1
    message = refusal(FITTED, table(TABLE.replace(old, new)))
    assert f"table.csv:{place} " in message
    assert phrase in message


def test_every_fault_is_told_not_only_the_first(table):
    message = refusal(FITTED, table(TABLE.replace("7,6,7,5", "7,x,y,5").replace("20,4,5", "z,4,5")))
    assert "3 处错误" in message


def test_a_fault_of_the_scheme_is_named_by_line_column_value_and_remedy(tmp_path, table):
    path = tmp_path / "own.toml"
    path.write_text(
        FITTED.read_text(encoding="utf-8").replace("slope = 0.5", "slope = -5", 1), encoding="utf-8"
    )
    message = refusal(path, table())
    assert "own.toml:50:9 slope “-5”不是 0 到 1000 之间的数字" in message


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00" * 50, b"unit\n"])
def test_files_that_are_no_table_are_refused(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert "table.csv:" in refusal(FITTED, path)


def test_files_that_are_not_there_are_refused(tmp_path, table):
    assert "none.csv" in refusal(FITTED, tmp_path / "none.csv")
    assert "none.toml" in refusal(tmp_path / "none.toml", table())
    assert "读不到文件" in refusal(tmp_path, table())


RATES_HEAD = (
    "unit,group,period,received,contacted_in_time,assessed,solved,unsolved,"
    "satisfied,basically_satisfied,neutral,dissatisfied"
)
TWO_YEARS = (
    f"{RATES_HEAD}\n鼓楼街道,街道,2025-12,20,10,20,8,2,5,0,0,5\n鼓楼街道,街道,2026年1月,20,"
    "10,20,8,2,5,0,0,5\n"
)


def test_each_period_of_the_table_is_scored_by_the_version_of_its_last_day(table):
    result = answer(RATES, table(TWO_YEARS))
    assert [period["period"] for period in result["periods"]] == ["2025-12", "2026-01"]
    assert [unit["total"] for unit in result["units"]] == [60.5, 63.5]


def test_one_period_of_the_table_may_be_asked_for(table):
    assert [
        unit["total"] for unit in answer(RATES, table(TWO_YEARS), "--period", "2025-12")["units"]
    ] == [60.5]
    assert "没有 2024-12 期间的单位" in refusal(RATES, table(TWO_YEARS), "--period", "2024-12")


def test_a_table_without_periods_needs_one_where_versions_differ(table):
    text = "\n".join(
        ",".join(line.split(",")[:2] + line.split(",")[3:]) for line in TWO_YEARS.splitlines()[:2]
    )
    assert "--period" in refusal(RATES, table(text))
    assert answer(RATES, table(text), "--period", "2026-01")["units"][0]["total"] == 63.5


def test_a_period_that_no_version_covers_is_a_fault_at_its_cell(table):
    message = refusal(RATES, table(TWO_YEARS.replace("2025-12", "2023-12")))
    assert "table.csv:2:3 period “2023-12”" in message


def test_a_scheme_with_groups_wants_one_of_them_in_every_row(table):
    head = "unit,group,received,contact_yes,contact_no,solved,explained,unsolved,"
    head += "satisfied,basically_satisfied,dissatisfied,overdue"
    rows = "东村,村居,3,1,0,1,0,0,1,0,0,0\n西村,村,1,1,0,1,0,0,1,0,0,0\n"
    assert "table.csv:3:2 group “村”不是方案中的组别" in refusal(
        SCHEMES / "town.toml", table(f"{head}\n{rows}")
    )
    right = table(f"{head}\n{rows.replace('村,1', '村居,1')}")
    assert "【村居】" in run(SCHEMES / "town.toml", right).stdout
    assert "缺少列 group" in refusal(
        SCHEMES / "town.toml", table(f"{head}\n{rows}".replace("group", "kind"))
    )


def test_small_samples_and_scaled_totals_are_said(table):
    small = TWO_YEARS.replace("2026年1月,20", "2026年1月,9").replace("5,0,0,5\n", "0,0,0,0\n")
    text = run(RATES, table(small)).stdout
    assert "样本不足（少于 10 件），只列得分：" in text
    assert "总分由其余指标按满分折算" in text


def test_bands_stand_where_the_rank_would(table):
    head = "unit,rated,very_satisfied,satisfied,basically_satisfied,dissatisfied,very_dissatisfied,"
    text = head + "rectified_in_time,bad_reviews\n政务中心,10,8,1,0,1,0,1,1\n"
    [unit] = answer(SCHEMES / "ratings.toml", table(text))["units"]
    assert (unit["band"], unit["rank"]) == ("优", None)
    assert "等次" in run(SCHEMES / "ratings.toml", table(text)).stdout


def test_one_of_several_schemes_is_chosen_by_its_code(tmp_path, table):
    path = tmp_path / "scores.toml"
    path.write_text(
        "\n".join(file.read_text(encoding="utf-8") for file in (RATES, FITTED)), encoding="utf-8"
    )
    assert "--scheme" in refusal(path, table())
    assert "three-rates" in refusal(path, table(), "--scheme", "other")
    assert answer(path, table(), "--scheme", "lianyungang-fitted")["units"][0]["total"] == 78.04
