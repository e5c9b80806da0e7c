"""发送记录: what left the house, for the administrator, and sending it once more."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import col, select

from hotline.chats.inboxes import add_inbox
from hotline.cli import hotline
from hotline.domain.models import AuditEntry, Delivery
from hotline.domain.time.times import city_now
from tests.support.chats import a_contact, write
from tests.support.outgoing import outgoing
from tests.support.receivers import receiving


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


@pytest.fixture
def out(web, receiver):
    desk, database = web.app.state.desks(), web.app.state.database
    with database.writing() as session:
        for name in ("site", "branch"):
            door = add_inbox(
                session, name, desk.vault, web.now, webhook=f"{receiver.address}/x", by="admin"
            )
            contact = a_contact(session, desk, door.inbox, source=f"c-{name}")
        write(session, contact, desk, "我是王芳，路灯坏了")
    receiver.answers(410)
    sent = outgoing(database, web.now)
    sent.send()
    return sent


def code_of(out):
    return out.rows()[-1].code


def test_it_shows_what_became_of_each_and_nothing_that_was_written(web, out):
    page = web.get("admin", "/deliveries").text
    assert "未送达" in page
    assert "对方已停用这个地址" in page
    assert code_of(out) in page
    detail = web.get("admin", f"/deliveries/{code_of(out)}").text
    assert "410" in detail
    for text in (page, detail):
        assert "王芳" not in text
        assert "路灯" not in text


def test_it_is_filtered_by_state_and_inbox_and_paged(web, out, monkeypatch):
    assert "没有符合条件" in web.get("admin", "/deliveries", state="delivered").text
    first = web.get("admin", "/deliveries", inbox=str(out.rows()[0].inbox_id)).text
    assert out.rows()[0].code in first
    assert code_of(out) not in first
    monkeypatch.setattr("hotline.web.pages.deliveries.PAGE", 1)
    newest = web.get("admin", "/deliveries").text
    assert f"after={out.rows()[-1].id}" in newest
    older = web.get("admin", "/deliveries", after=str(out.rows()[-1].id)).text
    assert code_of(out) not in older
    for odd in ({"state": "<b>"}, {"inbox": "x"}, {"after": "-1"}, {"after": "9" * 30}):
        assert web.get("admin", "/deliveries", **odd).status_code == 400


def test_a_button_sends_it_once_more_and_the_audit_log_tells_who(web, out, receiver):
    receiver.answers(200)
    code = code_of(out)
    answer = web.post("admin", f"/deliveries/{code}/redeliveries")
    assert "马上发送" in answer.text
    assert out.send(timedelta(minutes=1)) == 1
    assert "已送达" in web.get("admin", f"/deliveries/{code}").text
    with out.database.reading() as session:
        noted = session.exec(select(AuditEntry).order_by(col(AuditEntry.number).desc())).first()
    assert (noted.kind, noted.actor, noted.subject) == ("redelivered", "admin", code)


def test_what_waits_behind_another_one_says_so_and_the_button_tries_that_first(web, out, receiver):
    receiver.answers(500)
    last_one = code_of(out)
    with out.database.writing() as session:
        for row in session.exec(select(Delivery)):
            row.state, row.next_at, row.ended_at, row.reason = "waiting", out.now, None, ""
    behind = next(row for row in out.rows() if row.code == last_one)
    head = next(row for row in out.rows() if row.lane == behind.lane)
    assert head.code != behind.code
    out.send()
    waiting = f'等<a href="/deliveries/{head.code}">前一条</a>送达：对方返回 500'
    web.now += timedelta(minutes=1)
    for path in ("/deliveries", f"/deliveries/{last_one}"):
        page = web.get("admin", path).text
        assert waiting in page
        assert "every 2s" not in page
    receiver.answers(503)
    tries = len(receiver.received)
    pressed = web.post("admin", f"/deliveries/{last_one}/redeliveries").text
    assert "马上再试" in pressed
    assert "every 2s" in pressed
    assert out.send(timedelta(minutes=1)) == len(receiver.received) - tries == 1
    assert "对方返回 503" in web.get("admin", f"/deliveries/{last_one}").text
    receiver.answers(200)
    web.post("admin", f"/deliveries/{last_one}/redeliveries")
    out.send(timedelta(minutes=1))
    assert "已送达" in web.get("admin", f"/deliveries/{last_one}").text


def test_what_was_forgotten_cannot_be_sent_and_says_why(web, out):
    with out.database.writing() as session:
        for row in session.exec(select(Delivery)):
            row.body = None
    code = code_of(out)
    assert "不能重新发送" in web.get("admin", f"/deliveries/{code}").text
    answer = web.post("admin", f"/deliveries/{code}/redeliveries")
    assert answer.status_code == 409
    assert "按期清除" in answer.text


@pytest.mark.parametrize("who", ["agent", "supervisor", "leader", "auditor"])
def test_nobody_else_sees_or_sends_it(web, out, who):
    code = code_of(out)
    assert web.get(who, "/deliveries").status_code == 403
    assert web.get(who, f"/deliveries/{code}").status_code == 403
    assert web.post(who, f"/deliveries/{code}/redeliveries").status_code == 403


def test_an_unknown_code_is_not_found(web):
    assert web.get("admin", "/deliveries/msg_x").status_code == 404
    assert web.post("admin", "/deliveries/msg_x/redeliveries").status_code == 404


def test_the_command_sends_it_once_more(web, out, receiver):
    receiver.answers(200)
    folder = ["--data", str(web.app.state.settings.data)]
    answer = CliRunner().invoke(hotline, ["redeliver", code_of(out), *folder])
    assert answer.exit_code == 0, answer.output
    out.now = city_now()
    assert out.send(timedelta(minutes=1)) == 1
    assert out.rows()[-1].state == "delivered"
    unknown = CliRunner().invoke(hotline, ["redeliver", "msg_x", *folder])
    assert "msg_x" in str(unknown.exception)


@pytest.mark.parametrize(
    "params",
    [{"state": "sent"}, {"inbox": "999999"}, {"inbox": "x"}, {"after": "-1"}, {"stat": "failed"}],
)
def test_a_wrong_filter_is_told_and_finds_nothing(web, out, params):
    answer = web.get("admin", "/deliveries", **params)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert code_of(out) not in answer.text
