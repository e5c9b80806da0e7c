"""Nobody meets a caller who wants to be hidden: each role on each route of the application's own
table, so that a new route is met as well.
"""

import pytest
from sqlmodel import select

from hotline.domain.models import AccessLog, AuditEntry, Ticket
from hotline.operation.work_queue import run_once
from tests.web.hiding.markers import (
    ID_NUMBER,
    MARKS,
    NAME,
    ORDERED,
    PHONE,
    PLATE,
    SAID,
    SIGNS,
    attach,
    bring,
    file_report,
    marks_in,
)
from tests.web.hiding.routes import all_addresses, values_of

STRANGE = ("street_clerk", "district_clerk", "leader", "admin", "auditor", "stranger", "nobody")
CENTRE = ("agent", "dispatcher", "reviewer", "supervisor")
MODES = {"hidden": {"identity": "hidden"}, "confidential": {"secrecy": "confidential"}}
POINTS = ("triage", "in_progress", "replied", "callback", "closed")
# Where the harmless part of the text has to be met, or nothing was looked at.
TELLING = {
    "/api/v1/tickets",
    "/api/v1/tickets/{no:str}",
    "/api/v1/tickets/{no:str}/attachments",
    "/api/v1/supervisions",
    "/api/v1/supervisions/{name:str}",
    "/inbox",
    "/supervision",
    "/tickets",
    "/tickets/{no:str}",
    "/triage",
}


@pytest.fixture(params=sorted(MODES))
def tickets(request, web):
    return bring_all(web, **MODES[request.param])


def bring_all(web, **fields):
    """Tickets of one mode at every point, one of them merged into another, one with an order."""
    numbers = {point: bring(web, point, **fields) for point in POINTS}
    parent, child = bring(web, "in_progress", **fields), bring(web, "triage", **fields)
    merged = web.act("dispatcher", child, "merges", into=parent, reason=SAID)
    assert merged.status_code == 201, merged.text
    held = numbers["in_progress"]
    for level in ("written", "urge"):
        body = {"level": level, "demand": ORDERED}
        ordered = web.act("supervisor", held, "supervisions", **body)
        assert ordered.status_code == 201, ordered.text
    returned = bring(web, "accepted", **fields)
    answer = web.act(
        "street_clerk", returned, "returns", code="not_our_duty", reason=SAID, basis=SAID
    )
    assert answer.status_code == 201, answer.text
    answer = web.act("street_clerk", held, "extensions", limit="2wd", reason=SAID, basis=SAID)
    assert answer.status_code == 201, answer.text
    urged = web.act("supervisor", held, "urgings", reason=ORDERED)
    assert urged.status_code == 201, urged.text
    attach(web, "street_clerk", held)
    run_once(web.app.state.database, web.app.state.engine)
    return [*numbers.values(), parent, child, returned]


@pytest.mark.slow
def test_no_role_meets_the_caller_on_any_route(web):
    """Tickets of both modes lie in one town: what tells of no single one is asked once."""
    tickets = {mode: bring_all(web, **fields) for mode, fields in MODES.items()}
    met, read = [], set()
    signed = {who: web.as_(who) | {"Accept": "text/html"} for who in (*STRANGE, *CENTRE)}
    for method, path, address in addresses_of_both(web, tickets.values()):
        for who, headers in signed.items():
            answer = web.client.request(method, address, headers=headers, follow_redirects=False)
            assert answer.status_code != 500, (method, address)
            if marks := marks_in(answer, SIGNS if who in STRANGE else MARKS):
                met.append((who, method, address, marks))
            if "夜里施工" in answer.text or "夜间施工" in answer.text:
                shown = address + answer.text
                read |= {(m, path) for m in MODES if any(no in shown for no in tickets[m])}
    assert met == []
    assert {(mode, path) for mode in MODES for path in TELLING} - read == set()


def addresses_of_both(web, towns):
    """Each address once, all that is read first."""
    values = [values_of(web, numbers) for numbers in towns]
    return sorted({address for known in values for address in all_addresses(web, known)})


