"""A lost code is told once more, after the number was checked, with reason and history."""

import pytest

TEXT = "东湖区府前街的工地半夜打桩，噪声很大。"


def tell(fill_in, who: str, no: str, phone: str, reason: str = "丢了回执"):
    return fill_in(who, f"/tickets/{no}/codes", phone=phone, reason=reason)


def test_the_code_is_told_for_the_right_number_and_the_history_says_who_and_why(web, see, fill_in):
    no = web.report(TEXT, phone="13800138000")
    code = web.app.state.vault.query_code(no)
    assert code not in see("agent", f"/tickets/{no}").text
    answer = tell(fill_in, "agent", no, "138 0013 ８000")
    assert answer.status_code == 200
    assert code in answer.text
    history = see("dispatcher", f"/tickets/{no}").text
    assert "补告提取码" in history
    assert "丢了回执" in history
    assert code not in history


def test_the_number_of_a_proxy_counts_too(web, fill_in):
    proxy = {"proxy": "张小文", "proxy_relation": "女儿", "proxy_phone": "13900139000"}
    no = web.report(TEXT, phone="13800138000", **proxy)
    assert tell(fill_in, "agent", no, "13900139000").status_code == 200


@pytest.mark.parametrize(
    ("phone", "reason", "problem"),
    [
        ("13800138001", "丢了回执", "不符"),
        ("", "丢了回执", "电话"),
        ("12ab", "丢了回执", "5 至 15 位"),
        ("13800138000", "", "理由"),
    ],
)
def test_another_number_or_no_reason_tells_nothing_and_keeps_what_was_typed(
    web, fill_in, phone, reason, problem
):
    no = web.report(TEXT, phone="13800138000")
    refused = tell(fill_in, "agent", no, phone, reason)
    assert refused.status_code == 400
    assert problem in refused.text
    assert web.app.state.vault.query_code(no) not in refused.text


def test_without_a_number_nobody_can_be_checked(web, fill_in):
    no = web.report(TEXT, identity="anonymous")
    assert tell(fill_in, "agent", no, "13800138000").status_code == 409


def test_units_tell_no_code(web, fill_in):
    no = web.ticket_at("in_progress")
    assert tell(fill_in, "street_clerk", no, "13800138000").status_code == 403
