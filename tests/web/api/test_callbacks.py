def test_a_satisfied_caller_closes_the_ticket(web):
    no = web.ticket_at("callback")
    answer = web.act("reviewer", no, "callbacks", way="phone", reached=True, solved=True, rating=5)
    body = answer.json()
    assert (answer.status_code, body["status"], body["rating"], body["solved"]) == (
        201,
        "closed",
        5,
        True,
    )
    assert body["due_at"] is None


def test_an_unsolved_matter_goes_back_for_another_cycle(web):
    no = web.ticket_at("callback")
    bad = {"way": "phone", "reached": True, "solved": False, "rating": 1, "reason": "问题依旧"}
    answer = web.act("reviewer", no, "callbacks", **bad)
    assert (answer.status_code, answer.json()["status"], answer.json()["cycle"]) == (
        201,
        "in_progress",
        2,
    )


def test_the_third_failed_attempt_closes(web):
    no = web.ticket_at("callback")
    states = []
    for hour in (10, 15, 19):
        web.now = web.now.replace(hour=hour)
        states.append(
            web.act("reviewer", no, "callbacks", way="phone", reached=False).json()["status"]
        )
    assert states == ["callback", "callback", "closed"]


def test_an_attempt_that_comes_too_early_says_when_the_next_may_be(web):
    no = web.ticket_at("callback")
    web.act("reviewer", no, "callbacks", way="phone", reached=False)
    answer = web.act("reviewer", no, "callbacks", way="phone", reached=False)
    assert (answer.status_code, "2026-03-09 14:00" in answer.text) == (409, True)


def test_reasons_come_from_a_closed_list(web):
    no = web.ticket_at("callback")
    bad = {"way": "phone", "reached": True, "solved": False, "rating": 2}
    wrong = web.act("reviewer", no, "callbacks", **bad, reasons=["天气"])
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "reasons")
    assert (
        web.act("reviewer", no, "callbacks", **bad, reasons=["效率", "outcome"]).status_code == 201
    )
    document = web.get("street_clerk", f"/api/v1/tickets/{no}").json()
    assert document["callbacks"][0]["reasons"] == ["speed", "outcome"]


def test_a_rating_beyond_the_scale_or_of_another_type_is_refused(web):
    no = web.ticket_at("callback")
    for rating in (0, 6, 10**30, "five", 4.5):
        answer = web.act(
            "reviewer", no, "callbacks", way="phone", reached=True, solved=True, rating=rating
        )
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "rating"), rating
