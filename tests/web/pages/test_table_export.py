"""Every list and table that staff see is a workbook too, by one mechanism: as it is shown, marked
with login and time, in the access log.
"""

import io

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from hotline.domain.models import AuditEntry
from hotline.operation.work_queue import run_once
from hotline.web.papers.page_tables import TableReader, tables_paper
from tests.web.test_routes import handlers, statements

TEXT = "鼓楼街道府前街工地夜间施工，请联系王女士13912345678。"
XLSX = "spreadsheetml"


def book_of(answer):
    assert answer.status_code == 200, answer.text[:300]
    assert XLSX in answer.headers["content-type"]
    return load_workbook(io.BytesIO(answer.content))


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("supervisor", "/supervision"),
        ("leader", "/leader"),
        ("leader", "/rates?since=2026-03-01&until=2026-03-09"),
        ("leader", "/units/990102001"),
        ("street_clerk", "/inbox"),
        ("auditor", "/audit"),
        ("admin", "/accounts"),
    ],
)
def test_what_a_page_shows_in_tables_is_a_workbook(web, see, who, path):
    web.ticket_at("dispatched")
    run_once(web.app.state.database, web.app.state.engine)
    page = see(who, path)
    reader = TableReader()
    reader.feed(page.text)
    address = path + ("&" if "?" in path else "?") + "workbook=1"
    assert "本页表格和列表导出 Excel" in page.text
    book = book_of(see(who, address))
    tables = [table for table in reader.tables if table.rows]
    assert len(book.worksheets) == len(tables) + 1
    for sheet, table in zip(book.worksheets[1:], tables, strict=True):
        assert sheet.max_row == len(table.rows)
    login = getattr(web.cast, who).login
    assert all(f"{login} 2026-03-09" in sheet.oddHeader.center.text for sheet in book.worksheets)
    with web.app.state.database.reading() as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (entry.kind, entry.actor) == ("export", login)
    assert entry.subject == f"page {path.partition('?')[0]}"


def test_what_is_masked_on_the_page_is_masked_in_the_workbook(web, see):
    web.report(TEXT, caller="王女士", phone="13912345678")
    book = book_of(see("dispatcher", "/triage?workbook=1"))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("府前街" in text for text in texts)
    assert not any("13912345678" in text or "王女士" in text for text in texts)


def test_numbers_are_numbers_and_codes_stay_codes(web):
    row = "<tr><td>1,234</td><td>0302</td><td>2603090000017</td><td>=A1</td></tr>"
    page = f"<main><h2>表</h2><table><tr><th>数</th></tr>{row}</table></main>"
    paper = tables_paper(page, web.cast.leader, web.app.state.desks())
    (table,) = paper.sections[0].tables
    assert table.caption == "表"
    assert list(table.rows[0]) == [1234, "0302", "2603090000017", "=A1"]


def test_lists_are_sheets_of_one_column():
    entries = "<li>甲 <b>3</b> 件</li><li>乙</li>"
    page = f"<nav><li>菜单</li></nav><main><h2>预警</h2><ul>{entries}</ul></main>"
    reader = TableReader()
    reader.feed(page)
    assert [(table.name, table.rows) for table in reader.tables] == [
        ("预警", [["内容"], ["甲 3 件"], ["乙"]])
    ]


def test_who_may_not_see_the_page_gets_no_workbook(web, see):
    assert see("agent", "/leader?workbook=1").status_code == 403
    answer = see("nobody", "/figures?workbook=1")
    assert XLSX not in answer.headers["content-type"]
    assert see("nobody", "/leader?workbook=1").status_code in (303, 401)


def test_a_page_without_tables_says_so(web, see):
    sheet = book_of(see("leader", "/account?workbook=1"))["正文"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("没有表格" in text for text in texts) or len(texts) > 1


def test_no_page_of_staff_refuses_the_flag(web, see):
    """Pages that name unknown parameters never see it."""
    for method, path, handler in handlers(web.app):
        is_page = method == "GET" and "{" not in path and not path.startswith("/api/")
        roles = statements(handler)[0].roles
        if not is_page or roles is None or "leader" not in roles:
            continue
        plain, flagged = see("leader", path), see("leader", f"{path}?workbook=1")
        assert plain.status_code == flagged.status_code, path
