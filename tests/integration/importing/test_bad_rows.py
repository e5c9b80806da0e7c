"""A bad row costs itself: it stands in the rejects file with line, field and remedy, and the
others become tickets.
"""

from io import BytesIO

import pytest
from openpyxl import Workbook

from hotline.domain.errors import InvalidInput
from hotline.sheets.csv_file import open_csv

GOOD = "9,2026-03-05,13800000000,停水\n"
BAD = {
    "empty text": ("1,2026-03-05,,\n", "text", "为空"),
    "too long": (f"1,2026-03-05,,{'长' * 100_000}\n", "text", "最多 20000"),
    "control character": ("1,2026-03-05,,路灯\x07不亮\n", "text", "U+0007"),
    "nul": ("1,2026-03-05,,路灯\x00不亮\n", "text", "U+0000"),
    "future": ("1,2099-01-01,,路灯不亮\n", "time", "晚于现在"),
    "the year 1970": ("1,1970-01-01 08:00:00,,路灯不亮\n", "time", "早于"),
    "no date": ("1,改天,,路灯不亮\n", "time", "2026-03-05"),
    "30 February": ("1,2026-02-30,,路灯不亮\n", "time", "请写成"),
    "two faults": ("1,改天,1380000CALL,\n", "text、time", "诉求内容为空"),
    "too few columns": ("1,2026-03-05\n", "(整行)", "应为 4 列"),
    "too many columns": ("1,2026-03-05,,路灯不亮,又灭了\n", "(整行)", "有 5 列"),
    "total": ("合计,,,共 6 件\n", "(整行)", "合计行"),
    "open quote": ('1,2026-03-05,,"路灯不亮\n', "(整行)", "引号"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_rejected_with_line_field_and_remedy(run_import, tickets, case):
    row, field, reason = BAD[case]
    done = run_import(f"ref,time,phone,text\n{row}{GOOD}")
    assert done.counts == (2, 1, 0, 1)
    assert [ticket.channel_ref for ticket in tickets()] == ["9"]
    (reject,) = done.rejects
    assert (reject["line"], reject["field"]) == ("2", field)
    assert reason in reject["reason"]
    assert set(reject) == {"line", "field", "reason"}


def test_a_report_about_a_total_is_no_total(run_import, tickets):
    done = run_import("ref,time,phone,text\n1,2026-03-05,,合计多收了我三百块\n")
    assert done.counts == (1, 1, 0, 0)


def test_an_emoji_is_no_fault(run_import, tickets):
    run_import("ref,text\n1,路灯不亮😡\n")
    assert tickets()[0].content == "路灯不亮😡"


def test_an_open_quote_far_above_costs_one_row(run_import, tickets):
    lines = [f'{number},"第 {number} 行"\n' for number in range(1, 8)]
    lines[2] = '3,"第三行\n'
    done = run_import("ref,text\n" + "".join(lines))
    assert done.counts == (7, 6, 0, 1)
    assert done.rejects[0]["line"] == "4"
    assert [ticket.channel_ref for ticket in tickets()] == ["1", "2", "4", "5", "6", "7"]


def test_an_open_quote_that_swallows_more_than_a_reader_takes_costs_one_row(run_import, tickets):
    below = [f"{number},{'停水了，请修。' * 300}\n" for number in range(2, 72)]
    done = run_import('ref,text\n1,"路灯\n' + "".join(below))
    assert done.counts == (71, 70, 0, 1)
    assert done.rejects[0]["line"] == "2"


@pytest.mark.parametrize("text", ['"{}\n', "{}\n"])
def test_a_file_whose_only_cell_is_longer_than_a_reader_takes_is_refused(tmp_path, text):
    file = tmp_path / "reports.csv"
    file.write_text(text.format("长" * 200_000), "utf-8")
    with pytest.raises(InvalidInput, match="没有能读的列名"):
        open_csv(file)


def test_a_row_that_swallowed_plain_rows_is_given_up_alone(run_import):
    done = run_import('ref,text\n1,"路灯\n2,停水\n3,停电\n4,"修路"\n')
    assert done.counts == (4, 3, 0, 1)


def test_a_row_of_wrong_width_gives_back_the_rows_that_it_swallowed(run_import, tickets):
    done = run_import('ref,text\n1,又,"路灯\n2,停水\n3,停电"\n')
    assert done.counts == (3, 2, 0, 1)
    assert [ticket.channel_ref for ticket in tickets()] == ["2", "3"]


def test_bytes_of_no_encoding_cost_their_row(run_import, tickets):
    done = run_import(
        "ref,text\n1,路灯不亮很久了\n2,停".encode() + b"\xff\xfe" + "水\n3,道路不平整\n".encode()
    )
    assert done.counts == (3, 2, 0, 1)
    assert done.rejects[0]["field"] == "text"
    assert "另存为" in done.stderr


def test_broken_json_costs_its_line(run_import, tickets):
    lines = [
        '{"ref": "1", "text": "路灯不亮"}',
        '{"ref": "2", "text": ',
        "[1]",
        '{"ref": "3", "text": ["停水"]}',
        '{"ref": "4", "text": "停\\ud800水"}',
        '{"ref": "5", "text": true}',
    ]
    done = run_import("\n".join(lines), name="reports.jsonl")
    assert done.counts == (6, 1, 0, 5)
    assert [row["line"] for row in done.rejects] == ["2", "3", "4", "5", "6"]
    assert "列表" in done.rejects[2]["reason"]
    assert "U+D800" in done.rejects[3]["reason"]


def test_a_formula_without_a_value_is_rejected_and_says_so(run_import, tickets):
    book, content = Workbook(), BytesIO()
    for row in (
        ["ref", "text", "time"],
        [1, "路灯不亮", "=TODAY()-1"],
        [2, '="停"&"水"', "2026-03-05"],
        [3, "停电", "2026-03-05"],
    ):
        book.active.append(row)
    book.save(content)
    done = run_import(content.getvalue(), name="formulas.xlsx")
    assert done.counts == (3, 1, 0, 2)
    assert [(row["line"], row["field"]) for row in done.rejects] == [("2", "time"), ("3", "text")]
    assert "公式" in done.rejects[0]["reason"]


def test_the_rejects_file_tells_no_personal_data(run_import, settings):
    run_import("ref,caller,phone,text\n1,张三丰,1391234CALL,\n")
    written = (settings.data / "reports.csv.rejected.csv").read_text("utf-8")
    assert "张三丰" not in written
    assert "1391234" not in written
    assert (settings.data / "reports.csv.rejected.csv").stat().st_mode & 0o077 == 0


def test_a_later_import_without_rejects_leaves_no_old_rejects(run_import):
    assert run_import("ref,text\n1,\n").rejects
    assert run_import("ref,text\n1,路灯不亮\n").rejects == []
