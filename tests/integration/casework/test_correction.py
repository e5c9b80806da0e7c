"""The dispatcher corrects what the machine or the front desk took the matter for."""

from datetime import datetime

import pytest

from hotline.casework import dispatch, handling
from hotline.domain.errors import InvalidInput
from hotline.storage.history import history_of
from tests.support.path import dispatched, registered

STREET = "990102001"
WEEK, A_DAY = datetime(2026, 3, 16, 17, 30), datetime(2026, 3, 10, 10, 0)


def returned(session, desk, cast):
    """Back at the dispatcher, with its handling clock running."""
    ticket = dispatched(session, desk, cast, request_type="help")
    handling.ask_return(
        session,
        cast.street_clerk,
        ticket,
        desk,
        code="not_our_duty",
        reason="不属职责",
        basis="目录",
    )
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")
    return ticket


def test_an_urgent_matter_has_the_shorter_limit_from_the_same_start(session, desk, cast):
    ticket = returned(session, desk, cast)
    assert ticket.due_handle == WEEK
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="DH-ZF", urgency="紧急")
    assert (ticket.urgency, ticket.due_handle) == ("urgent", A_DAY)
    assert history_of(session, ticket)[-1].details["corrected"] == {"urgency": ["normal", "urgent"]}


def test_what_is_not_corrected_moves_no_clock_and_leaves_no_trace(session, desk, cast):
    ticket = returned(session, desk, cast)
    dispatch.dispatch(
        session,
        cast.dispatcher,
        ticket,
        desk,
        unit="DH-ZF",
        urgency="normal",
    )
    assert ticket.due_handle == WEEK
    assert "corrected" not in history_of(session, ticket)[-1].details


def test_category_and_type_are_set_before_the_first_dispatch(session, desk, cast):
    ticket = registered(session, desk, cast)
    correction = {"category": "0109", "request_type": "consult"}
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, **correction)
    assert (ticket.category, ticket.request_type) == ("0109", "consult")
    assert ticket.due_handle == datetime(2026, 3, 10, 17, 30), (
        "a question is answered within one working day"
    )


@pytest.mark.parametrize("field", ["category", "request_type", "urgency"])
def test_a_word_that_is_none_is_refused_and_nothing_is_sent(session, desk, cast, field):
    ticket = registered(session, desk, cast)
    with pytest.raises(InvalidInput) as refused:
        dispatch.dispatch(
            session,
            cast.dispatcher,
            ticket,
            desk,
            unit=STREET,
            **{field: "nonsense"},
        )
    assert refused.value.faults[0][0] == field
    assert (ticket.status, ticket.version) == ("triage", 2)
