"""The agent's sheet: three endings, all or nothing."""

import re

import pytest

SHEET = {
    "text": "东湖区府前街的工地半夜打桩，噪声很大。",
    "key": "s1",
    "caller": "赵女士",
    "phone": "13800138000",
}
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


def test_times_said_in_words_stand_in_figures_with_a_button_that_fills_them_in(fill_in):
    page = fill_in(
        "agent", "/intake/suggestions", text="东湖区府前街的工地昨晚8点打桩，明天还要打"
    ).text
    assert "“昨晚8点”" in page
    assert "2026-03-08 20:00" in page
    assert 'type="button" data-fill="intake-occurred=2026-03-08T20:00"' in page
    assert "“明天”" in page
    assert page.count("intake-occurred=") == 1


def test_what_is_missing_is_asked_until_the_sheet_has_it(fill_in):
    report = {"text": "烧烤店油烟很大，呛得睡不着"}
    page = fill_in("agent", "/intake/suggestions", **report, request_type="complaint").text
    assert "还缺，请一次问清" in page
    assert "什么时候发生的" in page
    assert "哪条路" in page
    filled = {"address": "东湖区府前街8号", "occurred": "2026-03-08T20:00"}
    page = fill_in(
        "agent", "/intake/suggestions", **report, **filled, request_type="complaint"
    ).text
    assert "什么时候发生的" not in page
    assert "哪条路" not in page


def test_the_time_of_the_matter_stands_on_the_ticket_and_in_its_document(web, see, fill_in):
    answer = fill_in("agent", "/intake", **SHEET, **ENDINGS["待派单"], occurred="2026-03-08T20:00")
    no = re.search(r'href="/tickets/(\d{13})"', answer.text)[1]
    assert re.search(r"<dt>事发时间</dt><dd>[^<]*20:00", see("agent", f"/tickets/{no}").text)
    assert web.get("agent", f"/api/v1/tickets/{no}").json()["occurred_at"] == "2026-03-08T20:00:00"


def test_a_matter_that_has_not_happened_yet_is_refused_beside_its_field(fill_in):
    answer = fill_in("agent", "/intake", **SHEET, **ENDINGS["待派单"], occurred="2026-03-10T20:00")
    assert answer.status_code == 400
    assert 'id="intake-occurred-fault"' in answer.text
    assert SHEET["text"] in answer.text
