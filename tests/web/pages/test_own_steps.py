"""What the caller does on their page of progress, with number and code and without scripts."""

import pytest

from tests.support.photos import plain_png

PNG = plain_png()


@pytest.fixture
def own(web):
    """Number and code of a caller's ticket."""
    receipt = web.post(
        "nobody", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}
    ).json()
    return {"ticket_no": receipt["ticket_no"], "query_code": receipt["query_code"]}


@pytest.mark.parametrize(
    ("noun", "text", "message", "after"),
    [
        ("supplements", "又坏了一盏", "已收到您补充的情况", "triage"),
        ("urgings", "", "已为您催办", "triage"),
        ("withdrawals", "已自行解决", "已撤回", "withdrawn"),
    ],
)
def test_a_step_is_taken_and_told(web, fill_in, own, noun, text, message, after):
    answer = fill_in("nobody", f"/progress/{noun}", **own, text=text)
    assert answer.status_code == 200
    assert message in answer.text
    assert own["ticket_no"] in answer.text
    assert web.get("supervisor", f"/api/v1/tickets/{own['ticket_no']}").json()["status"] == after


def test_the_page_offers_the_steps_while_the_matter_is_open(fill_in, own):
    page = fill_in("nobody", "/progress", **own).text
    assert all(
        f'action="/progress/{noun}"' in page
        for noun in ("supplements", "attachments", "urgings", "withdrawals")
    )
    fill_in("nobody", "/progress/withdrawals", **own, text="不用了")
    assert 'action="/progress/supplements"' not in fill_in("nobody", "/progress", **own).text


def test_an_empty_supplement_is_told_beside_its_field(fill_in, own):
    answer = fill_in("nobody", "/progress/supplements", **own, text=" ")
    assert answer.status_code == 400
    assert 'id="supplements-text-fault"' in answer.text


def test_a_wrong_code_shows_nothing_of_the_ticket(fill_in, own):
    wrong = own | {"query_code": "000000" if own["query_code"] != "000000" else "111111"}
    answer = fill_in("nobody", "/progress/supplements", **wrong, text="又坏了一盏")
    assert answer.status_code == 404
    assert "提取码不正确" in answer.text
    assert "承诺答复" not in answer.text


def test_a_photo_is_sent_from_the_page_and_stands_on_the_ticket(web, see, own):
    answer = web.client.post("/progress/attachments", data=own, files={"file": ("现场.png", PNG)})
    assert answer.status_code == 200
    assert "已收到“现场.png”" in answer.text
    page = see("dispatcher", f"/tickets/{own['ticket_no']}").text
    assert "现场.png" in page
    assert "诉求人上传" in page
    address = page.split("/attachments/")[1].split('"')[0]
    assert see("dispatcher", f"/tickets/{own['ticket_no']}/attachments/{address}").content == PNG
    assert see("stranger", f"/tickets/{own['ticket_no']}/attachments/{address}").status_code == 404


def test_a_file_of_another_kind_is_refused_in_words(web, own):
    answer = web.client.post(
        "/progress/attachments", data=own, files={"file": ("x.html", b"<script>")}
    )
    assert answer.status_code == 400
    assert "不接受“x.html”" in answer.text


def test_a_clerk_adds_a_proof_on_the_ticket_page(web, see):
    no = web.ticket_at("in_progress")
    answer = web.client.post(
        f"/tickets/{no}/attachments",
        data={"note": "整改后"},
        files={"file": ("现场.png", PNG)},
        headers=web.as_("street_clerk"),
        follow_redirects=False,
    )
    assert answer.headers["location"] == f"/tickets/{no}?done=attachments&no={no}"
    assert "整改后" in see("street_clerk", f"/tickets/{no}").text


def test_an_unknown_step_is_none(fill_in, own):
    assert fill_in("nobody", "/progress/nonsense", **own).status_code == 404


SHOCKED = "灯杆漏电，刚才有小孩摸到被电倒了，现在不动了"


@pytest.mark.parametrize("noun", ["supplements", "urgings", "withdrawals"])
def test_who_tells_of_a_danger_reads_whom_to_call(web, fill_in, own, noun):
    page = fill_in("nobody", f"/progress/{noun}", **own, text=SHOCKED).text
    assert 'href="tel:120"' in page
    assert page.index('href="tel:120"') < page.index("流水号")


def test_words_of_danger_withdraw_nothing_and_the_page_says_so(web, fill_in, see, own):
    page = fill_in("nobody", "/progress/withdrawals", **own, text=SHOCKED).text
    assert "没有撤回" in page
    no = own["ticket_no"]
    assert web.get("dispatcher", f"/api/v1/tickets/{no}").json()["status"] == "triage"
    answer = fill_in("agent", f"/tickets/{no}/withdrawals", reason=SHOCKED)
    assert answer.status_code == 303
    assert "未撤诉" in see("agent", answer.headers["location"]).text


def test_who_is_refused_reads_whom_to_call_all_the_same(fill_in, own):
    wrong = {**own, "query_code": "000000"}
    answer = fill_in("nobody", "/progress/supplements", **wrong, text=SHOCKED)
    assert answer.status_code >= 400
    assert 'href="tel:120"' in answer.text


def test_no_danger_shows_no_numbers(fill_in, own):
    page = fill_in("nobody", "/progress/supplements", **own, text="又坏了一盏").text
    assert "tel:" not in page


def test_programs_are_told_whom_to_call(web, own):
    path = "/api/v1/progress/supplements"
    danger = web.post("nobody", path, {**own, "text": SHOCKED}).json()["danger"]
    assert "120" in [number["phone"] for number in danger["numbers"]]
    assert danger["say"]
    assert web.post("nobody", path, {**own, "text": "又坏了一盏"}).json()["danger"] is None


def test_an_agent_who_adds_words_of_a_danger_is_told_whom_to_call(web, see, own):
    no = own["ticket_no"]
    danger = web.act("agent", no, "supplements", text=SHOCKED).json()["danger"]
    assert "120" in [number["phone"] for number in danger["numbers"]]
    assert 'href="tel:120"' in see("agent", f"/tickets/{no}").text
