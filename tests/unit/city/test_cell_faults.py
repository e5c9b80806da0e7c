"""One wrong cell, one fault, at exactly that cell."""

import pytest

from tests.support.packs import PackCopy

UNITS = [
    ("DH-CG", "parent", "DH-NO", "“DH-NO”在 units.csv 中不存在"),
    ("DH-CG", "area", "990100", "“990100”在 districts.csv 中不存在"),
    ("DH-CG", "area", "990102001", "与单位类型 district_bureau 不符"),
    ("DH-CG", "area", "", "为空"),
    ("S-TJ", "area", "990102", "应为空"),
    ("S-TJ", "kind", "office", "不在可选范围内"),
    ("S-TJ", "code", "S-JY", "与第 4 行重复"),
    ("S-TJ", "code", "S TJ", "不是有效编码"),
    ("S-TJ", "name", "示例市教育局", "“示例市教育局”与第 4 行重复"),
    ("S-TJ", "name", "", "为空"),
    ("S-TJ", "name", "统\x01计局", "控制字符"),
    ("S-TJ", "aliases", "市教育局", "“市教育局”与第 4 行重复"),
    ("S-TJ", "aliases", "示例市科技 示例市教育局", "“示例市教育局”与第 4 行重复"),
]
AREAS = [
    ("990102001", "parent", "", "为空"),
    ("990102001", "parent", "990199", "“990199”在 districts.csv 中不存在"),
    ("990102001", "parent", "990102002", "不是区或开发区"),
    ("990103,", "parent", "990102", "应为空"),
    ("990103,", "name", "东湖区", "“东湖区”与第 2 行重复"),
    ("990103,", "aliases", "云山 老城区", "“老城区”与第 2 行重复"),
]
PLACES = [
    ("府前街", "streets", "", "不在任何街道"),
    ("府前街", "streets", "990102001 990102999", "“990102999”在 districts.csv 中不存在"),
    ("府前街", "streets", "990102", "不是街道"),
    ("府前街", "kind", "lane", "不在可选范围内"),
    ("府前街", "lon", "217.0", "73 到 136"),
    ("府前街", "lat", "north", "不是数字"),
    ("府前街", "lat", "nan", "不是数字"),
    ("府前街", "lat", "", "经度和纬度"),
    ("府前街", "name", "解放路", "与第 5 行重复"),
]
CATEGORIES = [
    ("0102,", "parent", "02", "应为 01"),
    ("0102,", "name", "占道经营/店外经营", "与第 3 行重复"),
    ("0102,", "confidential", "maybe", "只能填 yes 或 no"),
    ("0102,", "role", "complaint", "不在可选范围内"),
    ("1810,", "role", "conduct", "“conduct”与第 143 行重复"),
    ("1810,", "role", "作风", "“作风”与第 143 行重复"),
    ("17,", "role", "praise", "不能填在有下级的类别上"),
]
DUTIES = [
    ("0101,990102,", "category", "0199", "“0199”在 categories.csv 中不存在"),
    ("0101,990102,", "area", "990109", "“990109”在 districts.csv 中不存在"),
    ("0101,990102,", "unit", "DH-XX", "“DH-XX”在 units.csv 中不存在"),
    ("0101,990102,", "unit", "YS-CG", "只管 990103，不管 990102"),
    ("0101,990102,", "co_units", "DH-SJ NO", "“NO”在 units.csv 中不存在"),
    ("0101,990102,", "co_units", "DH-CG", "就是主办单位"),
    ("0101,990102,", "valid_from", "2026-02-30", "不是有效日期"),
    ("0101,990102,", "valid_to", "soon", "不是有效日期"),
    ("0101,990102,", "first", "last", "不在可选范围内"),
    ("0101,990102,", "exclusive", "perhaps", "只能填 yes 或 no"),
    ("0506,990102,S-JT", "valid_to", "2025-6-31", "不是有效日期"),
]
CLOCKS = [
    ("deadlines.csv", "*,dispatch,*,*", "limit", "24x", "24x"),
    ("deadlines.csv", "*,dispatch,*,*", "clock", "lunch", "lunch"),
    ("deadlines.csv", "*,dispatch,*,*", "category", "77", "“77”在 categories.csv 中不存在"),
    ("calendar.csv", "2026-06-13", "frames", "12:00-09:00", "12:00-09:00"),
    ("calendar.csv", "2026-06-13", "frames", "09:00-25:00", "09:00-25:00"),
    ("calendar.csv", "2026-06-13", "date", "2026-06-31", "2026-06-31"),
    ("calendar.csv", "2026-12-31", "date", "2026-06-13", "2026-06-13"),
    ("sensitive.csv", "轻生", "level", "green", "red 或 yellow 或 blue"),
    ("sensitive.csv", "跳楼", "word", "自杀", "与第 2 行重复"),
]
CASES = [
    *(("units.csv", *case) for case in UNITS),
    *(("districts.csv", *case) for case in AREAS),
    *(("places.csv", *case) for case in PLACES),
    *(("categories.csv", *case) for case in CATEGORIES),
    *(("duties.csv", *case) for case in DUTIES),
    *CLOCKS,
]


@pytest.mark.parametrize(("file", "row", "column", "value", "phrase"), CASES)
def test_a_wrong_cell_is_found_where_it_stands(pack: PackCopy, file, row, column, value, phrase):
    place = pack.set_cell(file, row, column, value)
    faults = [
        fault for fault in pack.read().faults if (fault.file, fault.line, fault.column) == place
    ]
    assert any(phrase in str(fault) and fault.remedy for fault in faults), [
        *map(str, pack.read().faults)
    ]


def test_a_fault_prints_file_line_column_message_and_remedy(pack: PackCopy):
    pack.set_cell("units.csv", "S-TJ", "kind", "office")
    [fault] = pack.read().faults
    assert fault.value == "office"
    assert str(fault).startswith(
        "units.csv:31:3 kind “office”不在可选范围内，请填 bureau 或 government"
    )


def test_every_fault_is_told_at_once_in_the_order_of_files_and_lines(pack: PackCopy):
    later = pack.set_cell("duties.csv", "0101,990102,", "unit", "NO")
    first = pack.set_cell("units.csv", "S-TJ", "kind", "office")
    second = pack.set_cell("units.csv", "S-YB", "name", "")
    assert pack.places() == [first, second, later]
    assert pack.read().pack is None
