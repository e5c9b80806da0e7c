"""Files as offices save them: all of their rows arrive, and what was not used is told."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import select

from hotline.domain.models.tickets import OpenidReport
from tests.support.required import missing

DATA = Path(__file__).parent / "data"
HEADER = ["工单编号", "反映时间", "联系电话", "诉求内容"]
AT = datetime(2026, 3, 5, 8, 30)


def book(*rows, prepare=None, edit=None) -> bytes:
    """An XLSX of these rows; `prepare` changes the workbook, `edit` the XML of its first sheet."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    if prepare:
        prepare(workbook)
    workbook.save(file := io.BytesIO())
    return _edited(file, edit) if edit else file.getvalue()


def _edited(file: io.BytesIO, edit) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = edit(content.decode()).encode()
            new.writestr(name, content)
    return changed.getvalue()


def rows(*texts: str):
    return [[f"R{number}", AT, "13900000001", text] for number, text in enumerate(texts, 1)]


def contents(tickets) -> list[str]:
    return [ticket.content for ticket in tickets()]


def adds_up(done, rows_in_file: int) -> bool:
    counts = done.summary
    became = ("created", "skipped", "rejected", "left_out")
    return counts["read"] == sum(counts[name] for name in became) == rows_in_file


def test_a_sheet_that_says_it_ends_at_its_first_cell_is_read_to_its_end(run_import, tickets):
    wrong = book(
        HEADER,
        *rows("停水", "停电"),
        edit=lambda xml: re.sub(r'<dimension ref="[^"]+"', '<dimension ref="A1"', xml),
    )
    done = run_import(wrong, name="wps.xlsx")
    assert contents(tickets) == ["停水", "停电"]
    assert adds_up(done, 2)


def test_titles_above_the_names_of_columns_are_passed_over_and_told(run_import, tickets):
    done = run_import(
        book(["十月工单汇总"], ["制表：热线中心"], HEADER, *rows("停水")), name="titled.xlsx"
    )
    assert contents(tickets) == ["停水"]
    assert "第 1、2 行在列名之前，未使用" in done.stderr
    assert done.summary["notes"]


def test_the_row_of_names_may_be_given(run_import, tickets):
    sheet = book(["x"], ["号", "话"], ["1", "停水"])
    options = ("--header-row", "2", "--map", "ref=号,text=话")
    assert run_import(sheet, *options, name="given.xlsx").summary["created"] == 1
    assert contents(tickets) == ["停水"]
    refused = run_import(sheet, "--header-row", "9", name="given.xlsx")
    assert "--header-row" in str(refused.error)


def test_a_csv_with_titles_and_the_mark_of_excel_is_read(run_import, tickets):
    done = run_import("sep=;\n\n三月工单;;\n工单编号;诉求内容;备注\nA1;停水;急\n")
    assert contents(tickets) == ["停水"]
    assert "备注" in done.stderr


def test_merged_cells_stand_in_each_of_their_rows_and_are_told(run_import, tickets):
    def merge(workbook):
        workbook.active.merge_cells("B2:B3")

    done = run_import(book(HEADER, *rows("停水", "停电"), prepare=merge), name="merged.xlsx")
    assert [ticket.reported_at for ticket in tickets()] == [AT, AT]
    assert "“反映时间”列有 1 处合并单元格" in done.stderr


def test_hidden_sheets_are_named_and_hidden_rows_read(run_import, tickets):
    def hide(workbook):
        secret = workbook.create_sheet("底稿", 0)
        secret.append(HEADER)
        secret.sheet_state = "hidden"
        workbook.active = 1
        workbook.worksheets[1].row_dimensions[3].hidden = True

    done = run_import(book(HEADER, *rows("停水", "停电"), prepare=hide), name="hidden.xlsx")
    assert contents(tickets) == ["停水", "停电"]
    assert "底稿（隐藏） 1 行" in done.stderr
    assert "1 个隐藏的行" in done.stderr


def test_blank_rows_between_others_are_counted(run_import):
    content = book(HEADER, *rows("停水"), [None, None, "  ", None], ["R9", AT, "", "停电"], [None])
    done = run_import(content, name="blank.xlsx")
    assert done.summary["left_out"] == 1
    assert adds_up(done, 3)


