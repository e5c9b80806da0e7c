import pytest

from tests.support.packs import PackCopy

CITY = [
    ('"13:30-17:30"', '"11:30-17:30"', 10, "重叠"),
    ('"13:30-17:30"', '"13:30-27:30"', 10, "24:00"),
    ('frames = ["09:00-12:00", "13:30-17:30"]', "frames = []", 10, "工作时段有误"),
    ("automatic = 0.79 ", "automatic = 92 ", 13, "0 到 1"),
    ("automatic = 0.79 ", "automatic = true ", 13, "不是 0 到 1"),
    ("wanted_precision = 0.97", "wanted_precision = 97", 20, "0.5 到 0.999"),
    ("suggest = 0.20", "suggest = 0.95", 11, "大于自动派单的阈值"),
    ("suggestions = 3 ", "suggestions = 2.5 ", 15, "整数"),
    ('"10wd"', '"10 days"', 17, "10 days"),
    ("callback_tries = 3", "callback_trys = 3", 17, "不是可用的设置项"),
    ('profile = "示例"', 'profile = "别处"', 11, "在 deadlines.csv 中没有时限"),
    ('"S-12345"', '"S-110"', 10, "在 units.csv 中不存在"),
    ("example = true", 'example = "yes"', 11, "true 或 false"),
    ('name = "示例市"', "name = 5", 8, "应为文字"),
    ("share = 40 ", "share = 140 ", 9, "0 到 100"),
    ('"08:00-12:00", "12:00', '"08:00-12:30", "12:00', 9, "重叠"),
    ('everyone = ["help",', 'everyone = ["helps",', 12, "helps”不是诉求类型"),
    ('gap = "4ch"', 'gap = "4 hours"', 7, "4 hours"),
    ("at_limit = true", 'at_limit = "yes"', 12, "true 或 false"),
    ('rectify_within = "5wd"', 'rectify_within = "0wd"', 18, "须大于 0"),
]


@pytest.mark.parametrize(("old", "new", "column", "phrase"), CITY)
def test_a_wrong_setting_is_found_where_it_stands(pack: PackCopy, old, new, column, phrase):
    line = pack.replace("city.toml", old, new)
    [message] = pack.faults_at(("city.toml", line, column))
    assert phrase in message


def test_a_text_without_its_end_is_found_by_line_and_column(pack: PackCopy):
    line = pack.replace("city.toml", '"示例市"', '"示例市')
    [message] = pack.faults_at(("city.toml", line, 12))
    assert "不符合 TOML 格式" in message


def test_a_city_without_a_name_is_a_fault(pack: PackCopy):
    pack.replace("city.toml", 'name = "示例市"', "")
    assert pack.faults_at(("city.toml", 1, 1)) == ["缺少 name"]


def test_brackets_without_end_are_a_fault_and_no_crash(pack: PackCopy):
    (pack.folder / "city.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    assert [file for file, *_ in pack.places()] == ["city.toml"]


def test_weights_that_do_not_make_the_total_are_a_fault_of_the_scheme(pack: PackCopy):
    line = pack.replace("scores.toml", "weight = 10", "weight = 11")
    [message] = pack.faults_at(("scores.toml", line - 6, 9))
    assert "权重之和 101" in message


def test_versions_of_one_scheme_whose_dates_overlap_are_a_fault(pack: PackCopy):
    line = pack.replace("scores.toml", "valid_from = 2026-01-01", "valid_from = 2025-01-01")
    [message] = pack.faults_at(("scores.toml", line, 14))
    assert "日期重叠" in message


@pytest.mark.parametrize(
    ("line", "column", "phrase"), [("店外经营 often", 2, "often"), ("占道经营", 1, "重复")]
)
def test_a_wrong_line_of_the_dictionary_is_found(pack: PackCopy, line, column, phrase):
    number = pack.append("words.txt", line)
    assert ("words.txt", number, column) in pack.places()
    assert any(phrase in fault.message for fault in pack.read().faults)
