"""The call log as a file for spreadsheets."""

import io
from collections.abc import Iterable

from hotline.calls.log import CallLine
from hotline.domain.calls.words import CALL_CAUSES, CALL_STATES, DIRECTIONS
from hotline.sheets.csv_writer import CsvWriter

SHEET = "text/csv"
MOST_EXPORTED = 20_000
COLUMNS = (
    *("编号", "方向", "主叫", "被叫", "队列", "状态", "接听人", "来电时间", "接听时间"),
    *("结束时间", "等待秒数", "通话秒数", "挂断原因", "工单", "备注"),
)


def calls_file(lines: Iterable[CallLine]) -> bytes:
    """CSV with a byte order mark, without which spreadsheets take Chinese for something else."""
    out = io.StringIO()
    writer = CsvWriter(out)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(line) for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _cells(line: CallLine) -> tuple[object, ...]:
    call = line.call
    return (
        *(call.id, DIRECTIONS.get(call.direction, call.direction), line.caller, line.called),
        *(call.queue, CALL_STATES.get(call.state, call.state), call.agent),
        *(call.started_at, call.answered_at, call.ended_at, call.waited, call.talked),
        *(CALL_CAUSES.get(call.cause, call.raw_cause), line.ticket_no, line.note),
    )
