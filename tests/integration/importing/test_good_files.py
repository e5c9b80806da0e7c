"""Files as offices save them become tickets."""

import json
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

ROWS = (
    "ref,time,caller,phone,title,text,address,request_type\n1,2026/3/5 9:05,张三,138 0000 "
    "0000,路灯不亮,鼓楼新村路灯不亮,鼓楼新村3栋,求助\n"
)


def test_columns_of_the_same_name_map_themselves(run_import, tickets):
    done = run_import(ROWS)
    (ticket,) = tickets()
    assert done.counts == (1, 1, 0, 0)
    assert (ticket.channel_ref, ticket.channel, ticket.title) == ("1", "web", "路灯不亮")
    assert (ticket.reported_at, ticket.request_type) == (datetime(2026, 3, 5, 9, 5), "help")
    assert ticket.street == "990102001"


def test_a_column_says_when_the_matter_happened(run_import, tickets):
    run_import("ref,事发时间,text\n1,2026-03-04 23:30,工地打桩\n2,,路灯不亮\n")
    assert [ticket.occurred_at for ticket in tickets()] == [datetime(2026, 3, 4, 23, 30), None]


def test_a_row_becomes_a_ticket_of_the_channel_that_was_named(run_import, tickets):
    run_import(ROWS, "--channel", "上级转办")
    assert tickets()[0].channel == "transfer"


def test_map_may_be_repeated_and_hold_several_fields(run_import, tickets):
    run_import(
        "编码,何时,说了什么\n7,2026-03-05,路灯不亮\n",
        "--map",
        "ref=编码,time=何时",
        "--map",
        "text=说了什么",
    )
    assert (tickets()[0].channel_ref, tickets()[0].content) == ("7", "路灯不亮")


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "BOM"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
    ],
)
def test_every_usual_encoding_is_read_and_an_unusual_one_is_said(
    run_import, tickets, encoding, note
):
    done = run_import(ROWS.encode(encoding))
    assert tickets()[0].content == "鼓楼新村路灯不亮"
    assert note in done.stderr


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_are_found_out(run_import, tickets, mark):
    run_import(f"ref{mark}text\n1{mark}路灯不亮，很黑\n")
    assert tickets()[0].content == "路灯不亮，很黑"


def test_a_cell_of_several_lines_is_one_text(run_import, tickets):
    done = run_import('ref,text\n1,"第一行\n第二行，有""引号"""\n\n2,别的\n')
    assert [ticket.content for ticket in tickets()] == ['第一行\n第二行，有"引号"', "别的"]
    assert done.counts == (3, 2, 0, 0)


def test_a_spreadsheet_keeps_its_dates_and_numbers(run_import, tickets):
    sheet = _xlsx(
        ["ref", "time", "phone", "text"],
        [188006, datetime(2026, 3, 5, 9, 5), 13800000000, "路灯不亮"],
        [2.0, date(2026, 3, 6), None, "停水"],
    )
    assert run_import(sheet, name="reports.xlsx").counts == (2, 2, 0, 0)
    first, second = tickets()
    assert (first.channel_ref, first.reported_at) == ("188006", datetime(2026, 3, 5, 9, 5))
    assert (second.channel_ref, second.reported_at) == ("2", datetime(2026, 3, 6))


def test_json_lines_are_read(run_import, tickets):
    lines = [
        {"ref": 5, "text": "路灯不亮", "extra": [1]},
        {"ref": "6", "text": "停水", "time": "2026-03-05T09:00:00+08:00"},
    ]
    done = run_import("\n".join(json.dumps(line) for line in lines), name="reports.jsonl")
    assert done.counts == (2, 2, 0, 0)
    assert [ticket.channel_ref for ticket in tickets()] == ["5", "6"]


def test_known_references_are_skipped(run_import, tickets):
    run_import(ROWS)
    assert run_import(ROWS + "2,2026-03-06,,,,停水,,\n").counts == (2, 1, 1, 0)
    assert len(tickets()) == 2


def test_the_same_reference_twice_in_one_file_is_one_ticket(run_import):
    assert run_import("ref,text\n1,路灯不亮\n1,路灯不亮\n").counts == (2, 1, 1, 0)


def test_rows_without_a_reference_are_known_by_their_content(run_import):
    text = "text\n路灯不亮\n停水\n"
    assert run_import(text).counts == (2, 2, 0, 0)
    assert run_import(text + "停电\n").counts == (3, 1, 2, 0)


def test_old_reports_keep_their_time_and_their_clocks_begin_now(run_import, tickets):
    run_import("ref,time,text\n1,2019-02-28 11:25:05,路灯不亮\n")
    (ticket,) = tickets()
    assert ticket.reported_at == datetime(2019, 2, 28, 11, 25, 5)
    assert ticket.due_at > ticket.created_at > datetime(2026, 1, 1)


def test_a_rehearsal_writes_nothing(run_import, tickets, settings):
    done = run_import(ROWS + "2,明天,,,,停水,,\n", "--dry-run")
    assert done.counts == (2, 1, 0, 1)
    assert "第 3 行 time" in done.stderr
    assert (tickets(), done.rejects) == ([], [])
    assert {path.name for path in settings.data.iterdir()} <= {
        "key",
        "hotline.db",
        "hotline.db-shm",
        "hotline.db-wal",
    }


def test_a_rehearsal_counts_what_is_there_already(run_import, tickets):
    run_import(ROWS)
    assert run_import(ROWS + "2,2026-03-06,,,,停水,,\n", "--dry-run").counts == (2, 1, 1, 0)
    assert len(tickets()) == 1


def test_a_rehearsal_needs_no_data_folder_and_makes_none(run_import, tmp_path):
    nowhere = tmp_path / "nowhere"
    assert run_import(ROWS, "--dry-run", "--data", str(nowhere)).counts == (1, 1, 0, 0)
    assert not nowhere.exists()


def _xlsx(*rows: list) -> bytes:
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()
