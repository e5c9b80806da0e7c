import pytest
from sqlmodel import select

from hotline.casework import dispatch, handling
from hotline.domain.errors import IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import SuggestionRecord
from hotline.storage.history import history_of, verify_chain
from tests.support.path import accepted, dispatched, registered


def test_the_dispatcher_sends_a_ticket_and_its_clocks_start(session, desk, cast):
    ticket = dispatched(session, desk, cast, co_units=["DH-CG"])
    assert (ticket.status, ticket.unit, ticket.co_units) == ("dispatched", "990102001", ["DH-CG"])
    assert desk.now() < ticket.due_sign <= ticket.due_handle
    assert verify_chain(history_of(session, ticket)) == []


def test_what_became_of_the_suggestion_is_stored(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    record = session.exec(
        select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
    ).one()
    assert (record.final_unit, record.decided_by) == ("990102001", "dispatcher")


def test_only_the_centre_dispatches(session, desk, cast):
    ticket = registered(session, desk, cast)
    for actor in (cast.street_clerk, cast.stranger, cast.leader, cast.reviewer):
        with pytest.raises(NotAllowed):
            dispatch.dispatch(session, actor, ticket, desk, unit="990102001")
    assert ticket.status == "triage"


def test_an_unknown_unit_or_one_named_twice_is_refused(session, desk, cast):
    ticket = registered(session, desk, cast)
    with pytest.raises(InvalidInput, match="X-1"):
        dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="X-1")
    with pytest.raises(InvalidInput, match="重复"):
        dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="DH-ZF", co_units=["DH-ZF"])


def test_nobody_can_send_a_complaint_to_the_unit_it_is_about(session, desk, cast):
    ticket = registered(session, desk, cast, text="鼓楼街道办事处工作人员态度恶劣，推诿扯皮。")
    assert ticket.status == "triage", "no machine sends a complaint about a unit by itself"
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="DH-ZF", reason="由上级核查")
    reason = {"code": "not_our_duty", "reason": "应由街道自查", "basis": "示例"}
    handling.ask_return(session, cast.district_clerk, ticket, desk, **reason)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")
    with pytest.raises(NotAllowed, match="鼓楼街道"):
        dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="990102001")
    assert ticket.status == "triage"


def test_a_dispatched_ticket_is_not_dispatched_again(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    version = ticket.version
    with pytest.raises(IllegalTransition):
        dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="DH-ZF")
    assert (ticket.unit, ticket.version) == ("990102001", version)


def test_the_front_desk_answers_at_once(session, desk, cast):
    ticket = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, ticket, desk, text="可凭身份证到政务服务中心二楼办理。")
    assert (ticket.status, ticket.due_at, ticket.clock) == ("answered", None, "")


def test_an_answer_and_a_rejection_need_words(session, desk, cast):
    ticket = registered(session, desk, cast)
    with pytest.raises(InvalidInput, match="答复内容"):
        dispatch.answer(session, cast.agent, ticket, desk, text="  ")
    with pytest.raises(InvalidInput, match="不予受理原因"):
        dispatch.reject(session, cast.agent, ticket, desk, reason="no idea", explanation="说明")
    with pytest.raises(InvalidInput, match="说明"):
        dispatch.reject(session, cast.agent, ticket, desk, reason="outside_city", explanation="")
    assert ticket.status == "triage"


def test_a_rejection_tells_the_caller_why(session, desk, cast):
    ticket = registered(session, desk, cast)
    dispatch.reject(
        session, cast.agent, ticket, desk, reason="outside_city", explanation="请拨打邻市 12345。"
    )
    assert (ticket.status, ticket.public_reply) == ("rejected", "请拨打邻市 12345。")


def test_a_ticket_in_work_is_not_answered_by_the_desk(session, desk, cast):
    with pytest.raises(IllegalTransition):
        dispatch.answer(session, cast.agent, accepted(session, desk, cast), desk, text="已答复")
