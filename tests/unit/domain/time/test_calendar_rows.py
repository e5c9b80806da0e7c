from datetime import date

import pytest

from hotline.domain.time.calendar import Override
from hotline.domain.time.calendar_rows import read_calendar
from hotline.domain.time.frames import parse_frames


def row(day="2026-10-01", working="yes", frames="", note=""):
    return {"date": day, "working": working, "frames": frames, "note": note}


def read(*rows):
    return read_calendar(enumerate(rows, start=2))


def the_fault(*rows):
    reading = read(*rows)
    assert len(reading.faults) == 1
    return reading.faults[0]


def test_rows_become_overrides():
    reading = read(
        row(frames="09:00-12:00;14:00-16:00", note="活动"),
        row("2026/10/9", "否"),
        row("2026-10-12", "YES"),
    )
    assert reading.faults == ()
    assert reading.overrides == {
        date(2026, 10, 1): Override(True, parse_frames("09:00-12:00,14:00-16:00"), "活动"),
        date(2026, 10, 9): Override(False),
        date(2026, 10, 12): Override(True),
    }


def test_missing_cells_and_empty_rows_are_passed_over():
    reading = read(
        {"date": "2026-10-01", "working": "no", "frames": None, "note": None},
        row("", "", None, " "),
    )
    assert reading.overrides == {date(2026, 10, 1): Override(False)}
    assert reading.faults == ()


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2026-02-30", "10月1日", "", "20261001", "2026-10-01 09:00"]
)
def test_a_date_that_is_none_is_a_fault(day):
    fault = the_fault(row(day, note="节"))
    assert (fault.line, fault.column, fault.value) == (2, "date", day)
    assert "2026-10-01" in fault.remedy


@pytest.mark.parametrize("working", ["", "maybe", "1"])
def test_working_is_yes_or_no(working):
    fault = the_fault(row(working=working))
    assert (fault.column, fault.value) == ("working", working)


def test_bad_frames_are_a_fault_with_their_value():
    fault = the_fault(row(frames="12:00-09:00"))
    assert (fault.column, fault.value) == ("frames", "12:00-09:00")
    assert "结束时间须晚于开始时间" in fault.message


def test_a_day_off_has_no_frames():
    assert the_fault(row(working="no", frames="09:00-12:00")).column == "frames"


def test_a_date_that_stands_twice_is_a_fault_that_names_the_first_line():
    fault = the_fault(row(), row("2026/10/1", "no"))
    assert fault.line == 3
    assert "第 2 行" in fault.message


def test_frames_parted_by_a_comma_without_quotes_are_a_fault_with_the_remedy():
    fault = the_fault(row(frames="09:00-12:00", note="13:30-17:30") | {None: ["说明"]})
    assert "列数多于表头" in fault.message
    assert "双引号" in fault.remedy


def test_every_fault_is_told_and_says_where_it_is():
    reading = read(row("x"), row(working="x"), row("2026-10-02"))
    assert [(fault.line, fault.column) for fault in reading.faults] == [(2, "date"), (3, "working")]
    assert str(reading.faults[0]) == "第 2 行“date”列“x”：不是有效日期。请写成 2026-10-01"
