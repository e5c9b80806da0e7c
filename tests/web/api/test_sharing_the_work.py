"""Supporting units, units below, and a second cycle, over HTTP."""

import pytest

from tests.support.web import REPLY


def shared(web) -> str:
    no = web.ticket_at("triage")
    web.act("dispatcher", no, "dispatches", unit="990102001", co_units=["YS-ZF"])
    web.act("street_clerk", no, "acceptances")
    web.act("street_clerk", no, "contacts", way="phone")
    return no


def test_a_supporting_unit_signs_and_speaks_before_the_lead_answers(web):
    no = shared(web)
    assert web.act("street_clerk", no, "replies", **REPLY).status_code == 409
    assert web.act("stranger", no, "support-acceptances").status_code == 201
    assert web.act("stranger", no, "opinions", opinion="已拆除").status_code == 201
    assert web.act("street_clerk", no, "replies", **REPLY).json()["status"] == "replied"


def test_the_lead_may_go_without_for_a_reason(web):
    answer = web.act("street_clerk", shared(web), "replies", **REPLY, without_opinions="事情紧急")
    assert answer.json()["status"] == "replied"


def test_a_district_passes_a_ticket_down_with_a_shorter_limit(web):
    no = web.ticket_at("triage")
    web.act("dispatcher", no, "dispatches", unit="DH-ZF")
    web.act("district_clerk", no, "acceptances")
    answer = web.act(
        "district_clerk", no, "pass-downs", unit="990102001", limit="2wd", reason="请属地办理"
    )
    assert (answer.status_code, answer.json()["unit"], answer.json()["status"]) == (
        201,
        "990102001",
        "dispatched",
    )
    document = web.get("street_clerk", f"/api/v1/tickets/{no}").json()
    assert document["due_unit"] == "2026-03-11T17:30:00"
    assert [assignment["level"] for assignment in document["assignments"]] == [1, 2]


def test_a_closed_ticket_is_worked_on_again_and_its_first_cycle_keeps_its_figures(web):
    no = web.ticket_at("closed")
    answer = web.act("reviewer", no, "reworks", reason="诉求人评价不满意").json()
    assert (answer["status"], answer["cycle"]) == ("in_progress", 2)
    (cycle,) = web.get("reviewer", f"/api/v1/tickets/{no}").json()["cycles"]
    assert (cycle["cycle"], cycle["rating"], cycle["ending"]) == (1, 5, "closed")


@pytest.mark.parametrize(
    ("who", "noun", "body", "code"),
    [
        ("street_clerk", "support-acceptances", {}, 403),
        ("agent", "opinions", {"opinion": "意见"}, 403),
        ("dispatcher", "pass-downs", {"unit": "990102001", "reason": "请办理"}, 403),
        ("street_clerk", "pass-downs", {"unit": "DH-ZF", "reason": "请办理"}, 400),
        ("stranger", "pass-downs", {"unit": "YS-ZF", "reason": "请办理"}, 404),
        ("street_clerk", "reworks", {"reason": "重办"}, 403),
        ("reviewer", "reworks", {"reason": "重办"}, 409),
    ],
)
def test_who_may_not_or_not_now_is_told(web, who, noun, body, code):
    assert web.act(who, web.ticket_at("in_progress"), noun, **body).status_code == code


@pytest.mark.parametrize("noun", ["support-acceptances", "opinions", "pass-downs", "reworks"])
def test_getting_is_the_wrong_method(web, noun):
    assert (
        web.get("reviewer", f"/api/v1/tickets/{web.ticket_at('triage')}/{noun}").status_code == 405
    )
