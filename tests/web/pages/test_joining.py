"""At intake the agent and the caller are offered to join what is handled already."""

import re

import pytest

TEXT = "东湖区府前街的工地每天半夜打桩，噪声很大，请尽快处理。"
SHEET = {"text": TEXT, "category": "0302", "caller": "赵女士", "phone": "13800138000"}
FORM = {
    "text": TEXT,
    "category": "0302",
    "request_type": "complaint",
    "identity": "real",
    "caller_kind": "person",
    "caller": "王先生",
    "phone": "13900139002",
}


@pytest.fixture
def leading(web):
    """The number of a ticket that a unit handles."""
    fields = {name: SHEET[name] for name in ("text", "category")}
    no = web.post("agent", "/api/v1/reports", {**fields, "ref": "a"}).json()["ticket_no"]
    document = web.get("dispatcher", f"/api/v1/tickets/{no}").json()
    if document["status"] == "triage":
        web.act("dispatcher", no, "dispatches", unit="990102001")
    return no


def number_in(page):
    return re.search(r"\b(2603\d{9})</(?:a|dd)>", page)[1]


def test_the_agent_sees_how_many_there_are_and_joins_one_with_a_receipt_of_its_own(
    web, fill_in, leading
):
    page = fill_in("agent", "/intake/suggestions", **SHEET).text
    assert re.search(r"7 天内“.+?”1 件", page)
    assert f'data-fill="intake-into={leading}"' in page
    typed = f"{leading[:6]} {leading[6:]}"
    answer = fill_in("agent", "/intake", **SHEET, key="j1", ending="join", into=typed)
    assert answer.status_code == 201, answer.text
    no = number_in(answer.text)
    assert web.app.state.vault.query_code(no) in answer.text
    ticket = web.get("dispatcher", f"/api/v1/tickets/{no}").json()
    assert (ticket["status"], ticket["merged_into"]) == ("merged", leading)
    assert web.get("dispatcher", f"/api/v1/tickets/{leading}").json()["group_size"] == 2


def test_sent_twice_it_is_joined_once(web, fill_in, leading):
    first = fill_in("agent", "/intake", **SHEET, key="j1", ending="join", into=leading)
    again = fill_in("agent", "/intake", **SHEET, key="j1", ending="join", into=leading)
    assert (first.status_code, again.status_code) == (201, 200)
    assert len(web.get("dispatcher", f"/api/v1/tickets/{leading}").json()["merged"]) == 1


@pytest.mark.parametrize("into", ["", "2603090000000"])
def test_the_sheet_stays_when_there_is_nothing_to_join(see, fill_in, into):
    answer = fill_in("agent", "/intake", **SHEET, key="j1", ending="join", into=into)
    assert answer.status_code in (400, 404)
    assert TEXT in answer.text
    assert "共 0 件" in see("agent", "/tickets").text


def test_as_many_are_counted_as_may_be_joined(web, fill_in, leading):
    more = []
    for ref in "bc":
        fields = {"text": TEXT, "category": "0302", "ref": ref}
        more.append(web.post("agent", "/api/v1/reports", fields).json()["ticket_no"])
    page = fill_in("nobody", "/report/suggestions", **FORM).text
    assert re.search(r"7 天内“.+?”3 件", page)
    gas = "楼道煤气漏了，味道很大，有人头晕"
    assert web.act("agent", more[0], "supplements", text=gas).status_code == 201
    page = fill_in("nobody", "/report/suggestions", **FORM).text
    assert re.search(r"7 天内“.+?”2 件", page)
    assert len(re.findall(r'name="join" value="\d', page)) == 2


def test_the_caller_is_offered_to_join_and_reads_nothing_of_the_others(web, fill_in, leading):
    page = fill_in("nobody", "/report/suggestions", **FORM).text
    assert f'name="join" value="{leading}"' in page
    assert re.search(r"7 天内“.+?”1 件", page)
    assert TEXT not in page.replace("\n", "")


def test_a_caller_who_joins_has_number_code_and_what_was_promised(web, fill_in, leading):
    answer = fill_in("nobody", "/report", **FORM, key="w1", join=leading)
    assert answer.status_code == 201, answer.text
    assert f'已加入正在办理的工单 <span class="no">{leading}</span>' in answer.text
    no = re.search(r'receipt-no">(\d{13})<', answer.text)[1]
    code = re.search(r'receipt-code">(\d{6})<', answer.text)[1]
    progress = web.get("nobody", "/api/v1/progress", ticket_no=no, query_code=code).json()
    assert (progress["status"], progress["leading_no"]) == ("merged", leading)
    (merged,) = web.get("supervisor", f"/api/v1/tickets/{leading}").json()["merged"]
    assert (merged["no"], merged["content"]) == (no, TEXT)


def test_a_caller_joins_only_what_was_offered(web, fill_in, leading):
    other = web.report("河东区路灯不亮。", category="0501")
    for into in (other, "2603090000000"):
        answer = fill_in("nobody", "/report", **FORM, key="w1", join=into)
        assert answer.status_code == 400
        assert "不能加入" in answer.text


def test_nothing_is_offered_in_danger_or_where_it_is_secret(fill_in, leading):
    danger = {**FORM, "text": "东湖区府前街的工地煤气漏了，闻到很浓的煤气味，有人晕倒了。"}
    assert 'name="join"' not in fill_in("nobody", "/report/suggestions", **danger).text
    secret = {**SHEET, "secrecy": "confidential"}
    assert "7 天内“" not in fill_in("agent", "/intake/suggestions", **secret).text


def test_a_confidential_ticket_is_offered_to_nobody(web, fill_in):
    web.post("agent", "/api/v1/reports", {**SHEET, "secrecy": "confidential"})
    for who, path, fields in (
        ("nobody", "/report/suggestions", FORM),
        ("agent", "/intake/suggestions", SHEET),
    ):
        assert "7 天内“" not in fill_in(who, path, **fields).text
