"""The caller rates by their one-time token."""

import hashlib
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import call_back, rating
from hotline.casework.call_back import CallAttempt
from hotline.casework.caller_rating import RatingContent
from hotline.casework.merge import merge
from hotline.domain.errors import Conflict, IllegalTransition, NotAllowed, NotFound, TooMany
from hotline.domain.models import Callback, CallbackPlan, CycleFigures, Rating, Rectification
from hotline.domain.roles import CALLER
from hotline.reading.masking import mask_of
from hotline.storage.history import history_of
from hotline.storage.ratings import plan_of
from tests.conftest import desk_of
from tests.support.path import in_callback, registered, replied
from tests.support.rules import with_settings

GOOD, UNSOLVED = (
    RatingContent(5, True),
    RatingContent(2, False, ("outcome",), "我叫张三丰，电话13800138000，夜里仍在施工"),
)
SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)


def test_a_rating_closes_a_ticket_that_waits_for_its_call(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    rating.rate(session, CALLER, ticket, desk, content=GOOD)
    assert (ticket.status, ticket.rating, ticket.solved) == ("closed", 5, True)
    assert [entry.action for entry in history_of(session, ticket)][-2:] == ["rate", "close"]


def test_an_unsolved_matter_is_sent_back_with_the_callers_words_masked(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    rating.rate(session, CALLER, ticket, desk, content=UNSOLVED)
    assert (ticket.status, ticket.cycle) == ("in_progress", 2)
    reason = history_of(session, ticket)[-1].reason
    assert reason.startswith("结果：")
    assert "夜里仍在施工" in reason
    assert all(
        word not in str([entry.model_dump() for entry in history_of(session, ticket)])
        for word in ("13800138000", "张三丰，电话")
    )


def test_it_is_rated_once_by_telephone_or_by_link(session, desk, cast):
    by_link, by_phone = in_callback(session, desk, cast), in_callback(session, desk, cast)
    rating.rate(session, CALLER, by_link, desk, content=GOOD)
    call_back.call_back(session, cast.reviewer, by_phone, desk, attempt=SOLVED)
    for ticket in (by_link, by_phone):
        with pytest.raises(Conflict, match="已经评价过"):
            rating.rate(session, CALLER, ticket, desk, content=UNSOLVED)
        assert ticket.status == "closed"


def test_the_link_ends_and_an_open_ticket_has_none(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    assert rating.open_token(session, ticket, desk)
    late = desk.at(desk.now() + timedelta(days=31))
    assert rating.open_token(session, ticket, late) == ""
    with pytest.raises(Conflict, match="期限已过"):
        rating.rate(session, CALLER, ticket, late, content=GOOD)
    open_one = replied(session, desk, cast)
    assert rating.open_token(session, open_one, desk) == ""
    with pytest.raises(IllegalTransition):
        rating.rate(session, CALLER, open_one, desk, content=GOOD)


def test_only_the_digest_of_the_token_is_stored(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    token = rating.open_token(session, ticket, desk)
    plan = plan_of(session, ticket)
    assert plan.token == hashlib.sha256(token.encode()).hexdigest()
    stored = str(
        [
            row.model_dump()
            for row in (*session.exec(select(CallbackPlan)), *history_of(session, ticket))
        ]
    )
    assert token not in stored


def test_a_new_cycle_has_a_new_token(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    first = rating.open_token(session, ticket, desk)
    assert first != desk.vault.rating_token(ticket.no, 2)


def test_after_so_many_cycles_an_unsolved_matter_is_closed_as_it_is(session, desk, cast):
    desk = with_settings(desk, cycles=1)
    ticket = in_callback(session, desk, cast)
    rating.rate(session, CALLER, ticket, desk, content=UNSOLVED)
    assert (ticket.status, ticket.solved, ticket.cycle) == ("closed", False, 1)
    assert "不再自动重办" in history_of(session, ticket)[-1].reason


def test_a_late_rating_leaves_the_frozen_figures_alone(session, desk, cast):
    desk = with_settings(desk, callback_tries=1)
    ticket = in_callback(session, desk, cast)
    call_back.call_back(
        session, cast.reviewer, ticket, desk, attempt=CallAttempt(way="phone", reached=False)
    )
    session.flush()
    before = session.exec(select(CycleFigures)).one().model_dump()
    rating.rate(session, CALLER, ticket, desk, content=RatingContent(1, True, ("attitude",)))
    session.flush()
    assert session.exec(select(CycleFigures)).one().model_dump() == before
    assert (
        session.exec(select(Rating)).one().rating,
        session.exec(select(Rectification)).one().unit,
    ) == (
        1,
        ticket.unit,
    )


def test_callers_of_merged_tickets_rate_the_one_answer_each(session, desk, cast):
    parent, child = in_callback(session, desk, cast), registered(session, desk, cast)
    merge(session, cast.dispatcher, child, desk, parent=parent, reason="同一问题")
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    rating.rate(session, CALLER, child, desk, content=RatingContent(4, True))
    assert (parent.rating, child.rating) == (5, 4)


@pytest.mark.parametrize(
    "person",
    ["agent", "dispatcher", "street_clerk", "reviewer", "supervisor", "leader", "stranger"],
)
def test_nobody_who_works_here_rates(session, desk, cast, person):
    ticket = in_callback(session, desk, cast)
    with pytest.raises(NotAllowed):
        rating.rate(session, getattr(cast, person), ticket, desk, content=GOOD)


def test_wrong_tokens_are_counted_and_limited(database, cast):
    desk = desk_of(database)
    for _ in range(20):
        with pytest.raises(NotFound):
            rating.rate_by_token(database, desk, None, "x" * 43, GOOD, "10.0.0.1")
    with pytest.raises(TooMany):
        rating.rate_by_token(database, desk, None, "x" * 43, GOOD, "10.0.0.1")
    with pytest.raises(NotFound):
        rating.rate_by_token(database, desk, None, "x" * 43, GOOD, "10.0.0.2")


def test_wrong_tokens_of_others_at_the_same_address_do_not_keep_a_caller_from_rating(
    database, cast
):
    desk = desk_of(database)
    with database.writing() as session:
        ticket = in_callback(session, desk, cast)
        token = rating.open_token(session, ticket, desk)
    for _ in range(20):
        with pytest.raises(NotFound):
            rating.rate_by_token(database, desk, None, "x" * 43, GOOD, "10.0.0.1")
    rated, _ = rating.rate_by_token(database, desk, None, token, GOOD, "10.0.0.1")
    assert rated.no == ticket.no


def test_a_unit_reads_what_callers_say_without_who_says_it(session, desk, cast):
    hidden = in_callback(session, desk, cast, identity="hidden")
    row = Callback(
        ticket_id=hidden.id,
        cycle=1,
        way="phone",
        by="reviewer",
        at=desk.now(),
        reached=True,
        rating=1,
        reason="我叫张三丰，电话13800138000，没人来",
        note="三楼张阿姨接听",
    )
    masked = mask_of(session, cast.street_clerk, hidden, desk.vault).row(row)
    assert (masked.rating, masked.note) == (1, "")
    assert "13800138000" not in masked.reason
    assert "没人来" in masked.reason
    assert "13800138000" not in mask_of(session, cast.reviewer, hidden, desk.vault).row(row).reason
    opened = mask_of(session, cast.reviewer, hidden, desk.vault, is_open=True)
    assert opened.row(row) is row
