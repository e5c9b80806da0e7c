"""Who asks for secrecy or reports wrongdoing may be hidden; whom they name gets nothing."""

import re

import pytest

ASKS = "云山区翠屏街道有人卖假酒，请不要让店主知道是我说的，我怕他报复。"
PLAIN = "云山区翠屏街道翠屏路路灯不亮一个星期了，晚上看不见路。"
FORM = {"request_type": "complaint", "identity": "real", "caller_kind": "person"}
SHOWN = {"hide_shown": "yes"}
BOX = r'name="hide" value="yes"\s*(checked)?>'


def sent(fill_in, **fields) -> tuple[str, str]:
    """The receipt, and the number on it."""
    answer = fill_in("nobody", "/report", **{**FORM, "key": "k", **fields})
    assert answer.status_code == 201, answer.text
    return answer.text, re.search(r'receipt-no">(\d{13})<', answer.text)[1]


def test_the_form_proposes_it_with_the_callers_own_words_and_the_box_ticked(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=ASKS).text
    assert re.search(BOX, page)[1] == "checked"
    assert "“怕他报复”" in page
    assert not re.search(BOX, fill_in("nobody", "/report/suggestions", text=PLAIN).text)


def test_a_report_of_wrongdoing_always_proposes_it(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=PLAIN, request_type="report").text
    assert re.search(BOX, page)[1] == "checked"


def test_an_unticked_box_stays_so_while_typing(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=ASKS, **SHOWN).text
    assert re.search(BOX, page)[1] is None


def test_without_script_it_is_taken_as_chosen_and_the_receipt_says_so(see, fill_in):
    receipt, no = sent(fill_in, text=ASKS, caller="王女士", phone="13800138000")
    assert "保密、隐名办理" in receipt
    assert see("leader", f"/tickets/{no}").status_code == 404
    assert "保密" in see("dispatcher", f"/tickets/{no}").text


def test_an_unticked_box_is_obeyed(see, fill_in):
    receipt, no = sent(fill_in, text=ASKS, **SHOWN)
    assert "保密、隐名办理" not in receipt
    assert see("leader", f"/tickets/{no}").status_code == 200


def test_a_plain_report_is_open(see, fill_in):
    _, no = sent(fill_in, text=PLAIN)
    assert see("leader", f"/tickets/{no}").status_code == 200


def test_the_agents_sheet_shows_why_and_the_box_decides(see, fill_in):
    sheet = {"text": ASKS, "caller_kind": "person", "identity": "real", "secrecy": "open"}
    assert re.search(BOX, fill_in("agent", "/intake/suggestions", **sheet).text)[1] == "checked"
    for key, box, status in (("a", {**SHOWN, "hide": "yes"}, 404), ("b", SHOWN, 200)):
        answer = fill_in("agent", "/intake", **sheet, **box, key=key, ending="dispatch", unit="")
        no = re.search(r'href="/tickets/(\d{13})"', answer.text)[1]
        assert see("leader", f"/tickets/{no}").status_code == status


@pytest.mark.parametrize("sign", [{"request_type": "report"}, {"accused": "一个姓孙的"}])
def test_the_api_hides_who_reports_somebody(web, sign):
    no = web.client.post("/api/v1/reports", json={"text": PLAIN, **sign}).json()["ticket_no"]
    ticket = web.client.get(f"/api/v1/tickets/{no}", headers=web.as_("dispatcher")).json()
    assert (ticket["secrecy"], ticket["identity_mode"]) == ("confidential", "hidden")


def test_the_api_hides_who_asks_for_it_unless_told_how(web):
    for more, secrecy in (({}, "confidential"), ({"identity": "real", "secrecy": "open"}, "open")):
        answer = web.client.post("/api/v1/reports", json={"text": ASKS, **more})
        no = answer.json()["ticket_no"]
        ticket = web.client.get(f"/api/v1/tickets/{no}", headers=web.as_("dispatcher")).json()
        assert ticket["secrecy"] == secrecy


@pytest.mark.parametrize("accused", ["翠屏街道办", "翠屏街道办事处的李主任"])
def test_whom_the_caller_names_gets_nothing_and_sees_nothing(see, fill_in, accused):
    _, no = sent(fill_in, text=PLAIN, accused=accused)
    page = see("dispatcher", f"/tickets/{no}").text
    assert f"举报对象：“{accused}”" in page
    assert "<dt>被反映单位</dt>" in page
    assert 'value="990103002" data-key' not in page
    assert "正文点名：翠屏街道办事处" in see("dispatcher", "/triage").text


