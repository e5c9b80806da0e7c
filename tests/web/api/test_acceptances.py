def test_the_unit_signs_for_its_ticket(web):
    no = web.ticket_at("dispatched")
    answer = web.act("street_clerk", no, "acceptances")
    assert (answer.status_code, answer.json()["status"]) == (201, "accepted")
    assert answer.json()["accepted_at"] == "2026-03-09T10:00:00"


def test_a_body_is_not_needed_to_sign(web):
    no = web.ticket_at("dispatched")
    answer = web.client.post(f"/api/v1/tickets/{no}/acceptances", headers=web.as_("street_clerk"))
    assert answer.status_code == 201


def test_the_unit_above_may_not_sign_for_another_unit_that_is_not_below_it(web):
    no = web.ticket_at("dispatched")
    assert web.act("stranger", no, "acceptances").status_code == 404


def test_a_ticket_is_signed_once(web):
    no = web.ticket_at("accepted")
    answer = web.act("street_clerk", no, "acceptances")
    assert answer.status_code == 409
    assert "已签收" in answer.json()["detail"]
