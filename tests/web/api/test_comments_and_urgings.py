def test_a_comment_leaves_the_status(web):
    no = web.ticket_at("dispatched")
    answer = web.act("street_clerk", no, "comments", text="已安排人员")
    assert (answer.status_code, answer.json()["status"]) == (201, "dispatched")
    assert web.get("agent", f"/api/v1/tickets/{no}").json()["comments"][0]["text"] == "已安排人员"


def test_an_urging_needs_a_reason_and_an_open_ticket(web):
    no = web.ticket_at("dispatched")
    assert web.act("supervisor", no, "urgings", reason="").status_code == 400
    assert web.act("supervisor", no, "urgings", reason="诉求人来电催办").status_code == 201
    assert (
        web.act("supervisor", web.ticket_at("closed"), "urgings", reason="再催").status_code == 409
    )


def test_a_leader_reads_and_does_not_comment(web):
    no = web.ticket_at("dispatched")
    assert web.get("leader", f"/api/v1/tickets/{no}").status_code == 200
    assert web.act("leader", no, "comments", text="抓紧").status_code == 403
