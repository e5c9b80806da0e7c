"""Who types a report that repeats an open ticket is told which one."""

SAID = "的工地每天半夜打桩施工，噪声很大，影响老人休息。"


def test_a_draft_that_repeats_an_open_ticket_names_it(web):
    places = web.app.state.desks().city.tables.places
    place = next(
        candidate.name
        for candidate in places
        if len(candidate.streets) == 1 and len(candidate.name) > 4
    )
    no = web.report(place + SAID, category="0302")
    answer = web.post(
        "agent", "/api/v1/suggestions", {"text": f"{place}半夜还在打桩，施工噪声大。"}
    )
    assert answer.status_code == 200
    (repeat,) = answer.json()["repeats"]
    assert (repeat["ticket_no"], repeat["score"] > 0.5) == (no, True)
    assert (
        web.post("agent", "/api/v1/suggestions", {"text": "想咨询医保怎么办理。"}).json()["repeats"]
        == []
    )