@pytest.mark.parametrize("away", [False, True])
def test_nobody_finds_hidden_callers_by_what_tells_them(web, tickets, away, monkeypatch):
    if away:
        from analytics.search.base import EngineUnavailable

        def search(_query):
            raise EngineUnavailable("away")

        monkeypatch.setattr(web.app.state.engine, "search", search)
    for who in (*STRANGE[:-1], *CENTRE):
        for query in (NAME, PHONE, "139 7765 4321", ID_NUMBER, PLATE, f"{NAME}反映", "如霜住处"):
            answer = web.get(who, "/api/v1/search", q=query)
            if answer.status_code == 200:
                assert answer.json()["total"] == 0, (who, query)
            listed = web.get(who, "/tickets", q=query)
            assert not any(f"/tickets/{no}" in listed.text for no in tickets), (who, query)
    answer = web.get("street_clerk", "/api/v1/search", q="施工")
    assert answer.json()["total"] > 0
    assert marks_in(answer, SIGNS) == []


def test_an_old_index_shows_no_caller_either(web):
    """Written while the report was open; then it became confidential, and the worker is behind."""
    no = file_report(web)["ticket_no"]
    web.act("dispatcher", no, "dispatches", unit="990102001")
    run_once(web.app.state.database, web.app.state.engine)
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == no)).one().secrecy = "confidential"
    answer = web.get("street_clerk", "/api/v1/search", q="夜里施工")
    assert answer.json()["total"] == 1
    assert marks_in(answer, SIGNS) == []


@pytest.mark.parametrize("who", CENTRE)
@pytest.mark.parametrize("mode", sorted(MODES))
def test_the_centre_opens_with_a_reason_that_is_kept(web, who, mode):
    no = bring(web, "in_progress", **MODES[mode])
    if mode == "confidential" and who in ("agent", "reviewer"):
        assert web.act(who, no, "disclosures", reason="回拨核实").status_code == 404
        return
    assert web.act(who, no, "disclosures", reason=" ").status_code == 400
    opened = web.act(who, no, "disclosures", reason="回拨核实")
    assert opened.status_code == 201
    assert (opened.json()["name"], opened.json()["phone"]) == (NAME, PHONE)
    assert NAME in opened.json()["content"]
    form = {"reason": "转达单位的问题"}
    page = web.client.post(f"/tickets/{no}/openings", data=form, headers=web.as_(who))
    assert {NAME, PHONE, ID_NUMBER, PLATE} <= set(marks_in(page, MARKS))
    with web.app.state.database.reading() as session:
        rows = session.exec(select(AccessLog).where(AccessLog.staff == who)).all()
        audit = session.exec(select(AuditEntry).where(AuditEntry.kind == "personal_data")).all()
    assert [row.reason for row in rows] == ["回拨核实", "转达单位的问题"]
    assert all("text" in row.fields for row in rows)
    assert [entry.subject for entry in audit] == [no, no]
    shown = web.get("auditor", "/audit", subject=no).text
    assert "回拨核实" in shown
    assert marks_in(web.get(who, f"/tickets/{no}"), MARKS) == []


def test_a_reason_that_names_the_caller_tells_the_auditor_nothing(web):
    no = bring(web, "triage", identity="hidden")
    web.act("supervisor", no, "disclosures", reason=f"回拨{NAME}，{PHONE}核实")
    shown = web.get("auditor", "/audit", subject=no)
    assert "核实" in shown.text
    assert marks_in(shown, SIGNS) == []


def test_who_is_answered_with_a_hidden_caller_reads_nothing_of_them(web):
    parent = bring(web, "in_progress", identity="hidden")
    other = web.post("agent", "/api/v1/reports", {"text": "同一处工地夜里施工，很吵。"}).json()
    no = other["ticket_no"]
    merged = web.act("dispatcher", no, "merges", into=parent, reason="同一工地")
    assert merged.status_code == 201, merged.text
    answered = {"result": "solved", "handling": "已查处", "public_answer": f"已回复{NAME}。{SAID}"}
    assert web.act("street_clerk", parent, "replies", **answered).status_code == 201
    assert web.act("reviewer", parent, "reviews", decision="pass").status_code == 201
    form = {"ticket_no": no, "query_code": other["query_code"]}
    called = {"way": "phone", "reached": True, "solved": True, "rating": 5}
    for _ in range(2):
        for answer in (
            web.get("nobody", "/api/v1/progress", **form),
            web.client.post("/progress", data=form),
            web.get("supervisor", f"/api/v1/tickets/{no}"),
        ):
            assert marks_in(answer, SIGNS) == []
        web.act("reviewer", parent, "callbacks", **called)
    assert web.get("supervisor", f"/api/v1/tickets/{no}").json()["status"] == "callback"


