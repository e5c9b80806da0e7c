"""Who is in danger and asks not to be called is not to be called back."""

from sqlmodel import select

from hotline.casework.caller_steps import supplement
from hotline.casework.receive import receive
from hotline.domain.call_wish import must_not_be_called
from hotline.domain.models import Notice, Ticket
from hotline.domain.reports import read_report
from hotline.domain.roles import CALLER
from hotline.reading.notice_messages import messages

QUIET = "东湖区府前街3号，他提着刀在砸门，我躲在厕所，千万不要给我打电话"
LOUD = "东湖区府前街3号，他提着刀在砸门，我躲在厕所，快来"


def report(session, cast, desk, text) -> Ticket:
    data = {"text": text, "channel": "web"}
    receipt = receive(session, CALLER, read_report(data, now=desk.now()), desk)
    return session.exec(select(Ticket).where(Ticket.no == receipt.no)).one()


def of_danger(session, desk, ticket) -> list[str]:
    rows = session.exec(select(Notice).where(Notice.ticket_no == ticket.no)).all()
    assert rows
    return [group.text for group in messages(session, desk) if group.kind == "danger"]


def test_notices_of_a_danger_say_not_to_call_where_the_caller_asks_so(session, cast, desk):
    ticket = report(session, cast, desk, QUIET)
    assert must_not_be_called(ticket)
    texts = of_danger(session, desk, ticket)
    assert texts
    assert all("请勿直接回拨" in text and "请电话联系" not in text for text in texts)


def test_other_callers_in_danger_are_to_be_called(session, cast, desk):
    ticket = report(session, cast, desk, LOUD)
    assert not must_not_be_called(ticket)
    assert all("请电话联系诉求人" in text for text in of_danger(session, desk, ticket))


def test_a_later_wish_with_a_danger_counts_too(session, cast, desk):
    ticket = report(session, cast, desk, "东湖区府前街的路灯坏了半个月，晚上走路看不清")
    supplement(session, CALLER, ticket, desk, text="我男人拿刀追我，别打电话过来")
    assert (ticket.danger, must_not_be_called(ticket)) == ("violence", True)
