"""The agent's sheet: three endings, all or nothing."""

import re

import pytest

SHEET = {"text": "东湖区府前街的工地半夜打桩，噪声很大。", "key": "s1", "caller": "赵女士", "phone": "13800138000"}
ENDINGS = {
    "直接答复": {"ending": "answer", "answer": "夜间施工须有许可，已告知。"},
    "待签收": {"ending": "dispatch", "unit": "990102001"},
    "待派单": {"ending": "dispatch", "unit": ""},
    "不予受理": {"ending": "reject", "reason": "outside_city", "explanation": "请向当地反映。"},
}


@pytest.mark.parametrize("status", ENDINGS)
def test_a_call_ends_as_the_agent_decides(web, see, fill_in, status):
    answer = fill_in("agent", "/intake", **SHEET, **ENDINGS[status])
    assert answer.status_code == 201
    no = re.search(r'href="/tickets/(\d{13})"', answer.text)[1]
    assert web.app.state.vault.query_code(no) in answer.text
    assert f">{status}</span>" in see("agent", f"/tickets/{no}").text


def test_a_refused_ending_leaves_no_ticket_and_the_whole_sheet(web, see, fill_in):
    answer = fill_in("agent", "/intake", **SHEET, ending="answer", answer="")
    assert answer.status_code == 400
    assert SHEET["text"] in answer.text
    assert "共 0 件" in see("agent", "/tickets").text


def test_sent_twice_it_is_one_ticket(fill_in):
    fill_in("agent", "/intake", **SHEET, **ENDINGS["待派单"])
    again = fill_in("agent", "/intake", **SHEET, **ENDINGS["待派单"])
    assert again.status_code == 200
    assert "没有重复登记" in again.text


def test_suggestions_name_unit_reason_and_similar_tickets(web, fill_in):
    fill_in("agent", "/intake", **SHEET, category="0302", ending="dispatch", unit="")
    page = fill_in("agent", "/intake/suggestions", **SHEET, category="0302").text
    assert "东湖区" in page
    assert "7 天内同地同类" in page
    assert "待派单" in page
