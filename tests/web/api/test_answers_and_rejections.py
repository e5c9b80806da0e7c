def test_the_front_desk_answers_at_once(web):
    no = web.ticket_at("triage")
    answer = web.act("agent", no, "answers", text="可凭身份证到政务服务中心办理。")
    assert (answer.status_code, answer.json()["status"]) == (201, "answered")


def test_a_rejection_has_a_known_reason_and_an_explanation(web):
    no = web.ticket_at("triage")
    assert web.act("agent", no, "rejections", reason="because", explanation="x").status_code == 400
    assert (
        web.act("agent", no, "rejections", reason="outside_city", explanation="").status_code == 400
    )
    answer = web.act(
        "agent", no, "rejections", reason="outside_city", explanation="请拨打外市热线。"
    )
    assert (answer.status_code, answer.json()["status"]) == (201, "rejected")


def test_a_unit_neither_answers_directly_nor_rejects(web):
    no = web.ticket_at("dispatched")
    assert web.act("street_clerk", no, "answers", text="x").status_code == 403
    assert (
        web.act(
            "street_clerk", no, "rejections", reason="outside_city", explanation="x"
        ).status_code
        == 403
    )


def test_a_dispatched_ticket_is_not_answered_by_the_front_desk(web):
    no = web.ticket_at("dispatched")
    assert web.act("agent", no, "answers", text="x").status_code == 409
