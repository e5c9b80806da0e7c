"""Several matters of one contact over the API: a ticket for each, linked, with the same words."""

TEXT = "东湖区府前街的工地半夜打桩。还有路口的路灯不亮，门口的垃圾也没人收。"


def further(web, who, no, title, **headers):
    body = {"text": TEXT, "title": title, "phone": "13800138000"}
    return web.post(who, f"/api/v1/tickets/{no}/matters", body, **headers)


def linked(web, who, no):
    return [row["no"] for row in web.get(who, f"/api/v1/tickets/{no}").json()["matters"]]


def test_three_matters_of_one_call_are_three_tickets_that_name_each_other(web):
    first = web.report(TEXT, title="夜间施工")
    lights = further(web, "agent", first, "路灯不亮", **{"Idempotency-Key": "k2"})
    assert lights.status_code == 201
    second = lights.json()["ticket_no"]
    again = further(web, "agent", first, "路灯不亮", **{"Idempotency-Key": "k2"})
    assert (again.status_code, again.json()["ticket_no"]) == (200, second)
    third = further(web, "agent", second, "垃圾没人收").json()["ticket_no"]
    assert linked(web, "dispatcher", first) == [second, third]
    assert linked(web, "dispatcher", second) == [first, third]
    ticket = web.get("dispatcher", f"/api/v1/tickets/{second}").json()
    assert (ticket["content"], ticket["title"]) == (TEXT, "路灯不亮")


def test_a_further_matter_needs_a_title_and_a_ticket_of_ones_own(web):
    first = web.report(TEXT, title="夜间施工")
    assert further(web, "agent", first, "").status_code == 400
    assert further(web, "dispatcher", first, "路灯不亮").status_code == 400
    assert further(web, "agent", "2099010100001", "路灯不亮").status_code == 400
    assert further(web, "street_clerk", first, "路灯不亮").status_code == 403
    assert further(web, "nobody", first, "路灯不亮").status_code == 401


def test_a_confidential_matter_is_not_named_to_who_may_not_see_it(web):
    first = web.report(TEXT, title="夜间施工")
    body = {"text": TEXT, "title": "举报内部人员", "secrecy": "confidential"}
    hidden = web.post("agent", f"/api/v1/tickets/{first}/matters", body).json()["ticket_no"]
    assert hidden in linked(web, "supervisor", first)
    assert linked(web, "agent", first) == []
