"""A danger is for people, at once, and comes first."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import extension, suspension
from hotline.casework.caller_steps import supplement
from hotline.casework.danger import kinds_of_danger
from hotline.casework.dispatch import dispatch
from hotline.casework.merge import merge
from hotline.casework.pass_down import pass_down
from hotline.casework.receive import receive
from hotline.casework.withdrawal import withdraw
from hotline.domain.models import Notice, SuggestionRecord, Ticket
from hotline.domain.reports import read_report
from hotline.domain.time.deadlines import Clock
from hotline.operation.clock_starts import clock_starts
from hotline.operation.recompute import _due_times
from hotline.reading.handling_clock import due_of_rows
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import most_urgent
from tests.support.path import dispatched, in_progress, registered, replied

GAS = "东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门"
LAMP = "东湖区府前街的路灯坏了半个月，晚上走路看不清"


def report(session, cast, desk, text, **fields) -> Ticket:
    receipt = receive(
        session,
        cast.agent,
        read_report({"text": text, "channel": "phone", **fields}, now=desk.now()),
        desk,
    )
    return session.exec(select(Ticket).where(Ticket.no == receipt.no)).one()


def told(session, ticket) -> set[tuple[str, str]]:
    rows = session.exec(select(Notice).where(Notice.ticket_no == ticket.no))
    return {(row.receiver, str(row.kind)) for row in rows}


def test_a_danger_waits_for_a_person_with_the_units_of_the_pack(session, cast, desk):
    ticket = report(session, cast, desk, GAS)
    assert (ticket.status, ticket.danger, ticket.urgency) == ("triage", "gas", "critical")
    assert "煤气" in ticket.alarm
    record = session.exec(
        select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
    ).one()
    assert (record.unit, record.layer, record.automatic) == ("G-RQ", "danger", False)
    assert [unit for unit, _ in record.alternatives][:2] == ["S-XFJ", "S-YJ"]


def test_centre_and_units_are_told_at_once_and_the_unit_again_when_it_has_the_ticket(
    session, cast, desk
):
    ticket = report(session, cast, desk, GAS)
    assert told(session, ticket) == {
        ("role:dispatcher", "danger"),
        ("role:supervisor", "danger"),
        ("unit:G-RQ", "danger_ahead"),
        ("unit:S-XFJ", "danger_ahead"),
        ("unit:S-YJ", "danger_ahead"),
    }
    dispatch(session, cast.dispatcher, ticket, desk, unit="G-RQ")
    assert ("unit:G-RQ", "danger") in told(session, ticket)


def test_of_two_dangers_in_one_text_the_first_unit_of_the_second_is_told_too(session, cast, desk):
    both = "东湖区府前街3号男人把煤气阀门打开了，手里攥着把刀，说要拉全家陪葬"
    ticket = report(session, cast, desk, both)
    assert {ticket.danger, *ticket.more_dangers} == {"gas", "violence"}
    ready = {unit for unit, kind in told(session, ticket) if kind == "danger_ahead"}
    assert {"unit:G-RQ", "unit:S-GA"} <= ready


def test_of_a_confidential_danger_no_unit_is_told_before_it_has_the_ticket(session, cast, desk):
    ticket = report(session, cast, desk, GAS, secrecy="confidential", identity="hidden")
    assert {receiver for receiver, _ in told(session, ticket)} == {
        "role:dispatcher",
        "role:supervisor",
    }
    dispatch(session, cast.dispatcher, ticket, desk, unit="G-RQ")
    assert ("unit:G-RQ", "danger") in told(session, ticket)


def test_the_first_call_is_due_from_the_registration_on(session, cast, desk):
    ticket = report(session, cast, desk, GAS)
    due = ticket.due_contact
    assert due is not None
    later = desk.at(due)
    dispatch(session, cast.dispatcher, ticket, later, unit="G-RQ")
    assert ticket.due_contact == due


def test_whoever_reports_it_as_ordinary_does_not_make_a_danger_ordinary(session, cast, desk):
    assert report(session, cast, desk, GAS, urgency="normal").urgency == "critical"


def test_an_accused_unit_is_neither_proposed_nor_told(session, cast, desk):
    ticket = report(
        session, cast, desk, "示例市燃气集团有限公司的人在我家打我，拿扳手砸我头，头上流血，快来人"
    )
    receivers = {receiver for receiver, _ in told(session, ticket)}
    assert not receivers & {f"unit:{unit}" for unit in ticket.accused}


def test_a_red_word_never_goes_automatically(session, cast, desk):
    text = "东湖区府前街路灯不亮，业主说要聚集堵路"
    ticket = report(session, cast, desk, text, category="0501")
    assert ticket.status == "triage"
    assert ticket.is_red
    record = session.exec(
        select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
    ).one()
    assert any("红色敏感词" in reason for reason in record.reasons)


def test_a_queue_shows_danger_then_urgent_then_red_then_due_time(session, cast, desk):
    plain = report(session, cast, desk, LAMP)
    red = report(session, cast, desk, "小区业主准备联名信，有人说要示威", urgency="normal")
    urgent = report(session, cast, desk, "府前街人行道上井盖不见了，请补上", urgency="urgent")
    danger = report(session, cast, desk, GAS)
    for ticket in (plain, red):
        if ticket.status != "triage":
            continue
    page = most_urgent(session, cast.supervisor, TicketFilter())
    numbers = [ticket.no for ticket in page.tickets]
    assert numbers == [danger.no, urgent.no, red.no, plain.no]
    walked, after = [], ""
    while True:
        part = most_urgent(session, cast.supervisor, TicketFilter(), after=after, limit=1)
        walked += [ticket.no for ticket in part.tickets]
        after = part.next
        if not after:
            break
    assert walked == numbers


def test_a_corrected_urgency_gives_the_ticket_its_new_place(session, cast, desk):
    ticket = report(session, cast, desk, LAMP)
    if ticket.status == "triage":
        dispatch(session, cast.dispatcher, ticket, desk, unit="S-CG", urgency="critical")
        assert ticket.priority == 0
    else:
        assert ticket.priority == 3


def test_a_danger_in_later_words_hurries_the_dispatcher_and_tells_the_units_of_the_pack(
    session, cast, desk
):
    ticket, now = registered(session, desk, cast), desk.at(desk.now() + timedelta(minutes=10))
    supplement(session, cast.caller, ticket, now, text=GAS)
    soon = now.now() + timedelta(minutes=15)
    assert (ticket.clock, ticket.due_at, ticket.due_dispatch) == ("dispatch", soon, soon)
    assert {("role:dispatcher", "danger"), ("unit:G-RQ", "danger_ahead")} <= told(session, ticket)


def test_a_danger_in_later_words_hurries_the_review(session, cast, desk):
    ticket = replied(session, desk, cast)
    before = ticket.due_review
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert ticket.due_review < before


def test_a_danger_in_later_words_hurries_the_signature(session, cast, desk):
    ticket, now = dispatched(session, desk, cast), desk.at(desk.now() + timedelta(minutes=10))
    supplement(session, cast.caller, ticket, now, text=GAS)
    soon = now.now() + timedelta(minutes=30)
    assert (ticket.clock, ticket.due_at, ticket.due_sign) == ("sign", soon, soon)
    session.flush()
    changes, _ = _due_times(session, ticket, clock_starts(session, [ticket]), now)
    assert changes == {}


def test_a_danger_ends_a_suspension(session, cast, desk):
    ticket = in_progress(session, desk, cast)
    grounds = {"until": desk.now() + timedelta(days=20), "reason": "待拆迁", "basis": "办法"}
    suspension.ask_suspension(session, cast.street_clerk, ticket, desk, **grounds)
    suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert (ticket.status, ticket.clock, ticket.paused_at) == ("in_progress", "contact", None)
    assert {("unit:990102001", "resumed"), ("unit:990102001", "danger")} <= told(session, ticket)


def test_while_more_time_is_asked_for_the_call_about_a_danger_is_due(session, cast, desk):
    ticket = in_progress(session, desk, cast)
    grounds = {"limit": "2wd", "reason": "等待检测", "basis": "规定"}
    extension.ask_extension(session, cast.street_clerk, ticket, desk, **grounds)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert (ticket.status, ticket.clock) == ("extension_requested", "contact")


def test_a_danger_in_later_words_makes_no_unit_late_in_the_past(session, cast, desk):
    ticket, now = in_progress(session, desk, cast), desk.at(desk.now() + timedelta(days=2))
    supplement(session, cast.caller, ticket, now, text=GAS)
    due = now.due(Clock.HANDLE, ticket, now.now())[0]
    assert due is not None
    assert now.now() < ticket.due_handle <= due
    session.flush()
    assert due_of_rows(session, ticket, now).due == ticket.due_handle


def test_computed_anew_the_dispatch_of_a_danger_is_due_from_when_it_was_told(session, cast, desk):
    ticket, now = registered(session, desk, cast), desk.at(desk.now() + timedelta(minutes=10))
    supplement(session, cast.caller, ticket, now, text=GAS)
    session.flush()
    changes, _ = _due_times(session, ticket, clock_starts(session, [ticket]), now)
    assert changes == {}
    handle = now.due(Clock.HANDLE, ticket, now.now())[0]
    dispatch(session, cast.dispatcher, ticket, now, unit="G-RQ", reason="险情")
    assert ticket.due_handle == handle


def test_a_second_danger_in_later_words_leaves_the_call_that_was_made_known(session, cast, desk):
    ticket = in_progress(session, desk, cast)
    called_at, now = ticket.contacted_at, desk.at(desk.now() + timedelta(minutes=20))
    supplement(session, cast.caller, ticket, now, text=GAS)
    due = ticket.due_contact
    later = now.at(now.now() + timedelta(minutes=5))
    supplement(session, cast.caller, ticket, later, text=GAS)
    assert (ticket.due_contact, ticket.own["call_anew"][1]) == (due, called_at.isoformat())


def test_a_danger_that_is_passed_down_is_called_as_soon_and_told(session, cast, desk):
    ticket, below = dispatched(session, desk, cast, unit="DH-ZF"), "990102001"
    supplement(session, cast.caller, ticket, desk, text=GAS)
    due, later = ticket.due_contact, desk.at(desk.now() + timedelta(minutes=5))
    pass_down(session, cast.district_clerk, ticket, later, unit=below, reason="属地")
    assert ticket.due_contact == due
    assert (f"unit:{below}", "danger") in told(session, ticket)


def test_a_danger_whose_leading_ticket_is_withdrawn_is_told_as_at_registration(session, cast, desk):
    parent, ticket = in_progress(session, desk, cast), report(session, cast, desk, GAS)
    merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    first = notices_of(session, ticket)
    withdraw(session, cast.agent, parent, desk, reason="不再要求")
    assert ticket.status == "triage"
    assert len(notices_of(session, ticket)) == len(first) + 5


def notices_of(session, ticket):
    return session.exec(select(Notice).where(Notice.ticket_no == ticket.no)).all()


@pytest.mark.parametrize("text", ["算了", "已经搬走了", "不要了", "不用了", "走了"])
def test_a_few_plain_words_of_a_caller_are_no_danger(desk, text):
    assert kinds_of_danger(text, desk) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("着火了", "fire"),
        ("不想活了", "life"),
        ("煤气漏了", "gas"),
        ("漏电了", "wire"),
        ("桥要塌了", "collapse"),
    ],
)
def test_a_few_words_of_danger_are_heard(desk, text, kind):
    assert kinds_of_danger(text, desk)[0] == kind
