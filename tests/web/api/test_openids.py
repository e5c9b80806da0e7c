"""Reports of a mini program, by openid, and their progress."""

import pytest
from sqlmodel import select

from hotline.domain.models import Caller, OpenidReport, Ticket
from hotline.people.access_tokens import add_token
from hotline.web.api import reports
from hotline.web.budgets import Allowance, Budgets, Rate
from tests.support.web import PLAIN

OPENID, OTHER = "oMini_0001-abcdefghijklmnop", "oMini_0002-abcdefghijklmnop"


@pytest.fixture
def token(web):
    with web.app.state.database.writing() as session:
        return add_token(session, "program", "gateway", web.now, by="admin")


@pytest.fixture
def report(web, token):
    def send(openid=OPENID, who="", **fields):
        body = {"text": PLAIN, "channel": "miniprogram", "openid": openid, **fields}
        headers = web.as_(who) if who else {"Authorization": f"Bearer {token}"}
        return web.client.post("/api/v1/reports", json=body, headers=headers)

    return send


@pytest.fixture
def no_of(report):
    def send(openid=OPENID, **fields):
        answer = report(openid, **fields)
        assert answer.status_code == 201, answer.text
        return answer.json()["ticket_no"]

    return send


@pytest.fixture
def gateway(web, token):
    def ask(openid=OPENID, bearer=token, **params):
        headers = {"Authorization": f"Bearer {bearer}", "X-WX-OPENID": openid}
        return web.client.get("/api/v1/progress", params=params, headers=headers)

    return ask


def callers_of(web, *numbers):
    with web.app.state.database.reading() as session:
        rows = session.exec(select(Ticket).where(Ticket.no.in_(numbers))).all()
        return {row.no: row.caller_id for row in rows}


def test_the_same_openid_is_the_same_caller_and_another_one_is_not(web, no_of):
    first, again, other = no_of(), no_of(), no_of(OTHER)
    callers = callers_of(web, first, again, other)
    assert callers[first] == callers[again] is not None
    assert callers[other] not in (callers[first], None)


def test_the_channel_is_the_mini_program(web, no_of):
    ticket = web.get("agent", f"/api/v1/tickets/{no_of()}").json()
    assert ticket["channel"] == "miniprogram"
    assert OPENID not in str(ticket)
    assert "小程序" in web.get("agent", f"/tickets/{ticket['no']}").text


@pytest.mark.parametrize(
    "openid", [7, 1.5, True, ["o"], {"o": 1}, "短", "o" * 65, "o123 456", "<b>"]
)
def test_an_openid_that_is_no_string_of_its_kind_is_refused_by_name(web, openid, report):
    answer = report(openid)
    assert answer.status_code == 400
    assert "openid" in answer.text


@pytest.mark.parametrize(("who", "status"), [("nobody", 401), ("agent", 403), ("admin", 403)])
def test_nobody_without_its_token_puts_a_ticket_into_the_list_of_an_openid(
    web, report, gateway, who, status
):
    answer = report(who=who)
    assert answer.status_code == status, answer.text
    assert gateway().json()["tickets"] == []
    if who == "agent":
        path = f"/api/v1/tickets/{web.report()}/matters"
        assert web.post("agent", path, {"text": PLAIN, "openid": OPENID}).status_code == 403


def test_progress_by_openid_is_told_to_a_gateway_newest_first(web, gateway, no_of):
    numbers = [no_of() for _ in range(2)]
    no_of(OTHER)
    answer = gateway().json()
    assert [ticket["ticket_no"] for ticket in answer["tickets"]] == numbers[::-1]
    assert answer["tickets"][0]["steps"]
    assert answer["next"] == ""
    assert gateway("oNobody_000").json() == {"tickets": [], "next": ""}


def test_pages_follow_each_other(web, gateway, monkeypatch, no_of):
    monkeypatch.setattr("hotline.web.api.progress.PAGE", 2)
    numbers = [no_of() for _ in range(3)]
    first = gateway().json()
    second = gateway(after=first["next"]).json()
    shown = [ticket["ticket_no"] for ticket in first["tickets"] + second["tickets"]]
    assert (shown, second["next"]) == (numbers[::-1], "")


def test_nobody_else_may_ask_by_openid(web, gateway, no_of):
    no_of()
    assert gateway(bearer="wrong").status_code == 401
    for who in ("nobody", "agent", "admin"):
        headers = web.as_(who) | {"X-WX-OPENID": OPENID}
        assert web.client.get("/api/v1/progress", headers=headers).status_code == 401
    assert gateway("o" * 65).status_code == 400


