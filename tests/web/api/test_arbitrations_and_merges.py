import pytest

from tests.support.web import RETURN

FORCED = {"unit": "YS-ZF", "reason": "编办认定", "basis": "会商纪要"}


def test_a_disputed_ticket_is_dispatched_for_good(web):
    no = web.ticket_at("dispatched")
    web.act("street_clerk", no, "returns", **RETURN)
    assert (
        web.act("dispatcher", no, "arbitrations", reason="均不认领").json()["status"]
        == "arbitration"
    )
    forced = web.act("supervisor", no, "forced-dispatches", **FORCED).json()
    assert (forced["status"], forced["unit"], forced["forced"]) == ("dispatched", "YS-ZF", True)
    refused = web.act("stranger", no, "returns", **RETURN)
    assert (refused.status_code, "会商指定" in refused.json()["detail"]) == (409, True)


def test_tickets_are_merged_shown_with_the_other_and_taken_apart(web):
    parent, no = web.ticket_at("in_progress"), web.ticket_at("triage")
    merged = web.act("dispatcher", no, "merges", into=parent, reason="同一工地")
    assert (merged.status_code, merged.json()["status"], merged.json()["merged_into"]) == (
        201,
        "merged",
        parent,
    )
    document = web.get("street_clerk", f"/api/v1/tickets/{parent}").json()
    assert ([ticket["no"] for ticket in document["merged"]], document["group_size"]) == ([no], 2)
    assert web.act("dispatcher", no, "separations", reason="地点不同").json()["status"] == "triage"
    assert web.get("street_clerk", f"/api/v1/tickets/{parent}").json()["merged"] == []


def test_the_caller_of_a_merged_ticket_reads_the_answer_to_the_other(web):
    report = web.post("agent", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}).json()
    parent = web.ticket_at("callback")
    web.act("dispatcher", report["ticket_no"], "merges", into=parent, reason="同一问题")
    progress = web.get(
        "nobody", "/api/v1/progress", ticket_no=report["ticket_no"], query_code=report["query_code"]
    ).json()
    assert (progress["status"], progress["public_reply"]) == ("merged", "您反映的问题已整改。")
    assert progress["leading_no"] == parent


@pytest.mark.parametrize(
    ("who", "noun", "body", "code"),
    [
        ("agent", "arbitrations", {"reason": "不清"}, 403),
        ("dispatcher", "forced-dispatches", FORCED, 409),
        ("street_clerk", "forced-dispatches", FORCED, 403),
        ("dispatcher", "merges", {"into": "2601010000001", "reason": "同一问题"}, 404),
        ("dispatcher", "merges", {"into": " ", "reason": "同一问题"}, 400),
        ("agent", "merges", {"into": "2601010000001", "reason": "同一问题"}, 403),
        ("dispatcher", "separations", {"reason": "不同"}, 409),
        ("nobody", "merges", {"into": "2601010000001", "reason": "同一问题"}, 401),
    ],
)
def test_who_may_not_or_not_now_is_told(web, who, noun, body, code):
    assert web.act(who, web.ticket_at("triage"), noun, **body).status_code == code


def test_a_ticket_that_changed_meanwhile_is_not_merged(web):
    parent, no = web.ticket_at("in_progress"), web.ticket_at("triage")
    assert (
        web.act("dispatcher", no, "merges", into=parent, reason="同一工地", version=1).status_code
        == 409
    )


@pytest.mark.parametrize("noun", ["arbitrations", "forced-dispatches", "merges", "separations"])
def test_getting_is_the_wrong_method(web, noun):
    assert (
        web.get("dispatcher", f"/api/v1/tickets/{web.ticket_at('triage')}/{noun}").status_code
        == 405
    )


def test_of_a_danger_it_is_said_whether_the_units_stand_by(web):
    gas = web.report("东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门")
    parent = web.ticket_at("dispatched")
    refused = web.act("dispatcher", gas, "merges", into=parent, reason="同一处")
    assert refused.status_code == 400
    assert "go_on" in refused.json()["detail"]
    assert "stand_down" in refused.json()["detail"]
    merged = web.act("dispatcher", gas, "merges", into=parent, reason="同一处", standby="go_on")
    assert merged.status_code == 201
