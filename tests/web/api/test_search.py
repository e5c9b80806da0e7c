from hotline.operation.work_queue import run_once


def test_a_ticket_is_found_by_its_words_by_those_who_may_see_it(web):
    no = web.report("鼓楼街道的路灯不亮，晚上走路看不清，请维修。")
    run_once(web.app.state.database, web.app.state.engine)
    answer = web.get("agent", "/api/v1/search", q="路灯")
    assert answer.json()["tickets"][0]["no"] == no
    assert answer.json()["degraded"] is False
    assert "<mark>" in str(answer.json()["tickets"][0]["highlights"])
    assert web.get("stranger", "/api/v1/search", q="路灯").json()["total"] == 0


def test_search_refuses_what_the_list_refuses(web):
    for name, value in (
        ("colour", "red"),
        ("limit", "x"),
        ("after", "n1 or 1"),
        ("q", "a" * 201),
        ("status", "open"),
    ):
        assert web.get("agent", "/api/v1/search", **{name: value}).status_code == 400, name
    assert web.get("nobody", "/api/v1/search", q="x").status_code == 401


def test_odd_words_find_nothing_and_break_nothing(web):
    for query in ('"', "()", "AND", "*", "路灯 OR", "[a TO", "\\", "😀", "a:b", "%", "~" * 50):
        assert web.get("agent", "/api/v1/search", q=query).status_code == 200, query