def test_a_phone_that_somebody_typed_opens_nothing_of_its_owner(web, gateway, no_of):
    owners = web.report(phone="13900000001")
    typed = no_of(phone="13900000001")
    callers = callers_of(web, owners, typed)
    assert callers[owners] == callers[typed]
    assert [ticket["ticket_no"] for ticket in gateway().json()["tickets"]] == [typed]


def test_an_unknown_phone_beside_a_known_openid_is_kept(web, no_of):
    first, second = no_of(), no_of(phone="13900000002")
    callers = callers_of(web, first, second)
    assert callers[first] != callers[second]
    with web.app.state.database.reading() as session:
        caller = session.get(Caller, callers[second])
        assert web.app.state.vault.decrypt(caller.phone) == "13900000002"


def test_of_an_anonymous_report_no_openid_is_kept(web, gateway, no_of):
    no = no_of(identity="anonymous")
    assert callers_of(web, no) == {no: None}
    assert gateway().json()["tickets"] == []
    with web.app.state.database.reading() as session:
        assert session.exec(select(OpenidReport)).all() == []


def test_the_openid_is_stored_encrypted(web, no_of):
    no_of()
    with web.app.state.database.reading() as session:
        (row,) = session.exec(select(OpenidReport))
    assert OPENID.encode() not in row.openid
    assert OPENID not in row.openid_key


@pytest.fixture
def senders(web):
    """By name, how they send a report: two gateways, a stranger, an agent."""
    with web.app.state.database.writing() as session:
        tokens = {
            name: add_token(session, name, "gateway", web.now, by="admin")
            for name in ("mini", "hall")
        }
    headers = {name: {"Authorization": f"Bearer {token}"} for name, token in tokens.items()}
    headers |= {"stranger": {}, "agent": web.as_("agent")}

    def send(who, text=PLAIN, key=""):
        own = headers[who] | ({"Idempotency-Key": key} if key else {})
        body = {"text": text, "channel": "miniprogram", "ref": "" if key else "MP-18"}
        return web.client.post("/api/v1/reports", json=body, headers=own)

    return send


@pytest.mark.parametrize("key", ["", "k-1"])
def test_a_reference_of_one_gateway_meets_nobody_elses(senders, key):
    first = {who: senders(who, key=key) for who in ("mini", "hall", "stranger", "agent")}
    assert {answer.status_code for answer in first.values()} == {201}
    numbers = {who: answer.json()["ticket_no"] for who, answer in first.items()}
    assert len(set(numbers.values())) == 4
    again = senders("mini", key=key)
    assert (again.status_code, again.json()["ticket_no"]) == (200, numbers["mini"])
    assert senders("mini", "路灯不亮，很黑。", key=key).status_code == 409


def test_many_callers_come_through_one_gateway(web, senders):
    web.app.state.budgets = Budgets({"reports": Allowance(Rate(0.001, 0.5), Rate(1, 100))})
    sent = [senders("mini", key=f"k-{number}").status_code for number in range(4)]
    assert sent == [201] * 4
    assert [senders("stranger", key=f"k-{n}").status_code for n in range(2)] == [201, 429]


def test_what_a_gateway_brought_is_told_as_its_callers(web, senders):
    no = senders("mini").json()["ticket_no"]
    assert "诉求人（经 mini）" in web.get("agent", f"/tickets/{no}").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer withdrawn-or-mistyped"},
        {"Authorization": "Bearer "},
        {"api_access_token": "withdrawn-or-mistyped"},
    ],
)
def test_a_report_with_a_token_that_is_none_is_refused_and_not_taken_for_a_strangers(web, headers):
    body = {"text": PLAIN, "ref": "GW-5"}
    answer = web.client.post("/api/v1/reports", json=body, headers=headers)
    assert answer.status_code == 401
    assert "没有登记" in answer.text
    assert web.client.post("/api/v1/reports", json=body).status_code == 201


def test_a_report_of_somebody_whose_session_ended_is_not_taken_for_a_strangers(web):
    headers = web.as_("agent")
    web.client.delete("/api/v1/sessions/current", headers=headers)
    answer = web.client.post("/api/v1/reports", json={"text": PLAIN}, headers=headers)
    assert answer.status_code == 401


def test_two_strangers_with_the_same_reference_and_words_share_no_receipt(web, monkeypatch):
    body, answers = {"text": PLAIN, "ref": "1"}, []
    for address in ("203.0.113.9", "198.51.100.7", "203.0.113.9"):
        monkeypatch.setattr(reports, "address_of", lambda _, address=address: address)
        answers.append(web.post("nobody", "/api/v1/reports", body))
    assert [answer.status_code for answer in answers] == [201, 409, 200]
    assert answers[0].json()["ticket_no"] not in answers[1].text
