"""What is wrong in a score scheme is found where it stands."""

import pytest

from hotline.city.faults import Report
from hotline.city.scores import read_schemes
from tests.support.packs import PackCopy
from tests.support.schemes import SHIPPED

SCHEME = """[[scheme]]
code = "test"
name = "试行"
volume = "received"
total = 100

[[scheme.part]]
code = "solved"
name = "解决率"
kind = "rate"
weight = 60
numerator = "solved"
denominator = ["solved", "unsolved"]

[[scheme.part]]
code = "late"
name = "超期"
kind = "deduction"
weight = 40
count = "overdue"
each = 0.5
"""

# what is replaced, by what, line and column of the fault, words of it
WRONG = [
    ('volume = "received"', "", (1, 1), "缺少 volume"),
    ('volume = "received"', 'volume = "已 收"', (4, 10), "不能作列名"),
    ('volume = "received"', 'volume = "unit"', (4, 10), "不能作列名"),
    ('volume = "received"', "volume = []", (4, 10), "不是列名"),
    ('volume = "received"', 'volume = ["a", "a"]', (4, 10), "重复的列"),
    ("total = 100", 'total = 100\nranking = "bands"', (1, 1), "缺少分档"),
    ("total = 100", 'bands = { "优" = 90, "差" = 10 }', (5, 9), "低于 10 分"),
    ("total = 100", 'bands = { "优" = 90, "差" = 90 }', (5, 9), "重复"),
    ("total = 100", 'bands = { "优" = "90" }', (5, 9), "不是分档"),
    ("total = 100", 'bands = ["优"]', (5, 9), "不是分档"),
    ("total = 100", 'ranking = "table"', (5, 11), "不在可选范围内"),
    ("total = 100", 'periods = ["quarter"]', (5, 11), "quarter"),
    ("total = 100", "year_starts = 13", (5, 15), "不是 1 到 12"),
    ("total = 100", 'rate_decimals = "no"', (5, 17), "不是 0 到 6"),
    ("total = 100", 'groups = ["街道", "街道"]', (5, 10), "重复"),
    ("total = 100", 'groups = "街道"', (5, 10), "列表"),
    ("total = 100", "total_cap = -1", (5, 13), "小于总分的最低分"),
    ("total = 100", 'total = "100"', (5, 9), "不是 1 到 1000"),
    ("total = 100", "valid_from = 2026-02-01\nvalid_to = 2026-01-01", (6, 12), "早于开始日期"),
    ("weight = 60", "weight = 60.005", (11, 10), "小数多于 2 位"),
    ("weight = 60", "weight = nan", (11, 10), "不是 0 到 1000"),
    ("weight = 60", "weight = 60\nfull_at = 195", (12, 11), "不是 0 到 100"),
    ("weight = 60", "weight = 60\nslope = 1", (12, 9), "没有对应的 full_at"),
    ("weight = 60", 'weight = 60\nbetter = "lower"', (7, 1), "缺少 full_at"),
    ("weight = 60", "weight = 60\nfloor = 61", (12, 9), "大于最高分"),
    ("weight = 60", 'weight = 60\nexcluded_numerator = "x"', (12, 22), "没有对应的 excluded"),
    ("weight = 60", 'weight = 60\nwhen_empty = "zero"', (12, 14), "scale 或 full"),
    ("weight = 60", 'weight = 60\ndated_by = "paid"', (12, 12), "created"),
    ("weight = 60", "weight = 60\neach = 1", (12, 8), "不是可用的设置项"),
    ('kind = "rate"', 'kind = "ratio"', (10, 8), "deduction"),
    ('kind = "rate"', 'kind = "average"', (7, 1), "缺少 full_at"),
    ('numerator = "solved"', "numerator = 5", (12, 13), "不能作列名"),
    ('numerator = "solved"', 'numerator = { solved = "1" }', (12, 13), "系数有误"),
    ('numerator = "solved"', "numerator = { solved = 0.3333333 }", (12, 13), "最多 6 位小数"),
    ('denominator = ["solved", "unsolved"]', "", (7, 1), "缺少 denominator"),
    ("each = 0.5", "", (15, 1), "缺少 each"),
    ("each = 0.5", "each = -1", (21, 8), "不是 0 到 1000"),
    ('code = "late"', 'code = "solved"', (16, 8), "重复"),
]


def faults_of(text):
    report = Report()
    read_schemes(text, report)
    return report.faults


def test_the_scheme_of_these_tests_is_right():
    assert faults_of(SCHEME) == []


@pytest.mark.parametrize(("old", "new", "place", "phrase"), WRONG)
def test_a_wrong_value_is_found_by_line_and_column(old, new, place, phrase):
    assert SCHEME.count(old) == 1
    faults = faults_of(SCHEME.replace(old, new))
    messages = [
        f"{fault.message}，{fault.remedy}"
        for fault in faults
        if (fault.line, fault.column) == place
    ]
    assert any(phrase in text for text in messages), [*map(str, faults)]
    assert all(fault.remedy for fault in faults)


def test_points_given_by_people_need_bounds_in_order():
    scheme = SCHEME + (
        '\n[[scheme.part]]\ncode = "bonus"\nname = "加分"\nkind = "given"\ncolumn = '
        '"bonus"\nhigh = 5\n'
    )
    assert faults_of(scheme) == []
    assert [fault.line for fault in faults_of(scheme + "default = 6\n")] == [29]
    assert [fault.line for fault in faults_of(scheme.replace("high = 5", "low = 7\nhigh = 5"))] == [
        28
    ]


def test_an_any_component_excludes_only_from_a_denominator():
    part = (
        '\n[[scheme.part]]\ncode = "any"\nname = "解决"\nkind = "any"\nweight = 0\nnumerator '
        '= "solved"\n'
    )
    [fault] = faults_of(SCHEME + part + 'excluded = "out"\n')
    assert "没有对应的 denominator" in fault.message


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schemes_that_ship_are_right_and_say_that_they_are_examples(path):
    text = path.read_text(encoding="utf-8")
    assert faults_of(text) == []
    assert "示例" in text or "非官方" in text or "参考" in text


def test_a_pack_may_hold_all_of_the_schemes_that_ship(pack: PackCopy):
    text = "\n".join(path.read_text(encoding="utf-8") for path in SHIPPED)
    (pack.folder / "scores.toml").write_text(text, encoding="utf-8")
    reading = pack.read()
    assert reading.faults == []
    codes = {scheme.code for scheme in reading.pack.schemes}
    assert codes == {"three-rates", "town", "lianyungang-fitted", "arena", "ratings"}
