"""漏接回拨: once a number, off the list when it is reached."""

import itertools

import pytest
from sqlmodel import select

from hotline.domain.models import Ringback
from tests.support.calls import PHONE, Cti


@pytest.fixture
def ringbacks(web):
    def rows():
        with web.app.state.database.reading() as session:
            return session.exec(select(Ringback)).all()

    return rows


def test_a_number_stands_on_the_list_once_however_often_it_called(cti, ringbacks, look):
    for number in range(3):
        cti.call(f"c{number}")
    cti.call("other", phone="13911112222")
    assert [row.calls for row in ringbacks()] == [3, 1]
    page = look("agent", "/calls/ringbacks")
    assert "138****1234" in page
    assert PHONE not in page


def test_who_calls_again_and_is_answered_need_not_be_rung(cti, ringbacks):
    cti.call("c1")
    cti.call("c2", agent="agent")
    assert [row.result for row in ringbacks()] == ["called_again"]


def test_an_outgoing_call_that_is_answered_has_reached_them(cti, ringbacks):
    cti.call("c1")
    base = {"from": "8001", "to": PHONE, "direction": "out", "callId": "o1"}
    cti.send({"event": "newCall", **base}, after=60)
    assert [row.done_at for row in ringbacks()] == [None]
    cti.send({"event": "answer", **base}, after=5)
    assert [row.result for row in ringbacks()] == ["reached"]


def test_anonymous_and_blocked_callers_and_outgoing_calls_are_not_rung_back(cti, ringbacks):
    cti.call("c1", phone="anonymous")
    base = {"from": "8001", "to": PHONE, "direction": "out", "callId": "o1"}
    cti.send({"event": "newCall", **base})
    cti.send({"event": "hangup", **base, "cause": "noAnswer"}, after=5)
    assert ringbacks() == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_answered_call_is_never_rung_back_in_whatever_order_it_is_told(web, order):
    pbx = Cti(web)
    events = (("newCall", {}), ("answer", {"user": "agent"}), ("hangup", {"cause": "cancel"}))
    for place in order:
        name, fields = events[place]
        pbx.event(name, "c1", 1, phone=PHONE, **fields)
    with web.app.state.database.reading() as session:
        assert session.exec(select(Ringback)).all() == []


def test_attempts_and_their_result_are_kept(cti, ringbacks, send, look):
    cti.call("c1")
    (row,) = ringbacks()
    path = f"/calls/ringbacks/{row.id}/attempts"
    assert send("agent", path, result="").status_code == 400
    assert send("agent", path, result="busy", note="稍后再拨").status_code == 303
    assert "稍后再拨" in look("agent", "/calls/ringbacks")
    assert ringbacks()[0].done_at is None
    send("agent", path, result="reached")
    assert (ringbacks()[0].result, ringbacks()[0].attempts) == ("reached", 2)
    assert send("agent", path, result="reached").status_code == 409
    cti.call("c2")
    assert len(ringbacks()) == 2


def test_after_three_attempts_nobody_is_rung_any_more(cti, ringbacks, send):
    cti.call("c1")
    path = f"/calls/ringbacks/{ringbacks()[0].id}/attempts"
    for _ in range(3):
        send("reviewer", path, result="no_answer")
    assert ringbacks()[0].result == "no_answer"
    assert send("leader", path, result="reached").status_code == 403
