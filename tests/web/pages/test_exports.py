"""What staff take along: masked, logged, marked with who took it and when."""

import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import select

from hotline.domain.models import AuditEntry, Ticket
from hotline.storage.history import history_of
from hotline.web.pages import exports
from hotline.web.papers.ticket_sheet import ticket_paper

TEXT = "鼓楼街道府前街工地夜间施工，请联系王女士13912345678。"


def cells_of(answer):
    book = load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book["工单"].iter_rows()]
    text = "\n".join(str(cell.value) for row in book["正文"].iter_rows() for cell in row)
    return rows, text, book["工单"].oddHeader.center.text


def last_entry(web):
    with web.app.state.database.reading() as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        return entry.kind, entry.actor, entry.subject


def test_a_list_is_a_workbook_with_its_filters_mark_and_log_entry(web, see):
    first, other = web.report(TEXT), web.report("道路坑洼。")
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == other)).one().urgency = "critical"
    answer = see("leader", "/exports/tickets?urgency=normal")
    rows, text, header = cells_of(answer)
    assert [row[0] for row in rows] == ["编号", first]
    assert "13912345678" not in str(rows)
    assert "王女士" not in str(rows)
    assert header == "leader 2026-03-09 10:00 导出。"
    assert header in text
    assert "urgency=normal" in text
    assert last_entry(web) == ("export", "leader", "tickets")


def test_what_is_taken_along_names_no_caller_even_where_no_word_announces_them(web, see):
    body = {"text": "柏如霜家对面施工，小柏睡不着。", "title": "柏如霜反映施工", "caller": "柏如霜"}
    no = web.post("agent", "/api/v1/reports", body | {"phone": "13977654321"}).json()["ticket_no"]
    rows, text, _ = cells_of(see("leader", "/exports/tickets?q=13977654321"))
    assert "柏" not in str(rows)
    assert "13977654321" not in text
    rows, _, _ = cells_of(see("leader", "/exports/tickets"))
    assert rows[1][:2] == [no, "***反映施工"]
    sheet = PdfReader(io.BytesIO(see("leader", f"/tickets/{no}/sheet").content))
    printed = "".join(page.extract_text() for page in sheet.pages).replace("\n", "")
    assert "对面施工" in printed
    assert "柏" not in printed
    assert "柏如霜" in see("leader", f"/tickets/{no}").text


def test_a_list_holds_what_its_reader_may_see(web, see):
    no = web.ticket_at("in_progress")
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == no)).one().secrecy = "confidential"
    assert len(cells_of(see("leader", "/exports/tickets"))[0]) == 1
    [_, row] = cells_of(see("supervisor", "/exports/tickets"))[0]
    assert row[0] == no
    assert "保密件" in row[1]
    assert len(cells_of(see("stranger", "/exports/tickets"))[0]) == 1
    assert see("admin", "/exports/tickets").status_code == 403
    assert see("leader", "/exports/tickets?urgency=x").status_code == 400


def test_a_ticket_is_printed_for_who_sees_it_and_logged(web, see):
    no = web.ticket_at("in_progress")
    answer = see("street_clerk", f"/tickets/{no}/sheet")
    assert answer.content[:5] == b"%PDF-"
    assert last_entry(web) == ("print", "street_clerk", f"ticket {no}")
    assert see("stranger", f"/tickets/{no}/sheet").status_code == 404


def test_the_sheet_says_what_happened_and_names_nobody(web):
    no = web.report(TEXT)
    state = web.app.state
    with state.database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        history = history_of(session, ticket)
        paper = ticket_paper(ticket, history, state.desks(), printed="leader 导出。")
        text = "\n".join(section.text for section in paper.sections)
    assert "夜间施工" in text
    assert "13912345678" not in text
    assert paper.sections[2].tables[0].rows[0][1] == "登记"
    assert paper.foot.endswith("leader 导出。")


@pytest.mark.parametrize("who", ["leader", "agent"])
def test_the_list_offers_its_workbook(web, see, who):
    web.report(TEXT)
    assert "/exports/tickets?urgency=normal" in see(who, "/tickets?urgency=normal").text


def test_a_list_says_that_it_is_cut_only_when_there_are_more(web, see, monkeypatch):
    web.report(TEXT)
    web.report("道路坑洼。")
    monkeypatch.setattr(exports, "MOST", 2)
    assert "只含前" not in cells_of(see("leader", "/exports/tickets"))[1]
    web.report("路灯不亮。")
    rows, text, _ = cells_of(see("leader", "/exports/tickets"))
    assert "只含前 2 件" in text
    assert len(rows) == 3
