"""POST /api/v1/cti/{token}: what phone systems send, as they send it."""

import itertools
import logging

import pytest
from sqlmodel import select

from hotline.domain.models import PhoneCall
from tests.support.calls import FORM, PHONE, Cti

# As they were seen on the wire, by sender.
ASTERISK = (
    f"event=newCall&from={PHONE}&to=12345&direction=in&callId=1795878843.0&queue=hotline",
    "event=answer&from=12345&to=12345&direction=in&callId=1795878843.0&answeringNumber=8001",
    f"event=hangup&from={PHONE}&to=12345&direction=in&callId=1795878843.0&cause=normalClearing",
)
PERL_BRIDGE = (
    f"event=newCall&from={PHONE}&to=hotline&direction=in&callId=hotline-1795878874.4",
    "event=answer&direction=in&user=8001&callId=hotline-1795878874.4",
    "event=hangup&direction=in&callId=hotline-1795878874.4&cause=normalClearing",
)
FREESWITCH = (
    "event=newCall&from=057188880000&to=12345&direction=in&callId=6b7d&user[]=8001&user[]=8002",
    "event=hangup&from=057188880000&to=12345&direction=in&callId=6b7d&cause=ORIGINATOR_CANCEL",
    "event=hangup&from=057188880000&to=12345&direction=in&callId=6b7d&cause=NORMAL_CLEARING",
)
THREE_CX = (
    {
        "event": "newCall",
        "from": PHONE,
        "to": "12345",
        "direction": "in",
        "call_id": "3cx-77",
        "callid": "3cx-77",
        "answeringNumber": "101",
        "user": "坐席一",
    },
    {
        "event": "hangup",
        "direction": "in",
        "call_id": "3cx-77",
        "callid": "3cx-77",
        "cause": "noAnswer",
    },
)


def only_call(cti, **params):
    (call,) = cti.calls(**params)
    return call


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_asterisk_by_curl_in_any_order(cti, order):
    for place in (*order, *order):
        answer = cti.send(ASTERISK[place], after=1)
        assert (answer.status_code, answer.json()) == (200, {})
    call = only_call(cti)
    assert (call["state"], call["queue"], call["from"]) == ("answered", "hotline", "138****1234")
    assert call["cause"] == "normalClearing"


def test_a_bridge_that_names_the_queue_in_to_and_leaves_the_numbers_out_later(cti, web):
    web.client.post("/seats", data={"extension": "8001"}, headers=web.as_("agent"))
    for body in PERL_BRIDGE:
        assert cti.send(body, after=10).json() == {}
    call = only_call(cti)
    assert (call["queue"], call["state"], call["agent"]) == ("hotline", "answered", "agent")
    assert (call["waited"], call["talked"], call["from"]) == (10, 10, "138****1234")


def test_freeswitch_hangs_up_twice_with_causes_of_its_own(cti):
    for body in FREESWITCH:
        assert cti.send(body, after=4).json() == {}
    call = only_call(cti)
    assert (call["state"], call["cause"], call["from"]) == ("abandoned", "cancel", "057*****0000")


def test_a_3cx_bridge_never_writes_callid_as_documented(cti):
    for body in THREE_CX:
        assert cti.send(body, after=9).json() == {}
    call = only_call(cti)
    assert (call["call_id"], call["state"], call["cause"]) == ("3cx-77", "missed", "noAnswer")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("anonymous", ""),
        ("%2B8613800001234", "138****1234"),
        ("+8613800001234", "138****1234"),
        ("008613800001234", "138****1234"),
        ("0571-8888%200000", "057*****0000"),
        ("sip:13800001234@10.0.0.1", "138****1234"),
    ],
)
def test_numbers_are_understood_as_they_are_written(cti, number, shown):
    cti.send(f"event=newCall&from={number}&to=12345&direction=in&callId=a1")
    assert only_call(cti)["from"] == shown


def test_extras_are_kept_and_a_recording_is_no_script(cti, web):
    extras = {"recordingUrl": "https://pbx.test/1.wav", "ivrPath": "1>3", "queueWaitMs": 41000}
    base = {"direction": "in", "callId": "x", "from": PHONE, "to": "12345"}
    cti.send({"event": "newCall", **base, **extras})
    cti.send({"event": "answer", **base, "agentId": "agent"}, after=2)
    call = only_call(cti)
    assert (call["agent"], call["waited"]) == ("agent", 41)
    opened = web.client.post(
        f"/calls/{call['id']}/openings", data={"reason": "核对"}, headers=web.as_("supervisor")
    )
    assert "https://pbx.test/1.wav" in opened.text
    cti.send({"event": "newCall", **base, "callId": "y", "recordingUrl": "javascript:alert(1)"})
    number = cti.calls()[0]["id"]
    opened = web.client.post(
        f"/calls/{number}/openings", data={"reason": "核对"}, headers=web.as_("supervisor")
    )
    assert "javascript:" not in opened.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"event": {"a": 1}, "callId": []}',
        b"[" * 5000,
        b"\xff\xfe\x00",
        b"event=dial&callId=1",
        b"event=newCall",
        b'{"event":"newCall","callId":null}',
        b'{"event":"newCall"' + b"," * 10,
    ],
)
def test_what_nobody_understands_is_answered_and_kept_out(cti, caplog, body):
    with caplog.at_level(logging.WARNING, "hotline"):
        answer = cti.send(body)
    assert (answer.status_code, answer.json()) == (200, {})
    assert cti.calls() == []
    assert "cti pbx:" in caplog.text


