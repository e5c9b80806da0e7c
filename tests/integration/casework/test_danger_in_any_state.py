"""Whenever and by whomever a danger is told, the clock of the first call runs until somebody was
reached.
"""

import pytest
from sqlmodel import select

from hotline.casework import staff_notes
from hotline.casework.call_back import CallAttempt, call_back
from hotline.casework.caller_steps import supplement
from hotline.casework.expiry import close_without_call
from hotline.casework.handling import contact
from hotline.casework.review import pass_review, send_back
from hotline.casework.withdrawal import withdraw
from hotline.domain.holders import role_at_centre
from hotline.domain.models import CallbackPlan, Comment, Notice, SupervisionOrder, Ticket
from hotline.domain.roles import CALLER
from hotline.domain.time.deadlines import Clock
from hotline.storage.history import history_of, verify_chain
from hotline.supervision.clock_watch import watch_clocks
from tests.support.path import accepted, dispatched, in_callback, in_progress, registered, replied

ROOF = "我已经站在楼顶了，这就跳下去"
BLEEDS = "诉求人说他割腕了在流血"
GAS = "未联系上，邻居说屋里有煤气味没人应"
EDGE = "她来电说再不修就跳楼，已经站到楼顶边了"
BURNS = "他说要自焚"
ALARMED = {("role:dispatcher", "danger"), ("role:supervisor", "danger")}


def told(session, ticket):
    session.flush()
    rows = session.exec(select(Notice).where(Notice.ticket_no == ticket.no))
    return {(row.receiver, str(row.kind)) for row in rows}


def first_call(desk):
    return desk.deadlines.limit(Clock.CONTACT, request_type="help", urgency="critical")


