"""The accounts page: who sees it, what is done there, what the audit log says of it."""

import re

import pytest

from hotline.storage.audit import entries_after
from hotline.storage.staff import known_staff
from hotline.web.steps.account_steps import ACCOUNT_STEPS
from tests.support.accounts import ELSEWHERE, HERE, SECRET, bearer, hire, sign_in

UNIT, OTHER = "DH-ZF", "YS-ZF"


def send(web, path, **data):
    answer = web.client.post(
        f"/accounts{path}", data=data, headers=web.as_("admin"), follow_redirects=False
    )
    return answer


def audited(web):
    with web.app.state.database.reading() as session:
        return [
            (entry.kind, entry.actor, entry.subject)
            for entry in entries_after(session, 0, limit=1000)
        ]


def account(web, login="liuyang"):
    with web.app.state.database.reading() as session:
        return known_staff(session, login)


def listed(text):
    return re.findall(r'title" href="/accounts/([\w-]+)"', text)


def row(text, login):
    return next(part for part in text.split("<tr>") if f"/accounts/{login}" in part)


@pytest.mark.parametrize("who", ["agent", "dispatcher", "district_clerk", "leader", "auditor"])
def test_nobody_but_the_administrator_sees_or_changes_accounts(web, who):
    hire(web)
    assert web.get(who, "/accounts").status_code == 403
    assert web.get(who, "/accounts/liuyang").status_code == 403
    assert web.post(who, "/api/v1/accounts/liuyang/disablings").status_code == 403
    assert account(web).active


def test_a_new_account_gets_a_temporary_password_that_is_told_once(web):
    answer = send(web, "", login="wangfang", name="王芳", role="clerk", unit=UNIT)
    password = re.search(r"密码：<code>([^<]+)</code>", answer.text)[1]
    assert answer.headers["cache-control"] == "no-store"
    assert password not in web.get("admin", "/accounts/wangfang").text
    assert sign_in(web, "wangfang", password).json()["role"] == "clerk"
    assert account(web, "wangfang").temporary
    assert ("staff_added", "admin", "wangfang") in audited(web)


def test_a_refused_new_account_keeps_what_was_typed(web):
    answer = send(web, "", login="wangfang", name="王芳", role="clerk", unit="NOWHERE")
    assert answer.status_code == 400
    assert "NOWHERE" in answer.text
    assert 'value="王芳"' in answer.text
    assert "/accounts/wangfang" not in answer.text


def test_the_list_finds_by_name_role_unit_and_state(web):
    hire(web)
    hire(web, "clerk-1", "clerk", unit=UNIT, units=web.app.state.desks().city.tables.units)
    send(web, "/clerk-1/disablings")

    def logins(**params):
        return re.findall(
            r'title" href="/accounts/([\w-]+)"', web.get("admin", "/accounts", **params).text
        )

    assert {"liuyang", "clerk-1"} <= set(logins())
    assert logins(text="LIUY") == ["liuyang"]
    assert logins(role="clerk", state="disabled") == ["clerk-1"]
    assert logins(unit=UNIT, state="active") == []
    assert logins(text="%") == []


def test_the_list_pages_without_losing_anybody(web, monkeypatch):
    monkeypatch.setattr("hotline.web.pages.accounts.PAGE", 3)
    for number in range(7):
        hire(web, f"agent-{number}")
    logins, path = [], "/accounts?text=agent-"
    while path and len(logins) < 10:
        text = web.client.get(path, headers=web.as_("admin")).text
        logins += listed(text)
        more = re.search(r'href="([^"]+after=[^"]+)"', text)
        path = more[1].replace("&amp;", "&") if more else ""
    assert logins == [f"agent-{number}" for number in range(7)]


def test_the_list_says_who_is_locked_and_when_they_came_last(web):
    hire(web)
    hire(web, "calm")
    sign_in(web, "calm")
    for _ in range(5):
        sign_in(web, password="wrong wrong 9 wrong", address=ELSEWHERE)
    text = web.get("admin", "/accounts").text
    assert "已锁定" in row(text, "liuyang")
    assert "2026-03-09 10:00" not in row(text, "liuyang")
    assert "已锁定" not in row(text, "calm")
    assert "2026-03-09 10:00" in row(text, "calm")


def test_a_closed_account_signs_in_nowhere_until_it_opens_again(web):
    hire(web)
    session = bearer(web, sign_in(web).json()["token"])
    assert send(web, "/liuyang/disablings").status_code == 303
    assert web.client.get("/api/v1/tickets", headers=session).status_code == 401
    assert sign_in(web).status_code == 401
    send(web, "/liuyang/enablings")
    assert sign_in(web).status_code == 201
    kinds = [kind for kind, actor, _ in audited(web) if actor == "admin"]
    assert kinds == ["staff_disabled", "staff_enabled"]


