from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import call_back, rating, rectification
from hotline.casework.call_back import CallAttempt
from hotline.casework.caller_rating import RatingContent
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Rectification
from hotline.domain.roles import CALLER, Actor, Role
from hotline.storage.history import history_of, verify_chain
from tests.support.path import in_callback
from tests.support.rules import with_settings

RUDE = CallAttempt(way="phone", reached=True, solved=True, rating=2, reasons=("attitude",))


@pytest.fixture
def rated(session, desk, cast):
    """A closed ticket with a bad rating."""
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=RUDE)
    return ticket


def row_of(session, ticket):
    session.flush()
    return session.exec(select(Rectification).where(Rectification.ticket_id == ticket.id)).one()


def test_a_bad_rating_becomes_a_task_with_a_limit(session, desk, rated):
    row = row_of(session, rated)
    assert (rated.status, row.unit, row.decision) == ("closed", "990102001", "")
    assert row.due_at == desk.now().replace(day=16, hour=17, minute=30)


def test_the_unit_answers_and_the_reviewer_passes_it(session, desk, cast, rated):
    rectification.answer_rectification(
        session, cast.street_clerk, rated, desk, text="已批评教育并上门致歉"
    )
    rectification.check_rectification(session, cast.reviewer, rated, desk, passed=True, note="")
    row = row_of(session, rated)
    assert (row.decision, row.answered_by, row.checked_by) == ("passed", "street_clerk", "reviewer")
    assert verify_chain(history_of(session, rated)) == []
    with pytest.raises(Conflict, match="没有待整改"):
        rectification.answer_rectification(session, cast.street_clerk, rated, desk, text="再来一次")


def test_a_weak_answer_goes_back_and_the_limit_stays(session, desk, cast, rated):
    due = row_of(session, rated).due_at
    rectification.answer_rectification(session, cast.street_clerk, rated, desk, text="已知悉")
    with pytest.raises(Conflict, match="等待审核"):
        rectification.answer_rectification(session, cast.street_clerk, rated, desk, text="已知悉")
    with pytest.raises(InvalidInput, match="理由"):
        rectification.check_rectification(
            session, cast.reviewer, rated, desk, passed=False, note=" "
        )
    rectification.check_rectification(
        session, cast.reviewer, rated, desk, passed=False, note="没有措施"
    )
    rectification.answer_rectification(
        session,
        cast.street_clerk,
        rated,
        desk.at(desk.now() + timedelta(days=1)),
        text="已上门致歉",
    )
    row = row_of(session, rated)
    assert (row.answer, row.due_at, row.decision) == ("已上门致歉", due, "")


def test_nothing_is_judged_before_it_is_answered_nor_by_who_answered(session, desk, cast, rated):
    with pytest.raises(Conflict, match="没有反馈"):
        rectification.check_rectification(session, cast.reviewer, rated, desk, passed=True, note="")
    rectification.answer_rectification(session, cast.street_clerk, rated, desk, text="已致歉")
    turncoat = Actor(login=cast.street_clerk.login, role=Role.REVIEWER)
    with pytest.raises(NotAllowed, match="本人"):
        rectification.check_rectification(session, turncoat, rated, desk, passed=True, note="")


@pytest.mark.parametrize("person", ["agent", "reviewer", "supervisor", "stranger"])
def test_only_the_rated_unit_answers(session, desk, cast, rated, person):
    with pytest.raises(NotAllowed):
        rectification.answer_rectification(
            session, getattr(cast, person), rated, desk, text="已致歉"
        )


@pytest.mark.parametrize("person", ["agent", "street_clerk", "supervisor", "leader"])
def test_only_reviewers_judge(session, desk, cast, rated, person):
    with pytest.raises(NotAllowed):
        rectification.check_rectification(
            session, getattr(cast, person), rated, desk, passed=True, note=""
        )


def test_a_late_one_is_reminded_once(session, desk, cast, rated):
    late = desk.at(desk.now() + timedelta(days=10))
    assert (
        rectification.remind_late(session, desk),
        rectification.remind_late(session, late),
        rectification.remind_late(session, late),
    ) == (0, 1, 0)
    assert history_of(session, rated)[-1].reason == "差评整改超期未反馈"


def test_a_good_rating_asks_for_nothing(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(
        session,
        cast.reviewer,
        ticket,
        desk,
        attempt=CallAttempt(way="phone", reached=True, solved=True, rating=3),
    )
    session.flush()
    assert session.exec(select(Rectification)).all() == []


@pytest.mark.parametrize("by", ["caller", "reviewer"])
def test_a_bad_rating_after_the_last_rework_is_rectified_all_the_same(session, desk, cast, by):
    desk = with_settings(desk, cycles=1)
    ticket = in_callback(session, desk, cast)
    if by == "caller":
        rating.rate(session, CALLER, ticket, desk, content=RatingContent(1, False, ("outcome",)))
    else:
        heard = CallAttempt(way="phone", reached=True, solved=False, rating=1, reasons=("outcome",))
        call_back.call_back(session, cast.reviewer, ticket, desk, attempt=heard)
    assert (ticket.status, ticket.cycle, row_of(session, ticket).unit) == ("closed", 1, "990102001")
    rectification.answer_rectification(session, cast.street_clerk, ticket, desk, text="已上门说明")
    assert row_of(session, ticket).answer == "已上门说明"
