"""Faults of the dispatch catalogue that concern more than one cell."""

import pytest

from tests.support.packs import PackCopy

BASIS = "示例：依据《示例市公共厕所管理办法》第九条（非现行权责）"


def test_two_duties_for_one_case_are_a_fault_of_the_second(pack: PackCopy):
    line = pack.append("duties.csv", f"0401,*,G-GD,,{BASIS},,,direct,no,no,")
    [message] = pack.faults_at(("duties.csv", line, 1))
    assert "一事两派" in message


@pytest.mark.parametrize("start", ["2025-06-30", "2025/6/30", "2020-01-01"])
def test_duties_whose_dates_overlap_are_a_fault_of_the_second(pack: PackCopy, start):
    place = pack.set_cell("duties.csv", "0506,990102,DH-CG", "valid_from", start)
    [message] = pack.faults_at(place)
    assert "有效期与第" in message


def test_a_duty_that_follows_another_on_the_next_day_is_right(pack: PackCopy):
    pack.set_cell("duties.csv", "0506,990102,DH-CG", "valid_from", "2025/7/1")
    assert pack.read().faults == []


def test_a_duty_that_ends_before_it_begins_is_a_fault_of_its_end(pack: PackCopy):
    pack.set_cell("duties.csv", "0506,990102,S-JT", "valid_from", "2025-07-01")
    place = pack.set_cell("duties.csv", "0506,990102,S-JT", "valid_to", "2025-06-30")
    [message] = pack.faults_at(place)
    assert "早于开始日期 2025-07-01" in message


def test_a_street_gets_nothing_where_the_catalogue_forbids_it(pack: PackCopy):
    line = pack.append("duties.csv", f"0105,990102001,990102001,,{BASIS},,,territory,no,no,")
    [message] = pack.faults_at(("duties.csv", line, 3))
    assert "不允许派给街道" in message


def test_a_category_nobody_is_responsible_for_names_the_districts(pack: PackCopy):
    pack.set_cell("duties.csv", "0401,*", "area", "990102")
    line = 1 + pack.text("categories.csv").split("\n").index(category(pack, "0401"))
    [message] = pack.faults_at(("categories.csv", line, 1))
    assert message.startswith("code “0401”（供水）在云山区、临江区")
    assert message.endswith("等 7 个没有责任单位")


def test_an_expired_duty_is_no_duty(pack: PackCopy):
    pack.set_cell("duties.csv", "0401,*", "valid_to", "2026-03-08")
    assert [file for file, *_ in pack.places()] == ["categories.csv"]


def test_a_duty_that_will_end_without_a_successor_is_a_note(pack: PackCopy):
    pack.set_cell("duties.csv", "0401,*", "valid_to", "2026-12-31")
    reading = pack.read()
    assert reading.pack
    assert any("0401（供水）自 2027-01-01 起" in note for note in reading.notes)


def test_a_line_for_the_first_level_covers_all_below_it(pack: PackCopy):
    pack.drop("duties.csv", "0401,*")
    pack.append("duties.csv", f"04,*,G-GS,,{BASIS},,,direct,no,no,")
    assert pack.read().faults == []


def category(pack: PackCopy, code: str) -> str:
    return next(
        line for line in pack.text("categories.csv").split("\n") if line.startswith(code + ",")
    )
