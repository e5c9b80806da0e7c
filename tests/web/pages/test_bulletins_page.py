"""简报 by button: who may, what comes, and that it is written down."""

import json

import pytest

DAILY = {"kind": "daily", "date": "2026-03-09", "format": "xlsx"}


@pytest.mark.parametrize("who", ["supervisor", "leader"])
def test_the_page_offers_each_kind_and_format(web, see, who):
    text = see(who, "/bulletins").text

    for name in ("热线日报", "热线周报", "热线月报", "热线专报", "PDF", "Word", "Excel"):
        assert name in text


@pytest.mark.parametrize("who", ["agent", "dispatcher", "reviewer", "street_clerk", "admin"])
def test_nobody_else_gets_one(web, who):
    assert web.get(who, "/bulletins").status_code == 403
    assert web.get(who, "/bulletins/file", **DAILY).status_code == 403


def test_a_file_comes_with_its_name_and_stands_in_the_audit_log(web):
    web.report("人民路的路灯坏了三天，晚上看不见路。")
    answer = web.get("leader", "/bulletins/file", **DAILY)

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert answer.headers["content-disposition"].endswith("20260309.xlsx")
    entries = [json.loads(line) for line in web.get("auditor", "/api/v1/audit").text.splitlines()]
    assert (entries[-1]["kind"], entries[-1]["subject"]) == ("export", "bulletin daily")


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "yearly"), ("format", "exe"), ("date", "昨天吧"), ("date", "2027-01-01")],
)
def test_a_wrong_value_is_named(web, name, value):
    answer = web.get("leader", "/bulletins/file", **(DAILY | {name: value}))

    assert answer.status_code == 400
    assert value in answer.text


@pytest.mark.parametrize("kind", ["daily", "weekly", "monthly", "assessment", "topic"])
@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_a_day_before_or_after_all_figures_is_named(web, kind, day):
    topic = {"topic": "噪声"} if kind == "topic" else {}
    answer = web.get("leader", "/bulletins/file", **(DAILY | {"kind": kind, "date": day} | topic))

    assert answer.status_code == 400
    assert day in answer.text


def drafted(fill_in, **changes) -> str:
    """The address of a draft that a supervisor had made."""
    form = {"kind": "daily", "date": "2026-03-09", "topic": ""} | changes
    answer = fill_in("supervisor", "/bulletins/drafts", **form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def test_a_draft_waits_is_signed_and_is_read_by_those_on_the_list(web, see, fill_in):
    web.report("人民路的路灯坏了三天，晚上看不见路。")
    address = drafted(fill_in)
    assert "待签发" in see("leader", "/bulletins").text
    assert "草稿，未签发" in web.get("leader", f"{address}/file", format="html").text

    answer = fill_in("leader", f"{address}/signatures", remark="请抓紧。")
    assert answer.status_code == 303
    text = see("supervisor", address).text
    assert "已签发" in text
    assert "请抓紧。" in text
    assert "未读" in text
    assert web.get("leader", f"{address}/file", format="pdf").content[:4] == b"%PDF"
    assert address in see("supervisor", "/notices").text


@pytest.mark.parametrize("who", ["agent", "street_clerk", "reviewer"])
def test_who_is_not_on_the_list_finds_no_bulletin(web, fill_in, who):
    address = drafted(fill_in)
    fill_in("leader", f"{address}/signatures")
    assert web.get(who, address).status_code == 404
    assert web.get(who, f"{address}/file", format="pdf").status_code == 404
    assert fill_in(who, f"{address}/droppings", reason="x").status_code == 403


def test_a_refused_signature_keeps_what_was_typed(fill_in):
    address = drafted(fill_in)
    answer = fill_in("leader", f"{address}/signatures", remark="请联系13900000001")
    assert answer.status_code == 400
    assert "请联系13900000001" in answer.text
    assert "个人信息" in answer.text


def test_what_was_decided_is_decided_once(fill_in):
    address = drafted(fill_in)
    fill_in("leader", f"{address}/droppings", reason="数字有误")
    answer = fill_in("supervisor", f"{address}/signatures")
    assert answer.status_code == 409
    assert "已由 leader 处理" in answer.text