def test_multipart_is_a_form_too(cti, web):
    fields = {"event": "newCall", "from": PHONE, "to": "12345", "direction": "in", "callId": "m"}
    files = {name: (None, value) for name, value in fields.items()}
    answer = web.client.post(f"/api/v1/cti/{cti.token}", files=files)
    assert (answer.status_code, answer.json()) == (200, {})
    assert only_call(cti)["from"] == "138****1234"


def test_a_broken_multipart_is_answered_and_kept_out_as_other_bodies_are(cti, web, caplog):
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=x"):
        headers = {"content-type": content_type}
        body = b"--x\r\nno header at all"
        answer = web.client.post(f"/api/v1/cti/{cti.token}", content=body, headers=headers)
        assert (answer.status_code, answer.json()) == (200, {}), content_type
    assert cti.calls() == []
    assert "cti pbx:" in caplog.text


def test_json_is_json_whatever_its_type_is_called(cti, web):
    body = '{"event":"newCall","from":"13800001234","callId":77,"direction":"in"}'
    web.client.post(f"/api/v1/cti/{cti.token}", content=body, headers=FORM)
    assert only_call(cti)["call_id"] == "77"


def test_a_mark_of_byte_order_before_json_loses_no_call(cti):
    body = f'{{"event": "newCall", "callId": "b", "from": "{PHONE}", "direction": "in"}}'
    assert cti.send(b"\xef\xbb\xbf" + body.encode()).json() == {}
    assert only_call(cti)["from"] == "138****1234"


@pytest.mark.parametrize(
    "body",
    [
        b"event=newCall&callId=g&direction=in&queue=%C3%F1%C9%FA",
        "event=newCall&callId=g&direction=in&queue=民生".encode("gb18030"),
        '{"event": "newCall", "callId": "g", "direction": "in", "queue": "民生"}'.encode("gb18030"),
        b"event=newCall&callId=g&direction=in&queue=%E6%B0%91%E7%94%9F",
    ],
)
def test_names_in_the_older_encoding_are_read(cti, body):
    assert cti.send(body).json() == {}
    assert only_call(cti)["queue"] == "民生"


def test_a_wrong_token_opens_nothing_and_a_flood_of_them_is_slowed_down(cti, web):
    answers = [
        web.client.post(f"/api/v1/cti/wrong{number}", json={"event": "newCall", "callId": "1"})
        for number in range(70)
    ]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert answers[0].json()["detail"]
    assert cti.send(ASTERISK[0]).status_code == 200


def test_a_withdrawn_token_and_one_from_elsewhere_open_nothing(cti, web):
    elsewhere = Cti(web, "elsewhere", networks=["10.1.0.0/16"])
    assert elsewhere.send(ASTERISK[0]).status_code == 401
    web.post("admin", "/tokens/pbx/withdrawals")
    assert cti.send(ASTERISK[0]).status_code == 401
    assert cti.calls() == []


def test_two_phone_systems_may_count_alike(cti, web):
    other = Cti(web, "branch")
    for system in (cti, other):
        assert system.send(ASTERISK[0]).json() == {}
    assert [call["call_id"] for call in cti.calls()] == ["1795878843.0"] * 2


def test_a_number_that_comes_again_after_a_day_is_another_call(cti):
    for body in (*THREE_CX, THREE_CX[0]):
        cti.send(body, after=90_000)
    assert [call["state"] for call in cti.calls()] == ["ringing", "missed", "ringing"]


def test_of_two_answers_in_one_second_the_first_has_the_call_also_after_the_hang_up(cti, web):
    cti.event("newCall", "c1", phone=PHONE)
    cti.event("answer", "c1", phone=PHONE, user="8009")
    cti.event("hangup", "c1", phone=PHONE)
    for user in ("8001", "1"):
        cti.event("answer", "c1", phone=PHONE, user=user)
    with web.app.state.database.reading() as session:
        call = session.exec(select(PhoneCall)).one()
    assert (call.state, call.answered_by) == ("answered", "8009")


def test_a_blocked_number_is_known_however_wide_its_digits_are(cti, send):
    block(cti, send)
    for number, written in enumerate(
        ("１３８００００１２３４", "sip：１３８００００１２３４＠pbx")
    ):
        body = {"event": "newCall", "from": written, "to": "12345", "callId": f"wide{number}"}
        assert cti.send(body).json() == {"action": "reject", "reason": "busy"}


def test_a_refused_call_that_somebody_answers_all_the_same_is_a_call(cti, send):
    block(cti, send)
    cti.event("newCall", "c2", phone=PHONE)
    assert cti.calls()[0]["state"] == "rejected"
    cti.event("answer", "c2", 3, phone=PHONE, user="agent")
    cti.event("newCall", "c2", phone=PHONE)
    assert (cti.calls()[0]["state"], cti.calls()[0]["agent"]) == ("talking", "agent")
    cti.hang_up("c2")
    assert (cti.calls()[0]["state"], cti.calls()[0]["talked"]) == ("answered", 60)


def block(cti, send):
    cti.call("c1", agent="agent")
    fields = {"kind": "blocked", "reason": "恶意骚扰，班长批准", "days": "7"}
    assert send("supervisor", f"/calls/{only_call(cti)['id']}/marks", **fields).status_code == 303
