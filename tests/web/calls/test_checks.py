"""Quality check: drawn by lot, by somebody else, appealed once."""

import pytest
from sqlmodel import select

from hotline.domain.models import CallCheck, PhoneCall

POINTS = {
    "greeting": "10",
    "listening": "15",
    "facts": "20",
    "answer": "20",
    "record": "15",
    "closing": "10",
}


@pytest.fixture
def check(cti, web):
    """The number of the check of a call that the agent answered; every call is drawn."""
    web.load_city(check_percent=100)
    cti.call("c1", agent="agent")
    cti.hang_up("c1")
    with web.app.state.database.reading() as session:
        return session.exec(select(CallCheck)).one().id


def row(web):
    with web.app.state.database.reading() as session:
        return session.exec(select(CallCheck)).one()


def test_a_share_of_the_calls_is_drawn_by_a_lot_of_the_call(cti, web):
    web.load_city(check_percent=50)
    for number in range(40):
        cti.call(f"c{number}", phone=f"138000000{number:02}", agent="agent", waits=1)
        cti.hang_up(f"c{number}", 1, phone=f"138000000{number:02}")
        cti.hang_up(f"c{number}", 1, phone=f"138000000{number:02}")
    with web.app.state.database.reading() as session:
        drawn = session.exec(select(CallCheck.call_id)).all()
        calls = session.exec(select(PhoneCall)).all()
    draw = web.app.state.vault.draw
    assert set(drawn) == {
        call.id for call in calls if draw(f"call\npbx\n{call.call_id}", call.turn) < 50
    }
    assert 8 < len(drawn) < 32


def test_points_add_up_and_the_agent_sees_them(check, web, send, look):
    assert "待质检" in look("reviewer", "/calls/checks")
    assert send("reviewer", f"/calls/checks/{check}/points", **POINTS).status_code == 303
    assert row(web).score == 90
    assert "90 分" in look("agent", "/calls/checks")
    assert send("reviewer", f"/calls/checks/{check}/points", **POINTS).status_code == 409


def test_a_fatal_fault_leaves_nothing(check, web, send):
    send("supervisor", f"/calls/checks/{check}/points", fatal="leak", **POINTS)
    assert row(web).score == 0


@pytest.mark.parametrize("wrong", [{"facts": "26"}, {"facts": ""}, {"facts": "-1"}, {"fatal": "x"}])
def test_a_form_that_is_not_whole_is_refused(check, web, send, wrong):
    answer = send("reviewer", f"/calls/checks/{check}/points", **POINTS | wrong)
    assert answer.status_code == 400
    assert row(web).score is None


def test_nobody_checks_their_own_call(check, web, send):
    with web.app.state.database.writing() as session:
        session.get(CallCheck, check).agent = "reviewer"
    assert send("reviewer", f"/calls/checks/{check}/points", **POINTS).status_code == 403
    assert send("agent", f"/calls/checks/{check}/points", **POINTS).status_code in (403, 404)


def test_the_agent_appeals_once_and_another_person_decides(check, web, send):
    path = f"/calls/checks/{check}"
    assert send("agent", f"{path}/appeals", reason="早了").status_code == 404
    send("reviewer", f"{path}/points", **POINTS)
    assert send("supervisor", f"{path}/appeals", reason="x").status_code == 403
    assert send("agent", f"{path}/appeals", reason="录音里报了工号").status_code == 303
    assert send("agent", f"{path}/appeals", reason="再申诉").status_code == 409
    decision = {"decision": "changed", "opinion": "重听后改判", **POINTS, "facts": "25"}
    assert send("reviewer", f"{path}/decisions", **decision).status_code == 403
    assert send("supervisor", f"{path}/decisions", **decision).status_code == 303
    assert (row(web).score, row(web).decided_by) == (95, "supervisor")


def test_agents_see_no_result_of_others(check, web, send, look):
    send("reviewer", f"/calls/checks/{check}/points", **POINTS)
    headers = web.as_("dispatcher") | {"Accept": "text/html"}
    assert web.client.get(f"/calls/checks/{check}", headers=headers).status_code == 404
    assert "90 分" not in look("dispatcher", "/calls/checks")


def test_an_appeal_waits_on_the_list_of_whoever_may_decide_it_and_of_nobody_else(
    check, web, send, look
):
    path, heading = f"/calls/checks/{check}", "待决定的申诉"
    send("reviewer", f"{path}/points", **POINTS)
    assert heading not in look("supervisor", "/calls/checks")
    send("agent", f"{path}/appeals", reason="录音里报了工号")
    assert heading in look("supervisor", "/calls/checks")
    assert heading not in look("reviewer", "/calls/checks")
    assert heading not in look("agent", "/calls/checks")
    send("supervisor", f"{path}/decisions", decision="upheld", opinion="没有听到", **POINTS)
    assert heading not in look("supervisor", "/calls/checks")
