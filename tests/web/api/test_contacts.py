def test_the_unit_contacts_the_caller_first(web):
    no = web.ticket_at("accepted")
    answer = web.act("street_clerk", no, "contacts", way="phone", note="已说明处理步骤")
    assert (answer.status_code, answer.json()["status"]) == (201, "in_progress")
    assert answer.json()["contacted_at"]


def test_no_contact_needs_its_reason(web):
    no = web.ticket_at("accepted")
    answer = web.act("street_clerk", no, "contacts", way="none")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "note")


def test_an_unknown_way_lists_the_ways(web):
    no = web.ticket_at("accepted")
    answer = web.act("street_clerk", no, "contacts", way="pigeon")
    assert answer.status_code == 400
    assert "电话" in answer.json()["detail"]
