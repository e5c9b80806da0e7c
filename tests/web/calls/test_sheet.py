"""Calls on the agent's sheet: they come to who answers and become a ticket, and never wander."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import PhoneCall, Ticket
from tests.support.calls import PHONE

TEXT = "东湖区府前街的工地半夜打桩，噪声很大。"


def number_of(cti):
    return cti.calls()[0]["id"]


def call_of(web, number):
    with web.app.state.database.reading() as session:
        return session.get(PhoneCall, number)


def end_call(send, number, key="k1", **fields):
    ending = {"ending": "dispatch", "unit": "", "text": TEXT, "call": str(number), "key": key}
    return send("agent", "/intake", **ending | fields)


def test_a_call_comes_to_who_answers_with_its_number_and_to_nobody_else(cti, look):
    cti.call("c1", agent="agent")
    assert PHONE in look("agent", "/intake")
    assert PHONE not in look("dispatcher", "/intake")


def test_an_agent_is_known_by_login_by_extension_and_by_a_name_that_only_one_has(cti, send, look):
    send("agent", "/seats", extension="8001")
    for number, fields in enumerate(
        ({"user": "agent"}, {"answeringNumber": "8001"}, {"agentId": "agent", "user": "某某"})
    ):
        cti.event("newCall", f"c{number}", phone=PHONE)
        cti.event("answer", f"c{number}", 1, phone=PHONE, **fields)
    assert [call["agent"] for call in cti.calls()] == ["agent"] * 3


def test_a_call_rings_at_the_agent_before_they_answer(cti, web, look):
    cti.event("newCall", "c1", phone=PHONE, user="agent")
    assert "振铃" in look("agent", "/intake")
    assert "振铃" not in look("dispatcher", "/intake")


def test_the_call_that_goes_on_stands_first_however_many_were_left_undone(cti, look):
    for number in range(22):
        cti.call(f"c{number}", phone=f"137000000{number:02d}", agent="agent")
        cti.hang_up(f"c{number}", 5, phone=f"137000000{number:02d}")
    cti.call("now", agent="agent")
    cti.call("later", phone="13911112222", agent="agent")
    cti.hang_up("later", 5, phone="13911112222")
    shown = re.findall(r'<strong class="num">(\d+)</strong>', look("agent", "/intake"))
    assert shown[:3] == [PHONE, "13911112222", "13700000021"]
    assert len(shown) == 20


def test_one_key_takes_it_and_a_second_starts_its_ticket_with_the_number(cti, web, send, look):
    cti.call("c1", agent="agent")
    number = number_of(cti)
    taken = send("agent", f"/intake/calls/{number}/takings", fragment=True)
    assert taken.status_code == 200
    assert "takings" not in taken.text
    assert call_of(web, number).taken_at == web.now
    page = look("agent", "/intake", call=number)
    assert re.search(rf'id="intake-phone"[^>]*value="{PHONE}"', page)
    assert f'data-draft="intake-call-{number}"' in page
    assert 'data-draft="intake"' in look("agent", "/intake")


def test_a_ticket_knows_its_call_and_when_it_came(cti, web, send, look):
    came = web.now
    cti.call("c1", agent="agent", waits=7)
    cti.hang_up("c1", 95)
    number = number_of(cti)
    answer = end_call(send, number, phone=PHONE)
    assert answer.status_code == 201
    assert f'data-draft-done="intake-call-{number}"' in answer.text
    no = re.search(r'href="/tickets/(\d{13})"', answer.text)[1]
    assert cti.calls()[0]["ticket_no"] == no
    with web.app.state.database.reading() as session:
        assert session.exec(select(Ticket).where(Ticket.no == no)).one().reported_at == came
    page = look("supervisor", f"/tickets/{no}")
    assert f"/calls/{number}" in page
    assert "7 秒" in page
    assert "1 分 35 秒" in page
    assert PHONE not in page
    assert PHONE not in look("agent", "/intake")


def test_sent_twice_a_call_is_one_ticket_and_a_second_matter_is_another(cti, send):
    cti.call("c1", agent="agent")
    number = number_of(cti)
    first, again = end_call(send, number), end_call(send, number)
    assert (first.status_code, again.status_code) == (201, 200)
    second = end_call(send, number, key="k2", text="另外，路灯也不亮。")
    assert second.status_code == 201
    assert cti.calls()[0]["ticket_no"] in first.text


def test_three_matters_of_a_call_have_its_time_its_place_and_its_talk_and_repeat_none(
    cti, web, send, look
):
    cti.call("c1", agent="agent")
    number, at = number_of(cti), web.now
    text = "东湖区府前街幸福小区的工地半夜打桩，路灯也不亮，门口的垃圾没人收。"
    first = ""
    for place, title in enumerate(("夜间施工", "路灯不亮", "垃圾没人收")):
        web.now += timedelta(minutes=2)
        fields = {"text": text, "title": title, "first": first, "more": "yes"}
        page = end_call(send, number, f"k{place}", **fields).text
        first = first or re.search(r'href="/tickets/(\d{13})"', page)[1]
    with web.app.state.database.reading() as session:
        tickets = session.exec(select(Ticket).order_by(Ticket.id)).all()
    assert len(tickets) == 3
    call = call_of(web, number)
    assert {ticket.reported_at for ticket in tickets} == {call.started_at}
    assert call.started_at < at
    assert len({(ticket.street, ticket.place) for ticket in tickets}) == 1
    assert [ticket.duplicate_of for ticket in tickets] == ["", "", ""]
    for ticket in tickets:
        assert f'href="/calls/{number}"' in look("supervisor", f"/tickets/{ticket.no}")


def test_no_call_is_taken_from_another_sheet(cti, web, send):
    cti.call("c1", agent="agent")
    number = number_of(cti)
    for path in (f"/intake/calls/{number}/takings", f"/intake/calls/{number}/ends"):
        assert send("dispatcher", path, fragment=True, note="x").status_code in (404, 409)
    headers = web.as_("dispatcher")
    answer = web.client.get(f"/intake?call={number}", headers=headers | {"Accept": "text/html"})
    assert answer.status_code in (404, 409)
    stolen = send("dispatcher", "/intake", text=TEXT, call=number, ending="dispatch", unit="")
    assert stolen.status_code in (404, 409)
    assert call_of(web, number).agent == "agent"
    assert cti.calls()[0]["ticket_no"] == ""


def test_a_second_answer_by_somebody_else_steals_nothing(cti, look):
    cti.call("c1", agent="agent")
    cti.event("answer", "c1", 3, phone=PHONE, user="dispatcher")
    assert cti.calls()[0]["agent"] == "agent"
    assert PHONE not in look("dispatcher", "/intake")


def test_who_answers_at_an_unknown_extension_takes_the_call_themselves(cti, send, look):
    cti.call("c1", agent="8077")
    number = number_of(cti)
    page = look("agent", "/intake")
    assert "未识别坐席" in page
    assert PHONE not in page
    assert send("agent", f"/intake/calls/{number}/takings", fragment=True).status_code == 200
    assert cti.calls()[0]["agent"] == "agent"
    assert send("dispatcher", f"/intake/calls/{number}/takings", fragment=True).status_code != 200


def test_a_call_without_a_ticket_leaves_the_sheet_with_a_reason(cti, send, look):
    cti.call("c1", agent="agent")
    number = number_of(cti)
    refused = send("agent", f"/intake/calls/{number}/ends", fragment=True, note=" ")
    assert refused.status_code == 400
    send("agent", f"/intake/calls/{number}/ends", note="咨询路线，已当场告知")
    assert PHONE not in look("agent", "/intake")
    assert cti.calls()[0]["note"] == "咨询路线，已当场告知"


def test_last_tickets_of_the_number_are_shown_but_not_those_of_hidden_callers(cti, web, look):
    web.report("东湖区文庙步行街的路灯不亮。", phone=PHONE, title="路灯不亮")
    web.report("有人夜里倒垃圾。", phone=PHONE, identity="hidden", title="隐名反映的事")
    cti.call("c1", agent="agent")
    page = look("agent", "/intake")
    assert "路灯不亮" in page
    assert "未办结 1 件" in page
    assert "隐名反映的事" not in page


def test_marks_say_by_what_rule_they_stand_there(cti, web, send, look):
    for number in range(10):
        cti.call(f"c{number}")
    cti.call("c10", agent="agent")
    page = look("agent", "/intake")
    assert "7 天内第 11 次来电" in page
    assert "24 小时内来电 11 次，均未形成工单" in page
    marked = send(
        "supervisor", f"/calls/{number_of(cti)}/marks", kind="care", reason="独居老人", days="30"
    )
    assert marked.status_code == 303
    assert "独居老人" in look("agent", "/intake")


def test_a_blocked_number_is_refused_and_so_is_nobody_else(cti, send):
    cti.call("c1", agent="agent")
    number = number_of(cti)
    blocked = {"kind": "blocked", "reason": "恶意骚扰，班长批准", "days": "7"}
    assert send("agent", f"/calls/{number}/marks", **blocked).status_code == 403
    send("supervisor", f"/calls/{number}/marks", **blocked)
    body = {"event": "newCall", "to": "12345", "direction": "in"}
    answer = cti.send(body | {"from": "+8613800001234", "callId": "c2"}, after=9)
    assert answer.json() == {"action": "reject", "reason": "busy"}
    assert cti.calls()[0]["state"] == "rejected"
    assert cti.send(body | {"from": "13800009999", "callId": "c3"}).json() == {}
    cti.web.now += cti.web.now - cti.web.now.replace(day=cti.web.now.day - 8)
    assert cti.send(body | {"from": PHONE, "callId": "c4"}).json() == {}


def test_the_stream_tells_of_calls_and_of_nothing_else(cti, web):
    def news(after):
        return web.get("agent", "/intake/calls/news", after=after).json()

    start = news(-1)
    assert not start["changed"]
    web.report()
    assert not news(start["cursor"])["changed"]
    cti.call("c1", agent="dispatcher")
    assert not news(start["cursor"])["changed"]
    cti.call("c2", agent="agent")
    assert news(start["cursor"])["changed"]


@pytest.mark.parametrize("call", ["x", "0", "9999999", "99999999999999999999", "-1"])
def test_a_call_that_there_is_not_is_no_fault_of_the_server(web, call):
    headers = web.as_("agent") | {"Accept": "text/html"}
    assert web.client.get(f"/intake?call={call}", headers=headers).status_code in (200, 404)
