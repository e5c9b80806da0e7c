"""One measure on several tickets: all of them or none."""

import pytest
from sqlmodel import select

from hotline.casework import dispatch
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from hotline.domain.models import Notice, SupervisionOrder
from hotline.storage.history import history_of
from hotline.supervision.many_orders import MOST, issue_many
from tests.support.path import dispatched, in_progress, registered

WORDS = {"level": "written", "demand": "请三日内办结。"}


def test_each_ticket_has_its_own_order_for_who_has_it(session, desk, cast):
    tickets = [
        in_progress(session, desk, cast),
        dispatched(session, desk, cast, unit="YS-ZF"),
        registered(session, desk, cast),
    ]
    numbers = [ticket.no for ticket in tickets]
    orders = issue_many(
        session, cast.supervisor, [*reversed(numbers), numbers[0], " "], desk, **WORDS
    )
    session.flush()
    assert [(order.ticket_no, order.unit, order.role) for order in orders] == [
        (numbers[0], "990102001", ""),
        (numbers[1], "YS-ZF", ""),
        (numbers[2], desk.city.centre, "dispatcher"),
    ]
    assert [order.number for order in orders] == [
        f"督〔2026〕000{serial}号" for serial in (1, 2, 3)
    ]
    assert [ticket.supervision for ticket in tickets] == ["written"] * 3
    assert [history_of(session, ticket)[-1].action for ticket in tickets] == ["supervise"] * 3
    receivers = session.exec(
        select(Notice.receiver).where(Notice.kind == "written").order_by(Notice.id)
    ).all()
    assert receivers == ["unit:990102001", "unit:YS-ZF", "role:dispatcher"]


def test_urging_many_has_no_numbers_and_wants_no_answer(session, desk, cast):
    numbers = [in_progress(session, desk, cast).no for _ in range(2)]
    orders = issue_many(session, cast.leader, numbers, desk, level="urge", demand="请抓紧。")
    assert [(order.number, order.due_at, order.closed_at) for order in orders] == [
        (None, None, desk.now())
    ] * 2


def test_when_one_is_refused_the_fault_names_it(session, desk, cast):
    ended = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, ended, desk, text="请到窗口办理。")
    with pytest.raises(Conflict, match=ended.no):
        issue_many(
            session, cast.supervisor, [in_progress(session, desk, cast).no, ended.no], desk, **WORDS
        )


def test_nothing_and_too_much_are_refused(session, desk, cast):
    with pytest.raises(InvalidInput, match="未选择工单"):
        issue_many(session, cast.supervisor, ["", " "], desk, **WORDS)
    with pytest.raises(InvalidInput, match=f"最多 {MOST} 件"):
        issue_many(
            session, cast.supervisor, [str(number) for number in range(MOST + 1)], desk, **WORDS
        )
    no = in_progress(session, desk, cast).no
    for wrong, field in (
        ({"level": "jail"}, "level"),
        ({"demand": " "}, "demand"),
        ({"until": desk.now()}, "until"),
    ):
        with pytest.raises(InvalidInput) as refused:
            issue_many(session, cast.supervisor, [no], desk, **WORDS | wrong)
        assert refused.value.faults[0][0] == field
    session.flush()
    assert session.exec(select(SupervisionOrder)).all() == []


@pytest.mark.parametrize("person", ["agent", "dispatcher", "reviewer", "street_clerk"])
def test_only_supervisors_and_leaders_issue(session, desk, cast, person):
    no = in_progress(session, desk, cast).no
    with pytest.raises(NotAllowed):
        issue_many(session, getattr(cast, person), [no], desk, **WORDS)


def test_what_the_actor_may_not_see_is_not_there(session, desk, cast):
    hidden = in_progress(session, desk, cast)
    hidden.secrecy = "confidential"
    session.flush()
    for person, no in (
        (cast.leader, hidden.no),
        (cast.stranger, hidden.no),
        (cast.supervisor, "2603090999995"),
    ):
        with pytest.raises(NotFound):
            issue_many(session, person, [no], desk, **WORDS)
