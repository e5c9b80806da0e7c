"""What waits at the centre without a clock is told once when nobody has decided."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import exclusion, overdue_decisions, rectification, relaxation, withdrawal
from hotline.casework.protection import Protection, protect
from hotline.domain.errors import Conflict
from hotline.domain.models import Notice
from hotline.supervision import orders
from tests.support.path import in_callback, in_progress

DAY = timedelta(days=1)


def less_secrecy(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    strict, open_ = Protection("confidential"), Protection("open")
    protect(session, cast.dispatcher, ticket, desk, protection=strict, reason="来电要求")
    relaxation.relax(
        session, cast.dispatcher, ticket, desk, protection=open_, reason="已公开", consent=""
    )
    return ticket


def excluded(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="已解决")
    session.flush()
    exclusion.ask_exclusion(
        session,
        cast.street_clerk,
        ticket,
        desk,
        metrics=["on_time"],
        code="unreasonable",
        evidence="附材料",
    )
    return ticket


def answered_order(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    order = orders.issue(
        session, cast.supervisor, ticket, desk, level="written", demand="请限期办结"
    )
    orders.answer(session, cast.street_clerk, ticket, desk, order=order, text="已办")
    return ticket


def mended(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    rectification.open_rectification(session, ticket, desk, reason="差评")
    session.flush()
    rectification.answer_rectification(session, cast.street_clerk, ticket, desk, text="已整改")
    return ticket


def notices(session):
    rows = session.exec(select(Notice).where(Notice.kind == "undecided"))
    return [(row.receiver, row.ticket_no) for row in rows]


@pytest.mark.parametrize("bring", [less_secrecy, excluded, answered_order, mended])
def test_a_working_day_after_it_was_handed_in_supervisors_are_told_once(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    session.flush()
    assert overdue_decisions.tell_overdue(session, desk.at(desk.now() + timedelta(hours=3))) == 0
    later = desk.at(desk.now() + 2 * DAY)
    assert overdue_decisions.tell_overdue(session, later) == 1
    assert overdue_decisions.tell_overdue(session, desk.at(desk.now() + 3 * DAY)) == 0
    assert notices(session) == [("role:supervisor", ticket.no)]


def test_an_order_without_an_answer_is_told_when_its_time_ends(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    orders.issue(session, cast.supervisor, ticket, desk, level="written", demand="请限期办结")
    session.flush()
    assert overdue_decisions.tell_overdue(session, desk.at(desk.now() + 2 * DAY)) == 0
    assert overdue_decisions.tell_overdue(session, desk.at(desk.now() + 7 * DAY)) == 1


def test_a_rectification_that_no_unit_answers_is_told_and_closed_with_a_note(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    rectification.open_rectification(session, ticket, desk, reason="差评")
    session.flush()
    with pytest.raises(Conflict, match="还没有反馈"):
        rectification.check_rectification(
            session, cast.reviewer, ticket, desk, passed=True, note="单位未反馈"
        )
    late = desk.at(desk.now() + 15 * DAY)
    assert overdue_decisions.tell_overdue(session, late) == 1
    with pytest.raises(Conflict, match="还没有反馈"):
        rectification.check_rectification(
            session, cast.reviewer, ticket, late, passed=True, note=""
        )
    rectification.check_rectification(
        session, cast.reviewer, ticket, late, passed=True, note="单位未反馈，结束"
    )
    assert rectification.waiting_rectifications(session, ticket) == []
    overdue_decisions.tell_overdue(session, late)
    assert unread(session, "role:supervisor", "undecided") == 0


def unread(session, receiver, kind):
    session.flush()
    rows = session.exec(select(Notice).where(Notice.receiver == receiver, Notice.kind == kind))
    return sum(row.read_at is None for row in rows)


def test_an_order_asks_nobody_any_more_once_it_is_answered_and_once_it_is_closed(
    session, desk, cast
):
    ticket, unit = in_progress(session, desk, cast), "unit:990102001"
    order = orders.issue(
        session, cast.supervisor, ticket, desk, level="written", demand="请限期办结"
    )
    assert unread(session, unit, "written") == 1
    orders.answer(session, cast.street_clerk, ticket, desk, order=order, text="已办")
    assert unread(session, unit, "written") == 0
    assert unread(session, "role:supervisor", "answered") == 1
    orders.lift(session, cast.supervisor, ticket, desk, order=order, note="属实")
    assert unread(session, "role:supervisor", "answered") == 0
