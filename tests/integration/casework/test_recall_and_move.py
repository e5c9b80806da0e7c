"""The centre takes back an unsigned dispatch, moves a signed one, undoes its own key."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from hotline.casework import dispatch, handling, merge, parting, recall, suspension
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Assignment, Notice
from hotline.storage.history import history_of
from hotline.storage.ticket_rows import suggestion_of
from hotline.supervision.orders import issue
from tests.support.path import accepted, dispatched, in_progress, registered, replied

STREET, BUREAU = "990102001", "YS-ZF"


def notices(session, ticket):
    """Of what happened after the ticket was sent to its units."""
    query = select(Notice).where(
        Notice.ticket_no == ticket.no, col(Notice.kind).not_in(["new_ticket", "supporting"])
    )
    return [(row.receiver, str(row.kind)) for row in session.exec(query.order_by(col(Notice.id)))]


@pytest.mark.parametrize("person", ["dispatcher", "supervisor"])
def test_an_unsigned_dispatch_comes_back_to_the_dispatcher(session, desk, cast, person):
    ticket = dispatched(session, desk, cast, co_units=[BUREAU])
    due = ticket.due_handle
    recall.recall(session, getattr(cast, person), ticket, desk, reason="派错单位")
    assert (ticket.status, ticket.unit, ticket.co_units) == ("triage", "", [])
    assert (ticket.due_handle, ticket.clock, ticket.needs_review) == (due, "dispatch", True)
    rows = session.exec(select(Assignment).where(Assignment.ticket_id == ticket.id)).all()
    assert {(str(row.outcome), row.ended_at) for row in rows} == {("recalled", desk.now())}
    assert notices(session, ticket) == [
        (f"unit:{STREET}", "recalled"),
        (f"unit:{BUREAU}", "recalled"),
    ]
    assert not suggestion_of(session, ticket).final_unit
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=BUREAU, reason="更正")


def test_what_is_signed_is_not_recalled(session, desk, cast):
    with pytest.raises(IllegalTransition):
        recall.recall(
            session, cast.dispatcher, accepted(session, desk, cast), desk, reason="派错单位"
        )


def test_a_recall_says_why(session, desk, cast):
    with pytest.raises(InvalidInput, match="收回理由"):
        recall.recall(session, cast.dispatcher, dispatched(session, desk, cast), desk, reason=" ")


@pytest.mark.parametrize("person", ["street_clerk", "agent", "reviewer", "leader"])
def test_only_the_centre_s_deciders_recall_and_move(session, desk, cast, person):
    actor, ticket = getattr(cast, person), dispatched(session, desk, cast)
    with pytest.raises(NotAllowed):
        recall.recall(session, actor, ticket, desk, reason="派错单位")
    with pytest.raises(NotAllowed):
        recall.move(session, actor, ticket, desk, unit=BUREAU, reason="派错单位")


@pytest.mark.parametrize("bring", [dispatched, accepted, in_progress])
def test_a_ticket_moves_to_another_unit_and_the_caller_s_clock_goes_on(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    due, tomorrow = ticket.due_handle, desk.at(desk.now() + timedelta(days=1))
    recall.move(
        session, cast.supervisor, ticket, tomorrow, unit=BUREAU, reason="职责已调整", basis="三定"
    )
    assert (ticket.status, ticket.unit, ticket.accepted_at) == ("dispatched", BUREAU, None)
    assert (ticket.due_handle, ticket.dispatched_at) == (due, tomorrow.now())
    assert ticket.due_sign > tomorrow.now()
    assert notices(session, ticket) == [
        (f"unit:{STREET}", "moved_away"),
        (f"unit:{BUREAU}", "moved_here"),
    ]
    handling.accept(session, cast.stranger, ticket, tomorrow)
    leads = session.exec(
        select(Assignment).where(Assignment.ticket_id == ticket.id).order_by(col(Assignment.id))
    ).all()
    assert [(row.unit, str(row.outcome)) for row in leads] == [
        (STREET, "rerouted"),
        (BUREAU, ""),
    ]
    assert history_of(session, ticket)[-2].reason == "职责已调整"


def test_a_suspended_ticket_moves_with_the_time_that_stood_still(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    until = desk.now() + timedelta(days=20)
    suspension.ask_suspension(
        session, cast.street_clerk, ticket, desk, until=until, reason="待拆迁", basis="办法"
    )
    suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    before, later = ticket.due_handle, desk.at(desk.now() + timedelta(days=1))
    recall.move(session, cast.supervisor, ticket, later, unit=BUREAU, reason="职责已调整")
    assert (ticket.paused_at, ticket.due_look) == (None, None)
    assert ticket.due_handle == before + timedelta(days=1)


def test_a_ticket_is_not_moved_where_it_is_nor_to_whom_it_accuses(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(InvalidInput, match="已在该单位"):
        recall.move(session, cast.supervisor, ticket, desk, unit=STREET, reason="派错")
    ticket.accused = [BUREAU]
    with pytest.raises(NotAllowed, match="不能派给该单位"):
        recall.move(session, cast.supervisor, ticket, desk, unit=BUREAU, reason="派错")


def test_what_waits_for_review_is_moved_by_nobody(session, desk, cast):
    with pytest.raises(IllegalTransition):
        recall.move(
            session,
            cast.supervisor,
            replied(session, desk, cast),
            desk,
            unit=BUREAU,
            reason="派错",
        )


def test_a_dispatch_is_undone_within_thirty_seconds_with_all_that_it_corrected(session, desk, cast):
    ticket = registered(session, desk, cast)
    before = (ticket.category, ticket.urgency, ticket.priority)
    dispatch.dispatch(
        session, cast.dispatcher, ticket, desk, unit=STREET, category="0401", urgency="urgent"
    )
    recall.undo(session, cast.dispatcher, ticket, desk.at(desk.now() + timedelta(seconds=30)))
    assert (ticket.category, ticket.urgency, ticket.priority) == before
    assert (ticket.status, ticket.unit) == ("triage", "")
    assert notices(session, ticket) == [(f"unit:{STREET}", "recalled")]


def test_an_undone_dispatch_leaves_every_clock_as_it_was_and_is_undone_once(session, desk, cast):
    ticket = registered(session, desk, cast)
    before = clocks_of(ticket)
    moment = desk.at(desk.now() + timedelta(hours=1))
    for _ in range(2):
        dispatch.dispatch(session, cast.dispatcher, ticket, moment, unit=STREET, reason="属地")
        recall.undo(
            session, cast.dispatcher, ticket, moment.at(moment.now() + timedelta(seconds=9))
        )
        assert clocks_of(ticket) == before
        with pytest.raises(IllegalTransition):
            recall.undo(session, cast.dispatcher, ticket, moment)


@pytest.mark.parametrize("bring", [dispatched, accepted, in_progress])
@pytest.mark.parametrize("person", ["dispatcher", "supervisor"])
def test_an_undone_move_gives_the_ticket_back_as_it_was(session, desk, cast, bring, person):
    actor, ticket = getattr(cast, person), bring(session, desk, cast, co_units=["S-CG"])
    before, status = clocks_of(ticket), ticket.status
    moment = desk.at(desk.now() + timedelta(hours=1))
    recall.move(session, actor, ticket, moment, unit=BUREAU, reason="派错")
    assert notices(session, ticket)[-1] == (f"unit:{BUREAU}", "moved_here")
    recall.undo(session, actor, ticket, moment.at(moment.now() + timedelta(seconds=30)))
    assert (ticket.status, ticket.unit, ticket.co_units) == (status, STREET, ["S-CG"])
    assert clocks_of(ticket) == before
    assert notices(session, ticket)[-3:] == [
        (f"unit:{BUREAU}", "recalled"),
        (f"unit:{STREET}", "given_back"),
        ("unit:S-CG", "given_back"),
    ]
    rows = session.exec(select(Assignment).where(Assignment.ticket_id == ticket.id)).all()
    assert {(row.unit, str(row.outcome)) for row in rows} == {
        (STREET, ""),
        ("S-CG", ""),
        (BUREAU, "recalled"),
    }
    assert suggestion_of(session, ticket).final_unit == STREET
    with pytest.raises((Conflict, IllegalTransition)):
        recall.undo(session, actor, ticket, moment)


def test_an_undone_move_lets_a_suspension_go_on(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    until = desk.now() + timedelta(days=20)
    suspension.ask_suspension(
        session, cast.street_clerk, ticket, desk, until=until, reason="待拆迁", basis="办法"
    )
    suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    before, later = clocks_of(ticket), desk.at(desk.now() + timedelta(days=1))
    recall.move(session, cast.supervisor, ticket, later, unit=BUREAU, reason="职责已调整")
    recall.undo(session, cast.supervisor, ticket, later)
    assert (ticket.status, clocks_of(ticket)) == ("suspended", before)
    suspension.resume(session, cast.supervisor, ticket, later, reason="已腾退")


def clocks_of(ticket):
    names = [name for name in type(ticket).model_fields if name.startswith("due_")]
    return {name: getattr(ticket, name) for name in (*names, "clock", "paused_at", "accepted_at")}


def test_recall_and_move_take_orders_of_supervision_with_the_ticket(session, desk, cast):
    ticket = dispatched(session, desk, cast, co_units=["S-CG"])
    lead = issue(session, cast.supervisor, ticket, desk, level="written", demand="说明")
    side = issue(session, cast.supervisor, ticket, desk, level="site", demand="说明", unit="S-CG")
    recall.recall(session, cast.dispatcher, ticket, desk, reason="派错")
    assert {(order.unit, order.role) for order in (lead, side)} == {("S-12345", "dispatcher")}
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=BUREAU, reason="更正")
    assert {(order.unit, order.role) for order in (lead, side)} == {(BUREAU, "")}
    assert hearers(session, ticket, "site") == ["unit:S-CG", "role:dispatcher", f"unit:{BUREAU}"]
    recall.move(session, cast.supervisor, ticket, desk, unit=STREET, reason="属地")
    assert (lead.unit, side.unit) == (STREET, STREET)
    recall.undo(session, cast.supervisor, ticket, desk)
    assert (lead.unit, side.unit) == (BUREAU, BUREAU)


def test_an_order_about_a_late_dispatch_stays_with_the_dispatcher(session, desk, cast):
    ticket = registered(session, desk, cast)
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="为何未派")
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="属地")
    assert order.role == "dispatcher"


def test_orders_of_merged_tickets_go_where_the_leading_one_goes(session, desk, cast):
    parent, ticket = dispatched(session, desk, cast), dispatched(session, desk, cast, unit="S-CG")
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="说明")
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    assert order.unit == STREET
    recall.move(session, cast.supervisor, parent, desk, unit=BUREAU, reason="职责已调整")
    assert order.unit == BUREAU
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    assert (order.unit, ticket.unit) == ("S-CG", "S-CG")
    assert hearers(session, ticket, "written")[-1] == "unit:S-CG"


def hearers(session, ticket, kind):
    query = select(Notice.receiver).where(Notice.ticket_no == ticket.no, Notice.kind == kind)
    return list(session.exec(query.order_by(col(Notice.id))))


def test_after_thirty_seconds_or_by_somebody_else_or_after_another_step_nothing_is_undone(
    session, desk, cast
):
    ticket = dispatched(session, desk, cast)
    late = desk.at(desk.now() + timedelta(seconds=31))
    with pytest.raises(Conflict, match="不能撤销"):
        recall.undo(session, cast.dispatcher, ticket, late)
    with pytest.raises(Conflict, match="不能撤销"):
        recall.undo(session, cast.agent, ticket, desk)
    handling.accept(session, cast.street_clerk, ticket, desk)
    with pytest.raises(IllegalTransition):
        recall.undo(session, cast.dispatcher, ticket, desk)


def test_a_move_tells_the_new_lead_the_former_one_and_who_only_supports_now(session, desk, cast):
    ticket = accepted(session, desk, cast, co_units=[BUREAU])
    supported = hearers(session, ticket, "supporting")
    co_units = [STREET, "S-CG"]
    recall.move(session, cast.supervisor, ticket, desk, unit=BUREAU, co_units=co_units, reason="错")
    assert notices(session, ticket) == [
        (f"unit:{STREET}", "moved_away"),
        (f"unit:{BUREAU}", "moved_here"),
    ]
    now = hearers(session, ticket, "supporting")
    assert now == [*supported, f"unit:{STREET}", "unit:S-CG"]
    recall.undo(session, cast.supervisor, ticket, desk)
    assert notices(session, ticket)[2:] == [
        ("unit:S-CG", "recalled"),
        (f"unit:{BUREAU}", "recalled"),
        (f"unit:{STREET}", "given_back"),
    ]
    assert hearers(session, ticket, "supporting") == [*now, f"unit:{BUREAU}"]


GAS = "楼道煤气味很重，阀门一直在漏，有人头晕"


@pytest.mark.parametrize(("text", "goes_on"), [(GAS, True), ("公园长椅坏了，请修一下", False)])
def test_in_danger_a_recall_does_not_start_the_clock_of_dispatch_again(
    session, desk, cast, text, goes_on
):
    ticket = registered(session, desk, cast, text=text)
    first, contact = ticket.due_dispatch, ticket.due_contact
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="先派")
    later = desk.at(desk.now() + timedelta(minutes=9))
    recall.recall(session, cast.dispatcher, ticket, later, reason="派错单位")
    assert bool(ticket.danger) == goes_on
    assert (ticket.due_dispatch == first, ticket.due_at == first) == (goes_on, goes_on)
    dispatch.dispatch(session, cast.dispatcher, ticket, later, unit=BUREAU, reason="更正")
    assert (ticket.due_contact == contact) == goes_on
