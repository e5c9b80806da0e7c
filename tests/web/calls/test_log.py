"""The call log: who sees what, masked; openings with a reason; export."""

import pytest
from sqlmodel import select

from hotline.domain.models import AccessLog, AuditEntry
from tests.support.calls import PHONE, Cti


@pytest.fixture
def calls(cti):
    """Answered by the agent, answered by the dispatcher, abandoned, missed; numbers by name."""
    cti.call("mine", agent="agent")
    cti.call("theirs", phone="13911112222", agent="dispatcher")
    cti.call("gone", phone="13700001111")
    cti.event("newCall", "late", phone="057188880000", queue="night")
    cti.event("hangup", "late", 30, phone="057188880000", cause="noAnswer")
    return {call["call_id"]: call["id"] for call in cti.calls()}


def ids(cti, who="supervisor", **params):
    return [call["call_id"] for call in cti.calls(who, **params)]


def test_agents_see_their_own_and_the_unanswered(cti, calls):
    assert ids(cti, "agent") == ["late", "gone", "mine"]
    assert ids(cti, "supervisor") == ["late", "gone", "theirs", "mine"]


def test_views_and_filters(cti, calls):
    assert ids(cti, "agent", view="mine") == ["mine"]
    assert ids(cti, view="missed") == ["late"]
    assert ids(cti, view="abandoned") == ["gone"]
    assert ids(cti, queue="night") == ["late"]
    assert ids(cti, agent="dispatcher") == ["theirs"]
    assert ids(cti, since="2026-03-10") == []
    assert len(ids(cti, until="2026-03-09")) == 4
    assert ids(cti, direction="out") == []
    assert len(ids(cti, since="0001-01-01", until="9999-12-31")) == 4


@pytest.mark.parametrize(
    "params", [{"view": "x"}, {"since": "gestern"}, {"after": "x"}, {"phone": PHONE}]
)
def test_a_wrong_filter_is_told(web, cti, params):
    assert web.get("supervisor", "/api/v1/calls", **params).status_code == 400


def test_pages_go_on_where_the_one_before_ended(web, cti, calls):
    shown, params = [], {"limit": 1}
    for _ in range(5):
        body = web.get("supervisor", "/api/v1/calls", **params).json()
        shown += [call["call_id"] for call in body["calls"]]
        if not body["next"]:
            break
        params["after"] = body["next"]
    assert shown == ["late", "gone", "theirs", "mine"]


def test_no_list_shows_a_number_and_no_address_has_one(web, cti, calls, look):
    for who in ("agent", "supervisor", "leader", "reviewer"):
        page = look(who, "/calls")
        assert PHONE not in page
        assert "138****1234" in page or who == "agent"
        assert PHONE not in web.get(who, "/api/v1/calls").text
    export = web.get("supervisor", "/calls/log.csv")
    assert PHONE not in export.text
    assert "138****1234" in export.text
    assert export.content.startswith(b"\xef\xbb\xbf")
    assert export.headers["content-type"] == "text/csv; charset=utf-8"
    with web.app.state.database.reading() as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.kind == "export")).all()
    assert (entry.subject, entry.details["rows"]) == ("calls", 4)


@pytest.mark.parametrize("who", ["street_clerk", "admin", "auditor", "nobody"])
def test_who_does_not_work_with_calls_sees_none(web, calls, who):
    for path in ("/api/v1/calls", "/api/v1/seats", "/calls", "/calls/1", "/seats"):
        answer = web.client.get(path, headers=web.as_(who), follow_redirects=False)
        assert answer.status_code in (303, 401, 403), path


def test_a_number_is_opened_with_a_reason_that_both_logs_keep(web, calls, send, look):
    number = calls["mine"]
    path = f"/calls/{number}/openings"
    assert PHONE not in look("supervisor", f"/calls/{number}")
    assert send("supervisor", path, reason=" ").status_code == 400
    opened = send("supervisor", path, reason=f"回拨 {PHONE} 核实地址")
    assert PHONE in opened.text
    with web.app.state.database.reading() as session:
        (row,) = session.exec(select(AccessLog)).all()
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.kind == "personal_data")).all()
    assert (row.staff, row.call_id, row.ticket_id) == ("supervisor", number, None)
    assert "核实地址" in row.reason
    assert PHONE not in row.reason + entry.reason
    assert entry.subject == f"call:{number}"
    assert send("leader", path, reason="想看看").status_code == 403


def test_the_name_is_in_the_opening_where_the_number_is_known(web, calls, send):
    web.report("路灯不亮。", phone=PHONE, caller="张三丰")
    assert "张三丰" in send("agent", f"/calls/{calls['mine']}/openings", reason="核对").text


def test_another_agents_call_is_not_there(calls, send, web):
    headers = web.as_("agent") | {"Accept": "text/html"}
    path = f"/calls/{calls['theirs']}"
    assert web.client.get(path, headers=headers).status_code == 404
    for noun in ("openings", "notes", "tickets"):
        assert send("agent", f"{path}/{noun}", reason="x", note="x").status_code == 404, noun


def test_a_note_and_a_ticket_are_added_afterwards(web, cti, calls, send, look):
    number, no = calls["mine"], web.report()
    assert send("agent", f"/calls/{number}/notes", note="=1+1").status_code == 303
    assert send("agent", f"/calls/{number}/tickets", ticket_no=no).status_code == 303
    assert no in look("supervisor", f"/calls/{number}")
    assert ",'=1+1" in web.get("supervisor", "/calls/log.csv").text
    other = web.report("第2件事情，麻烦处理。")
    assert send("agent", f"/calls/{number}/tickets", ticket_no=other).status_code == 409
    assert send("agent", f"/calls/{number}/tickets", ticket_no="2603090999995").status_code == 404


def test_outgoing_calls_hide_whom_they_called(web):
    pbx = Cti(web)
    pbx.send({"event": "newCall", "from": "8001", "to": PHONE, "direction": "out", "callId": "o"})
    (call,) = pbx.calls()
    assert (call["from"], call["to"], call["queue"]) == ("8001", "138****1234", "")


def test_nothing_of_a_call_is_stored_readable(web, cti, calls, settings):
    cti.send(
        {"event": "answer", "callId": "mine", "from": PHONE, "transcript": "我叫张三丰，住府前街"}
    )
    web.app.state.database.close()
    stored = b"".join(path.read_bytes() for path in settings.data.glob("hotline.db*"))
    for text in (PHONE, "057188880000", "张三丰"):
        assert text.encode() not in stored
