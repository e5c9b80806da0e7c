"""Passkeys: registered by their owner, used alone or as the second factor, bound to this site."""

import re
from dataclasses import replace as changed
from datetime import timedelta

import pytest
from litestar.testing import TestClient

from hotline.people.second_factor import code_at, step_of
from hotline.storage.audit import AuditFilter, newest_entries
from hotline.storage.passkeys import passkeys_of
from hotline.storage.staff import known_staff
from tests.conftest import MONDAY
from tests.support.accounts import SECRET, bearer, hire, sign_in
from tests.support.application import application
from tests.support.authenticator import Authenticator, asked
from tests.support.city import change_city
from tests.support.web import Web

ORIGIN = "https://hotline.test"


@pytest.fixture
def web(settings, cast):
    """The hotline under HTTPS: browsers give passkeys to no other."""
    webs: list[Web] = []
    app = application(settings, now=lambda: webs[0].now if webs else MONDAY)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        webs.append(Web(app, client, cast, MONDAY))
        yield webs[0]


@pytest.fixture
def owner(web):
    """Somebody with a passkey: headers of their session, and the device."""
    hire(web)
    headers, device = bearer(web, sign_in(web).json()["token"]), Authenticator(ORIGIN)
    answer = add(web, headers, device)
    assert answer.status_code == 200, answer.text
    return headers, device


def add(web, headers, device, name="办公室电脑", password=SECRET, **fields):
    options, note = asked(web.client.get("/account", headers=headers).text, "create")
    data = {"name": name, "password": password, "note": note, "answer": device.create(options)}
    return web.client.post(
        "/account/passkeys", data=data | fields, headers=headers, follow_redirects=False
    )


def request_alone(web):
    web.client.cookies.clear()
    return asked(web.client.get("/sign-in").text, "get")


def enter(web, answer, note, pending=""):
    web.client.cookies.clear()
    data = {"answer": answer, "note": note, "pending": pending, "next": "/account"}
    return web.client.post("/sign-in/passkey", data=data, follow_redirects=False)


def with_password(web):
    """The second step after the right password."""
    web.client.cookies.clear()
    data = {"login": "liuyang", "password": SECRET}
    return web.client.post("/sign-in", data=data, follow_redirects=False)


def pending_of(page):
    return re.search(r'name="pending" value="([^"]+)"', page)[1]


def newest(web, kind):
    with web.app.state.database.reading() as session:
        return newest_entries(session, AuditFilter(kind), limit=1)[0]


def test_a_passkey_signs_in_without_a_password(web, owner):
    options, note = request_alone(web)
    answer = enter(web, owner[1].get(options), note)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    page = web.client.get("/account").text
    assert "办公室电脑" in page
    entry = newest(web, "sign_in")
    assert (entry.actor, entry.details["way"]) == ("liuyang", "passkey")


def test_alone_the_device_has_to_verify_its_person(web, owner):
    options, note = request_alone(web)
    refused = enter(web, changed(owner[1], verifies=False).get(options), note)
    assert refused.status_code == 401
    assert "没有通过验证" in refused.text
    entry = newest(web, "sign_in_refused")
    assert (entry.subject, entry.details["cause"]) == ("liuyang", "passkey")


def test_a_challenge_counts_once(web, owner):
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options), note).status_code == 303
    again = enter(web, owner[1].get(options), note)
    assert again.status_code == 401
    assert "已经做过一次" in again.text


def test_a_challenge_lapses(web, owner):
    options, note = request_alone(web)
    web.now += timedelta(minutes=11)
    assert enter(web, owner[1].get(options), note).status_code == 401


def test_the_answer_to_another_challenge_opens_nothing(web, owner):
    first, second = request_alone(web), request_alone(web)
    assert enter(web, owner[1].get(first[0]), second[1]).status_code == 401


def test_an_answer_that_another_page_asked_for_opens_nothing(web, owner):
    options, note = request_alone(web)
    elsewhere = changed(owner[1], origin="https://hotline.test.example.org")
    assert enter(web, elsewhere.get(options), note).status_code == 401
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options, rp_id="other.test"), note).status_code == 401


def test_a_copied_device_is_noticed_by_its_counter(web, owner):
    copy = changed(owner[1])
    options, note = request_alone(web)
    owner[1].counter = 6
    assert enter(web, owner[1].get(options), note).status_code == 303
    options, note = request_alone(web)
    assert enter(web, copy.get(options), note).status_code == 401


def test_another_signature_or_owner_opens_nothing(web, owner):
    options, note = request_alone(web)
    stranger = changed(owner[1], key=Authenticator(ORIGIN).key)
    assert enter(web, stranger.get(options), note).status_code == 401
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options, userHandle="c29tZWJvZHk"), note).status_code == 401


def test_after_a_password_the_passkey_is_the_second_factor(web, owner):
    page = with_password(web)
    assert page.status_code == 200
    assert "hotline_session" not in page.cookies
    options, note = asked(page.text, "get")
    present = changed(owner[1], verifies=False)
    answer = enter(web, present.get(options), note, pending_of(page.text))
    assert answer.status_code == 303
    assert newest(web, "sign_in").details["way"] == "password+passkey"


def test_somebody_elses_passkey_is_no_second_factor(web, owner):
    hire(web, "other")
    other = Authenticator(ORIGIN)
    add(web, bearer(web, sign_in(web, "other").json()["token"]), other)
    page = with_password(web).text
    options, note = asked(page, "get")
    assert enter(web, other.get(options), note, pending_of(page)).status_code == 401


def test_a_request_alone_does_not_serve_after_a_password_nor_the_other_way_round(web, owner):
    page = with_password(web).text
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options), note, pending_of(page)).status_code == 401
    options, note = asked(with_password(web).text, "get")
    assert enter(web, owner[1].get(options), note).status_code == 401