@pytest.mark.parametrize("bring", [replied, in_callback])
def test_after_the_answer_the_clock_of_the_call_runs_at_the_centre(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    status, before = ticket.status, ticket.due_at
    supplement(session, CALLER, ticket, desk, text=ROOF)
    assert (ticket.status, ticket.urgency, ticket.clock) == (status, "critical", "contact")
    assert (ticket.contacted_at, ticket.due_at < before) == (None, True)
    assert role_at_centre(ticket.status, ticket.clock) == "reviewer"
    assert told(session, ticket) >= ALARMED
    session.flush()
    watch_clocks(session, desk.at(ticket.due_at.replace(hour=23)))
    assert ("role:reviewer", "red") in told(session, ticket)


@pytest.mark.parametrize("bring", [registered, dispatched, accepted, in_progress])
def test_before_the_answer_it_runs_in_every_state(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    supplement(session, CALLER, ticket, desk, text=ROOF)
    session.flush()
    overdue = desk.at(ticket.due_contact.replace(hour=23))
    watch_clocks(session, overdue)
    session.flush()
    fired = {row.clock for row in ticket_orders(session, ticket)}
    assert "contact" in fired


def ticket_orders(session, ticket):
    query = select(SupervisionOrder).where(SupervisionOrder.ticket_id == ticket.id)
    return session.exec(query).all()


def test_the_call_of_a_danger_ends_where_somebody_was_reached_and_not_in_vain(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    supplement(session, CALLER, ticket, desk, text=ROOF)
    in_vain = CallAttempt("phone", reached=False, note="无人接听")
    for _ in range(4):
        call_back(session, cast.reviewer, ticket, desk, attempt=in_vain)
    assert (ticket.status, ticket.clock, ticket.contacted_at) == ("callback", "contact", None)
    reached = CallAttempt("phone", reached=True, solved=True, rating=5, note="人已平安")
    call_back(session, cast.reviewer, ticket, desk, attempt=reached)
    assert (ticket.status, ticket.contacted_at) == ("closed", desk.now())
    assert verify_chain(history_of(session, ticket)) == []


def test_who_is_not_drawn_is_not_closed_while_a_danger_waits_for_a_call(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    supplement(session, CALLER, ticket, desk, text=ROOF)
    plan = CallbackPlan(ticket_id=ticket.id, cycle=ticket.cycle, why="", closes_at=desk.now())
    close_without_call(session, ticket, desk, plan=plan)
    assert (ticket.status, plan.closes_at > desk.now()) == ("callback", True)


@pytest.mark.parametrize("decide", [pass_review, send_back])
def test_a_review_does_not_end_the_call_of_a_danger(session, desk, cast, decide):
    ticket = replied(session, desk, cast)
    supplement(session, CALLER, ticket, desk, text=ROOF)
    due = ticket.due_contact
    decide(session, cast.reviewer, ticket, desk, note="请先联系诉求人")
    assert (ticket.clock, ticket.due_at) == ("contact", due)


@pytest.mark.parametrize(("way", "note"), [("phone", BLEEDS), ("none", GAS)])
def test_a_danger_in_the_note_of_a_contact_starts_the_clock_of_the_call(
    session, desk, cast, way, note
):
    ticket = accepted(session, desk, cast)
    contact(session, cast.street_clerk, ticket, desk, way=way, note=note)
    assert (ticket.urgency, ticket.clock, ticket.contacted_at) == ("critical", "contact", None)
    assert told(session, ticket) >= ALARMED


def test_who_was_reached_about_the_known_danger_was_called(session, desk, cast):
    ticket = accepted(session, desk, cast)
    supplement(session, CALLER, ticket, desk, text=ROOF)
    note = "已打通，诉求人还站在楼顶要跳下去，消防在旁边"
    contact(session, cast.street_clerk, ticket, desk, way="phone", note=note)
    assert (ticket.danger, ticket.contacted_at) == ("life", desk.now())


def urged(session, cast, ticket, desk, text):
    staff_notes.urge_on(session, cast.supervisor, ticket, desk, reason=text)


def noted(session, cast, ticket, desk, text):
    staff_notes.note_down(session, cast.street_clerk, ticket, desk, text=text)


def supervised(session, cast, ticket, desk, text):
    rest = {"level": "written", "unit": "", "until": None}
    staff_notes.supervise(session, cast.supervisor, ticket, desk, demand=text, **rest)


def instructed(session, cast, ticket, desk, text):
    rest = {"unit": "", "until": None}
    staff_notes.instruct(session, cast.leader, ticket, desk, instruction=text, **rest)


@pytest.mark.parametrize("write", [urged, noted, supervised, instructed])
@pytest.mark.parametrize("text", [EDGE, BURNS])
def test_a_danger_that_staff_pass_on_is_told(session, desk, cast, write, text):
    ticket = in_progress(session, desk, cast)
    write(session, cast, ticket, desk, text)
    assert (ticket.urgency, ticket.danger, ticket.clock) == ("critical", "life", "contact")
    assert told(session, ticket) >= ALARMED
    own_words = session.exec(select(Comment).where(Comment.ticket_id == ticket.id)).all()
    assert [row.audience for row in own_words if row.text == text] == (
        ["staff"] if write is noted else []
    )


def test_a_harmless_note_alarms_nobody(session, desk, cast):
    ticket = accepted(session, desk, cast)
    way, note = "phone", "已联系，约好周三上门看路灯"
    contact(session, cast.street_clerk, ticket, desk, way=way, note=note)
    staff_notes.note_down(session, cast.supervisor, ticket, desk, text="请尽快修好，群众急死了")
    assert (ticket.danger, ticket.clock) == ("", "handle")


def test_what_the_caller_of_an_ended_matter_tells_in_one_breath_is_one_ticket(session, desk, cast):
    ticket = registered(session, desk, cast, phone="13800138000")
    withdraw(session, cast.caller, ticket, desk, reason="已自行解决")
    texts = (ROOF, "家里全是煤气味，头晕得站不住", "我老伴晕倒了没呼吸，快派人来")
    receipts = [supplement(session, CALLER, ticket, desk, text=text) for text in texts]
    assert len({receipt.no for receipt in receipts}) == 1
    assert [receipt.created for receipt in receipts] == [True, False, False]
    opened = session.exec(select(Ticket).where(Ticket.no == receipts[0].no)).one()
    assert len({opened.danger, *opened.more_dangers}) == 3
    assert verify_chain(history_of(session, opened)) == []
