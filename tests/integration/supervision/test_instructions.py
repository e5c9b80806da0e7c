"""批示: what a leader writes on a ticket becomes an order of supervision."""

from datetime import datetime

import pytest
from sqlmodel import select

from hotline.domain.errors import InvalidInput, NotAllowed
from hotline.domain.models import Notice
from hotline.storage.history import history_of
from hotline.supervision import orders
from hotline.supervision.urge import urge
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


@pytest.mark.parametrize(
    "text",
    ["请给周明远13700001234回电话", "请核对身份证430102198501011234", "联系微信 zhou_my-77 后答复"],
)
def test_no_number_of_a_person_gets_into_what_a_unit_reads(session, desk, cast, text):
    ticket = in_progress(session, desk, cast)
    for act in (
        lambda: orders.instruct(session, cast.leader, ticket, desk, instruction=text),
        lambda: orders.issue(session, cast.supervisor, ticket, desk, level="written", demand=text),
        lambda: urge(session, cast.supervisor, ticket, desk, reason=text),
    ):
        with pytest.raises(InvalidInput, match="个人信息") as error:
            act()
        assert "13700001234" not in str(error.value)
        assert error.value.remedy


def test_an_order_may_name_the_official_who_acts(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    text = "请周明远同志牵头，三日内报结果。"
    order = orders.instruct(session, cast.leader, ticket, desk, instruction=text)
    assert order.demand == text


def test_the_opinion_that_closes_an_order_holds_none_either(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    order = orders.instruct(session, cast.leader, ticket, desk, instruction=WORDS)
    with pytest.raises(InvalidInput, match="个人信息"):
        orders.lift(session, cast.supervisor, ticket, desk, order=order, note="已回电13700001234")
