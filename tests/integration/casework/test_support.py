from dataclasses import replace

import pytest
from sqlmodel import select

from hotline.casework import handling, support
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Assignment, Reply
from hotline.storage.history import history_of
from tests.support.path import ANSWER, in_progress, registered, replied


def shared(session, desk, cast):
    """The street leads, the other district supports."""
    return in_progress(session, desk, cast, co_units=["YS-ZF"])


def test_the_lead_s_answer_waits_until_the_supporting_unit_has_spoken(session, desk, cast):
    ticket = shared(session, desk, cast)
    with pytest.raises(Conflict, match="协办单位尚未提交意见"):
        handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    support.support_accept(session, cast.stranger, ticket, desk)
    support.support_reply(session, cast.stranger, ticket, desk, opinion="已拆除跨界围挡")
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    assert ticket.status == "replied"
    assert len(session.exec(select(Reply).where(Reply.ticket_id == ticket.id)).all()) == 1


def test_the_lead_goes_without_when_it_says_why(session, desk, cast):
    ticket = shared(session, desk, cast)
    handling.reply(
        session,
        cast.street_clerk,
        ticket,
        desk,
        answer=replace(ANSWER, without_opinions="协办事项已由我街道代办"),
    )
    session.flush()
    reply = session.exec(select(Reply).where(Reply.ticket_id == ticket.id)).one()
    assert reply.without_opinions == "协办事项已由我街道代办"


def test_supporting_goes_on_beside_the_lead_and_moves_no_status(session, desk, cast):
    ticket = shared(session, desk, cast)
    support.support_accept(session, cast.stranger, ticket, desk)
    support.support_reply(session, cast.stranger, ticket, desk, opinion="无意见")
    session.flush()
    row = session.exec(
        select(Assignment).where(Assignment.ticket_id == ticket.id, Assignment.role == "support")
    ).one()
    assert (row.opinion, row.opinion_by, row.accepted_at) == ("无意见", "stranger", desk.now())
    assert [entry.to_status for entry in history_of(session, ticket)][-2:] == [
        "in_progress",
        "in_progress",
    ]
    assert (ticket.status, ticket.unit) == ("in_progress", "990102001")


def test_an_opinion_follows_the_signature_and_is_given_once(session, desk, cast):
    ticket = shared(session, desk, cast)
    with pytest.raises(Conflict, match="尚未签收"):
        support.support_reply(session, cast.stranger, ticket, desk, opinion="无意见")
    support.support_accept(session, cast.stranger, ticket, desk)
    with pytest.raises(Conflict, match="已签收"):
        support.support_accept(session, cast.stranger, ticket, desk)
    with pytest.raises(InvalidInput, match="协办意见"):
        support.support_reply(session, cast.stranger, ticket, desk, opinion=" ")
    support.support_reply(session, cast.stranger, ticket, desk, opinion="无意见")
    with pytest.raises(Conflict, match="已提交"):
        support.support_reply(session, cast.stranger, ticket, desk, opinion="再补充")


@pytest.mark.parametrize("person", ["street_clerk", "agent", "dispatcher", "reviewer", "leader"])
def test_only_a_supporting_unit_supports(session, desk, cast, person):
    ticket = shared(session, desk, cast)
    with pytest.raises(NotAllowed):
        support.support_accept(session, getattr(cast, person), ticket, desk)


def test_a_supporting_unit_does_not_answer_for_the_lead(session, desk, cast):
    with pytest.raises(NotAllowed):
        handling.reply(session, cast.stranger, shared(session, desk, cast), desk, answer=ANSWER)


def test_a_unit_that_was_not_asked_has_nothing_to_say(session, desk, cast):
    with pytest.raises(NotAllowed):
        support.support_reply(
            session, cast.stranger, in_progress(session, desk, cast), desk, opinion="我有意见"
        )


def test_after_the_answer_no_opinion_is_taken(session, desk, cast):
    ticket = replied(session, desk, cast)
    ticket.co_units = ["YS-ZF"]
    with pytest.raises(IllegalTransition):
        support.support_reply(session, cast.stranger, ticket, desk, opinion="补充")
    assert support.without_opinion(session, registered(session, desk, cast)) == []
