"""A step by the page and the same step by the API are one: same refusals, same history."""

import html
import re

import pytest

REPLY = {"result": "solved", "handling": "已到现场查处。", "public_answer": "您反映的问题已整改。"}
CALL = {"way": "phone", "reached": True, "solved": True, "rating": 5, "reasons": []}
# (point of the way, who, noun, body): each body has one wrong value
WRONG = [
    ("triage", "dispatcher", "dispatches", {"unit": "X-1"}),
    ("triage", "dispatcher", "dispatches", {"unit": "990102001", "co_units": ["990102001"]}),
    ("triage", "dispatcher", "dispatches", {"unit": "990102001", "urgency": "很急"}),
    ("triage", "dispatcher", "answers", {"text": "见指南", "cites": ["K-0@9"], "uncited": ""}),
    ("triage", "dispatcher", "rejections", {"reason": "weather", "explanation": "不受理"}),
    ("triage", "dispatcher", "comments", {"text": "字\x00"}),
    ("triage", "dispatcher", "comments", {"text": "长" * 20_001}),
    ("dispatched", "street_clerk", "acceptances", {"version": "x"}),
    ("dispatched", "street_clerk", "returns", {"code": "bored", "reason": "x", "basis": "x"}),
    ("in_progress", "street_clerk", "contacts", {"way": "鸽子"}),
    ("in_progress", "street_clerk", "contacts", {"way": "none", "note": " "}),
    ("in_progress", "street_clerk", "replies", REPLY | {"result": "done"}),
    ("in_progress", "street_clerk", "replies", REPLY | {"is_true": "perhaps"}),
    ("in_progress", "street_clerk", "extensions", {"limit": "永远", "reason": "x", "basis": "x"}),
    ("in_progress", "street_clerk", "suspensions", {"until": "明年", "reason": "x", "basis": "x"}),
    ("in_progress", "supervisor", "supervisions", {"level": "written", "demand": " "}),
    ("in_progress", "supervisor", "supervisions", {"level": "gallows", "demand": "请办结"}),
    ("replied", "reviewer", "reviews", {"decision": "perhaps"}),
    ("replied", "reviewer", "reviews", {"decision": "send_back", "note": ""}),
    ("callback", "reviewer", "callbacks", CALL | {"rating": "five"}),
    ("callback", "reviewer", "callbacks", CALL | {"rating": 6}),
    ("callback", "reviewer", "callbacks", CALL | {"solved": False, "reasons": ["天气"]}),
    ("callback", "reviewer", "callbacks", {"way": "phone"}),
]
# what leads from a new ticket to its end, and steps beside the way
WAY = [
    ("dispatcher", "comments", {"text": "请核对地点"}),
    ("agent", "supplements", {"text": "就在东门"}),
    ("agent", "caller-urgings", {}),
    ("dispatcher", "arbitrations", {"reason": "职责交叉"}),
    ("dispatcher", "forced-dispatches", {"unit": "DH-ZF", "reason": "会商", "basis": "纪要"}),
    ("dispatcher", "recalls", {"reason": "派错单位"}),
    ("dispatcher", "dispatches", {"unit": "DH-CG", "reason": "更正"}),
    ("supervisor", "moves", {"unit": "DH-ZF", "reason": "职责已调整", "basis": "三定"}),
    ("district_clerk", "pass-downs", {"unit": "990102001", "limit": "2wd", "reason": "请办"}),
    ("street_clerk", "acceptances", {}),
    ("street_clerk", "contacts", {"way": "phone", "note": "已通话"}),
    ("street_clerk", "extensions", {"limit": "2wd", "reason": "检测", "basis": "规程"}),
    ("street_clerk", "retractions", {"reason": "改为一次说清"}),
    ("street_clerk", "extensions", {"limit": "2wd", "reason": "检测", "basis": "规程"}),
    ("supervisor", "extension-decisions", {"decision": "grant", "note": "同意"}),
    ("street_clerk", "suspensions", {"until": "2026-06-01", "reason": "等待", "basis": "纪要"}),
    ("dispatcher", "suspension-decisions", {"decision": "grant", "note": "情况属实"}),
    ("supervisor", "suspension-decisions", {"decision": "grant"}),
    ("supervisor", "looks", {"note": "仍在等待"}),
    ("supervisor", "resumptions", {"reason": "条件具备"}),
    ("supervisor", "urgings", {"reason": "诉求人来电"}),
    ("street_clerk", "replies", REPLY | {"is_true": True, "basis": "条例"}),
    ("reviewer", "reviews", {"decision": "send_back", "note": "未写明时间"}),
    ("street_clerk", "replies", REPLY | {"is_true": False}),
    ("reviewer", "reviews", {"decision": "pass"}),
    ("reviewer", "callbacks", CALL | {"solved": False, "rating": 2, "reasons": ["speed"]}),
    ("street_clerk", "rectifications", {"text": "已说明"}),
    ("reviewer", "rectification-checks", {"decision": "pass"}),
    (
        "street_clerk",
        "exclusions",
        {"metrics": ["on_time", "contact"], "code": "suspended", "evidence": "挂账"},
    ),
    ("supervisor", "exclusion-decisions", {"decision": "refuse", "note": "证据不足"}),
    ("agent", "withdrawals", {"reason": "已自行解决"}),
]


