"""Who handles the leading ticket reads what every caller said, sent and added."""

import pytest
from sqlmodel import select

from hotline.domain.models import AccessLog
from tests.support.photos import plain_png

FIRST = {"text": "塔吊夜里施工，吵得睡不着。", "caller": "张大山", "phone": "13800138000"}
SECOND = {"text": "工地灯光照进卧室。", "caller": "李晓梅", "phone": "13900139001"}


@pytest.fixture
def pair(web):
    """The receipts of a leading ticket, which the street handles, and of one merged into it."""
    return lambda **fields: _pair(web, **fields)


def _pair(web, **fields):
    first = web.post("agent", "/api/v1/reports", FIRST).json()
    second = web.post("agent", "/api/v1/reports", {**SECOND, **fields}).json()
    for who, noun, body in (
        ("dispatcher", "dispatches", {"unit": "990102001"}),
        ("street_clerk", "acceptances", {}),
        ("street_clerk", "contacts", {"way": "phone", "note": "已通话"}),
    ):
        assert web.act(who, first["ticket_no"], noun, **body).status_code == 201
    body = {"into": first["ticket_no"], "reason": "同一工地", "standby": "go_on"}
    merged = web.act("dispatcher", second["ticket_no"], "merges", **body)
    assert merged.status_code == 201, merged.text
    return first, second


def send_photo(web, receipt):
    fields = {name: receipt[name] for name in ("ticket_no", "query_code")}
    files = {"file": ("阳台.png", plain_png())}
    answer = web.client.post("/api/v1/progress/attachments", files=files, data=fields)
    assert answer.status_code == 201, answer.text


def supplement(web, receipt, text):
    body = {name: receipt[name] for name in ("ticket_no", "query_code")} | {"text": text}
    assert web.post("nobody", "/api/v1/progress/supplements", body).status_code == 201


def test_text_supplements_and_later_photos_stand_on_the_leading_ticket(web, see, pair):
    first, second = pair()
    supplement(web, second, "孩子要高考")
    send_photo(web, second)
    page = see("street_clerk", f"/tickets/{first['ticket_no']}").text
    for text in (SECOND["text"], "孩子要高考", "阳台.png", second["ticket_no"]):
        assert text in page
    assert (SECOND["caller"] in page, "李*" in page) == (False, True)
    document = web.get("street_clerk", f"/api/v1/tickets/{first['ticket_no']}").json()
    (merged,) = document["merged"]
    assert merged["comments"][0]["text"] == "孩子要高考"
    assert (merged["attachments"][0]["name"], merged["caller"]["may_open"]) == ("阳台.png", True)


def test_the_unit_opens_the_photo_of_a_merged_caller(web, pair):
    first, second = pair()
    send_photo(web, second)
    document = web.get("street_clerk", f"/api/v1/tickets/{first['ticket_no']}").json()
    number = document["merged"][0]["attachments"][0]["id"]
    for root in ("", "/api/v1"):
        address = f"{root}/tickets/{first['ticket_no']}/merged/{second['ticket_no']}"
        answer = web.get("street_clerk", f"{address}/attachments/{number}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert web.get("stranger", f"{address}/attachments/{number}").status_code == 404


def test_the_unit_opens_name_and_phone_of_a_merged_caller_with_a_reason_that_is_kept(
    web, fill_in, pair
):
    first, second = pair()
    address = f"/tickets/{first['ticket_no']}/merged/{second['ticket_no']}/openings"
    assert fill_in("street_clerk", address, reason="").status_code == 400
    page = fill_in("street_clerk", address, reason="上门前联系")
    assert (page.status_code, "李晓梅" in page.text, "13900139001" in page.text) == (
        200,
        True,
        True,
    )
    assert FIRST["phone"] not in page.text
    with web.app.state.database.reading() as session:
        row = session.exec(select(AccessLog).order_by(AccessLog.id.desc())).first()
    assert (row.staff, row.reason) == ("street_clerk", "上门前联系")


def test_a_hidden_caller_stays_hidden_on_the_leading_ticket(web, see, fill_in, pair):
    first, second = pair(identity="hidden", text="李晓梅住隔壁，工地灯光照进卧室。")
    supplement(web, second, "我叫李晓梅，还在施工")
    send_photo(web, second)
    answer = see("street_clerk", f"/tickets/{first['ticket_no']}")
    assert "灯光照进卧室" in answer.text
    for sign in ("李晓梅", "13900139001", "李*", "139****9001"):
        assert sign not in answer.text
    address = f"/tickets/{first['ticket_no']}/merged/{second['ticket_no']}/openings"
    assert fill_in("street_clerk", address, reason="联系").status_code == 403
    assert "李晓梅" in fill_in("dispatcher", address, reason="核实情况").text


def test_a_ticket_that_is_not_merged_into_it_is_not_opened_there(web, fill_in, pair):
    first, _ = pair()
    other = web.post("agent", "/api/v1/reports", SECOND).json()["ticket_no"]
    address = f"/tickets/{first['ticket_no']}/merged/{other}/openings"
    assert fill_in("street_clerk", address, reason="联系").status_code == 404


def test_the_progress_of_a_merged_caller_names_the_leading_ticket_and_its_promise(web, see, pair):
    first, second = pair()
    fields = {name: second[name] for name in ("ticket_no", "query_code")}
    page = web.client.post("/progress", data=fields).text
    assert first["ticket_no"] in page
    assert "一并办理" in page
    leading = web.get("supervisor", f"/api/v1/tickets/{first['ticket_no']}").json()
    progress = web.get("nobody", "/api/v1/progress", **fields).json()
    assert (progress["leading_no"], progress["promised_at"]) == (
        first["ticket_no"],
        leading["due_handle"],
    )
    assert progress["unit_name"] == leading["unit_name"]
    assert first["query_code"] not in page


def test_the_alarm_of_a_hidden_caller_s_words_names_nobody_on_the_leading_ticket(web, see, pair):
    first, _second = pair(identity="hidden", text="我叫李晓梅，塔吊歪了要倒下来，底下有人，快来")
    leading = see("street_clerk", f"/tickets/{first['ticket_no']}").text
    document = web.get("street_clerk", f"/api/v1/tickets/{first['ticket_no']}").text

    assert "可能有险情" in leading
    for text in (leading, document, see("street_clerk", "/inbox").text):
        assert "李晓梅" not in text