def test_the_first_passkey_comes_with_recovery_codes_of_which_each_opens_once(web):
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    page = add(web, headers, Authenticator(ORIGIN)).text
    codes = re.findall(r"<li><code>([A-Z0-9-]+)</code>", page)
    assert len(set(codes)) == 10
    assert sign_in(web).status_code == 401
    assert sign_in(web, code=codes[0]).status_code == 201
    assert sign_in(web, code=codes[0]).status_code == 401
    second = add(web, headers, Authenticator(ORIGIN), name="手机")
    assert (second.status_code, second.headers["location"]) == (303, "/account?done=passkey-added")
    assert sign_in(web, code=codes[1]).status_code == 201


def test_a_new_passkey_needs_the_password_and_a_name(web, owner):
    headers, device = owner[0], Authenticator(ORIGIN)
    assert add(web, headers, device, password="wrong wrong wrong 9").status_code == 400
    assert add(web, headers, device, name=" ").status_code == 400
    assert add(web, headers, device, name="x" * 41).status_code == 400
    assert add(web, headers, changed(device, origin="https://evil.test")).status_code == 400
    assert add(web, headers, changed(device, verifies=False)).status_code == 400
    assert count(web) == 1
    assert add(web, headers, device).status_code == 303


def count(web):
    with web.app.state.database.reading() as session:
        return len(passkeys_of(session, known_staff(session, "liuyang").row_id))


def test_the_same_passkey_is_registered_once(web, owner):
    assert add(web, *owner).status_code == 400
    assert count(web) == 1


def test_nobody_registers_with_a_request_of_somebody_else(web, owner):
    hire(web, "other")
    other = bearer(web, sign_in(web, "other").json()["token"])
    options, note = asked(web.client.get("/account", headers=owner[0]).text, "create")
    device = Authenticator(ORIGIN)
    data = {"name": "x", "password": SECRET, "note": note, "answer": device.create(options)}
    assert web.client.post("/account/passkeys", data=data, headers=other).status_code == 400


def test_a_removed_passkey_opens_nothing_and_the_recovery_codes_go_with_the_last(web, owner):
    page = web.client.get("/account", headers=owner[0]).text
    path = re.search(r'action="(/account/passkeys/\d+/removals)"', page)[1]
    wrong = web.client.post(path, data={"password": "x"}, headers=owner[0], follow_redirects=False)
    assert (wrong.status_code, count(web)) == (400, 1)
    data = {"password": SECRET}
    answer = web.client.post(path, data=data, headers=owner[0], follow_redirects=False)
    assert (answer.status_code, count(web)) == (303, 0)
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options), note).status_code == 401
    assert sign_in(web).status_code == 201


def test_nobody_removes_the_passkey_of_somebody_else(web, owner):
    page = web.client.get("/account", headers=owner[0]).text
    path = re.search(r'action="(/account/passkeys/\d+/removals)"', page)[1]
    hire(web, "other")
    other = bearer(web, sign_in(web, "other").json()["token"])
    assert web.client.post(path, data={"password": SECRET}, headers=other).status_code == 404
    assert count(web) == 1


def test_a_closed_account_has_no_passkey_that_opens(web, owner):
    web.post("admin", "/api/v1/accounts/liuyang/disablings")
    options, note = request_alone(web)
    assert enter(web, owner[1].get(options), note).status_code == 401


def test_the_administrator_resets_passkeys_with_the_second_factor(web, owner):
    assert "通行密钥" in web.get("admin", "/accounts/liuyang").text
    web.post("admin", "/api/v1/accounts/liuyang/factor-resets")
    assert count(web) == 0
    assert sign_in(web).status_code == 201


def test_a_passkey_fulfils_the_duty_of_a_role(web, owner):
    change_city(web, '[accounts]\nsecond_factor = ["agent"]\n')
    options, note = request_alone(web)
    enter(web, owner[1].get(options), note)
    assert web.client.get("/intake", follow_redirects=False).status_code == 200


def test_a_code_of_the_moment_serves_beside_a_passkey(web, owner):
    page = web.client.get("/account/second-factor", headers=owner[0]).text
    secret = re.search(r"密钥：<code>([^<]+)<", page)[1].replace(" ", "")
    sealed = re.search(r'name="secret" value="([^"]+)"', page)[1]
    code = code_at(secret, step_of(MONDAY))
    web.client.post(
        "/account/second-factor",
        data={"secret": sealed, "code": code, "password": SECRET},
        headers=owner[0],
    )
    web.now += timedelta(minutes=1)
    assert sign_in(web, code=code_at(secret, step_of(web.now))).status_code == 201
    assert "data-passkey" in with_password(web).text


@pytest.mark.parametrize(
    "answer",
    ["", "{", "[]", "null", '{"id": 7}', '{"id": {}, "response": []}', "1" * 30_000, '{"id":"é"}'],
)
def test_what_is_no_answer_of_a_browser_is_refused_in_words(web, owner, answer):
    assert enter(web, answer, request_alone(web)[1]).status_code == 401
    refused = add(web, owner[0], Authenticator(ORIGIN), answer=answer)
    assert refused.status_code == 400
    assert "没有通过验证" in refused.text


def test_hostile_parts_of_an_answer_are_refused_in_words(web, owner):
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for value in ("", "AAAA", "!", "é" * 40, 7, None, ["x"], {"a": 1}):
            options, note = request_alone(web)
            answer = enter(web, owner[1].get(options, **{part: value}), note)
            is_left_out = part == "userHandle" and not value
            assert answer.status_code == (303 if is_left_out else 401), (part, value)