def test_rows_that_made_no_ticket_are_named_by_their_lines(run_import):
    content = book(HEADER, *rows("停水"), [None] * 4, *rows("停水", "停电"), name_again())
    for options in ((), ("--dry-run",)):
        done = run_import(content, *options, name="again.xlsx")
        known = "2、4-5" if options else "4"
        assert done.summary["skipped_lines"] == known
        assert done.summary["rejected"] == 1
        assert done.summary["left_out_lines"] == "3"
        assert adds_up(done, 5)


def name_again():
    """The reference of another row with other words."""
    return ["R1", AT, "13900000001", "路灯不亮"]


@pytest.mark.parametrize("options", [("--dry-run",), ()])
def test_another_report_under_a_reference_of_the_file_is_refused_and_not_lost(run_import, options):
    content = book(HEADER, *rows("停水"), name_again())
    done = run_import(content, *options, name="twice.xlsx")
    assert (done.summary["created"], done.summary["rejected"]) == (1, 1)
    assert adds_up(done, 2)


def test_an_error_in_a_column_that_nobody_uses_costs_no_row(run_import, tickets):
    content = book([*HEADER, "满意度"], [*rows("停水")[0], "#N/A"])
    assert run_import(content, name="error.xlsx").summary["created"] == 1
    assert contents(tickets) == ["停水"]


@pytest.mark.parametrize("name", ["changed.xls", "changed.ods"])
def test_a_workbook_whose_ending_somebody_changed_is_read_as_what_it_is(run_import, tickets, name):
    run_import(book(HEADER, *rows("停水")), name=name)
    assert contents(tickets) == ["停水"]
    run_import((DATA / "older.xls").read_bytes(), name="changed.xlsx")
    assert len(tickets()) > 1


def test_what_tells_how_to_fill_in_a_column_does_not_change_its_name(run_import, tickets):
    names = ["*工单号", "受理时间（格式：2026-01-01）", "联系方式", "诉求内容*（必填）"]
    done = run_import(book(names, *rows("停水")), name="advice.xlsx")
    assert contents(tickets) == ["停水"]
    assert "没有用到的列" not in done.stderr


def test_a_column_without_a_name_is_told_by_its_number(run_import):
    done = run_import(book([*HEADER, None], [*rows("停水")[0], "加急"]), name="unnamed.xlsx")
    assert "第 5 列没有列名，未使用" in done.stderr


def test_a_mobile_beside_a_name_is_read_and_the_cell_kept(run_import, tickets):
    content = book(HEADER, ["R1", AT, "张三 13900000001", "停水"])
    assert run_import(content, name="named.xlsx").summary["warnings"] == 1
    assert tickets()[0].caller_id is not None


def test_what_excel_writes_for_a_line_break_is_one(run_import, tickets):
    run_import(book(HEADER, *rows("第一行_x000D_\n第二行")), name="breaks.xlsx")
    assert contents(tickets) == ["第一行\n第二行"]


def test_days_counted_from_1904_are_those_that_the_program_shows(run_import, tickets):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def from_1904(workbook):
        workbook.epoch = CALENDAR_MAC_1904

    run_import(book(HEADER, *rows("停水"), prepare=from_1904), name="mac.xlsx")
    assert tickets()[0].reported_at == AT


def test_broken_padded_and_invisible_signs_in_names_do_not_matter(run_import, tickets):
    header = ["工单\n编号", "反映\u200b时间", " 联系 电话 ", "\ufeff诉求内容"]
    done = run_import(book(header, *rows("停水")), name="names.xlsx")
    assert contents(tickets) == ["停水"]
    assert "没有用到的列" not in done.stderr


