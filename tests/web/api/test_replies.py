import pytest

from tests.support.web import REPLY


def test_the_unit_replies_and_waits_for_the_reviewer(web):
    no = web.ticket_at("in_progress")
    answer = web.act("street_clerk", no, "replies", **REPLY, is_true=True, basis="示例条例")
    assert (answer.status_code, answer.json()["status"], answer.json()["result"]) == (
        201,
        "replied",
        "solved",
    )
    shown = web.get("reviewer", f"/api/v1/tickets/{no}").json()
    assert shown["replies"][0]["public_answer"] == REPLY["public_answer"]
    assert shown["public_reply"] == "", "the caller reads it only after the review"


@pytest.mark.parametrize("field", ["handling", "public_answer"])
def test_a_reply_needs_its_parts(web, field):
    no = web.ticket_at("in_progress")
    answer = web.act("street_clerk", no, "replies", **(REPLY | {field: ""}))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    missing = {name: value for name, value in REPLY.items() if name != field}
    assert web.act("street_clerk", no, "replies", **missing).json()["errors"][0]["field"] == field


def test_an_unsolved_matter_needs_its_reason(web):
    no = web.ticket_at("in_progress")
    answer = web.act("street_clerk", no, "replies", **(REPLY | {"result": "unsolved"}))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "unsolved_reason")


def test_nobody_replies_before_the_first_contact(web):
    no = web.ticket_at("accepted")
    assert web.act("street_clerk", no, "replies", **REPLY).status_code == 409
