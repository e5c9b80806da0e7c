"""What the pages say of what has happened: notices, and the signs in the inbox."""

import re

from tests.support.accounts import SECRET, hire


def supplement(web, receipt, text="又响了"):
    body = {name: receipt[name] for name in ("ticket_no", "query_code")} | {"text": text}
    assert web.post("nobody", "/api/v1/progress/supplements", body).status_code == 201


def test_rows_of_the_inbox_say_urges_supplements_orders_and_support(web, see):
    receipt = web.post(
        "agent", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}
    ).json()
    no = receipt["ticket_no"]
    body = {"unit": "S-CG", "co_units": ["990102001"]}
    assert web.act("dispatcher", no, "dispatches", **body).status_code == 201
    page = see("street_clerk", "/inbox").text
    assert ">协办</span>" in page
    assert ">补充</span>" not in page
    supplement(web, receipt)
    for _ in range(2):
        own = {name: receipt[name] for name in ("ticket_no", "query_code")}
        web.post("nobody", "/api/v1/progress/urgings", own)
    order = web.act("supervisor", no, "supervisions", level="written", demand="说明")
    assert order.status_code == 201, order.text
    page = see("street_clerk", "/inbox").text
    for sign in ("催 2", "补充", "督办", "协办"):
        assert f">{sign}</span>" in page


def test_a_supplement_that_the_unit_has_acted_on_is_no_longer_a_sign(web, see):
    receipt = web.post(
        "agent", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}
    ).json()
    web.act("dispatcher", receipt["ticket_no"], "dispatches", unit="990102001")
    supplement(web, receipt)
    assert ">补充</span>" in see("street_clerk", "/inbox").text
    web.act("street_clerk", receipt["ticket_no"], "acceptances")
    assert ">补充</span>" not in see("street_clerk", "/inbox").text


def test_the_unit_reads_in_the_words_of_the_city_what_has_happened(web, see):
    no = web.ticket_at("dispatched")
    page = see("street_clerk", "/notices").text
    assert "新工单" in page
    text = re.sub(r"<[^>]*>", "", page.partition("<h1>")[2])
    assert f'href="/tickets/{no}"' in page
    assert (text.count(no), f"/tickets/{no}" in text) == (1, False)
    count = see("street_clerk", "/notices/count").text
    assert "data-loudest=" in count
    assert "data-loudest=" not in see("leader", "/notices/count").text


def test_a_sign_in_from_a_new_device_is_a_notice_of_that_person(web):
    hire(web)
    for _ in range(2):
        web.client.cookies.clear()
        data = {"login": "liuyang", "password": SECRET}
        assert web.client.post("/sign-in", data=data, follow_redirects=False).status_code == 303
    assert "新设备登录" in web.client.get("/notices").text


def test_what_was_sent_and_undone_is_marked_as_taken_back_and_leads_nowhere(web, see):
    no = web.report("东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门")
    web.act("dispatcher", no, "dispatches", unit="990102001")
    assert web.act("dispatcher", no, "undoings").status_code == 201
    page = see("street_clerk", "/notices").text.split("<h1>")[1]
    danger = page.split("险情，请立即处置")[0].rpartition("<li")[2]
    assert "已撤回" in danger
    assert f'href="/tickets/{no}"' not in page
    plain = web.report()
    web.act("dispatcher", plain, "dispatches", unit="990102001")
    web.act("dispatcher", plain, "undoings")
    done = web.ticket_at("accepted")
    lines = see("street_clerk", "/notices").text.split("<li")
    assert [
        word for word in ("已撤回", "已办") if any(plain in x and word in x for x in lines)
    ] == ["已撤回"]
    assert any(done in line and "已办" in line for line in lines)
