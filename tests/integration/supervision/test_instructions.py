"""批示: what a leader writes on a ticket becomes an order of supervision."""

from datetime import datetime

import pytest
from sqlmodel import select

from hotline.domain.errors import InvalidInput, NotAllowed
from hotline.domain.models import Notice
from hotline.storage.history import history_of
from hotline.supervision import orders
from tests.support.path import in_progress

WORDS = "请今日到场，明日报结果。"


def test_an_instruction_is_an_order_with_receiver_and_limit_in_the_history(session, desk, cast):
    ticket, until = in_progress(session, desk, cast), datetime(2026, 3, 12, 17, 30)
    order = orders.instruct(
        session, cast.leader, ticket, desk, instruction=WORDS, unit="DH-ZF", until=until
    )
    assert (order.level, order.unit, order.due_at, order.demand) == (
        "written",
        "DH-ZF",
        until,
        WORDS,
    )
    assert order.number == "督〔2026〕0001号"
    assert ticket.supervision == "written"
    step = history_of(session, ticket)[-1]
    assert (step.action, step.actor, step.reason) == ("instruct", "leader", WORDS)
    assert step.details["number"] == order.number


def test_without_receiver_and_limit_it_goes_to_who_has_the_ticket_within_the_usual_time(
    session, desk, cast
):
    ticket = in_progress(session, desk, cast)
    order = orders.instruct(session, cast.leader, ticket, desk, instruction=WORDS)
    assert (order.unit, order.limit) == ("990102001", "3wd")
    session.flush()
    receivers = session.exec(select(Notice.receiver).where(Notice.order_id == order.id)).all()
    assert {"unit:990102001", "role:supervisor"} <= set(receivers)


def test_an_instruction_is_a_leaders_and_says_something(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(NotAllowed):
        orders.instruct(session, cast.supervisor, ticket, desk, instruction=WORDS)
    with pytest.raises(InvalidInput, match="批示"):
        orders.instruct(session, cast.leader, ticket, desk, instruction=" ")
    with pytest.raises(InvalidInput, match="无关"):
        orders.instruct(session, cast.leader, ticket, desk, instruction=WORDS, unit="YS-ZF")
