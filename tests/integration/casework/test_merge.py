from datetime import timedelta

import pytest

from hotline.casework import (
    call_back,
    caller_steps,
    cycles,
    dispatch,
    extension,
    handling,
    merge,
    missing_material,
    parting,
    review,
    withdrawal,
)
from hotline.casework.call_back import CallAttempt
from hotline.desk.steps import find_for_step
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed, NotFound
from hotline.operation.clock_starts import clock_starts
from hotline.operation.recompute import _due_times
from hotline.storage.history import history_of, verify_chain
from hotline.storage.ratings import plan_of
from tests.support.path import ANSWER, dispatched, in_callback, in_progress, registered, replied
from tests.support.rules import with_callback

SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)


def merged(session, desk, cast, parent, *, bring=dispatched, **changes):
    ticket = bring(session, desk, cast, **changes)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一工地")
    return ticket


def test_a_merged_ticket_has_no_clock_and_no_unit_and_waits_for_the_other(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = merged(session, desk, cast, parent)
    assert (ticket.status, ticket.unit, ticket.due_at, ticket.clock) == ("merged", "", None, "")
    assert ticket.merged_into == parent.no
    assert history_of(session, parent)[-1].details["ticket"] == ticket.no
    assert verify_chain(history_of(session, ticket)) == []


def test_the_group_counts_distinct_callers(session, desk, cast):
    parent = in_progress(session, desk, cast, phone="13800138000")
    merged(session, desk, cast, parent, phone="13800138000")
    assert parent.group_size == 1
    merged(session, desk, cast, parent, phone="13900139000", caller="李四")
    assert parent.group_size == 2


def test_all_callers_are_answered_by_one_reply(session, desk, cast):
    parent = replied(session, desk, cast)
    tickets = [
        merged(session, desk, cast, parent, bring=bring) for bring in (registered, in_progress)
    ]
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    for ticket in tickets:
        assert (ticket.status, ticket.public_reply) == ("callback", ANSWER.public_answer)
        assert (ticket.unit, ticket.clock) == (parent.unit, "callback")
        assert parent.no in history_of(session, ticket)[-1].reason


def test_a_merged_ticket_whose_caller_is_not_content_is_reworked_by_the_same_unit(
    session, desk, cast
):
    parent = replied(session, desk, cast)
    ticket = merged(session, desk, cast, parent, bring=registered)
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    cycles.rework(session, cast.reviewer, ticket, desk, reason="本户问题未解决")
    assert (ticket.status, ticket.unit, ticket.cycle, parent.status) == (
        "in_progress",
        parent.unit,
        2,
        "closed",
    )


@pytest.mark.parametrize("end", ["answer", "reject"])
def test_a_direct_answer_to_the_one_answers_the_others(session, desk, cast, end):
    parent = registered(session, desk, cast)
    ticket = merged(session, desk, cast, parent, bring=registered)
    if end == "answer":
        dispatch.answer(session, cast.agent, parent, desk, text="已于昨日修复。")
    else:
        dispatch.reject(
            session, cast.agent, parent, desk, reason="outside_city", explanation="已于昨日修复。"
        )
    assert (ticket.status, ticket.public_reply) == ("closed", "已于昨日修复。")


def test_another_matter_after_all_comes_back_to_its_units_with_its_old_promise(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = merged(
        session, desk, cast, parent, phone="13900139000", unit="YS-ZF", co_units=["S-CG"]
    )
    promised, sign, next_day = (
        ticket.due_handle,
        ticket.due_sign,
        desk.at(desk.now() + timedelta(days=1)),
    )
    parting.unmerge(session, cast.dispatcher, ticket, next_day, reason="地点不同")
    assert (ticket.status, ticket.merged_into, ticket.due_handle) == ("dispatched", "", promised)
    assert (ticket.unit, ticket.co_units, parent.group_size) == ("YS-ZF", ["S-CG"], 1)
    assert (ticket.clock, ticket.due_sign) == ("sign", sign)
    handling.accept(session, cast.stranger, ticket, next_day)


@pytest.mark.parametrize("bring", [registered, dispatched, in_progress])
def test_parted_tickets_are_due_as_if_they_had_never_been_merged(session, desk, cast, bring):
    parent, ticket = in_progress(session, desk, cast), bring(session, desk, cast)
    before = (ticket.due_at, ticket.clock)
    now = desk.at(desk.now() + timedelta(days=3))
    merge.merge(session, cast.dispatcher, ticket, now, parent=parent, reason="同一事")
    parting.unmerge(session, cast.dispatcher, ticket, now, reason="地点不同")
    session.flush()
    assert (ticket.due_at, ticket.clock) == before
    changes, _ = _due_times(session, ticket, clock_starts(session, [ticket]), now)
    assert changes == {}


def test_a_report_that_no_unit_had_comes_back_to_the_dispatcher(session, desk, cast):
    ticket = merged(session, desk, cast, in_progress(session, desk, cast), bring=registered)
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    assert (ticket.status, ticket.clock, ticket.needs_review) == ("triage", "dispatch", True)


def test_a_unit_that_is_accused_by_now_does_not_get_a_parted_ticket_back(session, desk, cast):
    ticket = merged(
        session, desk, cast, in_progress(session, desk, cast), unit="YS-ZF", co_units=["S-CG"]
    )
    ticket.accused = ["YS-ZF"]
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    assert (ticket.status, ticket.unit, ticket.co_units) == ("triage", "", [])


def test_what_waited_on_a_merged_ticket_waits_again_when_it_is_parted(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), in_progress(session, desk, cast)
    extension.ask_extension(
        session, cast.street_clerk, ticket, desk, limit="2wd", reason="检测", basis="规程"
    )
    session.flush()
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一工地")
    next_day = desk.at(desk.now() + timedelta(days=1))
    parting.unmerge(session, cast.dispatcher, ticket, next_day, reason="地点不同")
    assert (ticket.status, ticket.due_decide > next_day.now()) == ("extension_requested", True)
    promised = ticket.due_handle
    extension.grant_extension(session, cast.supervisor, ticket, next_day, note="同意")
    assert (ticket.status, ticket.due_handle > promised) == ("in_progress", True)


@pytest.mark.parametrize("came", [False, True])
def test_material_that_came_while_a_ticket_was_merged_is_no_longer_waited_for(
    session, desk, cast, came
):
    parent, ticket = in_progress(session, desk, cast), in_progress(session, desk, cast)
    missing_material.request_material(session, cast.street_clerk, ticket, desk, items="房产证")
    next_day = desk.at(desk.now() + timedelta(days=1))
    merge.merge(session, cast.dispatcher, ticket, next_day, parent=parent, reason="同一工地")
    if came:
        caller_steps.supplement(session, cast.caller, ticket, next_day, text="房产证已附")
    parting.unmerge(session, cast.dispatcher, ticket, next_day, reason="地点不同")
    assert (ticket.status, ticket.clock) == ("in_progress", "handle" if came else "look")
    assert (ticket.paused_at is None) == came


def test_a_parted_ticket_that_waited_for_its_call_back_closes_by_itself_again(session, desk, cast):
    rules = with_callback(desk, share=0.0, everyone=frozenset(), at_least=0)
    parent, ticket = in_progress(session, rules, cast), in_callback(session, rules, cast)
    merge.merge(session, cast.dispatcher, ticket, rules, parent=parent, reason="同一工地")
    parting.unmerge(session, cast.dispatcher, ticket, rules, reason="地点不同")
    session.flush()
    plan = plan_of(session, ticket)
    assert (ticket.status, plan.closes_at) == ("callback", ticket.due_callback)
    assert plan.closes_at


def test_when_the_first_caller_withdraws_the_others_keep_their_matter(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = merged(session, desk, cast, parent)
    withdrawal.withdraw(session, cast.agent, parent, desk, reason="已自行解决")
    assert (parent.status, ticket.status, ticket.merged_into) == ("withdrawn", "dispatched", "")


def test_a_merged_caller_may_withdraw_alone(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = merged(session, desk, cast, parent, phone="13900139000")
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="不再反映")
    assert (parent.status, parent.group_size, ticket.status) == ("in_progress", 1, "withdrawn")


def test_what_a_merged_caller_adds_reaches_whoever_works_on_the_matter(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = merged(session, desk, cast, parent)
    caller_steps.supplement(session, cast.caller, ticket, desk, text="昨夜又施工到三点")
    caller_steps.caller_urge(session, cast.caller, ticket, desk, reason="")
    assert (ticket.urges, parent.urges) == (1, 1)
    assert [entry.action for entry in history_of(session, parent)][-2:] == [
        "supplement",
        "caller_urge",
    ]


def test_a_ticket_is_not_merged_into_itself_nor_into_an_ended_or_merged_one(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), dispatched(session, desk, cast)
    with pytest.raises(InvalidInput, match="自己"):
        merge.merge(session, cast.dispatcher, ticket, desk, parent=ticket, reason="同一问题")
    child = merged(session, desk, cast, parent)
    for other in (child, withdrawn(session, desk, cast)):
        with pytest.raises(IllegalTransition):
            merge.merge(session, cast.dispatcher, ticket, desk, parent=other, reason="同一问题")
    with pytest.raises(Conflict, match="反过来"):
        merge.merge(session, cast.dispatcher, parent, desk, parent=ticket, reason="同一问题")


def withdrawn(session, desk, cast):
    ticket = registered(session, desk, cast)
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="不再反映")
    return ticket


def test_confidential_and_open_matters_are_never_merged(session, desk, cast):
    secret = registered(session, desk, cast, secrecy="保密")
    plain = registered(session, desk, cast)
    for ticket, other in ((secret, plain), (plain, secret)):
        with pytest.raises(NotAllowed, match="保密"):
            merge.merge(session, cast.dispatcher, ticket, desk, parent=other, reason="同一问题")


def test_a_complaint_is_not_merged_where_the_accused_unit_works_nor_dispatched_to_it_later(
    session, desk, cast
):
    ticket = registered(session, desk, cast)
    ticket.accused = ["990102001"]
    with pytest.raises(NotAllowed, match="反映的单位"):
        merge.merge(
            session,
            cast.dispatcher,
            ticket,
            desk,
            parent=dispatched(session, desk, cast),
            reason="同一问题",
        )
    parent = registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一问题")
    with pytest.raises(NotAllowed, match="反映的是"):
        dispatch.dispatch(session, cast.dispatcher, parent, desk, unit="990102001")


@pytest.mark.parametrize("person", ["agent", "street_clerk", "reviewer", "leader", "stranger"])
def test_only_the_centre_merges_and_takes_apart(session, desk, cast, person):
    parent, actor = in_progress(session, desk, cast), getattr(cast, person)
    with pytest.raises(NotAllowed):
        merge.merge(
            session, actor, registered(session, desk, cast), desk, parent=parent, reason="同一问题"
        )
    with pytest.raises(NotAllowed):
        parting.unmerge(
            session, actor, merged(session, desk, cast, parent), desk, reason="地点不同"
        )


def test_whoever_does_not_see_both_tickets_merges_neither(session, desk, cast):
    parent = registered(session, desk, cast, secrecy="保密")
    ticket = registered(session, desk, cast)
    session.flush()
    with pytest.raises(NotFound):
        merge.find_pair(session, cast.agent, ticket.no, parent.no)
    assert merge.find_pair(session, cast.dispatcher, ticket.no, parent.no) == (ticket, parent)
    assert find_for_step(session, cast.dispatcher, parent.no) is parent


def test_a_closed_ticket_is_not_merged(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=SOLVED)
    with pytest.raises(IllegalTransition):
        merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一问题")
