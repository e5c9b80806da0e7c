from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.casework import dispatch, handling
from hotline.domain.errors import IllegalTransition, InvalidInput, NotAllowed
from hotline.storage.history import history_of
from tests.support.path import ANSWER, accepted, dispatched, in_progress


def test_the_holder_signs_and_the_contact_clock_runs(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    handling.accept(session, cast.street_clerk, ticket, desk)
    assert (ticket.status, ticket.accepted_at) == ("accepted", desk.now())
    assert ticket.due_at == min(ticket.due_contact, ticket.due_handle)


def test_a_superior_unit_may_sign_for_the_unit_below_and_a_stranger_may_not(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(NotAllowed):
        handling.accept(session, cast.stranger, ticket, desk)
    handling.accept(session, cast.district_clerk, ticket, desk)
    assert ticket.status == "accepted"


@pytest.mark.parametrize(
    "person", ["agent", "dispatcher", "reviewer", "supervisor", "leader", "stranger"]
)
def test_only_the_holder_handles(session, desk, cast, person):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(NotAllowed):
        handling.reply(session, getattr(cast, person), ticket, desk, answer=ANSWER)
    assert ticket.status == "in_progress"


def test_a_reply_needs_signature_and_contact_first(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(IllegalTransition):
        handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    handling.accept(session, cast.street_clerk, ticket, desk)
    with pytest.raises(IllegalTransition):
        handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)


def test_who_did_not_contact_the_caller_says_why(session, desk, cast):
    ticket = accepted(session, desk, cast)
    with pytest.raises(InvalidInput, match="联系情况"):
        handling.contact(session, cast.street_clerk, ticket, desk, way="none", note=" ")
    handling.contact(session, cast.street_clerk, ticket, desk, way="none", note="电话三次无人接听")
    assert (ticket.status, ticket.contacted_at) == ("in_progress", None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"result": "fine"}, "办理结果"),
        ({"handling": " "}, "办理情况"),
        ({"public_answer": ""}, "公开答复内容"),
        ({"result": "unsolved"}, "未解决原因"),
    ],
)
def test_a_reply_that_lacks_something_is_refused_and_nothing_changes(
    session, desk, cast, changes, message
):
    ticket = in_progress(session, desk, cast)
    version = ticket.version
    with pytest.raises(InvalidInput, match=message):
        handling.reply(session, cast.street_clerk, ticket, desk, answer=replace(ANSWER, **changes))
    assert (ticket.status, ticket.version) == ("in_progress", version)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"handling": "已电话13977654321联系诉求人"}, "办理情况中有电话"),
        ({"handling": "诉求人身份证430102198501011234已核对"}, "办理情况中有"),
        ({"result": "unsolved", "unsolved_reason": "请打13977654321"}, "未解决原因中有"),
        ({"without_opinions": "协办联系人13977654321不接"}, "不等协办意见的理由中有"),
    ],
)
def test_what_a_unit_did_holds_no_number_of_a_person(session, desk, cast, changes, message):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(InvalidInput, match=message):
        handling.reply(session, cast.street_clerk, ticket, desk, answer=replace(ANSWER, **changes))
    assert ticket.status == "in_progress"


def test_a_unit_may_name_the_home_where_it_was_and_who_went(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    handled = "管理员陈立春到3栋2单元501室查看，管道已更换"
    handling.reply(
        session, cast.street_clerk, ticket, desk, answer=replace(ANSWER, handling=handled)
    )
    assert ticket.status == "replied"


def test_a_reply_waits_for_review_and_is_not_yet_public(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    assert (ticket.status, ticket.clock, ticket.public_reply) == ("replied", "review", "")


def ask_return(session, desk, cast, ticket, **changes):
    values = {
        "code": "not_our_duty",
        "reason": "该路段归市交通局管养",
        "basis": "权责清单第 12 项",
    } | changes
    return handling.ask_return(session, cast.street_clerk, ticket, desk, **values)


def test_a_granted_return_goes_to_the_dispatcher_and_the_callers_clock_goes_on(session, desk, cast):
    ticket = accepted(session, desk, cast)
    promised = ticket.due_handle
    ask_return(session, desk, cast, ticket)
    later = desk.at(desk.now() + timedelta(hours=2))
    dispatch.grant_return(session, cast.dispatcher, ticket, later, note="同意改派")
    assert (ticket.status, ticket.unit, ticket.returns) == ("triage", "", 1)
    dispatch.dispatch(session, cast.dispatcher, ticket, later, unit="S-JT")
    assert ticket.due_handle == promised


def test_a_refused_return_is_signed_again(session, desk, cast):
    ticket = accepted(session, desk, cast)
    ask_return(session, desk, cast, ticket)
    with pytest.raises(InvalidInput, match="理由"):
        dispatch.refuse_return(session, cast.dispatcher, ticket, desk, note="")
    dispatch.refuse_return(session, cast.dispatcher, ticket, desk, note="属地管理，应由街道办理")
    assert (ticket.status, ticket.unit, ticket.accepted_at) == ("dispatched", "990102001", None)
    handling.accept(session, cast.street_clerk, ticket, desk)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("code", "退单原因"),
        ("reason", "退单说明"),
        ("basis", "退单依据"),
        ("suggested_unit", "单位代码"),
    ],
)
def test_a_return_needs_reason_text_and_basis(session, desk, cast, field, message):
    ticket = accepted(session, desk, cast)
    with pytest.raises(InvalidInput, match=message):
        ask_return(
            session, desk, cast, ticket, **{field: "X-9" if field == "suggested_unit" else " "}
        )
    assert ticket.status == "accepted"


def test_a_unit_does_not_decide_on_its_own_return(session, desk, cast):
    ticket = accepted(session, desk, cast)
    ask_return(session, desk, cast, ticket)
    with pytest.raises(NotAllowed):
        dispatch.grant_return(session, cast.street_clerk, ticket, desk, note="")
    assert history_of(session, ticket)[-1].action == "ask_return"