def as_typed(body):
    """What a browser sends for the values of a body."""
    form_values = {True: "yes", False: "no"}
    return {
        name: form_values.get(value, value) if isinstance(value, bool) else value
        for name, value in body.items()
    }


def told_on(page: str) -> str:
    """The refusal over the page of a ticket."""
    message = re.search(r"<strong>操作没有执行</strong>\s*<p>(.*?)</p>", page, re.S)
    return html.unescape(message[1]) if message else ""


@pytest.mark.parametrize("point", ["triage", "dispatched", "in_progress", "replied", "callback"])
def test_page_and_api_refuse_a_wrong_value_in_the_same_words(web, fill_in, point):
    no = web.ticket_at(point)
    for before, who, noun, body in WRONG:
        if before == point:
            answer = web.act(who, no, noun, **body)
            page = fill_in(who, f"/tickets/{no}/{noun}", **as_typed(body))
            assert (answer.status_code, page.status_code) == (400, 400), (noun, body)
            assert told_on(page.text) == answer.json()["detail"], (noun, body)


def test_the_same_steps_by_page_and_by_api_leave_the_same_history(web, fill_in):
    by_api, by_page = web.report(), web.report()
    for who, noun, body in WAY:
        answer = web.act(who, by_api, noun, **body)
        assert answer.status_code == 201, (noun, answer.text)
        page = fill_in(who, f"/tickets/{by_page}/{noun}", **as_typed(body))
        assert page.status_code == 303, (noun, told_on(page.text))
    first, second = (
        web.get("supervisor", f"/api/v1/tickets/{no}").json() for no in (by_api, by_page)
    )
    assert compared(first, by_api) == compared(second, by_page)
    assert len(first["history"]) > len(WAY)


def test_a_suggestion_that_is_followed_reads_the_same_both_ways(web, fill_in):
    text = "晨光路的路灯不亮，请修理。"
    by_api, by_page = web.report(text), web.report(text)
    ticket = web.get("dispatcher", f"/api/v1/tickets/{by_api}").json()
    unit = ticket["suggestion"]["unit"] or "990102001"
    if ticket["status"] == "triage":
        assert web.act("dispatcher", by_api, "dispatches", unit=unit).status_code == 201
        fill_in("dispatcher", f"/tickets/{by_page}/dispatches", unit=unit)
    first, second = (
        web.get("supervisor", f"/api/v1/tickets/{no}").json() for no in (by_api, by_page)
    )
    assert compared(first, by_api) == compared(second, by_page)


def test_what_was_chosen_and_typed_stands_in_the_form_again(web, fill_in):
    no = web.ticket_at("callback")
    typed = as_typed(CALL | {"solved": False, "rating": 2}) | {"reasons": ["speed", "天气"]}
    page = fill_in("reviewer", f"/tickets/{no}/callbacks", **typed, note="再次来电").text
    assert re.search(r'name="reasons" value="speed"\s+checked', page)
    assert not re.search(r'name="reasons" value="policy"\s+checked', page)
    assert re.search(r'name="rating" value="2"\s+checked', page)
    assert "再次来电" in page


ROWS = re.compile(r"\[[0-9, ]+\]")


def compared(ticket, no: str):
    """The history without its number, its moments, its seals and the numbers of its rows."""
    kept = (
        "action",
        "actor",
        "from_status",
        "to_status",
        "from_unit",
        "to_unit",
        "reason",
        "details",
    )
    return [
        {name: ROWS.sub("[ROWS]", str(entry.get(name)).replace(no, "NO")) for name in kept}
        for entry in ticket["history"]
    ]
