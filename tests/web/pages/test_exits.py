"""What waits for a decision stands in the menu and in a queue; what was sent wrongly comes back."""

from datetime import timedelta

import pytest

from tests.support.web import REPLY

SUSPENSION = {"until": "2026-06-01", "reason": "等待拆迁", "basis": "会议纪要"}
EXTENSION = {"limit": "2wd", "reason": "需要检测", "basis": "检测规程第三条"}


@pytest.fixture
def status_of(web):
    return lambda no: web.get("supervisor", f"/api/v1/tickets/{no}").json()["status"]


@pytest.mark.parametrize("who", ["dispatcher", "supervisor"])
def test_the_menu_counts_what_waits_and_the_queue_shows_it(web, see, who):
    assert "件待审批" not in see(who, "/applications/count").text
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "extensions", **EXTENSION)
    assert 'href="/applications"' in see(who, "/tickets").text
    assert ">1<span" in see(who, "/applications/count").text
    page = see(who, "/applications").text
    assert f'action="/tickets/{no}/extension-decisions"' in page
    assert EXTENSION["reason"] in page
    assert "2026-03-10 17:30" in page
    assert "已逾期" not in page
    answer = web.get(who, "/api/v1/applications").json()
    assert (answer["total"], answer["applications"][0]["ticket_no"]) == (1, no)
    assert answer["applications"][0]["due_decide"] == "2026-03-10T17:30:00"
    web.now += timedelta(days=2)
    assert "已逾期" in see(who, "/applications").text


@pytest.mark.parametrize("who", ["street_clerk", "reviewer", "agent", "leader"])
def test_nobody_else_has_the_queue(see, who):
    assert see(who, "/applications").status_code == 403
    assert 'href="/applications"' not in see(who, "/tickets").text


def test_a_decision_leads_back_to_the_queue_and_the_second_person_to_the_same_form(
    web, see, fill_in, status_of
):
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "suspensions", **SUSPENSION)
    answer = fill_in(
        "dispatcher", f"/tickets/{no}/suspension-decisions", decision="grant", back="/applications"
    )
    assert answer.headers["location"].startswith("/applications?done=suspension-decisions")
    assert "须由另一人决定" in see("dispatcher", "/applications").text
    assert "待复核" in see("supervisor", "/applications").text
    fill_in("supervisor", f"/tickets/{no}/suspension-decisions", decision="grant")
    assert status_of(no) == "suspended"
    assert "没有待审批的申请" in see("supervisor", "/applications").text


def test_the_unit_may_go_on_while_it_waits(web, see):
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "extensions", **EXTENSION)
    page = see("street_clerk", f"/tickets/{no}").text
    for noun in ("contacts", "replies", "retractions"):
        assert f'action="/tickets/{no}/{noun}"' in page
    assert f'action="/tickets/{no}/retractions"' not in see("supervisor", f"/tickets/{no}").text


def test_what_a_key_sent_can_be_undone_from_the_next_page_for_thirty_seconds(
    web, see, fill_in, status_of
):
    no = web.ticket_at("triage")
    sent = fill_in("dispatcher", f"/tickets/{no}/dispatches", unit="YS-ZF", back="/triage")
    page = see("dispatcher", sent.headers["location"]).text
    assert f'action="/tickets/{no}/undoings"' in page
    back = fill_in("dispatcher", f"/tickets/{no}/undoings", back="/triage")
    assert back.headers["location"] == f"/triage?done=undoings&no={no}"
    assert status_of(no) == "triage"
    fill_in("dispatcher", f"/tickets/{no}/dispatches", unit="YS-ZF", back="/triage")
    web.now += timedelta(seconds=31)
    assert fill_in("dispatcher", f"/tickets/{no}/undoings", back="/triage").status_code == 409
    assert status_of(no) == "dispatched"


def test_a_move_is_undone_from_the_next_page_too(web, see, fill_in, status_of):
    no = web.ticket_at("in_progress")
    sent = fill_in(
        "supervisor", f"/tickets/{no}/moves", unit="YS-ZF", reason="职责已调整", back="/supervision"
    )
    page = see("supervisor", sent.headers["location"]).text
    assert f'action="/tickets/{no}/undoings"' in page
    fill_in("supervisor", f"/tickets/{no}/undoings", back="/supervision")
    ticket = web.get("supervisor", f"/api/v1/tickets/{no}").json()
    assert (ticket["status"], ticket["unit"]) == ("in_progress", "990102001")
    assert fill_in("supervisor", f"/tickets/{no}/undoings").status_code == 409


@pytest.mark.parametrize(
    ("who", "noun", "body", "possible"),
    [
        ("dispatcher", "recalls", {"reason": "派错"}, ["改派", "并单", "撤诉"]),
        ("supervisor", "recalls", {"reason": "派错"}, ["改派", "并单"]),
        ("street_clerk", "replies", None, ["退单", "下派", "联系"]),
    ],
)
def test_a_refusal_names_only_steps_that_this_person_may_take(web, who, noun, body, possible):
    no = web.ticket_at("accepted")
    answer = web.act(who, no, noun, **(REPLY if body is None else body))
    assert answer.status_code == 409
    named = answer.json()["detail"].split("可用的操作：")[1]
    assert all(name in named for name in possible), named
    assert not any(name in named for name in ("收回", "撤销", "转回派单员", "办结"))
    assert ("改派" in named) == (who != "street_clerk")


def test_who_sends_to_a_unit_without_an_open_account_is_warned(web, see, fill_in):
    no = web.ticket_at("triage")
    sent = fill_in("dispatcher", f"/tickets/{no}/dispatches", unit="S-JT", back="/triage")
    assert "empty=S-JT" in sent.headers["location"]
    assert "没有启用的账号" in see("dispatcher", sent.headers["location"]).text
    assert "没有启用的账号" in see("dispatcher", f"/tickets/{no}").text
    moved = web.act("dispatcher", no, "moves", unit="YS-ZF", reason="职责已调整").json()
    assert moved["empty_units"] == ["YS-ZF"]
    web.as_("stranger")
    other = web.ticket_at("triage")
    assert "empty_units" not in web.act("dispatcher", other, "dispatches", unit="YS-ZF").json()
