"""Later words that complain of who has the ticket reach the centre only."""

import pytest
from sqlmodel import col, select

from hotline.casework import doubts, rating
from hotline.casework.accusing_words import complains_of_holders
from hotline.casework.caller_rating import RatingContent
from hotline.casework.caller_steps import caller_urge, supplement
from hotline.casework.withdrawal import AT_WISH, withdraw
from hotline.domain.doubts import withheld
from hotline.domain.models import Comment, Rating, Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import CALLER
from hotline.storage.history import history_of, verify_chain
from tests.support.path import dispatched, in_callback, in_progress

STREET = "990102001"
SMOKE = "上次来过，第二天又照开，没人管，队员收了老板的烟"
COMPLAINTS = (
    SMOKE,
    "你们的人态度蛮横，还骂我",
    "经办人是老板的亲戚，一直包庇他",
    "来的人收了店家两条烟",
)
HARMLESS = (
    "工作人员打过电话但是没有到现场",
    "到现在还没有人来处理，请尽快",
    "补充：垃圾在小区东门外面",
    "队员已经来过，谢谢",
    "隔壁老板骂人，请工作人员来制止",
    "照片已经上传，请看一下",
)


def texts(session, ticket):
    """Everything that who has the ticket reads of its caller's later words."""
    session.flush()
    comments = session.exec(select(Comment.text).where(Comment.ticket_id == ticket.id)).all()
    notes = session.exec(select(Rating.note).where(Rating.ticket_id == ticket.id)).all()
    steps = [f"{entry.reason} {entry.details}" for entry in history_of(session, ticket)]
    return "\n".join((*comments, *notes, *steps))


def opened_beside(session, ticket) -> list[Ticket]:
    session.flush()
    query = select(Ticket).where(Ticket.first_matter == ticket.no).order_by(col(Ticket.id))
    return list(session.exec(query))


@pytest.mark.parametrize("text", COMPLAINTS)
def test_it_complains_of_who_has_it(session, desk, cast, text):
    ticket = dispatched(session, desk, cast)
    assert complains_of_holders(session, ticket, desk, text=text)


@pytest.mark.parametrize("text", HARMLESS)
def test_it_complains_of_nobody(session, desk, cast, text):
    ticket = dispatched(session, desk, cast)
    assert not complains_of_holders(session, ticket, desk, text=text)


def test_a_supplement_becomes_a_confidential_ticket_that_its_unit_does_not_see(session, desk, cast):
    ticket = in_progress(session, desk, cast, phone="13800138000")
    receipt = supplement(session, CALLER, ticket, desk, text=SMOKE)
    (opened,) = opened_beside(session, ticket)
    assert (receipt.no, opened.content, opened.caller_id) == (opened.no, SMOKE, ticket.caller_id)
    assert (opened.secrecy, opened.status, opened.unit) == ("confidential", "triage", "")
    assert STREET in withheld(opened)
    assert not can_see(cast.street_clerk, opened)
    assert can_see(cast.dispatcher, opened)
    assert "老板的烟" not in texts(session, ticket)
    assert verify_chain(history_of(session, opened)) == []
    doubts.clear(session, cast.dispatcher, opened, desk)
    assert withheld(opened) == frozenset()


def test_the_same_words_again_open_no_second_one(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    first = supplement(session, CALLER, ticket, desk, text=SMOKE)
    again = supplement(session, CALLER, ticket, desk, text=SMOKE)
    assert (again.no, again.created, len(opened_beside(session, ticket))) == (first.no, False, 1)


def test_an_urge_counts_without_its_words(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    caller_urge(session, CALLER, ticket, desk, reason=SMOKE)
    assert (ticket.urges, len(opened_beside(session, ticket))) == (1, 1)
    assert "老板的烟" not in texts(session, ticket)


def test_a_rating_counts_without_its_words(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    content = RatingContent(1, False, ("outcome",), SMOKE)
    rating.rate(session, CALLER, ticket, desk, content=content)
    assert (ticket.status, len(opened_beside(session, ticket))) == ("in_progress", 1)
    row = session.exec(select(Rating).where(Rating.ticket_id == ticket.id)).one()
    assert (row.rating, row.note) == (1, "")
    assert "老板的烟" not in texts(session, ticket)


def test_a_withdrawal_ends_the_ticket_without_its_words(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    withdraw(session, CALLER, ticket, desk, reason=SMOKE)
    assert (ticket.status, len(opened_beside(session, ticket))) == ("withdrawn", 1)
    assert AT_WISH in texts(session, ticket)
    assert "老板的烟" not in texts(session, ticket)


def test_a_danger_in_them_is_told_at_once_all_the_same(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    text = "队员收了老板的烟。现在楼道里煤气味特别大，有人晕倒了没呼吸"
    supplement(session, CALLER, ticket, desk, text=text)
    assert (bool(ticket.danger), len(opened_beside(session, ticket))) == (True, 1)
    assert "老板的烟" not in texts(session, ticket)
