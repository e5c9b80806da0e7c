import pytest

from hotline.domain.time.deadline_rows import read_deadlines


def read_one(**cells):
    row = {
        "profile": "市",
        "clock": "handle",
        "request_type": "*",
        "urgency": "*",
        "category": "*",
        "limit": "5wd",
    }
    return read_deadlines([(2, row | cells)])


def test_a_row_may_use_chinese_names_and_empty_cells():
    (rule,) = read_one(clock="办理", request_type="投诉", urgency="特急", category="").rules
    assert rule.key == ("市", "handle", "complaint", "critical", "*")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("clock", "x"),
        ("clock", ""),
        ("request_type", "阴阳"),
        ("urgency", "very"),
        ("category", "4"),
        ("category", "水"),
        ("limit", "5"),
        ("limit", ""),
    ],
)
def test_a_bad_cell_is_a_fault_with_its_column_value_and_remedy(column, value):
    reading = read_one(**{column: value})
    (fault,) = reading.faults
    assert (fault.line, fault.column, fault.value) == (2, column, value)
    assert fault.message
    assert fault.remedy
    assert reading.rules == ()


def test_two_rows_with_one_condition_are_a_fault_that_names_the_first_line():
    row = {
        "profile": "市",
        "clock": "handle",
        "request_type": "*",
        "urgency": "*",
        "category": "*",
        "limit": "5wd",
    }
    (fault,) = read_deadlines([(2, row), (5, row | {"limit": "6wd"})]).faults
    assert fault.line == 5
    assert "第 2 行" in fault.message
