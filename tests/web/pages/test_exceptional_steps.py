"""Forms for what is not the next step of the day: time, duty, merging, the caller's wishes."""

import pytest

EXTENSION = {"limit": "2wd", "reason": "需要检测", "basis": "检测规程第三条"}
SUSPENSION = {"until": "2026-06-01", "reason": "等待拆迁", "basis": "会议纪要"}
FORCED = {"unit": "990102001", "reason": "会商结论", "basis": "会议纪要"}
STEPS = [
    ("in_progress", "street_clerk", "extensions", EXTENSION, "extension_requested"),
    ("in_progress", "street_clerk", "suspensions", SUSPENSION, "suspension_requested"),
    ("in_progress", "street_clerk", "materials", {"items": "房产证复印件"}, "in_progress"),
    ("triage", "dispatcher", "arbitrations", {"reason": "职责交叉"}, "arbitration"),
    ("callback", "supervisor", "reworks", {"reason": "诉求人来电称未解决"}, "in_progress"),
    ("triage", "agent", "supplements", {"text": "又坏了一盏"}, "triage"),
    ("triage", "agent", "caller-urgings", {"reason": "着急"}, "triage"),
    ("in_progress", "agent", "withdrawals", {"reason": "已自行解决"}, "withdrawn"),
]


@pytest.fixture
def status_of(web):
    return lambda no: web.get("supervisor", f"/api/v1/tickets/{no}").json()["status"]


@pytest.mark.parametrize(
    ("before", "who", "noun", "fields", "after"), STEPS, ids=[step[2] for step in STEPS]
)
def test_the_form_stands_on_the_page_and_takes_the_step(
    web, see, fill_in, status_of, before, who, noun, fields, after
):
    no = web.ticket_at(before)
    assert f'action="/tickets/{no}/{noun}"' in see(who, f"/tickets/{no}").text
    answer = fill_in(who, f"/tickets/{no}/{noun}", **fields)
    assert answer.headers["location"] == f"/tickets/{no}?done={noun}&no={no}"
    assert f"工单 {no}：" in see(who, answer.headers["location"]).text
    assert status_of(no) == after


@pytest.mark.parametrize(
    ("before", "who", "noun", "fields", "after"), STEPS, ids=[step[2] for step in STEPS]
)
def test_a_stranger_finds_no_such_ticket(web, fill_in, before, who, noun, fields, after):
    assert (
        fill_in("stranger", f"/tickets/{web.ticket_at(before)}/{noun}", **fields).status_code == 404
    )


@pytest.mark.parametrize(
    ("noun", "application", "after"),
    [("extension", EXTENSION, "in_progress"), ("suspension", SUSPENSION, "suspended")],
)
def test_an_application_is_decided_where_its_words_stand(
    web, see, fill_in, status_of, noun, application, after
):
    no = web.ticket_at("in_progress")
    form = f'action="/tickets/{no}/{noun}-decisions"'
    assert form not in see("supervisor", f"/tickets/{no}").text
    web.act("street_clerk", no, f"{noun}s", **application)
    page = see("supervisor", f"/tickets/{no}").text
    assert form in page
    assert application["reason"] in page
    assert (
        fill_in(
            "supervisor", f"/tickets/{no}/{noun}-decisions", decision="refuse", note=" "
        ).status_code
        == 400
    )
    fill_in("dispatcher", f"/tickets/{no}/{noun}-decisions", decision="grant")
    if noun == "suspension":
        assert "待复核" in see("supervisor", f"/tickets/{no}").text
        fill_in("supervisor", f"/tickets/{no}/{noun}-decisions", decision="grant")
    assert status_of(no) == after
    assert "同意" in see("supervisor", f"/tickets/{no}").text


def test_a_suspended_matter_is_looked_at_and_taken_up_again(web, see, fill_in, status_of):
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "suspensions", **SUSPENSION)
    web.act("dispatcher", no, "suspension-decisions", decision="grant")
    web.act("supervisor", no, "suspension-decisions", decision="grant")
    assert "停计时段" in see("street_clerk", f"/tickets/{no}").text
    fill_in("supervisor", f"/tickets/{no}/looks", note="仍在等待")
    assert status_of(no) == "suspended"
    fill_in("supervisor", f"/tickets/{no}/resumptions", reason="条件具备")
    assert status_of(no) == "in_progress"


def test_a_settled_duty_is_dispatched_and_cannot_be_returned(web, fill_in, status_of):
    no = web.ticket_at("triage")
    fill_in("dispatcher", f"/tickets/{no}/arbitrations", reason="职责交叉")
    fill_in("dispatcher", f"/tickets/{no}/forced-dispatches", **FORCED)
    assert status_of(no) == "dispatched"
    grounds = {"code": "not_our_duty", "reason": "不属本单位", "basis": "目录"}
    assert fill_in("street_clerk", f"/tickets/{no}/returns", **grounds).status_code == 409


def test_a_district_passes_a_ticket_down_to_a_unit_below_it_only(web, see, fill_in, status_of):
    no = web.ticket_at("triage")
    web.act("dispatcher", no, "dispatches", unit="DH-ZF")
    choices = (
        see("district_clerk", f"/tickets/{no}")
        .text.split('id="pass-downs-unit"')[1]
        .split("</select>")[0]
    )
    assert '<option value="990102001"' in choices
    assert '<option value="YS-ZF"' not in choices
    assert (
        fill_in(
            "district_clerk", f"/tickets/{no}/pass-downs", unit="YS-ZF", reason="请办"
        ).status_code
        == 400
    )
    answer = fill_in(
        "district_clerk", f"/tickets/{no}/pass-downs", unit="990102001", limit="2wd", reason="请办"
    )
    assert answer.status_code == 303
    assert "990102001" in web.get("supervisor", f"/api/v1/tickets/{no}").json()["unit"]


def test_merged_tickets_show_each_other_and_come_apart(web, see, fill_in, status_of):
    no, parent = web.report("路灯不亮，请修理。"), web.report("路灯坏了，请修理。")
    before = status_of(no)
    answer = fill_in("dispatcher", f"/tickets/{no}/merges", into=parent, reason="同一盏灯")
    assert answer.status_code == 303
    assert status_of(no) == "merged"
    assert f'href="/tickets/{parent}"' in see("dispatcher", f"/tickets/{no}").text
    assert no in see("dispatcher", f"/tickets/{parent}").text
    fill_in("dispatcher", f"/tickets/{no}/separations", reason="不是同一盏")
    assert status_of(no) == before


def test_a_ticket_that_does_not_exist_cannot_be_merged_into(web, fill_in, status_of):
    no = web.report()
    answer = fill_in("dispatcher", f"/tickets/{no}/merges", into="2603090000000", reason="同一盏灯")
    assert answer.status_code == 400
    assert 'id="merges-into-fault"' in answer.text
    assert "同一盏灯" in answer.text
    assert status_of(no) == "triage"


def test_a_date_that_is_none_is_named_beside_its_field(web, fill_in):
    no = web.ticket_at("in_progress")
    answer = fill_in("street_clerk", f"/tickets/{no}/suspensions", **SUSPENSION | {"until": "明年"})
    assert answer.status_code == 400
    assert 'id="suspensions-until-fault"' in answer.text
    assert "等待拆迁" in answer.text
