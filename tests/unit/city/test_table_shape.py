"""Files, headers, quotes and superiors: what is wrong with a table as a whole."""

import pytest

from hotline.city.files import FILES
from tests.support.packs import PackCopy


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_one_fault(pack: PackCopy, file):
    (pack.folder / file).unlink()
    assert pack.places() == [(file, 1, 1)]
    assert f"缺少文件 {file}" in str(pack.read().faults[0])


def test_a_folder_that_is_not_there_is_a_fault(pack: PackCopy):
    pack.folder = pack.folder / "nowhere"
    assert [fault.message for fault in pack.read().faults] == [f"没有名为“{pack.folder}”的文件夹"]


def test_a_folder_in_place_of_a_file_is_a_fault(pack: PackCopy):
    (pack.folder / "words.txt").unlink()
    (pack.folder / "words.txt").mkdir()
    assert pack.places() == [("words.txt", 1, 1)]


def test_a_missing_column_is_named_and_its_rows_are_left_alone(pack: PackCopy):
    pack.replace(
        "units.csv", "code,name,kind,area,parent,aliases", "code,name,area,parent,aliases,x"
    )
    messages = pack.read().faults
    assert [(fault.line, fault.column) for fault in messages] == [(1, 1), (1, 6)]
    assert messages[0].message == "缺少列 kind"


def test_an_unknown_column_is_a_fault_at_its_number(pack: PackCopy):
    pack.replace(
        "units.csv", "code,name,kind,area,parent,aliases", "code,name,kind,area,parent,nicknames"
    )
    assert pack.places() == [("units.csv", 1, 6)]


def test_a_column_named_twice_is_a_fault(pack: PackCopy):
    pack.replace(
        "units.csv", "code,name,kind,area,parent,aliases", "code,name,kind,area,parent,parent"
    )
    assert ("units.csv", 1, 6) in pack.places()


def test_columns_may_stand_in_any_order(pack: PackCopy):
    lines = [line.split(",") for line in pack.text("calendar.csv").strip().split("\n")]
    text = "\n".join(",".join(reversed(cells)) for cells in lines)
    (pack.folder / "calendar.csv").write_text(text, encoding="utf-8")
    assert pack.read().faults == []


def test_semicolons_between_columns_are_named(pack: PackCopy):
    (pack.folder / "calendar.csv").write_text("date;working;frames;note\n", encoding="utf-8")
    assert "不是英文逗号" in str(pack.read().faults[0])


def test_a_quote_left_open_is_a_fault_of_its_cell_and_reading_goes_on(pack: PackCopy):
    opened = pack.set_cell("sensitive.csv", "跳河", "class", '"轻生')
    other = pack.set_cell("sensitive.csv", "溃坝", "level", "green")
    assert pack.places() == [opened, other]
    assert "双引号没有正确结束" in pack.read().faults[0].message


def test_a_quote_closed_in_the_middle_of_a_cell_is_a_fault(pack: PackCopy):
    place = pack.set_cell("sensitive.csv", "跳河", "class", '"轻"生')
    assert pack.places() == [place]


def test_a_comma_without_quotes_is_a_cell_too_many(pack: PackCopy):
    file, line, _ = pack.set_cell("units.csv", "S-TJ", "aliases", "市统计局,统计")
    assert pack.places() == [(file, line, 7)]


def test_lines_after_a_cell_of_two_lines_keep_their_numbers(pack: PackCopy):
    pack.set_cell("units.csv", "S-TJ", "aliases", '"市统计局\n统计"')
    file, line, column = pack.set_cell("units.csv", "S-YB", "kind", "office")
    assert pack.places() == [(file, line, column)]


def test_empty_lines_are_passed_over(pack: PackCopy):
    pack.append("units.csv", "\n,,,,,")
    assert pack.read().faults == []


def test_units_that_stand_above_each_other_are_both_faults(pack: PackCopy):
    place = pack.set_cell("units.csv", "S-ZFB", "parent", "S-TJ")
    assert place in pack.places()
    assert any(
        "成环" in fault.message and "S-TJ → S-ZFB" in fault.message for fault in pack.read().faults
    )


def test_a_road_of_the_same_name_in_another_street_is_right(pack: PackCopy):
    pack.append("places.csv", "人民路,road,990106001,,117.1,33.4")
    assert pack.read().faults == []


def test_every_double_of_a_place_is_a_fault(pack: PackCopy):
    lines = [pack.append("places.csv", "人民路,road,990105003,,117.1,33.4") for _ in range(2)]
    assert pack.places() == [("places.csv", line, 1) for line in lines]
