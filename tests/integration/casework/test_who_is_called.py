"""Who is called back, when, and what happens to those whom nobody calls."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import call_back, expiry, handling, rating, review
from hotline.casework.call_back import CallAttempt
from hotline.casework.caller_rating import RatingContent
from hotline.domain.errors import Conflict, IllegalTransition, NotAllowed
from hotline.domain.models import Rating
from hotline.operation.recompute import _due_times
from hotline.storage.history import history_of
from hotline.storage.ratings import plan_of, rating_of
from tests.support.path import ANSWER, in_callback, in_progress, replied
from tests.support.rules import with_callback

SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)
BAD = CallAttempt(way="phone", reached=True, solved=False, rating=1, reasons=("speed",))
MISSED = CallAttempt(way="phone", reached=False)


@pytest.fixture
def nobody(desk):
    """The desk of a city that draws nobody."""
    return with_callback(desk, everyone=("complaint",), share=0, at_least=0)


def suggestion(session, desk, cast):
    return in_callback(session, desk, cast, request_type="suggestion")


def test_a_caller_of_a_kind_that_is_always_called_is_called(session, nobody, cast):
    plan = plan_of(session, in_callback(session, nobody, cast, request_type="complaint"))
    assert (plan.sampled, plan.why, plan.closes_at) == (True, "all", None)


def test_the_quota_hears_every_unit_each_month(session, nobody, cast):
    desk = with_callback(nobody, at_least=2)
    whys = [plan_of(session, suggestion(session, desk, cast)).why for _ in range(3)]
    assert whys == ["quota", "quota", ""]
    next_month = desk.at(desk.now() + timedelta(days=30))
    assert plan_of(session, suggestion(session, next_month, cast)).why == "quota"


def test_a_ticket_whose_caller_nobody_calls_closes_by_itself_and_may_still_be_rated(
    session, nobody, cast
):
    ticket = suggestion(session, nobody, cast)
    assert ticket.due_at == plan_of(session, ticket).closes_at
    assert expiry.close_uncalled(session, nobody) == 0
    later = nobody.at(nobody.now() + timedelta(days=6))
    assert (expiry.close_uncalled(session, later), expiry.close_uncalled(session, later)) == (
        1,
        0,
    )
    assert (ticket.status, ticket.rating) == ("closed", None)
    rating.rate(session, cast.caller, ticket, later, content=RatingContent(4, True))
    assert (ticket.status, ticket.rating, rating_of(session, ticket).counted) == ("closed", 4, True)


def test_a_ticket_that_went_on_meanwhile_is_left_alone(session, nobody, cast):
    ticket = suggestion(session, nobody, cast)
    rating.rate(session, cast.caller, ticket, nobody, content=RatingContent(1, False))
    expiry.close_uncalled(session, nobody.at(nobody.now() + timedelta(days=6)))
    assert (ticket.status, ticket.cycle) == ("in_progress", 2)


def test_a_call_outside_the_sample_is_heeded_but_not_counted(session, nobody, cast):
    """Or staff would pick the happy callers."""
    ticket = suggestion(session, nobody, cast)
    call_back.call_back(session, cast.reviewer, ticket, nobody, attempt=SOLVED)
    assert (ticket.status, rating_of(session, ticket).counted) == ("closed", False)


def test_an_attempt_too_early_or_at_night_is_refused_and_says_when(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=MISSED)
    for hour, time in ((11, "2026-03-09 14:00"), (22, "2026-03-10 12:00")):
        with pytest.raises(Conflict, match=time):
            call_back.call_back(
                session,
                cast.reviewer,
                ticket,
                desk.at(desk.now().replace(hour=hour)),
                attempt=MISSED,
            )


def test_a_caller_who_is_heard_too_early_is_heard(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=MISSED)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=SOLVED)
    assert ticket.status == "closed"


def test_when_the_limit_ends_without_an_answer_the_caller_is_asked_and_the_unit_urged(
    session, desk, cast
):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(IllegalTransition):
        call_back.call_back(session, cast.reviewer, ticket, desk, attempt=BAD)
    late = desk.at(ticket.due_handle + timedelta(minutes=1))
    call_back.call_back(session, cast.reviewer, ticket, late, attempt=BAD)
    assert (ticket.status, ticket.cycle) == ("in_progress", 1)
    assert [entry.action for entry in history_of(session, ticket)][-2:] == ["call_at_limit", "urge"]
    with pytest.raises(Conflict, match="已有评价"):
        call_back.call_back(session, cast.reviewer, ticket, late, attempt=SOLVED)


def test_of_two_answers_about_one_cycle_the_first_counts(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    late = desk.at(ticket.due_handle + timedelta(minutes=1))
    call_back.call_back(session, cast.reviewer, ticket, late, attempt=BAD)
    handling.reply(session, cast.street_clerk, ticket, late, answer=ANSWER)
    review.pass_review(session, cast.reviewer, ticket, late)
    call_back.call_back(session, cast.reviewer, ticket, late, attempt=SOLVED)
    session.flush()
    rows = session.exec(
        select(Rating).where(Rating.ticket_id == ticket.id).order_by(Rating.id)
    ).all()
    assert [(row.stage, row.rating, row.counted) for row in rows] == [
        ("deadline", 1, True),
        ("answer", 5, False),
    ]


def test_a_city_may_leave_out_the_call_at_the_limit(session, desk, cast):
    desk = with_callback(desk, at_limit=False)
    ticket = in_progress(session, desk, cast)
    with pytest.raises(IllegalTransition):
        call_back.call_back(
            session,
            cast.reviewer,
            ticket,
            desk.at(ticket.due_handle + timedelta(minutes=1)),
            attempt=BAD,
        )


@pytest.mark.parametrize(
    "person", ["agent", "dispatcher", "street_clerk", "supervisor", "leader", "stranger"]
)
def test_only_reviewers_call_back(session, desk, cast, person):
    ticket = in_callback(session, desk, cast)
    with pytest.raises(NotAllowed):
        call_back.call_back(session, getattr(cast, person), ticket, desk, attempt=SOLVED)


def test_a_ticket_before_its_review_has_no_plan(session, desk, cast):
    assert plan_of(session, replied(session, desk, cast)) is None


def test_recomputed_clocks_leave_the_day_on_which_it_closes(session, nobody, cast):
    ticket = suggestion(session, nobody, cast)
    starts = {(ticket.id, "pass_review"): nobody.now()}
    assert _due_times(session, ticket, starts, nobody)[0] == {}


def test_the_chore_finds_its_tickets_by_an_index(each_database):
    with each_database.engine.connect() as connection:
        if not each_database.is_sqlite:
            connection.exec_driver_sql("SET enable_seqscan=off")
        explain = "EXPLAIN QUERY PLAN" if each_database.is_sqlite else "EXPLAIN"
        query = "SELECT id FROM callback_plan WHERE closes_at <= '2026-03-09 10:00:00'"
        plan = str(connection.exec_driver_sql(f"{explain} {query}").all())
    assert "ix_callback_plan_closes" in plan
