from sqlmodel import select

from hotline.domain.models import Ticket
from tests.support.web import RETURN


def test_the_dispatcher_sends_a_ticket_to_a_unit(web):
    no = web.ticket_at("triage")
    answer = web.act(
        "dispatcher", no, "dispatches", unit="990102001", co_units=["DH-CG"], reason="属地办理"
    )
    assert answer.status_code == 201
    body = answer.json()
    assert (body["status"], body["unit"], body["co_units"]) == (
        "dispatched",
        "990102001",
        ["DH-CG"],
    )
    assert body["unit_name"]


def test_a_ticket_that_changed_meanwhile_is_not_dispatched(web):
    no = web.ticket_at("triage")
    version = web.get("dispatcher", f"/api/v1/tickets/{no}").json()["version"]
    assert web.act("dispatcher", no, "comments", text="看过").status_code == 201
    stale = web.act("dispatcher", no, "dispatches", unit="990102001", version=version)
    assert stale.status_code == 409
    assert (
        web.act("dispatcher", no, "dispatches", unit="990102001", version=version + 1).status_code
        == 201
    )


def test_only_agents_and_dispatchers_dispatch(web):
    no = web.ticket_at("triage")
    for who in ("street_clerk", "reviewer", "supervisor", "leader", "stranger"):
        assert web.act(who, no, "dispatches", unit="990102001").status_code == 403, who
    assert web.act("nobody", no, "dispatches", unit="990102001").status_code == 401
    assert web.get("dispatcher", f"/api/v1/tickets/{no}").json()["status"] == "triage"


def test_an_unknown_unit_is_named_with_its_field(web):
    no = web.ticket_at("triage")
    answer = web.act("dispatcher", no, "dispatches", unit="X-1")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == "unit"
    assert "X-1" in answer.json()["detail"]


def test_a_dispatched_ticket_says_in_chinese_what_is_possible_now(web):
    no = web.ticket_at("dispatched")
    answer = web.act("dispatcher", no, "dispatches", unit="DH-ZF")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:hotline:illegal-transition"
    assert "待签收" in answer.json()["detail"]
    assert "签收" in answer.json()["detail"]
    assert "dispatch" not in answer.json()["detail"]


def test_a_field_of_the_wrong_type_or_unknown_is_named(web):
    no = web.ticket_at("triage")
    wrong = web.act("dispatcher", no, "dispatches", unit=5)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "unit")
    extra = web.act("dispatcher", no, "dispatches", unit="990102001", status="closed")
    assert (extra.status_code, extra.json()["errors"][0]["field"]) == (400, "status")


def test_getting_dispatches_is_the_wrong_method(web):
    no = web.ticket_at("triage")
    answer = web.get("dispatcher", f"/api/v1/tickets/{no}/dispatches")
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]


def test_a_returned_ticket_is_dispatched_to_another_unit(web):
    no = web.ticket_at("dispatched")
    assert web.act("street_clerk", no, "returns", **RETURN).status_code == 201
    assert web.act("dispatcher", no, "return-decisions", decision="grant").status_code == 201
    answer = web.act("dispatcher", no, "dispatches", unit="DH-ZF")
    assert (answer.status_code, answer.json()["returns"]) == (201, 1)


def test_a_unit_that_the_text_mentions_is_sent_to_only_with_the_answer_to_the_question(web):
    no = web.ticket_at("triage")
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        ticket.doubts = {"mentioned": ["DH-CG"]}
    refused = web.act("dispatcher", no, "dispatches", unit="DH-CG")
    document = refused.json()
    assert (refused.status_code, document["type"]) == (409, "urn:hotline:unanswered")
    assert refused.headers["content-type"] == "application/problem+json"
    assert document["errors"][0]["field"] == "unmeant"
    headers = web.as_("dispatcher") | {"Accept": "text/html"}
    page = web.client.post(f"/tickets/{no}/dispatches", data={"unit": "DH-CG"}, headers=headers)
    assert (page.status_code, 'name="unmeant"' in page.text) == (409, True)
    wrong = web.act("dispatcher", no, "dispatches", unit="DH-CG", unmeant="maybe")
    assert wrong.status_code == 400
    sent = web.act("dispatcher", no, "dispatches", unit="DH-CG", unmeant="looked")
    assert (sent.status_code, sent.json()["unit"]) == (201, "DH-CG")
