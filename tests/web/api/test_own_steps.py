"""What callers do themselves by number and code, and what an agent does for them."""

import pytest

PLAIN = {"text": "有个事情想反映一下，麻烦处理。", "phone": "13800138000", "caller": "张三丰"}


def reported(web) -> dict[str, str]:
    receipt = web.post("nobody", "/api/v1/reports", PLAIN).json()
    return {"ticket_no": receipt["ticket_no"], "query_code": receipt["query_code"]}


def own(web, noun: str, body: dict[str, str], **more: str):
    return web.post("nobody", f"/api/v1/progress/{noun}", body | more)


def test_the_caller_adds_facts_and_urges(web):
    receipt = reported(web)
    assert own(web, "supplements", receipt, text="补充：就在东门").status_code == 201
    urged = own(web, "urgings", receipt)
    assert (urged.status_code, urged.json()["urges"]) == (201, 1)
    steps = web.get("nobody", "/api/v1/progress", **receipt).json()["steps"]
    assert [step["step"] for step in steps][-2:] == ["supplement", "caller_urge"]


def test_the_caller_withdraws_their_matter_once(web):
    receipt = reported(web)
    refused = own(web, "withdrawals", receipt)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "text")
    assert own(web, "withdrawals", receipt, text="已自行解决").json()["status"] == "withdrawn"
    assert own(web, "withdrawals", receipt, text="已自行解决").status_code == 409
    assert web.get("nobody", "/api/v1/progress", **receipt).json()["status_name"] == "已撤诉"


@pytest.mark.parametrize("noun", ["withdrawals", "supplements", "urgings"])
def test_without_the_code_nothing_happens_and_nothing_is_told(web, noun):
    receipt = reported(web)
    wrong = own(web, noun, receipt | {"query_code": "000000"}, text="内容")
    unknown = own(web, noun, receipt | {"ticket_no": "2601010000001"}, text="内容")
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert (
        web.get("dispatcher", f"/api/v1/tickets/{receipt['ticket_no']}").json()["status"]
        == "triage"
    )


def test_a_flood_of_urges_is_stopped(web):
    receipt = reported(web)
    codes = [own(web, "urgings", receipt).status_code for _ in range(12)]
    assert codes[:10] == [201] * 10
    assert codes[10:] == [429] * 2


def test_the_answer_to_a_caller_holds_nothing_of_the_inside(web):
    answer = own(web, "supplements", reported(web), text="补充").json()
    assert set(answer) == {"ticket_no", "status", "danger", "opened"}
    assert answer["danger"] is None


def test_an_agent_adds_urges_and_withdraws_for_the_caller(web):
    no = web.ticket_at("in_progress")
    assert web.act("agent", no, "supplements", text="就在东门").status_code == 201
    assert web.act("agent", no, "caller-urgings").json()["urges"] == 1
    assert web.act("agent", no, "withdrawals", reason="来电撤诉").json()["status"] == "withdrawn"


def test_missing_material_stops_the_clock_until_the_caller_supplies_it(web):
    receipt = reported(web)
    no = receipt["ticket_no"]
    web.act("dispatcher", no, "dispatches", unit="990102001")
    web.act("street_clerk", no, "acceptances")
    web.act("street_clerk", no, "contacts", way="phone")
    assert web.act("street_clerk", no, "materials", items="房产证复印件").json()["clock"] == "look"
    assert (
        web.get("nobody", "/api/v1/progress", **receipt).json()["material_wanted"] == "房产证复印件"
    )
    own(web, "supplements", receipt, text="已上传")
    assert web.get("agent", f"/api/v1/tickets/{no}").json()["clock"] == "handle"
    assert web.act("street_clerk", no, "materials", items="还差一份").status_code == 409


@pytest.mark.parametrize(
    ("who", "noun", "body", "code"),
    [
        ("street_clerk", "withdrawals", {"reason": "撤诉"}, 403),
        ("street_clerk", "supplements", {"text": "补充"}, 403),
        ("leader", "caller-urgings", {}, 403),
        ("agent", "materials", {"items": "材料"}, 403),
        ("nobody", "withdrawals", {"reason": "撤诉"}, 401),
        ("stranger", "materials", {"items": "材料"}, 404),
    ],
)
def test_who_may_not_is_told(web, who, noun, body, code):
    assert web.act(who, web.ticket_at("in_progress"), noun, **body).status_code == code


@pytest.mark.parametrize("noun", ["withdrawals", "supplements", "urgings"])
def test_getting_is_the_wrong_method(web, noun):
    assert web.get("nobody", f"/api/v1/progress/{noun}").status_code == 405


@pytest.mark.parametrize("noun", ["withdrawals", "supplements", "urgings"])
def test_a_danger_under_a_wrong_code_is_answered_with_the_numbers(web, noun):
    receipt = reported(web) | {"query_code": "000000"}
    fire = [own(web, noun, receipt, text="家里着火了出不来") for _ in range(12)]
    assert {answer.status_code for answer in fire} >= {404, 429}
    for answer in fire:
        phones = [number["phone"] for number in answer.json().get("danger", {}).get("numbers", [])]
        assert "119" in phones or "119" in answer.json()["detail"]
    assert "119" in [number["phone"] for number in fire[0].json()["danger"]["numbers"]]
    assert fire[0].json()["detail"].startswith("请立即拨打 119")
