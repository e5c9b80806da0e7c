"""Who passes a ticket on is asked as the dispatcher is; the schema names the answer."""

import re

from sqlmodel import select

from hotline.domain.models import Ticket

STREET = "990102001"
PASSING = {"unit": STREET, "reason": "请属地办理"}


def with_district(web):
    no = web.ticket_at("triage")
    assert web.act("dispatcher", no, "dispatches", unit="DH-ZF").status_code == 201
    assert web.act("district_clerk", no, "acceptances").status_code == 201
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        ticket.doubts = {"mentioned": [STREET]}
    return no


def test_a_unit_that_the_text_names_gets_a_pass_down_only_with_the_answer(web):
    no = with_district(web)
    refused = web.act("district_clerk", no, "pass-downs", **PASSING)
    document = refused.json()
    assert (refused.status_code, document["errors"][0]["field"]) == (409, "unmeant")
    assert '"unmeant": "looked"' in str(document["detail"]) + str(document.get("remedy"))
    headers = web.as_("district_clerk") | {"Accept": "text/html"}
    page = web.client.post(f"/tickets/{no}/pass-downs", data=PASSING, headers=headers)
    assert (page.status_code, 'name="unmeant"' in page.text) == (409, True)
    sent = web.act("district_clerk", no, "pass-downs", **PASSING, unmeant="looked")
    assert (sent.status_code, sent.json()["unit"]) == (201, STREET)


def test_the_schema_lists_the_answer(web):
    schemas = web.get("nobody", "/schema/openapi.json").json()["components"]["schemas"]
    for form in ("DispatchForm", "MoveForm", "ForcedDispatchForm", "PassDownForm", "MergeForm"):
        [schema] = [value for name, value in schemas.items() if re.search(rf"\b{form}$", name)]
        assert schema["properties"]["unmeant"]["enum"] == ["", "looked"], form


def test_a_caller_reads_where_words_about_the_unit_went(web):
    receipt = web.post("agent", "/api/v1/reports", {"text": "路口的垃圾桶满了三天。"}).json()
    no, code = receipt["ticket_no"], receipt["query_code"]
    web.act("dispatcher", no, "dispatches", unit=STREET, unmeant="looked")
    form = {"ticket_no": no, "query_code": code, "text": "来的队员收了老板的烟，又照样乱倒"}
    page = web.client.post("/progress/supplements", data=form)
    assert page.status_code == 200, page.text
    assert "承办单位看不到" in page.text
    assert 'id="opened-no"' in page.text
    assert "排在最前" not in page.text
    assert "收了老板的烟" not in web.get("street_clerk", f"/tickets/{no}").text
    assert "收了老板的烟" not in web.get("street_clerk", f"/api/v1/tickets/{no}").text