@pytest.mark.parametrize(
    ("cell", "phone", "kept"),
    [
        ("13812345678.0", "13812345678", ""),
        (13812345678.0, "13812345678", ""),
        ("1.38E+10", "", "1.38E+10"),
        ("0571-2345678转803", "05712345678", "转803"),
        ("13812345678/13900000002", "13812345678", "13900000002"),
        ("13812345678 13900000002", "13812345678", "13900000002"),
        ("无", "", ""),
        ("1380000CALL", "", "1380000CALL"),
        ("不愿意说", "", "不愿意说"),
    ],
)
def test_a_phone_that_cannot_be_read_costs_no_report_and_is_kept(
    run_import, tickets, remarks, phone_of, cell, phone, kept
):
    done = run_import(book(HEADER, ["R1", AT, cell, "停水"]), name="phones.xlsx")
    [ticket] = tickets()
    assert phone_of(ticket) == phone
    assert ticket.content == "停水"
    assert [kept in remark for remark in remarks()] == ([True] if kept else [])
    assert done.summary["warnings"] == bool(kept)
    assert ("第 2 行" in done.stderr) == bool(kept)
    assert str(cell) not in done.stderr


def test_what_an_import_says_of_a_row_is_no_word_of_the_caller(run_import, tickets, remarks):
    run_import(book(HEADER, ["R1", AT, "我要跳楼", "路灯不亮"]), name="phones.xlsx")
    [ticket] = tickets()
    assert (ticket.danger, ticket.content) == ("", "路灯不亮")
    assert remarks() == ["导入备注：电话一栏为“我要跳楼”"]
    again = run_import(book(HEADER, ["R1", AT, "我要跳楼", "路灯不亮"]), name="phones.xlsx")
    assert again.summary["skipped"] == 1


@pytest.mark.parametrize(
    "header", ['"诉求\n内容",备注', '"\n诉求内容\n",备注', "诉求_x000D_内容,备注"]
)
def test_a_break_in_the_first_name_of_a_csv_costs_nothing(run_import, tickets, header):
    done = run_import(f"{header}\n停水_x000D_两天,急\n")
    assert contents(tickets) == ["停水\n两天"]
    assert done.summary["rejected"] == 0


def test_what_older_programs_save_is_read(run_import, tickets):
    done = run_import((DATA / "older.xls").read_bytes(), name="older.xls")
    assert contents(tickets) == ["东湖小区停水两天", "路灯不亮"]
    assert tickets()[0].reported_at == AT
    assert "没有用到的列：承办科室" in done.stderr


def test_a_hidden_row_of_an_old_workbook_is_read_and_told(run_import, tickets):
    content = bytearray((DATA / "older.xls").read_bytes())
    shown = run_import(bytes(content), "--dry-run", name="shown.xls")
    assert "隐藏的行" not in shown.stderr
    # A record of a row ([MS-XLS] 2.4.221): the sixth bit of the byte at 12 hides it.
    row = content.rindex(bytes.fromhex("08021000"))
    content[row + 4 + 12] |= 0x20
    done = run_import(bytes(content), name="hidden.xls")
    assert done.summary["created"] == shown.summary["created"] > 0
    assert "1 个隐藏的行" in done.stderr


def test_an_open_document_is_read(run_import, tickets):
    done = run_import(open_document([HEADER, ["R1", "2026-03-05 08:30", "", "停水"]]), name="a.ods")
    assert contents(tickets) == ["停水"]
    assert adds_up(done, 1)


def test_of_an_open_document_hidden_rows_are_told_and_merged_cells_filled(run_import, tickets):
    """As an office program writes them, and as a reader of spreadsheets gives them away."""
    first, second = ["R1", "2026-03-05 08:30", "", "停水"], ["R2", "", "", "停电"]
    cell = '<table:table-cell office:value-type="string"><text:p>'

    def as_shown(xml: str) -> str:
        tall = cell.replace("cell ", 'cell table:number-rows-spanned="2" ', 1)
        hidden = '<table:table-row table:visibility="filter">'
        return xml.replace(f"{cell}2026", f"{tall}2026").replace(
            f"<table:table-row>{cell}R2", f"{hidden}{cell}R2"
        )

    content = open_document([HEADER, first, second], as_shown)
    done = run_import(content, name="b.ods")
    assert [ticket.reported_at for ticket in tickets()] == [AT, AT]
    assert "1 个隐藏的行" in done.stderr
    assert "“反映时间”列有 1 处合并单元格" in done.stderr


