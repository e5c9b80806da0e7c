"""POST /api/v1/ratings: the caller, by the token that their progress page gives them."""

import re

import pytest

from tests.support.web import PLAIN

GOOD = {"rating": 5, "solved": True}


@pytest.fixture
def waiting(web):
    """A ticket in call-back, and the caller's token as their progress page shows it."""
    receipt = web.post(
        "nobody", "/api/v1/reports", {"text": PLAIN, "identity": "hidden", "phone": "13800138000"}
    )
    no, code = receipt.json()["ticket_no"], receipt.json()["query_code"]
    way = (
        ("dispatcher", "dispatches", {"unit": "990102001"}),
        ("street_clerk", "acceptances", {}),
        ("street_clerk", "contacts", {"way": "phone", "note": "已通话"}),
        (
            "street_clerk",
            "replies",
            {"result": "solved", "handling": "已修", "public_answer": "路灯已修好。"},
        ),
        ("reviewer", "reviews", {"decision": "pass"}),
    )
    for who, noun, body in way:
        web.act(who, no, noun, **body)
    shown = web.client.post("/progress", data={"ticket_no": no, "query_code": code})
    return no, re.search(r'name="token" value="([\w-]{43})"', shown.text)[1]


def rate(web, token, who="nobody", **changes):
    return web.post(who, "/api/v1/ratings", {"token": token, **GOOD, **changes})


def test_the_caller_rates_once(web, waiting):
    no, token = waiting
    first = rate(web, token)
    assert (first.status_code, first.json()) == (
        201,
        {
            "ticket_no": no,
            "status": "closed",
            "rating": 5,
            "solved": True,
            "danger": None,
            "opened": None,
        },
    )
    assert rate(web, token, rating=1).status_code == 409


def test_an_unsolved_matter_goes_back_and_the_unit_reads_no_personal_words(web, waiting):
    no, token = waiting
    answer = rate(
        web,
        token,
        rating=1,
        solved=False,
        reasons=["attitude"],
        note="我是张三丰，电话13800138000，没人来",
    )
    assert answer.json()["status"] == "in_progress"
    document = web.get("street_clerk", f"/api/v1/tickets/{no}").text
    assert "没人来" in document
    assert all(word not in document for word in ("13800138000", "张三丰，电话", token))
    page = web.client.get(f"/tickets/{no}", headers=web.as_("street_clerk")).text
    assert all(word not in page for word in ("13800138000", "张三丰，电话", token))


def test_nobody_who_is_signed_in_rates_or_sees_the_token(web, waiting):
    no, token = waiting
    for who in ("street_clerk", "agent", "reviewer", "supervisor"):
        assert rate(web, token, who).status_code == 403
        assert token not in web.get(who, f"/api/v1/tickets/{no}").text
    assert rate(web, token).status_code == 201


def test_a_wrong_token_is_not_found_and_after_many_of_them_one_has_to_wait(web):
    answers = [rate(web, f"{number:043d}").status_code for number in range(21)]
    assert answers == [404] * 20 + [429]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"rating": "five"}, "rating"),
        ({"solved": None}, "solved"),
        ({"reasons": ["weather"]}, "reasons"),
    ],
)
def test_a_wrong_value_is_named_and_the_token_stays_good(web, waiting, changes, field):
    _, token = waiting
    answer = rate(web, token, **changes)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert rate(web, token).status_code == 201


def test_strange_tokens_are_just_wrong(web):
    for token in ("", "../..", "令牌", "x" * 5000):
        assert rate(web, token).status_code == 404
    assert web.client.get("/api/v1/ratings").status_code == 405


@pytest.fixture
def answered(web):
    """A ticket that the agent answered at once, its query code, and the caller's token as their
    progress page shows it.
    """
    receipt = web.post("agent", "/api/v1/reports", {"text": PLAIN}).json()
    no, code = receipt["ticket_no"], receipt["query_code"]
    web.act("agent", no, "answers", text="可凭身份证到政务服务中心办理。")
    shown = web.client.post("/progress", data={"ticket_no": no, "query_code": code})
    return no, code, re.search(r'name="token" value="([\w-]{43})"', shown.text)[1]


def test_the_caller_rates_what_was_answered_at_once(web, answered):
    no, _, token = answered
    assert (
        rate(web, token, rating=1, solved=False, reasons=["outcome"]).json()["status"] == "answered"
    )
    assert rate(web, token).status_code == 409
    assert (
        "直接答复被评为不满意或未解决"
        in web.client.get("/notices", headers=web.as_("supervisor")).text
    )
    assert no in web.client.get("/notices", headers=web.as_("supervisor")).text


def test_who_answered_neither_rates_nor_sees_the_token(web, answered):
    no, code, token = answered
    headers = web.as_("agent")
    looked = web.client.post(
        "/progress", data={"ticket_no": no, "query_code": code}, headers=headers
    )
    assert (looked.status_code, token in looked.text, 'name="rating"' in looked.text) == (
        200,
        False,
        False,
    )
    assert token not in web.client.get(f"/tickets/{no}", headers=headers).text
    assert token not in web.get("agent", f"/api/v1/tickets/{no}").text
    assert rate(web, token, "agent").status_code == 403
    assert web.client.get(f"/rate?token={token}", headers=headers).status_code == 403
    assert rate(web, token).status_code == 201


def test_who_tells_of_a_danger_after_the_end_gets_number_and_code_of_the_new_ticket(web, waiting):
    no, token = waiting
    answer = rate(web, token, note="灯是好了，可是楼下配电箱在冒火，有人被电倒了").json()
    opened = answer["opened"]
    assert (answer["status"], answer["danger"]["numbers"] != []) == ("closed", True)
    assert opened["ticket_no"] != no
    shown = web.client.post(
        "/progress", data={"ticket_no": opened["ticket_no"], "query_code": opened["query_code"]}
    )
    assert (shown.status_code, opened["ticket_no"] in shown.text) == (200, True)


def test_after_an_answer_a_danger_in_an_urge_is_shown_as_a_ticket_of_its_own(web):
    report = {"text": PLAIN, "identity": "hidden", "phone": "13800138000"}
    receipt = web.post("nobody", "/api/v1/reports", report).json()
    own = {"ticket_no": receipt["ticket_no"], "query_code": receipt["query_code"]}
    web.act(
        "dispatcher", own["ticket_no"], "answers", text="可到政务服务中心办理。", uncited="none"
    )
    web.act("dispatcher", own["ticket_no"], "answers", text="可到政务服务中心办理。")
    danger = {**own, "text": "你们别管了，我在桥栏杆外面站着，马上就跳江"}
    opened = web.post("nobody", "/api/v1/progress/urgings", danger).json()["opened"]
    page = web.client.post("/progress/urgings", data=danger)
    assert opened["ticket_no"] not in (own["ticket_no"], "")
    assert (page.status_code, 'id="opened-no"' in page.text, 'id="opened-code"' in page.text) == (
        200,
        True,
        True,
    )
    harmless = {**own, "text": "麻烦快一点"}
    assert web.post("nobody", "/api/v1/progress/urgings", harmless).status_code == 409
