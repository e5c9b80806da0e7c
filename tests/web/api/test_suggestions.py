NOISE = "鼓楼街道的工地每天半夜打桩施工，噪声很大，影响老人和孩子休息。"


def test_the_agent_gets_category_unit_and_reasons_and_nothing_is_stored(web):
    answer = web.post("agent", "/api/v1/suggestions", {"text": NOISE})
    assert answer.status_code == 200
    assert set(answer.json()["classification"]["alternatives"][0]) == {"code", "name", "confidence"}
    assert answer.json()["route"]["reasons"]
    assert web.get("agent", "/api/v1/tickets").json()["total"] == 0


def test_the_public_gets_categories_and_never_a_unit(web):
    answer = web.post("nobody", "/api/v1/suggestions/categories", {"text": NOISE})
    assert answer.status_code == 200
    assert set(answer.json()) == {"categories", "request_type"}
    assert web.post("nobody", "/api/v1/suggestions", {"text": NOISE}).status_code == 401
    assert web.post("street_clerk", "/api/v1/suggestions", {"text": NOISE}).status_code == 403


def test_times_and_missing_elements_come_with_the_question_to_ask(web):
    answer = web.post("agent", "/api/v1/suggestions", {"text": "楼下烧烤店昨晚8点油烟很大"}).json()
    assert [(time["text"], time["begin"]) for time in answer["times"]] == [
        ("昨晚8点", "2026-03-08T20:00:00")
    ]
    assert [element["kind"] for element in answer["missing"]] == ["where"]
    assert answer["ask"] == answer["missing"][0]["question"]
    assert "what" in {element["kind"] for element in answer["elements"]}


def test_a_field_that_is_filled_is_not_asked_again(web):
    draft = {"text": "楼下烧烤店昨晚8点油烟很大", "address": "东湖区湖滨街道碧水湾小区"}
    answer = web.post("agent", "/api/v1/suggestions", draft).json()
    assert (answer["missing"], answer["ask"]) == ([], "")