def open_document(rows, edit=str) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        archive.writestr("content.xml", edit(content))
    return file.getvalue()


def test_a_stretch_of_blank_rows_is_left_out_and_no_rejected_row(run_import, tickets):
    content = rows("停水", "停电")
    lines = [f"{no},2026-03-05 8:30,{phone},{text}" for no, _, phone, text in content]
    text = "\n".join([",".join(HEADER), lines[0] + "\n" * 10_500, lines[1]])
    done = run_import(text.encode(), name="long.csv")
    assert contents(tickets) == ["停水", "停电"]
    assert (done.summary["rejected"], done.summary["left_out"]) == (0, 10_500)
    assert done.summary["left_out_lines"] == "3-10502"
    assert adds_up(done, 10_502)


def test_an_old_workbook_that_an_office_program_wrote_is_read_like_a_new_one(
    run_import, tickets, tmp_path
):
    program = shutil.which("soffice")
    if program is None:
        reason = "LibreOffice is not installed (Debian: libreoffice-writer-nogui -calc-nogui)"
        missing("libreoffice", reason)
    titles = ["二〇二六年三月工单登记表"], HEADER

    def hide(workbook):
        sheet = workbook.active
        sheet.merge_cells("C3:C4")
        workbook.create_sheet("说明").append(["填表说明"])

    filled = rows("停水", "停电", "路灯不亮")
    filled[0][2], filled[1][2] = "0571-88120001转803", None
    (tmp_path / "old.xlsx").write_bytes(book(*titles, *filled, prepare=hide))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "old.xlsx")], check=True, capture_output=True, timeout=300
    )
    done = run_import((tmp_path / "old.xls").read_bytes(), name="old.xls")
    assert contents(tickets) == ["停水", "停电", "路灯不亮"]
    assert adds_up(done, 3)
    notes = " ".join(done.summary["notes"])
    assert "未读：说明 1 行" in notes
    assert "第 1 行在列名之前" in notes
    assert "合并单元格" in notes


def test_a_bare_number_of_a_day_counts_from_1904_where_the_workbook_does(run_import, tickets):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def from_1904(workbook):
        workbook.epoch = CALENDAR_MAC_1904

    row = ["R1", 43528.5, 13900000001, "停水"]
    run_import(book(HEADER, row, prepare=from_1904), name="mac.xlsx")
    run_import(book(HEADER, ["R2", 44990.5, 13900000001, "停电"]), name="windows.xlsx")
    assert [ticket.reported_at for ticket in tickets()] == [datetime(2023, 3, 5, 12)] * 2


def test_a_second_run_refuses_what_the_first_did_and_names_its_line(run_import):
    lines = ["ref,text", "1,路灯不亮", "2,停水", "1,下水道堵了", "2,停水", *("3,停电",) * 250]
    content = "\n".join([*lines, "2,噪声扰民"])
    for _ in range(2):
        done = run_import(content, name="twice.csv")
        assert (done.summary["rejected"], done.summary["read"]) == (2, 255)
        assert [row["line"] for row in done.rejects] == ["4", "256"]


def test_what_could_not_be_read_of_a_phone_is_said_to_stand_in_a_remark(run_import, remarks):
    done = run_import(book(HEADER, ["R1", AT, "1.38E+10", "停水"]), name="ruined.xlsx")
    assert "原文已记入工单的内部备注" in done.stderr
    assert "1.38E+10" in remarks()[0]


@pytest.mark.parametrize("header", ["openid", "OpenID", " openid* "])
@pytest.mark.parametrize("options", [(), ("--map", "openid=openid")])
def test_no_workbook_says_whose_wechat_account_a_report_is_of(
    run_import, tickets, database, header, options
):
    content = book(["诉求内容", header], ["东湖小区停水两天", "oSomebodyElse_0001"])
    done = run_import(content, *options, name="wechat.xlsx")
    with database.reading() as session:
        assert session.exec(select(OpenidReport)).all() == []
    if options:
        assert "没有名为“openid”的字段" in str(done.error)
    else:
        assert contents(tickets) == ["东湖小区停水两天"]
        assert "列不会导入" in done.stderr
        assert "没有用到的列" not in done.stderr
