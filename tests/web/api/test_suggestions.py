NOISE = "鼓楼街道的工地每天半夜打桩施工，噪声很大，影响老人和孩子休息。"


def test_the_agent_gets_category_unit_and_reasons_and_nothing_is_stored(web):
    answer = web.post("agent", "/api/v1/suggestions", {"text": NOISE})
    assert answer.status_code == 200
    assert answer.json()["classification"]["alternatives"]
    assert answer.json()["route"]["reasons"]
    assert web.get("agent", "/api/v1/tickets").json()["total"] == 0


def test_the_public_gets_categories_and_never_a_unit(web):
    answer = web.post("nobody", "/api/v1/suggestions/categories", {"text": NOISE})
    assert answer.status_code == 200
    assert set(answer.json()) == {"categories", "request_type"}
    assert web.post("nobody", "/api/v1/suggestions", {"text": NOISE}).status_code == 401
    assert web.post("street_clerk", "/api/v1/suggestions", {"text": NOISE}).status_code == 403