def test_a_new_temporary_password_ends_all_sessions(web):
    hire(web)
    session = bearer(web, sign_in(web).json()["token"])
    answer = send(web, "/liuyang/passwords")
    password = re.search(r"密码：<code>([^<]+)</code>", answer.text)[1]
    assert web.client.get("/api/v1/sessions/current", headers=session).status_code == 401
    assert sign_in(web).status_code == 401
    again = bearer(web, sign_in(web, password=password).json()["token"])
    assert web.client.get("/api/v1/sessions/current", headers=again).json()["duty"] == "password"


def test_sessions_are_ended_and_the_password_stays(web):
    hire(web)
    session = bearer(web, sign_in(web).json()["token"])
    send(web, "/liuyang/session-ends")
    assert web.client.get("/api/v1/sessions/current", headers=session).status_code == 401
    assert sign_in(web, password=SECRET, address=HERE).status_code == 201
    assert ("session_ended", "admin", "liuyang") in audited(web)


def test_who_closes_the_last_account_of_a_unit_is_warned_before_and_after(web):
    units = web.app.state.desks().city.tables.units
    hire(web, "first", "clerk", unit=UNIT, units=units)
    hire(web, "second", "clerk", unit=UNIT, units=units)
    assert "最后一个启用的账号" not in web.get("admin", "/accounts/first").text
    assert "vacant" not in send(web, "/first/disablings").headers["location"]
    assert "最后一个启用的账号" in web.get("admin", "/accounts/second").text
    location = send(web, "/second/disablings").headers["location"]
    assert "已没有启用的账号" in web.client.get(location, headers=web.as_("admin")).text


def test_moving_the_last_clerk_away_warns_too(web):
    hire(web, "only", "clerk", unit=UNIT, units=web.app.state.desks().city.tables.units)
    location = send(web, "/only/moves", unit=OTHER).headers["location"]
    assert f"vacant={UNIT}" in location
    assert account(web, "only").unit == OTHER


def test_a_refused_move_comes_back_with_its_fault(web):
    hire(web, "only", "clerk", unit=UNIT, units=web.app.state.desks().city.tables.units)
    answer = send(web, "/only/moves", unit=OTHER, on="next week")
    assert answer.status_code == 400
    assert 'value="next week"' in answer.text
    assert "2026-03-12" in answer.text
    assert account(web, "only").unit == UNIT


def test_administrators_close_neither_themselves_nor_the_last_of_them(web):
    assert web.get("admin", "/accounts").status_code == 200
    assert '<h2 id="step-disablings"' not in web.get("admin", "/accounts/admin").text
    assert send(web, "/admin/disablings").status_code == 409
    assert account(web, "admin").active


def test_unknown_accounts_and_steps_are_told(web):
    assert send(web, "/nobody/disablings").status_code == 404
    assert web.get("admin", "/accounts/nobody").status_code == 404
    hire(web)
    assert send(web, "/liuyang/promotions").status_code == 404


def test_every_step_of_the_page_is_a_route_of_the_api(web):
    hire(web, "clerk-1", "clerk", unit=UNIT, units=web.app.state.desks().city.tables.units)

    def act(noun, **body):
        return web.post("admin", f"/api/v1/accounts/clerk-1/{noun}", body)

    assert act("disablings").json()["vacant_unit"] == UNIT
    assert act("enablings").json()["active"] is True
    assert act("moves", unit=OTHER).json()["unit"] == OTHER
    assert act("links", email="Clerk@example.org").json()["email"] == "clerk@example.org"
    assert act("unlinks").json()["email"] == ""
    password = act("passwords").json()["password"]
    assert sign_in(web, "clerk-1", password).status_code == 201
    assert act("session-ends").status_code == 201
    assert act("factor-resets").json()["totp"] is False
    assert act("moves", unit=OTHER, role="admin").status_code == 400
    listed = web.get("admin", "/api/v1/accounts").json()["accounts"]
    assert [account["unit"] for account in listed if account["login"] == "clerk-1"] == [OTHER]
    assert "password" not in listed[0]


@pytest.mark.parametrize("noun", ACCOUNT_STEPS)
def test_a_step_without_its_form_is_told_what_is_missing(web, noun):
    headers = web.as_("admin")
    answer = web.client.post(f"/api/v1/accounts/street_clerk/{noun}", headers=headers)
    assert answer.status_code != 500
    if any(field.needed for field in ACCOUNT_STEPS[noun].fields):
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("application/problem+json")
