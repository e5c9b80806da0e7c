from tests.support.web import REPLY


def test_a_good_reply_reaches_the_caller(web):
    no = web.ticket_at("replied")
    answer = web.act("reviewer", no, "reviews", decision="pass")
    assert (answer.status_code, answer.json()["status"]) == (201, "callback")
    assert (
        web.get("reviewer", f"/api/v1/tickets/{no}").json()["public_reply"]
        == REPLY["public_answer"]
    )


def test_a_reply_that_is_sent_back_needs_a_reason(web):
    no = web.ticket_at("replied")
    assert web.act("reviewer", no, "reviews", decision="send_back").status_code == 400
    answer = web.act("reviewer", no, "reviews", decision="send_back", note="未答复要点")
    assert (answer.status_code, answer.json()["status"]) == (201, "in_progress")


def test_who_replied_does_not_review(web):
    no = web.ticket_at("replied")
    assert web.act("street_clerk", no, "reviews", decision="pass").status_code == 403


def test_a_ticket_without_a_reply_is_not_reviewed(web):
    no = web.ticket_at("in_progress")
    assert web.act("reviewer", no, "reviews", decision="pass").status_code == 409
