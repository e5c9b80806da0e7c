import pytest

from tests.support.web import PLAIN


def numbers(answer):
    assert answer.status_code == 200, answer.text
    return [ticket["no"] for ticket in answer.json()["tickets"]]


def test_the_list_pages_by_key_and_counts(web):
    reported = [web.report(PLAIN + str(n)) for n in range(5)]
    first = web.get("agent", "/api/v1/tickets", limit=2)
    assert (first.json()["total"], numbers(first)) == (5, reported[:2:-1])
    second = web.get("agent", "/api/v1/tickets", limit=2, after=first.json()["next"])
    third = web.get("agent", "/api/v1/tickets", limit=2, after=second.json()["next"])
    assert numbers(second) + numbers(third) == reported[2::-1]
    assert third.json()["next"] == ""


def test_the_most_urgent_come_first_and_page_too(web):
    reported = {web.ticket_at("dispatched"), web.report(), web.ticket_at("accepted")}
    listed, after = [], ""
    for _ in reported:
        page = web.get("agent", "/api/v1/tickets", sort="due", limit=1, after=after)
        listed, after = listed + page.json()["tickets"], page.json()["next"]
    assert {ticket["no"] for ticket in listed} == reported
    assert [ticket["due_at"] for ticket in listed] == sorted(ticket["due_at"] for ticket in listed)


def test_filters_narrow_the_list(web):
    triage, sent = web.report(), web.ticket_at("dispatched")
    assert numbers(web.get("agent", "/api/v1/tickets", status="triage")) == [triage]
    assert numbers(web.get("agent", "/api/v1/tickets", status="triage,dispatched")) == [
        sent,
        triage,
    ]
    assert numbers(web.get("agent", "/api/v1/tickets", unit="990102001")) == [sent]
    assert numbers(web.get("agent", "/api/v1/tickets", overdue="true")) == []
    assert numbers(web.get("agent", "/api/v1/tickets", since="2026-03-09", until="2026-03-09")) == [
        sent,
        triage,
    ]


def test_a_clerk_sees_what_their_units_hold_and_a_stranger_nothing(web):
    no = web.ticket_at("dispatched")
    web.report()
    assert numbers(web.get("street_clerk", "/api/v1/tickets")) == [no]
    assert numbers(web.get("district_clerk", "/api/v1/tickets")) == [no]
    assert (
        numbers(web.get("stranger", "/api/v1/tickets")),
        web.get("stranger", "/api/v1/tickets").json()["total"],
    ) == ([], 0)
    assert numbers(web.get("stranger", "/api/v1/tickets", unit="990102001")) == []
    assert web.get("stranger", f"/api/v1/tickets/{no}").status_code == 404


def test_a_confidential_ticket_exists_for_few(web):
    no = web.report(secrecy="confidential")
    assert numbers(web.get("dispatcher", "/api/v1/tickets")) == [no]
    for who in ("agent", "reviewer", "leader"):
        assert numbers(web.get(who, "/api/v1/tickets")) == []
        assert web.get(who, f"/api/v1/tickets/{no}").status_code == 404


def test_a_hidden_ticket_is_answered_like_an_unknown_one(web):
    there, nowhere = web.report(), "2603090999995"
    hidden, unknown = (web.get("stranger", f"/api/v1/tickets/{no}").text for no in (there, nowhere))
    assert hidden.replace(there, nowhere) == unknown


def test_an_unknown_parameter_is_refused_with_the_known_ones(web):
    answer = web.get("agent", "/api/v1/tickets", colour="red")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "colour")
    assert "status" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "open"),
        ("status", "triage' OR 1=1--"),
        ("unit", "x'; DROP TABLE ticket;--"),
        ("category", "%"),
        ("after", "²"),
        ("after", "9" * 40),
        ("after", "-1"),
        ("after", "1 OR 1=1"),
        ("limit", "0"),
        ("limit", "1e9"),
        ("limit", "-5"),
        ("since", "2026-13-45"),
        ("since", "yesterday"),
        ("until", "9" * 30),
        ("sort", "title; --"),
        ("overdue", "maybe"),
        ("district", "a" * 100),
        ("channel", "fax"),
        ("urgency", "\x00"),
        ("q", "路灯"),
    ],
)
def test_a_wrong_value_is_a_refusal_that_names_the_parameter(web, name, value):
    answer = web.get("agent", "/api/v1/tickets", **{name: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, name)


def test_a_cursor_of_the_other_order_or_of_no_day_is_refused(web):
    for after in ("123", "20261345999999_1", "99999999999999_1"):
        assert web.get("agent", "/api/v1/tickets", sort="due", after=after).status_code == 400


def test_one_ticket_shows_history_suggestion_and_assignments(web):
    no = web.ticket_at("accepted")
    shown = web.get("street_clerk", f"/api/v1/tickets/{no}").json()
    assert [entry["action"] for entry in shown["history"]] == [
        "register",
        "triage",
        "dispatch",
        "accept",
    ]
    assert shown["suggestion"]["model"]
    assert shown["assignments"][0]["unit"] == "990102001"


@pytest.mark.parametrize("no", ["0", "'", "%00", "%F0%9F%98%80", "..%2F..", "9" * 500, "%ED%A0%80"])
def test_an_odd_ticket_number_is_not_found(web, no):
    answer = web.get("agent", f"/api/v1/tickets/{no}")
    assert answer.status_code == 404
    assert "errors" not in answer.json()


def test_overdue_tickets_page_on_by_their_due_time(web):
    reported = {web.report(PLAIN + str(n)) for n in range(3)}
    web.now = web.now.replace(year=2027)
    first = web.get("agent", "/api/v1/tickets", overdue="true", limit=2)
    second = web.get(
        "agent", "/api/v1/tickets", overdue="true", limit=2, after=first.json()["next"]
    )
    assert {*numbers(first), *numbers(second)} == reported


def test_a_time_without_a_day_of_grace_is_meant_to_the_second(web):
    web.report()
    for until, count in (("2026-03-09", 1), ("2026-03-09 00:00", 0), ("2026-03-09 10:00:01", 1)):
        assert web.get("agent", "/api/v1/tickets", until=until).json()["total"] == count, until
