"""Matters of one contact repeat none of each other, and others all the same."""

from sqlmodel import select

from hotline.casework.receive import receive
from hotline.casework.take_call import Ending, take_call
from hotline.domain.models import Ticket
from tests.support.reports import a_report

WORDS = "西关街道兴华小区三号楼楼下的烧烤摊每晚油烟很大，垃圾也没有人收。"


def taken(session, actor, desk, title, first=""):
    report, ending = a_report(text=WORDS, title=title), Ending("dispatch")
    return take_call(session, actor, report, desk, ending=ending, first=first).no


def test_a_matter_repeats_the_report_of_somebody_else_and_not_its_sibling(database, desk, cast):
    with database.writing() as session:
        earlier = receive(session, cast.agent, a_report(text=WORDS), desk).no
        first = taken(session, cast.agent, desk, "烧烤油烟")
        taken(session, cast.agent, desk, "垃圾没人收", first=first)
        tickets = session.exec(select(Ticket).order_by(Ticket.id)).all()
    assert [ticket.duplicate_of for ticket in tickets] == ["", earlier, earlier]
    assert [ticket.first_matter for ticket in tickets] == ["", "", first]