@pytest.mark.parametrize("is_leading", [True, False])
@pytest.mark.parametrize("parted", [True, False])
def test_the_steps_of_the_other_ticket_tell_nothing_of_who_is_hidden(web, is_leading, parted):
    """They carry the reason why both are one matter, and what was noted while they were."""
    hidden = file_report(web, identity="hidden")["ticket_no"]
    body = {"text": "夜里施工很吵，请回电13512340000。", "caller": "钱多多", "phone": "13512340000"}
    other = web.post("agent", "/api/v1/reports", body).json()["ticket_no"]
    leading, merged = (hidden, other) if is_leading else (other, hidden)
    web.act("dispatcher", leading, "dispatches", unit="990102001")
    web.act("street_clerk", leading, "acceptances")
    assert web.act("dispatcher", merged, "merges", into=leading, reason=SAID).status_code == 201
    web.act("dispatcher", leading, "comments", text=f"与{NAME}和钱多多通过话")
    if parted:
        assert web.act("dispatcher", merged, "separations", reason=SAID).status_code == 201
    for who in ("street_clerk", "leader"):
        for path in ("/tickets/{}", "/api/v1/tickets/{}", "/tickets/{}/sheet", "/cycles/{}/1"):
            for no in (hidden, other):
                answer = web.client.get(path.format(no), headers=web.as_(who))
                assert marks_in(answer, SIGNS) == [], (who, path, no)
    if not is_leading:
        shown = web.get("street_clerk", f"/api/v1/tickets/{other}").json()
        assert "13512340000" in shown["content"]
        assert "钱多多" in str(shown)


@pytest.mark.parametrize("mode", sorted(MODES))
@pytest.mark.parametrize("who", ["street_clerk", "district_clerk", "leader", "admin", "auditor"])
def test_units_leaders_and_administrators_open_nobody(web, who, mode):
    no = bring(web, "in_progress", **MODES[mode])
    assert web.act(who, no, "disclosures", reason="想知道是谁").status_code in (403, 404)
    page = web.client.post(
        f"/tickets/{no}/openings", data={"reason": "想知道是谁"}, headers=web.as_(who)
    )
    assert page.status_code in (403, 404)
    with web.app.state.database.reading() as session:
        assert session.exec(select(AccessLog)).all() == []


def test_a_file_of_a_hidden_caller_needs_an_opening_and_is_never_for_units(web):
    no = bring(web, "in_progress", identity="hidden")
    listed = web.get("supervisor", f"/api/v1/tickets/{no}/attachments").json()["attachments"]
    own = next(row["id"] for row in listed if row["audience"] == "caller")
    path = f"/api/v1/tickets/{no}/attachments/{own}"
    refused = web.get("street_clerk", path)
    assert refused.status_code == 403
    assert "请由热线中心遮盖后转达" in refused.json()["detail"]
    assert f"/attachments/{own}" not in web.get("street_clerk", f"/tickets/{no}").text
    assert web.get("supervisor", path).status_code == 403
    web.act("supervisor", no, "disclosures", reason="核对现场照片")
    assert web.get("supervisor", path).status_code == 200
    assert web.get("dispatcher", path).status_code == 403
    with web.app.state.database.reading() as session:
        rows = session.exec(select(AccessLog).where(AccessLog.fields == f"attachment:{own}")).all()
    assert [(row.staff, row.reason) for row in rows] == [("supervisor", "核对现场照片")]


def test_what_the_unit_has_to_do_is_still_readable(web):
    no = bring(web, "in_progress", identity="hidden")
    shown = web.get("street_clerk", f"/api/v1/tickets/{no}").json()
    assert "住处旁边夜里施工" in shown["content"]
    assert shown["caller"].pop("may_open") is False
    assert set(shown["caller"].values()) == {""}
    assert "反映夜间施工" in shown["title"]


def test_a_caller_who_gives_their_name_is_read_as_before(web):
    no = bring(web, "in_progress", identity="real")
    assert NAME in web.get("street_clerk", f"/api/v1/tickets/{no}").json()["content"]


def test_callers_read_their_own_ticket_as_they_wrote_it(web):
    receipt = file_report(web, identity="hidden")
    form = {"ticket_no": receipt["ticket_no"], "query_code": receipt["query_code"]}
    assert NAME in web.client.post("/progress", data=form).text
