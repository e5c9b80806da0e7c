"""Who types a report that repeats an open ticket is told which one."""

SAID = "的工地每天半夜打桩施工，噪声很大，影响老人休息。"


def test_a_draft_that_repeats_an_open_ticket_names_it(web):
    places = web.app.state.desks().city.tables.places
    place = next(one.name for one in places if len(one.streets) == 1 and len(one.name) > 4)
    no = web.report(place + SAID, category="0302")
    answer = web.post(
        "agent", "/api/v1/suggestions", {"text": f"{place}半夜还在打桩，施工噪声大。"}
    )
    assert answer.status_code == 200
    (one,) = answer.json()["repeats"]
    assert (one["ticket_no"], one["score"] > 0.5) == (no, True)
    assert (
        web.post("agent", "/api/v1/suggestions", {"text": "想咨询医保怎么办理。"}).json()["repeats"]
        == []
    )
