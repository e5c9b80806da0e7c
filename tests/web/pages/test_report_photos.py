"""Photos in the caller's form, and the same words sent again within minutes."""

import re

import pytest
from sqlmodel import select

from hotline.domain.models import Attachment, Ticket
from tests.support.photos import plain_png

SENT = {
    "text": "东湖区府前街的路灯坏了三盏，晚上看不清路，请尽快修。",
    "request_type": "help",
    "identity": "real",
    "caller_kind": "person",
    "phone": "＋86 138 0013 ８０００",
}


@pytest.fixture
def send(web):
    def post(*photos, **changes):
        files = [("photo", (name, content, "image/png")) for name, content in photos]
        files = files or [("photo", ("", b"", "application/octet-stream"))]
        return web.client.post("/report", data=SENT | {"key": "k1"} | changes, files=files)

    web.client.cookies.clear()
    yield post
    web.client.cookies.clear()


def number(page: str) -> str:
    return re.search(r'receipt-no">(\d{13})<', page)[1]


def attached(web, no: str) -> list[str]:
    with web.app.state.database.reading() as session:
        query = select(Attachment.name).join(Ticket).where(Ticket.no == no)
        return list(session.exec(query.order_by(Attachment.id)))


def test_photos_come_with_the_report_and_sent_twice_they_are_kept_once(web, send):
    photos = [("灯.png", plain_png())]
    first = send(*photos)
    assert first.status_code == 201
    no = number(first.text)
    assert attached(web, no) == ["灯.png"]
    assert number(send(*photos).text) == no
    assert attached(web, no) == ["灯.png"]


def test_a_file_that_is_no_photo_never_loses_the_report(web, send):
    answer = send(("灯.png", plain_png()), ("说明.png", b"not a picture"))
    assert answer.status_code == 201
    assert "有照片没有保存" in answer.text
    assert "说明" in answer.text
    assert attached(web, number(answer.text)) == ["灯.png"]


def test_a_form_without_photos_is_a_report(send):
    assert send().status_code == 201


def test_the_same_words_again_lead_to_their_ticket_in_this_browser_only(web, send):
    no = number(send().text)
    again = send(key="k2", text=SENT["text"] + "\n")
    assert again.status_code == 409
    assert "<h1>您刚才已提交</h1>" in again.text
    assert f"流水号 {no}" in again.text
    assert f'name="query_code" value="{web.app.state.vault.query_code(no)}"' in again.text
    assert number(send(key="k3", again="yes").text) != no
    web.client.cookies.clear()
    stranger = send(key="k4")
    assert stranger.status_code == 201
    assert number(stranger.text) != no


def test_blanks_and_marks_make_no_other_words(send):
    no = number(send().text)
    again = send(
        key="k2", text=" " + SENT["text"].replace("，", " , ").replace("。", "！") + "\u3000"
    )
    assert (again.status_code, no in again.text) == (409, True)


def test_a_cookie_that_nobody_sealed_tells_nothing(web, send):
    web.client.cookies.set("hotline_report", "AAAA", path="/report")
    assert send(key="k5").status_code == 201


def test_other_words_are_another_report(send):
    send()
    assert send(key="k2", text=SENT["text"] + "还有垃圾。").status_code == 201


def test_a_road_of_several_districts_is_offered_to_pick(fill_in):
    page = fill_in("nobody", "/report/suggestions", text="人民路的工地半夜打桩，噪声很大。").text
    assert len(set(re.findall(r'data-fill="report-district=(\d+)"', page))) > 1
    sure = fill_in("nobody", "/report/suggestions", text="东湖区府前街的工地半夜打桩。").text
    assert "识别到的地点：示例市东湖区" in sure or "识别到的地点：东湖区" in sure
