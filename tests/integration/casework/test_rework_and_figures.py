from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import call_back, cycles, dispatch, handling, review
from hotline.casework.call_back import CallAttempt
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import CycleFigures
from tests.support.path import ANSWER, in_callback, in_progress, registered

SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)
UNSOLVED = CallAttempt(way="phone", reached=True, solved=False, rating=1, reason="夜里仍在施工")


def closed_ticket(session, desk, cast, heard=SOLVED):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=heard)
    return ticket


def figures_of(session, ticket):
    session.flush()
    return session.exec(
        select(CycleFigures).where(CycleFigures.ticket_id == ticket.id).order_by(CycleFigures.cycle)
    ).all()


def test_a_closed_cycle_has_its_figures(session, desk, cast):
    ticket = closed_ticket(session, desk, cast)
    (row,) = figures_of(session, ticket)
    assert (row.cycle, row.ending, row.unit, row.late) == (1, "closed", "990102001", False)
    assert (row.rating, row.solved, row.result) == (5, True, "solved")
    assert (row.started_at, row.replied_at, row.due_handle) == (
        desk.now(),
        desk.now(),
        ticket.due_handle,
    )


def test_a_badly_rated_ticket_is_opened_again_and_the_old_figures_stay(session, desk, cast):
    ticket = closed_ticket(session, desk, cast)
    (first,) = figures_of(session, ticket)
    before = first.model_dump()
    later = desk.at(desk.now() + timedelta(days=3))
    cycles.rework(session, cast.supervisor, ticket, later, reason="诉求人评价不满意")
    assert (ticket.status, ticket.cycle, ticket.closed_at, ticket.rating) == (
        "in_progress",
        2,
        None,
        None,
    )
    assert ticket.due_handle == later.due("handle", ticket, later.now())[0]
    handling.reply(session, cast.street_clerk, ticket, later, answer=ANSWER)
    review.pass_review(session, cast.reviewer, ticket, later)
    call_back.call_back(session, cast.reviewer, ticket, later, attempt=UNSOLVED)
    first, second = figures_of(session, ticket)
    assert first.model_dump() == before
    assert (second.ending, second.rating, second.started_at, second.accepted_at) == (
        "rework",
        1,
        later.now(),
        None,
    )
    assert (ticket.status, ticket.cycle) == ("in_progress", 3)


def test_a_late_answer_is_late_for_ever(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    late = desk.at(ticket.due_handle + timedelta(seconds=1))
    handling.reply(session, cast.street_clerk, ticket, late, answer=ANSWER)
    review.pass_review(session, cast.reviewer, ticket, late)
    call_back.call_back(session, cast.reviewer, ticket, late, attempt=SOLVED)
    assert figures_of(session, ticket)[0].late


def test_frozen_figures_cannot_be_changed(session, desk, cast):
    (row,) = figures_of(session, closed_ticket(session, desk, cast))
    row.rating = 1
    with pytest.raises(Conflict, match="固化"):
        session.flush()
    session.expunge(row)


def test_a_direct_answer_and_a_rejection_end_a_cycle_too(session, desk, cast):
    answered, rejected = registered(session, desk, cast), registered(session, desk, cast)
    dispatch.answer(session, cast.agent, answered, desk, text="可到二楼办理。")
    dispatch.reject(
        session, cast.agent, rejected, desk, reason="outside_city", explanation="请拨打邻市热线。"
    )
    endings = [figures_of(session, ticket)[0].ending for ticket in (answered, rejected)]
    assert endings == ["answered", "rejected"]


def test_a_rework_needs_words_and_a_ticket_that_has_been_answered_by_a_unit(session, desk, cast):
    ticket = closed_ticket(session, desk, cast)
    with pytest.raises(InvalidInput, match="重办理由"):
        cycles.rework(session, cast.reviewer, ticket, desk, reason=" ")
    with pytest.raises(IllegalTransition):
        cycles.rework(
            session, cast.reviewer, in_progress(session, desk, cast), desk, reason="未解决"
        )


@pytest.mark.parametrize("person", ["agent", "dispatcher", "street_clerk", "leader", "stranger"])
def test_only_reviewers_and_supervisors_open_a_closed_ticket(session, desk, cast, person):
    ticket = closed_ticket(session, desk, cast)
    with pytest.raises(NotAllowed):
        cycles.rework(session, getattr(cast, person), ticket, desk, reason="未解决")
    assert ticket.status == "closed"
