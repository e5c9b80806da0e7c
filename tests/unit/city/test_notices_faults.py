"""notices.csv: who is told of what, with every fault at its cell."""

import pytest

from tests.support.packs import PackCopy


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        ("photo,", "event", "video", "不在可选范围内"),
        ("photo,", "event", "supplement", "重复"),
        ("photo,", "receivers", "", "为空"),
        ("photo,", "receivers", "holder mayor", "不在可选范围内"),
        ("photo,", "receivers", "login", "不在可选范围内"),
        ("new_device,", "receivers", "supervisor", "不在可选范围内"),
        ("photo,", "when", "later", "不在可选范围内"),
        ("photo,", "bundle", "1", "不是件数"),
        ("photo,", "bundle", "多", "不是件数"),
        ("photo,", "sound", "maybe", "只能填 yes 或 no"),
        ("photo,", "text", "", "为空"),
        ("photo,", "text", "长" * 201, "有 201 个字"),
        ("photo,", "text", "工单 {no} 的 {phone}", "不能用的字段"),
        ("photo,", "text", "工单 {no.__class__}", "不能用的字段"),
        ("photo,", "text", "工单 {no!r:>99999}", "不能用的字段"),
        ("photo,", "text", "工单 {0}", "不能用的字段"),
        ("photo,", "text", "工单 {no", "不成对"),
        ("new_device,", "text", "工单 {no}", "不能用的字段"),
        ("chat_late,", "receivers", "unit", "不在可选范围内"),
        ("chat_late,", "text", "工单 {no}", "不能用的字段"),
        ("chat_late,", "bundle", "5", "会话逐件"),
        ("danger,", "bundle", "5", "险情须逐件"),
        ("danger,", "when", "work", "险情须逐件"),
    ],
)
def test_a_wrong_cell_is_a_fault(pack: PackCopy, row, column, value, message) -> None:
    pack.set_cell("notices.csv", row, column, value)
    faults = pack.read().faults
    assert [fault for fault in faults if fault.file == "notices.csv" and message in str(fault)]


def test_an_event_without_a_row_is_noted(pack: PackCopy) -> None:
    pack.drop("notices.csv", "photo,")
    reading = pack.read()
    assert [note for note in reading.notes if "photo" in note and "不通知任何人" in note]
