from unittest.mock import patch


def lookup(web, no, code):
    return web.client.get("/api/v1/progress", params={"ticket_no": no, "query_code": code})


def received(web):
    answer = web.post(
        "nobody", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}
    ).json()
    return answer["ticket_no"], answer["query_code"]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_caller_sees_the_steps_and_the_reply_after_its_review(web):
    no, code = received(web)
    web.act("dispatcher", no, "dispatches", unit="990102001")
    web.act("street_clerk", no, "acceptances")
    web.act("street_clerk", no, "contacts", way="phone", note="已通话")
    reply = {"result": "solved", "handling": "内部情况", "public_answer": "已经整改。"}
    web.act("street_clerk", no, "replies", **reply)
    before = lookup(web, no, code).json()
    assert (before["public_reply"], before["status"]) == ("", "replied")
    web.act("reviewer", no, "reviews", decision="pass")
    after = lookup(web, no, code)
    assert after.json()["public_reply"] == "已经整改。"
    assert [step["step"] for step in after.json()["steps"]][:3] == [
        "register",
        "dispatch",
        "accept",
    ]
    assert after.json()["promised_at"]
    for inside in ("内部情况", "suggest", "confidence", "street_clerk"):
        assert inside not in after.text


def test_a_report_that_waits_for_a_dispatcher_has_its_promised_day(web):
    receipt = web.post("nobody", "/api/v1/reports", {"text": "有个事情想反映一下。"}).json()
    no, code = receipt["ticket_no"], receipt["query_code"]
    progress = lookup(web, no, code).json()
    assert (receipt["status"], progress["status"]) == ("triage", "triage")
    assert receipt["promised_at"] == progress["promised_at"]
    assert progress["promised_at"] > receipt["created_at"]


def test_a_return_that_is_asked_is_not_told_before_it_is_decided(web):
    no, code = received(web)
    web.act("dispatcher", no, "dispatches", unit="990102001")
    grounds = {"code": "not_our_duty", "reason": "不属于本单位职责", "basis": "三定方案第四条"}
    assert web.act("street_clerk", no, "returns", **grounds).json()["status"] == "return_requested"
    progress = lookup(web, no, code).json()
    assert (progress["status"], progress["status_name"]) == ("dispatched", "待签收")


def test_a_wrong_code_is_answered_like_an_unknown_ticket(web):
    no, code = received(web)
    unknown, guessed = lookup(web, "2603090999995", "000000"), lookup(web, no, wrong(code))
    assert unknown.status_code == guessed.status_code == 404
    assert unknown.json() == guessed.json()


def test_after_five_wrong_codes_the_right_one_waits_too(web):
    no, code = received(web)
    assert [lookup(web, no, wrong(code)).status_code for _ in range(6)] == [404] * 5 + [429]
    refused = lookup(web, no, code)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    other, other_code = received(web)
    assert lookup(web, other, other_code).status_code == 200


def test_missing_or_odd_parameters_are_named(web):
    assert web.client.get("/api/v1/progress").status_code == 400
    for no in ("\x00", "一" * 41, ""):
        assert lookup(web, no, "123456").status_code == 400


def from_address(web, address, no, code):
    with patch("hotline.web.api.progress.address_of", lambda _: address):
        return lookup(web, no, code).status_code


def test_wrong_codes_of_strangers_never_lock_the_caller_out(web):
    no, code = received(web)
    assert from_address(web, "10.0.0.7", no, code) == 200
    tries = [from_address(web, f"198.51.100.{n % 20}", no, wrong(code)) for n in range(60)]
    assert tries == [404] * 50 + [429] * 10
    assert from_address(web, "198.51.100.99", no, code) == 429
    assert from_address(web, "10.0.0.7", no, code) == 200


def test_wrong_codes_for_other_tickets_from_the_same_house_do_not_lock_the_caller_out(web):
    no, code = received(web)
    assert from_address(web, "10.0.0.7", no, code) == 200
    for number in range(45):
        from_address(web, "10.0.0.7", f"26030900000{number:02d}", "000000")
    assert from_address(web, "10.0.0.7", no, code) == 200
