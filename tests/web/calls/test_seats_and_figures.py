"""What agents do, and what it adds up to."""

import re
from datetime import timedelta

import pytest

from tests.support.calls import Cti


def state_of(web, login="agent"):
    seats = web.get("supervisor", "/api/v1/seats").json()["seats"]
    return next((seat["state"] for seat in seats if seat["login"] == login), None)


def test_a_call_makes_an_agent_talk_and_then_wrap_until_they_say_otherwise(cti, web, send):
    send("agent", "/seats/states", state="idle")
    cti.call("c1", agent="agent")
    assert state_of(web) == "talk"
    assert send("agent", "/seats/states", state="break").status_code == 409
    cti.hang_up("c1", 30)
    assert state_of(web) == "wrap"
    send("agent", "/seats/states", state="idle")
    assert state_of(web) == "idle"


def test_who_signs_out_is_away_unless_they_still_talk(cti, web, send):
    cti.call("c1", agent="agent")
    send("agent", "/sign-out")
    assert state_of(web) == "talk"
    cti.hang_up("c1", 30)
    send("agent", "/sign-out")
    assert state_of(web) == "away"


def test_events_that_come_again_late_move_nobody(cti, web, send):
    cti.call("c1", agent="agent")
    cti.hang_up("c1", 30)
    send("agent", "/seats/states", state="break")
    cti.event("answer", "c1", 5, phone="13800001234", user="agent")
    cti.hang_up("c1", 5)
    assert state_of(web) == "break"


def test_the_end_of_a_call_before_is_not_the_end_of_this(cti, web, send):
    cti.call("c1", agent="agent")
    cti.call("c2", phone="13911112222", agent="agent")
    cti.hang_up("c1", 5)
    assert state_of(web) == "talk"
    cti.hang_up("c2", 5, phone="13911112222")
    assert state_of(web) == "wrap"


def test_a_ticket_ends_the_work_after_its_call(cti, web, send):
    cti.call("c1", agent="agent")
    cti.hang_up("c1", 30)
    number = cti.calls()[0]["id"]
    web.now += web.now - web.now.replace(second=0)
    send("agent", "/intake", text="路灯不亮，很黑。", call=number, ending="dispatch", unit="")
    assert state_of(web) == "idle"


def test_an_extension_belongs_to_one_seat(web, send, look):
    web.as_("dispatcher")
    assert send("agent", "/seats", extension="8001").status_code == 303
    send("agent", "/seats/states", state="idle")
    assert send("dispatcher", "/seats", extension="8001").status_code == 409
    send("agent", "/seats/states", state="away")
    assert send("dispatcher", "/seats", extension="8001").status_code == 303
    assert send("supervisor", "/seats", extension="8002").status_code == 403
    assert "8001" in look("leader", "/seats")


def test_a_page_that_stands_open_keeps_nobody_signed_in(cti, web, look):
    cti.call("c1", agent="agent")
    rows = look("supervisor", "/seats/rows")
    assert "通话" in rows
    assert "<html" not in rows
    headers = web.as_("supervisor")
    for minutes in range(0, 60, 5):
        web.now = web.now.replace(minute=minutes)
        web.client.get("/seats/rows", headers=headers)
        web.client.get("/intake/calls/news", headers=headers)
    assert web.client.get("/api/v1/seats", headers=headers).status_code == 401


def test_nobody_talks_by_saying_so(send):
    assert send("agent", "/seats/states", state="talk").status_code == 400
    assert send("agent", "/seats/states", state="x").status_code == 400


@pytest.fixture
def day(cti, send):
    """Four calls that asked for a person: 5, 20 and 10 seconds waited, one abandoned."""
    for number, (waits, talks) in enumerate(((5, 60), (20, 100), (10, 20))):
        cti.call(f"c{number}", phone=f"1380000000{number}", agent="agent", waits=waits)
        cti.hang_up(f"c{number}", talks, phone=f"1380000000{number}")
        cti.web.now = cti.web.now.replace(hour=cti.web.now.hour + 1)
        send("agent", "/seats/states", state="idle")
    cti.call("gone", phone="13911112222")
    base = {"from": "8001", "to": "13911112222", "direction": "out", "callId": "o1"}
    cti.send({"event": "newCall", **base})
    cti.send({"event": "answer", **base}, after=60)
    return cti