def test_who_names_somebody_is_proposed_to_be_hidden(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=PLAIN, accused="一个姓孙的").text
    assert re.search(BOX, page)[1] == "checked"
    assert "您写明了举报对象" in page


def test_a_name_that_is_no_unit_is_a_note_for_the_dispatcher_and_kept_secret(see, fill_in):
    _, no = sent(fill_in, text=PLAIN, accused="一个姓孙的", **SHOWN)
    assert see("leader", f"/tickets/{no}").status_code == 404
    assert "“一个姓孙的”，未能对应到单位" in see("dispatcher", "/triage").text
    assert "<dt>被反映单位</dt>" not in see("dispatcher", f"/tickets/{no}").text


HELD = "宽带安装师傅临走顺了我一副耳机"


def card_of(see, no: str) -> str:
    page = see("dispatcher", "/triage").text
    return next(card for card in page.split("<article")[1:] if no in card)


def test_a_suspected_unit_is_asked_about_and_no_candidate(see, fill_in):
    _, no = sent(fill_in, text=HELD)
    card = card_of(see, no)
    assert "可能是反映示例市通信运营服务中心" in card
    assert re.search(r'data-key="y">是，反映它', card)
    assert f'action="/tickets/{no}/clearances"' in card
    assert 'name="unit" value="G-TX"' not in card


def test_no_lets_it_be_sent_there(see, fill_in):
    _, no = sent(fill_in, text=HELD)
    page = fill_in("dispatcher", f"/tickets/{no}/clearances", back="/triage")
    assert page.status_code in (200, 303)
    assert 'name="unit" value="G-TX"' in card_of(see, no)


def test_yes_bars_it_and_proposes_the_unit_above(see, fill_in):
    _, no = sent(fill_in, text=HELD)
    yes = {"accused": "G-TX", "reason": "正文反映该单位的问题", "back": "/triage"}
    fill_in("dispatcher", f"/tickets/{no}/protections", **yes)
    card = card_of(see, no)
    assert "正文点名：示例市通信运营服务中心" in card
    assert "被反映单位的上级" in card
    assert 'name="unit" value="G-TX"' not in card


def test_a_mild_line_names_a_unit_that_would_get_it(see, fill_in):
    _, no = sent(fill_in, text="市疾控中心打过期疫苗", **SHOWN)
    card = card_of(see, no)
    assert "正文提到示例市疾病预防控制中心，请看是否在说它的不是" in card
    assert re.search(r'class="message warn" data-unread', card)
    assert 'name="unit" value="S-JK" data-key="1"' in card


def test_whom_the_caller_accuses_has_to_be_found_before_a_key_sends_it(see, fill_in):
    _, no = sent(fill_in, text=PLAIN, accused="一个姓孙的", **SHOWN)
    card = card_of(see, no)
    assert "不是本市承办单位" in card
    assert "对应到单位" in card
    refused = fill_in("dispatcher", f"/tickets/{no}/dispatches", unit="YS-CG", back="/triage")
    assert refused.status_code == 409
    assert "还没有对应到单位" in refused.text


def test_an_agent_leaves_both_to_the_dispatcher(see, fill_in):
    sheet = {"caller_kind": "person", "identity": "real", "ending": "dispatch"}
    for key, more in (
        ("a", {"text": PLAIN, "accused": "一个姓孙的", "unit": "YS-CG"}),
        ("b", {"text": HELD, "unit": "G-TX"}),
    ):
        answer = fill_in("agent", "/intake", **sheet, **more, key=key)
        no = re.search(r"(\d{13})", answer.text)[1]
        assert no in see("dispatcher", "/triage").text


def test_the_api_refuses_it_too(web):
    answer = web.client.post("/api/v1/reports", json={"text": PLAIN, "accused": "一个姓孙的"})
    no = answer.json()["ticket_no"]
    assert web.act("dispatcher", no, "dispatches", unit="YS-CG").status_code == 409
    assert web.act("dispatcher", no, "clearances").status_code == 201
    assert web.act("dispatcher", no, "dispatches", unit="YS-CG").status_code == 201
