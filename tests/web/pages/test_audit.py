"""The audit log: what stands in it, who reads it, and how it goes out."""

import io
import json
import re

import openpyxl
import pytest

from hotline.web.budgets import Budgets
from tests.support.accounts import ELSEWHERE, SECRET, bearer, hire, sign_in


@pytest.fixture
def entries(web):
    """All entries, the oldest first, as a log collector gets them."""

    def read(after=0):
        answer = web.get("auditor", "/api/v1/audit", after=after)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/x-ndjson")
        return [json.loads(line) for line in answer.text.splitlines()]

    return read


def last(entries, kind):
    return [entry for entry in entries() if entry["kind"] == kind][-1]


def test_good_and_bad_sign_ins_stand_in_it(web, entries):
    hire(web)
    sign_in(web, address=ELSEWHERE)
    sign_in(web, password="not the right one", address=ELSEWHERE)
    good, bad = last(entries, "sign_in"), last(entries, "sign_in_refused")
    assert (good["actor"], good["address"]) == ("liuyang", ELSEWHERE)
    assert good["at"] == "2026-03-09T10:00:00+08:00"
    assert (bad["actor"], bad["subject"], bad["address"]) == ("", "liuyang", ELSEWHERE)


def test_what_was_typed_never_stands_in_it(web, entries):
    hire(web)
    sign_in(web, "my-secret-by-mistake", "x")
    sign_in(web, password="not the right one")
    text = json.dumps(entries())
    assert last(entries, "sign_in_refused")["subject"] == "liuyang"
    for typed in ("my-secret-by-mistake", "not the right one", SECRET):
        assert typed not in text


def test_what_happens_to_accounts_stands_in_it(web, entries):
    from hotline.people.staff import disable, enable, set_password
    from hotline.storage.staff import known_staff

    hire(web, by="os:root")
    with web.app.state.database.writing() as session:
        staff = known_staff(session, "liuyang")
        disable(session, staff, web.now, by="os:root")
        enable(session, staff, web.now, by="os:root")
        set_password(session, staff, "seven quiet herons wade", web.now, by="os:root")
    kinds = ["staff_added", "staff_disabled", "staff_enabled", "password"]
    assert [entry["kind"] for entry in entries()][-4:] == kinds
    assert {(entry["actor"], entry["subject"]) for entry in entries()[-4:]} == {
        ("os:root", "liuyang")
    }


def test_opened_personal_data_stands_in_it_with_its_reason(web, entries):
    no = web.report(caller="王小明", phone="13800000001")
    web.act("dispatcher", no, "disclosures", reason="核对地址")
    entry = last(entries, "personal_data")
    assert (entry["actor"], entry["subject"], entry["reason"]) == ("dispatcher", no, "核对地址")
    assert "王小明" not in json.dumps(entries(), ensure_ascii=False)


def test_a_printed_order_stands_in_it(web, entries):
    no = web.ticket_at("dispatched")
    body = {"level": "written", "demand": "请三日内报告", "unit": "990102001"}
    order = web.act("supervisor", no, "supervisions", **body).json()
    assert web.get("supervisor", f"/api/v1/supervisions/{order['id']}.pdf").status_code == 200
    assert no in last(entries, "print")["subject"]


def test_a_loaded_city_pack_stands_in_it(web, entries):
    assert last(entries, "pack_loaded")["actor"] == "tests"


def test_a_collector_goes_on_after_the_last_number(web, entries):
    hire(web)
    sign_in(web)
    everything = entries()
    assert [entry["number"] for entry in everything] == list(range(1, len(everything) + 1))
    assert entries(after=everything[-2]["number"]) == everything[-1:]
    assert entries(after=everything[-1]["number"]) == []
    assert web.get("auditor", "/api/v1/audit", after="x").status_code == 400


def test_only_the_auditor_reads_it(web):
    for who in ("admin", "supervisor", "leader", "dispatcher", "street_clerk"):
        for path in ("/audit", "/audit/entries.xlsx", "/api/v1/audit"):
            assert web.get(who, path).status_code == 403, (who, path)


def test_the_page_shows_the_newest_first_and_filters(web, see):
    hire(web)
    sign_in(web, address="192.0.2.77")
    sign_in(web, password="not the right one", address="198.51.100.88")
    page = see("auditor", "/audit").text
    assert page.index("198.51.100.88") < page.index("192.0.2.77")
    page = see("auditor", "/audit?kind=sign_in&actor=liuyang").text
    assert "192.0.2.77" in page
    assert "198.51.100.88" not in page
    assert "没有符合条件的记录" in see("auditor", "/audit?until=2026-03-01").text
    assert "192.0.2.77" in see("auditor", "/audit?since=2026-03-09&until=2026-03-09").text


@pytest.mark.parametrize("query", ["kind=nothing", "since=soon", "until=2026-13-45"])
def test_a_wrong_filter_is_shown_with_its_fault(see, query):
    assert see("auditor", f"/audit?{query}").status_code == 400


def test_pages_follow_each_other_by_number(web, see):
    hire(web)
    web.app.state.budgets = Budgets({})  # a hundred people sign in from one machine
    for number in range(105):
        sign_in(web, address=f"192.0.2.{number}")
    page = see("auditor", "/audit?kind=sign_in").text
    following = re.search(r'href="(/audit\?[^"]*before=[^"]*)"', page)[1].replace("&amp;", "&")
    second = see("auditor", following).text
    numbers = re.findall(r'<td class="tight">(\d+)</td>', page + second)
    assert len(numbers) == len(set(numbers)) == 105
    assert numbers == sorted(numbers, key=int, reverse=True)


def test_the_spreadsheet_holds_what_the_filter_shows_and_its_export_is_an_entry(web, entries):
    from hotline.domain.audit import AuditKind
    from hotline.storage.audit import note

    with web.app.state.database.writing() as session:
        note(session, AuditKind.PERSONAL_DATA, web.now, actor="x", reason="=HYPERLINK(1)")
    answer = web.get("auditor", "/audit/entries.xlsx", kind="personal_data")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["编号", "时间", "事件"]
    assert rows[1][2].value == "查看个人信息"
    formula = rows[1][6]
    assert (formula.value, formula.data_type) == ("=HYPERLINK(1)", "s")
    assert len(rows) == 2
    export = last(entries, "export")
    assert (export["actor"], export["details"]["rows"]) == ("auditor", 1)


def test_signing_out_stands_in_it(web, entries):
    hire(web)
    token = sign_in(web).json()["token"]
    web.client.delete("/api/v1/sessions/current", headers=bearer(web, token))
    assert last(entries, "sign_out")["actor"] == "liuyang"


def test_until_the_last_day_of_all_is_no_fault(web):
    headers = web.as_("auditor") | {"Accept": "text/html"}
    for until in ("9999-12-30", "9999-12-31"):
        page = web.client.get("/audit", params={"until": until}, headers=headers)
        assert page.status_code == 200
