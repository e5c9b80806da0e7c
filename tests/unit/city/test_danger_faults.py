"""danger.csv: what is said and done in danger, with every fault at its cell."""

import pytest

from tests.support.packs import PackCopy


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        ("fire,", "kind", "flood", "不在可选范围内"),
        ("fire,", "kind", "gas", "重复"),
        ("fire,", "call", "", "为空"),
        ("fire,", "call", "119消防 火警", "不以电话号码开头"),
        ("fire,", "say", "", "为空"),
        ("fire,", "say", "快" * 201, "有 201 个字"),
        ("fire,", "units", "", "为空"),
        ("fire,", "units", "S-XFJ S-NO", "在 units.csv 中不存在"),
    ],
)
def test_a_wrong_cell_is_a_fault(pack: PackCopy, row, column, value, message) -> None:
    pack.set_cell("danger.csv", row, column, value)
    faults = pack.read().faults
    assert [fault for fault in faults if fault.file == "danger.csv" and message in str(fault)]
