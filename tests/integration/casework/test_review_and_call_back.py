from dataclasses import replace

import pytest
from sqlmodel import select

from hotline.casework import call_back, review
from hotline.casework.call_back import CallAttempt
from hotline.domain.errors import IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import AccessLog
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor, Role
from hotline.storage.history import history_of, verify_chain
from tests.support.path import ANSWER, in_callback, in_progress, replied

SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)
UNSOLVED = CallAttempt(way="phone", reached=True, solved=False, rating=1, reason="夜里仍在施工")
NOT_REACHED = CallAttempt(way="phone", reached=False, note="无人接听")


def test_a_passed_reply_is_public_and_the_caller_is_called_back(session, desk, cast):
    ticket = replied(session, desk, cast)
    review.pass_review(session, cast.reviewer, ticket, desk)
    assert (ticket.status, ticket.clock, ticket.public_reply) == (
        "callback",
        "callback",
        ANSWER.public_answer,
    )


def test_a_weak_reply_goes_back_to_its_unit_with_the_reason(session, desk, cast):
    ticket = replied(session, desk, cast)
    with pytest.raises(InvalidInput, match="理由"):
        review.send_back(session, cast.reviewer, ticket, desk, note="")
    review.send_back(session, cast.reviewer, ticket, desk, note="未说明整改期限")
    assert (ticket.status, ticket.unit, ticket.replied_at) == ("in_progress", "990102001", None)
    assert history_of(session, ticket)[-1].reason == "未说明整改期限"


def test_who_replied_may_neither_review_nor_call_back(session, desk, cast):
    turncoat = Actor(login=cast.street_clerk.login, role=Role.REVIEWER)
    ticket = replied(session, desk, cast)
    with pytest.raises(NotAllowed, match="答复人"):
        review.pass_review(session, turncoat, ticket, desk)
    review.pass_review(session, cast.reviewer, ticket, desk)
    with pytest.raises(NotAllowed, match="答复人"):
        call_back.call_back(session, turncoat, ticket, desk, attempt=SOLVED)


def test_a_unit_does_not_review_itself(session, desk, cast):
    with pytest.raises(NotAllowed):
        review.pass_review(session, cast.street_clerk, replied(session, desk, cast), desk)


def test_a_solved_matter_is_closed_with_its_rating(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=SOLVED)
    assert (ticket.status, ticket.rating, ticket.solved, ticket.due_at) == ("closed", 5, True, None)
    history = history_of(session, ticket)
    assert [entry.action for entry in history][-2:] == ["call_back", "close"]
    assert verify_chain(history) == []


def test_an_unsolved_matter_opens_a_new_cycle_at_the_unit(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=UNSOLVED)
    assert (ticket.status, ticket.cycle, ticket.unit) == ("in_progress", 2, "990102001")
    assert ticket.due_handle > desk.now()


def test_after_three_attempts_without_an_answer_the_ticket_is_closed(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    for hour, status in ((10, "callback"), (15, "callback"), (19, "closed")):
        call_back.call_back(
            session,
            cast.reviewer,
            ticket,
            desk.at(desk.now().replace(hour=hour)),
            attempt=NOT_REACHED,
        )
        assert ticket.status == status
    assert ticket.rating is None
    assert "联系不上" in history_of(session, ticket)[-1].reason


@pytest.mark.parametrize(
    ("heard", "message"),
    [
        (replace(SOLVED, solved=None), "是否解决"),
        (replace(SOLVED, rating=None), "满意度"),
        (replace(SOLVED, rating=6), "满意度"),
        (replace(SOLVED, rating=2), "原因"),
        (replace(UNSOLVED, reason=""), "原因"),
        (replace(SOLVED, way="telepathy"), "回访方式"),
    ],
)
def test_a_call_back_that_lacks_something_is_refused_and_nothing_changes(
    session, desk, cast, heard, message
):
    ticket = in_callback(session, desk, cast)
    version = ticket.version
    with pytest.raises(InvalidInput, match=message):
        call_back.call_back(session, cast.reviewer, ticket, desk, attempt=heard)
    assert (ticket.status, ticket.version) == ("callback", version)


def test_an_open_ticket_is_not_called_back(session, desk, cast):
    with pytest.raises(IllegalTransition):
        call_back.call_back(
            session, cast.reviewer, in_progress(session, desk, cast), desk, attempt=SOLVED
        )


def test_a_supervisor_reviews_and_calls_back_what_reviewers_may_not_see_and_each_look_is_kept(
    session, desk, cast
):
    ticket = replied(session, desk, cast, secrecy="confidential")
    assert not can_see(cast.reviewer, ticket)
    review.pass_review(session, cast.supervisor, ticket, desk)
    call_back.call_back(session, cast.supervisor, ticket, desk, attempt=SOLVED)
    assert ticket.status == "closed"
    rows = session.exec(select(AccessLog).where(AccessLog.ticket_id == ticket.id)).all()
    assert [(row.staff, row.fields) for row in rows] == [
        ("supervisor", "review"),
        ("supervisor", "callback"),
    ]


@pytest.mark.parametrize("secrecy", ["open", "private"])
def test_a_supervisor_reviews_nothing_that_a_reviewer_sees(session, desk, cast, secrecy):
    ticket = replied(session, desk, cast, secrecy=secrecy)
    with pytest.raises(NotAllowed, match="supervisor"):
        review.pass_review(session, cast.supervisor, ticket, desk)
    review.pass_review(session, cast.reviewer, ticket, desk)
    with pytest.raises(NotAllowed, match="supervisor"):
        call_back.call_back(session, cast.supervisor, ticket, desk, attempt=SOLVED)