def shares(page):
    """Numerator and denominator of each figure, by its name."""
    names = "接通率|及时接听率|放弃率|平均等待|平均通话|平均话后整理|漏接回拨率"
    figures = re.findall(rf"<b>[^<]*</b>({names}).*?(\d+) ÷ (\d+)</span>", page, re.DOTALL)
    return {name: (int(above), int(below)) for name, above, below in figures}


def test_figures_stand_with_numerator_and_denominator(day, look):
    page = look("supervisor", "/calls/figures")
    assert shares(page) == {
        "接通率": (3, 4),
        "及时接听率": (2, 4),
        "放弃率": (1, 4),
        "平均等待": (35, 3),
        "平均通话": (180, 3),
        "平均话后整理": (10800, 3),
        "漏接回拨率": (1, 1),
    }
    assert "75.00%" in page
    for row in ("10 时", "11 时", "12 时", "hotline", "agent", "无人接听"):
        assert f">{row}</th>" in page


def test_of_another_day_or_queue_there_are_no_figures(day, look, web):
    assert shares(look("leader", "/calls/figures", since="2026-03-08", until="2026-03-08"))[
        "接通率"
    ] == (0, 0)
    assert shares(look("leader", "/calls/figures", queue="night"))["接通率"] == (0, 0)
    wrong = web.client.get(
        "/calls/figures?since=2026-01-01&until=2026-03-09",
        headers=web.as_("leader") | {"Accept": "text/html"},
    )
    assert wrong.status_code == 400
    assert web.get("agent", "/calls/figures").status_code == 403


def test_calls_in_a_queue_are_seen_by_the_shift_leader(cti, look):
    cti.event("newCall", "c1", phone="13800001234", queue="hotline")
    page = look("supervisor", "/seats")
    assert "排队等待" in page
    assert "13800001234" not in page


def test_a_call_that_an_agent_makes_waits_for_nobody_at_the_centre(cti, look):
    out = {"event": "newCall", "from": "12345", "to": "13800001234", "direction": "out"}
    cti.send(out | {"callId": "o1"})
    assert "<b>0</b>排队等待" in look("supervisor", "/seats")
    cti.event("newCall", "c1", phone="13911112222", queue="hotline")
    assert "<b>1</b>排队等待" in look("supervisor", "/seats")


def test_two_phone_systems_do_not_disturb_each_other(web, send):
    first, second = Cti(web, "a"), Cti(web, "b")
    web.as_("agent")
    first.call("1", agent="agent")
    second.hang_up("1", 5)
    assert state_of(web) == "talk"


def test_who_rings_for_long_without_any_news_waits_no_more(cti, look, web):
    cti.event("newCall", "c1", phone="13911112222", queue="hotline")
    web.now += timedelta(minutes=9)
    assert "<b>1</b>排队等待" in look("supervisor", "/seats")
    cti.event("newCall", "c1", phone="13911112222", queue="hotline", user="agent")
    web.now += timedelta(minutes=9)
    assert "<b>1</b>排队等待" in look("supervisor", "/seats")
    web.now += timedelta(minutes=2)
    assert "<b>0</b>排队等待" in look("supervisor", "/seats")


def test_what_somebody_unknown_answered_stands_apart_from_what_nobody_did(cti, look):
    cti.call("c1", agent="nobody-knows-them")
    cti.hang_up("c1", 30)
    cti.call("c2", phone="13911112222")
    page = look("supervisor", "/calls/figures")
    rows = {
        name: re.findall(r">(\d+)</td>", row)[:4]
        for name, row in re.findall(r">(未识别坐席|无人接听)</th>(.*?)</tr>", page, re.DOTALL)
    }
    assert rows == {"未识别坐席": ["1", "1", "0", "0"], "无人接听": ["1", "0", "1", "0"]}
