"""The list of numbers that are marked now: by whom, why and until when; lifted with a reason."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import AuditEntry, NumberMark, PhoneCall, Ticket
from tests.support.calls import PHONE

BLOCKED = {"kind": "blocked", "reason": "一周内反复谩骂，班长核准", "days": "7"}
REFUSED = {"action": "reject", "reason": "busy"}


@pytest.fixture
def blocked(cti, send):
    """Two numbers that are blocked and one that needs care."""
    cti.call("c1", agent="agent")
    cti.call("c2", phone="13911112222", agent="agent")
    cti.call("c3", phone="13700001111", agent="agent")
    for call in cti.calls():
        care = {"kind": "care", "reason": "听力不便，请慢讲", "days": "90"}
        fields = care if call["call_id"] == "c3" else BLOCKED
        assert send("supervisor", f"/calls/{call['id']}/marks", **fields).status_code == 303
    return {call["call_id"]: call["id"] for call in cti.calls()}


def test_all_that_hold_are_listed_masked_with_who_when_why_and_until(blocked, look):
    page = look("supervisor", "/calls/marks")
    assert page.count("一周内反复谩骂，班长核准") == 2
    assert page.count("至 2026-03-16") + page.count("至 3月16日") == 2
    assert "听力不便，请慢讲" in page
    assert f'href="/calls/{blocked["c1"]}"' in page
    assert "138****1234" in page
    for number in (PHONE, "13911112222", "13700001111"):
        assert number not in page


def test_one_kind_is_listed_alone(blocked, look):
    page = look("supervisor", "/calls/marks", kind="care")
    assert "听力不便" in page
    assert "反复谩骂" not in page
    assert "反复谩骂" in look("supervisor", "/calls/marks", kind="strange")


def test_what_has_run_out_is_not_listed(blocked, web, look):
    web.now += timedelta(days=8)
    page = look("supervisor", "/calls/marks")
    assert "反复谩骂" not in page
    assert "听力不便" in page


def test_a_block_is_lifted_from_the_list_with_a_reason_and_the_next_call_comes_in(
    blocked, cti, web, send, look
):
    body = {"event": "newCall", "from": PHONE, "to": "12345", "direction": "in"}
    path = mark_of(look, blocked["c1"])
    assert cti.send(body | {"callId": "c4"}, after=9).json() == REFUSED
    refused = send("supervisor", path, reason=" ")
    assert refused.status_code == 400
    assert "解除原因" in refused.text
    assert cti.send(body | {"callId": "c5"}).json() == REFUSED
    assert send("supervisor", path, reason="本人说明情况，核实误拦").status_code == 303
    assert cti.send(body | {"callId": "c6"}).json() == {}
    assert look("supervisor", "/calls/marks").count("反复谩骂") == 1
    with web.app.state.database.reading() as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (entry.kind, entry.actor) == ("number_unmarked", "supervisor")
    assert "核实误拦" in entry.reason
    assert send("supervisor", path, reason="再次解除").status_code == 409


def test_it_is_lifted_on_the_page_of_a_call_with_a_reason_too(blocked, send, look):
    page = f"/calls/{blocked['c1']}"
    mark = mark_of(look, blocked["c1"]).split("/")[3]
    refused = send("supervisor", f"{page}/unmarkings", mark=mark)
    assert refused.status_code == 400
    assert "反复谩骂" in look("supervisor", page)
    assert send("supervisor", f"{page}/unmarkings", mark=mark, reason="误拦").status_code == 303
    assert "反复谩骂" not in look("supervisor", page)


def test_a_number_has_one_mark_of_a_kind_and_a_second_one_renews_it(blocked, web, send, look):
    page, again = f"/calls/{blocked['c1']}", BLOCKED | {"reason": "再次谩骂", "days": "30"}
    web.now += timedelta(days=1)
    assert send("supervisor", f"{page}/marks", **again).status_code == 303
    marks = look("supervisor", "/calls/marks", kind="blocked")
    assert (marks.count("<article"), marks.count("再次谩骂")) == (2, 1)
    assert "4月9日" in marks or "2026-04-09" in marks
    with web.app.state.database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.kind == "number_marked")).all()
    reasons = [entry.reason for entry in entries if entry.subject == f"call:{blocked['c1']}"]
    assert reasons == ["一周内反复谩骂，班长核准", "再次谩骂"]


def test_lifting_a_block_lifts_every_one_of_its_number(blocked, cti, web, send, look):
    with web.app.state.database.writing() as session:
        number_key = session.get_one(PhoneCall, blocked["c1"]).number_key
        marks = {mark.number_key: mark for mark in session.exec(select(NumberMark))}
        session.add(NumberMark(**marks[number_key].model_dump(exclude={"id"})))
        care = session.get_one(PhoneCall, blocked["c3"]).number_key
        marks[care].number_key = number_key
    assert send("supervisor", mark_of(look, blocked["c1"]), reason="误拦").status_code == 303
    call = {"event": "newCall", "from": PHONE, "to": "12345", "direction": "in", "callId": "c7"}
    assert cti.send(call).json() == {}
    assert "听力不便" in look("supervisor", f"/calls/{blocked['c1']}")


def test_of_a_hidden_caller_no_number_is_shown(blocked, web, look):
    no = web.report(identity="hidden")
    with web.app.state.database.writing() as session:
        call = session.get_one(PhoneCall, blocked["c1"])
        call.ticket_id = session.exec(select(Ticket.id).where(Ticket.no == no)).one()
    page = look("supervisor", "/calls/marks")
    assert "138****1234" not in page
    assert "保密" in page


@pytest.mark.parametrize(
    "who", ["agent", "dispatcher", "leader", "reviewer", "admin", "street_clerk"]
)
def test_others_neither_see_nor_lift(blocked, web, send, look, who):
    path = mark_of(look, blocked["c1"])
    assert web.get(who, "/calls/marks").status_code == 403
    assert send(who, path, reason="不该").status_code == 403
    assert look("supervisor", "/calls").count('href="/calls/marks"') == 1


def test_no_such_mark_and_no_such_page(blocked, send, look):
    assert send("supervisor", "/calls/marks/999/liftings", reason="无").status_code == 404
    for after in ("x", "-1", "9" * 30):
        assert "反复谩骂" in look("supervisor", "/calls/marks", after=after)


def mark_of(look, call):
    """Where the mark is lifted whose number called last with this call."""
    page = look("supervisor", "/calls/marks")
    card = next(card for card in page.split("<article")[1:] if f'href="/calls/{call}"' in card)
    return card.split('action="')[1].split('"')[0]
