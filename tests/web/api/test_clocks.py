import pytest


def test_every_clock_says_since_when_and_by_which_rule(web):
    no = web.ticket_at("dispatched")
    answer = web.get("street_clerk", f"/api/v1/tickets/{no}/clocks").json()
    assert (answer["running"], answer["due_at"]) == ("sign", "2026-03-10T17:30:00")
    handle = next(clock for clock in answer["clocks"] if clock["clock"] == "handle")
    assert handle["rule"]["limit"] == "5wd"
    (leg,) = handle["legs"]
    assert (leg["start"], leg["due"]) == ("2026-03-09T10:00:00", "2026-03-16T17:30:00")
    assert sum(day["used"] for day in leg["timeline"]) == 5 * 7 * 3600


@pytest.mark.parametrize(("who", "code"), [("stranger", 404), ("nobody", 401), ("leader", 200)])
def test_clocks_are_for_those_who_see_the_ticket(web, who, code):
    assert web.get(who, f"/api/v1/tickets/{web.ticket_at('dispatched')}/clocks").status_code == code


def test_posting_is_the_wrong_method(web):
    assert web.act("supervisor", web.ticket_at("triage"), "clocks").status_code == 405
