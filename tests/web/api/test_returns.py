from tests.support.web import RETURN


def test_a_unit_asks_to_return_and_the_dispatcher_takes_it_back(web):
    no = web.ticket_at("dispatched")
    answer = web.act("street_clerk", no, "returns", **RETURN, suggested_unit="DH-ZF")
    assert (answer.status_code, answer.json()["status"]) == (201, "return_requested")
    granted = web.act("dispatcher", no, "return-decisions", decision="grant", note="同意")
    body = granted.json()
    assert (granted.status_code, body["status"], body["unit"], body["returns"]) == (
        201,
        "triage",
        "",
        1,
    )


def test_a_refused_return_stays_with_the_unit_and_says_why(web):
    no = web.ticket_at("dispatched")
    web.act("street_clerk", no, "returns", **RETURN)
    silent = web.act("dispatcher", no, "return-decisions", decision="refuse")
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (400, "note")
    refused = web.act("dispatcher", no, "return-decisions", decision="refuse", note="属街道职责")
    assert (refused.status_code, refused.json()["status"]) == (201, "dispatched")


def test_a_return_without_basis_is_refused(web):
    no = web.ticket_at("dispatched")
    answer = web.act("street_clerk", no, "returns", **(RETURN | {"basis": " "}))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "basis")


def test_a_decision_is_grant_or_refuse(web):
    no = web.ticket_at("dispatched")
    web.act("street_clerk", no, "returns", **RETURN)
    answer = web.act("dispatcher", no, "return-decisions", decision="maybe")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "decision")


def test_a_unit_does_not_decide_on_its_own_return(web):
    no = web.ticket_at("dispatched")
    web.act("street_clerk", no, "returns", **RETURN)
    assert web.act("street_clerk", no, "return-decisions", decision="grant").status_code == 403
