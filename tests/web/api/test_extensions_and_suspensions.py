import pytest

EXTENSION = {"limit": "2wd", "reason": "需检测", "basis": "办法"}
SUSPENSION = {"until": "2026-06-01", "reason": "等待拆迁", "basis": "办法"}


def test_an_extension_is_asked_for_granted_and_stands_in_the_ticket(web):
    no = web.ticket_at("in_progress")
    assert (
        web.act("street_clerk", no, "extensions", **EXTENSION).json()["status"]
        == "extension_requested"
    )
    answer = web.act("supervisor", no, "extension-decisions", decision="grant")
    assert (answer.status_code, answer.json()["status"], answer.json()["extensions"]) == (
        201,
        "in_progress",
        1,
    )
    (application,) = web.get("supervisor", f"/api/v1/tickets/{no}").json()["applications"]
    assert (application["decision"], application["old_due"], application["new_due"]) == (
        "granted",
        "2026-03-16T17:30:00",
        "2026-03-18T17:30:00",
    )


def test_a_refused_extension_needs_a_note(web):
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "extensions", **EXTENSION)
    assert web.act("dispatcher", no, "extension-decisions", decision="refuse").status_code == 400
    answer = web.act("dispatcher", no, "extension-decisions", decision="refuse", note="可按期完成")
    assert answer.json()["due_at"] == "2026-03-16T17:30:00"


def test_a_suspension_is_approved_looked_at_and_taken_up_again(web):
    no = web.ticket_at("in_progress")
    asked_for = web.act("street_clerk", no, "suspensions", **SUSPENSION).json()
    assert asked_for["status"] == "suspension_requested"
    endorsed = web.act("dispatcher", no, "suspension-decisions", decision="grant").json()
    assert (endorsed["status"], endorsed["clock"]) == ("suspension_requested", "decide")
    granted = web.act("supervisor", no, "suspension-decisions", decision="grant").json()
    assert (granted["status"], granted["clock"], granted["due_at"]) == (
        "suspended",
        "look",
        "2026-04-08T23:59:59",
    )
    assert web.act("supervisor", no, "looks", note="仍在等待").status_code == 201
    resumed = web.act("supervisor", no, "resumptions", reason="条件具备").json()
    assert (resumed["status"], resumed["clock"]) == ("in_progress", "handle")
    (pause,) = web.get("supervisor", f"/api/v1/tickets/{no}").json()["pauses"]
    assert (pause["kind"], pause["approved_by"]) == ("suspension", "supervisor")


def test_a_date_that_cannot_be_read_is_named(web):
    no = web.ticket_at("in_progress")
    answer = web.act("street_clerk", no, "suspensions", **SUSPENSION | {"until": "someday"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "until")


@pytest.mark.parametrize(
    ("who", "noun", "body", "code"),
    [
        ("supervisor", "extensions", EXTENSION, 403),
        ("stranger", "extensions", EXTENSION, 404),
        ("nobody", "extensions", EXTENSION, 401),
        ("street_clerk", "extension-decisions", {"decision": "grant"}, 403),
        ("supervisor", "extension-decisions", {"decision": "grant"}, 409),
        ("supervisor", "extension-decisions", {"decision": "perhaps"}, 400),
        ("street_clerk", "suspension-decisions", {"decision": "grant"}, 403),
        ("supervisor", "suspension-decisions", {"decision": "grant"}, 409),
        ("supervisor", "looks", {"note": "看过"}, 409),
        ("supervisor", "resumptions", {"reason": "恢复"}, 409),
        ("leader", "resumptions", {"reason": "恢复"}, 403),
    ],
)
def test_who_may_not_or_not_now_is_told(web, who, noun, body, code):
    no = web.ticket_at("in_progress")
    assert web.act(who, no, noun, **body).status_code == code


@pytest.mark.parametrize(
    "noun", ["extensions", "extension-decisions", "suspensions", "suspension-decisions", "looks"]
)
def test_getting_is_the_wrong_method(web, noun):
    assert (
        web.get("supervisor", f"/api/v1/tickets/{web.ticket_at('triage')}/{noun}").status_code
        == 405
    )
