"""A report that cannot be read in time is stored unread, and stops no other."""

import time

from sqlmodel import select

from hotline.casework.prepared import Submission
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.roles import CALLER
from hotline.intake.line import groups
from hotline.intake.line.groups import GroupWriter, read_group
from tests.support.reports import a_report

ENDLESS = "没完没了的诉求，怎么也读不完。"


def test_an_endless_report_goes_unread_to_the_dispatcher(database, desk, monkeypatch):
    texts = ["路灯不亮，晚上很黑。", ENDLESS, "井盖丢失，很危险。"]
    read = _with_endless_reading(desk, monkeypatch, texts)
    assert [number for number, _ in read.items] == [0, 1, 2]
    GroupWriter(database, lambda: desk).write(read.items)
    with database.reading() as session:
        tickets = {row.content: row for row in session.exec(select(Ticket))}
        records = {row.ticket_id: row for row in session.exec(select(SuggestionRecord))}
    assert set(tickets) == set(texts)
    unread = tickets[ENDLESS]
    assert (unread.status, unread.unit, unread.needs_review) == ("triage", "", True)
    marks = {text: "未能及时读完" in str(records[tickets[text].id].reasons) for text in texts}
    assert marks == {texts[0]: False, ENDLESS: True, texts[2]: False}


def test_whom_the_caller_names_is_barred_from_an_unread_report_too(database, desk, monkeypatch):
    read = _with_endless_reading(desk, monkeypatch, [ENDLESS], accused="翠屏街道办事处")
    GroupWriter(database, lambda: desk).write(read.items)
    with database.reading() as session:
        ticket = session.exec(select(Ticket)).one()
    assert "990103002" in ticket.accused
    assert (ticket.secrecy, ticket.status) == ("confidential", "triage")


def _with_endless_reading(desk, monkeypatch, texts, **fields):
    """The group as it is read when one of its texts would take a minute."""
    really = groups.prepare_all

    def prepare_all(submissions, desk):
        end = time.monotonic() + 60
        while any(row.report.text == ENDLESS for row in submissions) and time.monotonic() < end:
            sum(range(1_000))
        return really(submissions, desk)

    monkeypatch.setattr(groups, "prepare_all", prepare_all)
    monkeypatch.setattr(groups, "READING_SECONDS", 0.5)
    start = time.process_time()
    group = [(n, Submission(CALLER, a_report(text=text, **fields))) for n, text in enumerate(texts)]
    read = read_group(group, lambda: desk)
    assert time.process_time() - start < 10
    return read
