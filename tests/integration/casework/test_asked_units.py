"""Every step that brings a ticket to a unit asks first whether it complains of it."""

import pytest

from hotline.casework import dispatch, doubts, handling, merge, pass_down, recall
from hotline.casework.caller_steps import supplement
from hotline.casework.protection import Protection, protect
from hotline.domain.errors import Conflict, NotAllowed, Unanswered
from hotline.storage.history import history_of
from tests.support.path import dispatched, registered

# Named, and not surely without harm.
METERS = "供水公司抄表员一年没来过，水费全是估的。"
STREET = "990102001"


def naming(session, desk, cast, text=METERS):
    """As if nobody had read it for whom it complains of."""
    ticket = registered(session, desk, cast, text=text)
    ticket.doubts, ticket.accused, ticket.secrecy = {}, [], "open"
    return ticket


def send(session, cast, ticket, desk, unit, **changes):
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=unit, **changes)


def with_district(session, desk, cast):
    ticket = dispatched(session, desk, cast, unit="DH-ZF")
    handling.accept(session, cast.district_clerk, ticket, desk)
    return ticket


def test_a_unit_that_nobody_proposed_is_asked_about_too(session, desk, cast):
    ticket = naming(session, desk, cast)
    with pytest.raises(Unanswered, match="正文提到“示例市供水集团有限公司”"):
        send(session, cast, ticket, desk, "G-GS")
    send(session, cast, ticket, desk, "G-GS", unmeant="looked")
    recall.recall(session, cast.dispatcher, ticket, desk, reason="再看")
    send(session, cast, ticket, desk, "G-GS")
    assert ticket.unit == "G-GS"


def test_a_unit_below_is_asked_about_when_it_is_passed_down(session, desk, cast):
    ticket = with_district(session, desk, cast)
    ticket.doubts = {"mentioned": [STREET]}
    passing = {"unit": STREET, "reason": "请属地办理"}
    with pytest.raises(Unanswered) as refusal:
        pass_down.pass_down(session, cast.district_clerk, ticket, desk, **passing)
    assert (refusal.value.faults[0][0], ticket.unit) == ("unmeant", "DH-ZF")
    pass_down.pass_down(session, cast.district_clerk, ticket, desk, **passing, unmeant="looked")
    assert (ticket.unit, ticket.doubts) == (STREET, {})
    assert history_of(session, ticket)[-1].details["not_accused"] == [STREET]


def test_what_was_answered_for_the_unit_above_counts_below_it(session, desk, cast):
    ticket = registered(session, desk, cast)
    ticket.doubts = {"mentioned": ["DH-ZF"]}
    send(session, cast, ticket, desk, "DH-ZF", unmeant="looked")
    handling.accept(session, cast.district_clerk, ticket, desk)
    pass_down.pass_down(
        session, cast.district_clerk, ticket, desk, unit=STREET, reason="请属地办理"
    )
    assert ticket.unit == STREET


def test_a_leading_ticket_asks_what_a_merged_one_names(session, desk, cast):
    parent, ticket = registered(session, desk, cast), naming(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")
    with pytest.raises(Unanswered, match=f"并入工单 {parent.no} 的工单 {ticket.no} 的正文提到"):
        send(session, cast, parent, desk, "G-GS")
    with pytest.raises(Unanswered):
        send(session, cast, parent, desk, "DH-CG", co_units=["G-GS"])
    send(session, cast, parent, desk, "G-GS", unmeant="looked")
    recall.recall(session, cast.dispatcher, parent, desk, reason="再看")
    send(session, cast, parent, desk, "G-GS")
    assert parent.unit == "G-GS"


def test_and_gets_to_nobody_of_whom_a_merged_one_may_complain(session, desk, cast):
    parent, ticket = registered(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")
    ticket.doubts = {"withheld": ["G-GS"]}
    with pytest.raises(Conflict, match=f"{ticket.no} 可能是在反映"):
        send(session, cast, parent, desk, "G-GS", unmeant="looked")
    ticket.doubts, ticket.accused = {}, ["G-GS"]
    with pytest.raises(NotAllowed, match=ticket.no):
        send(session, cast, parent, desk, "G-GS", unmeant="looked")


def test_an_answer_before_the_merging_says_nothing_of_what_came_later(session, desk, cast):
    parent = naming(session, desk, cast)
    send(session, cast, parent, desk, "G-GS", unmeant="looked")
    recall.recall(session, cast.dispatcher, parent, desk, reason="再看")
    ticket = naming(session, desk, cast, "供水公司的人催缴时推倒了我母亲。")
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")
    with pytest.raises((Unanswered, Conflict)):
        send(session, cast, parent, desk, "G-GS")


def test_what_the_caller_adds_before_it_is_sent_is_read_too(session, desk, cast):
    ticket = registered(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=METERS)
    with pytest.raises(Unanswered, match="供水集团"):
        send(session, cast, ticket, desk, "G-GS")


def test_after_no_nobody_is_asked_again(session, desk, cast):
    ticket = naming(session, desk, cast)
    ticket.doubts = {"mentioned": ["G-GS"]}
    doubts.clear(session, cast.dispatcher, ticket, desk)
    send(session, cast, ticket, desk, "G-GS")
    assert ticket.unit == "G-GS"


def test_of_staff_without_a_unit_the_question_claims_no_name(session, desk, cast):
    text = "云溪镇镇里的干部把我家低保吃了三年"
    ticket = registered(session, desk, cast, text=text, address="云山区云溪镇")
    ticket.doubts = {"mentioned": ["YS-ZF"]}
    with pytest.raises(Unanswered) as refusal:
        send(session, cast, ticket, desk, "YS-ZF")
    assert "正文提到" not in str(refusal.value)
    assert "反映了工作人员，没有写明单位" in str(refusal.value)


def test_the_refusal_names_what_to_send(session, desk, cast):
    ticket = naming(session, desk, cast)
    with pytest.raises(Unanswered) as refusal:
        send(session, cast, ticket, desk, "G-GS")
    assert '"unmeant": "looked"' in refusal.value.remedy
    send(session, cast, ticket, desk, "G-GS", unmeant="已看过正文，不是在反映它")


def test_a_unit_set_as_accused_after_the_merging_parts_the_tickets(session, desk, cast):
    parent, ticket = registered(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")
    yes = Protection(accused=["G-GS"])
    protect(session, cast.dispatcher, ticket, desk, protection=yes, reason="正文反映它")
    assert ticket.status == "triage"
