"""Single sign-on against a real provider: who is linked comes in, and nobody is made by a token."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar.testing import TestClient

from hotline.config import SignOnSettings
from hotline.domain.time.times import city_now
from hotline.people.second_factor import code_at, new_secret, step_of
from hotline.people.sign_on_links import link
from hotline.storage.accounts import links_of
from hotline.storage.audit import AuditFilter, newest_entries
from hotline.storage.staff import all_staff, known_staff
from tests.support.accounts import hire
from tests.support.application import application
from tests.support.oidc import CLIENT, SECRET, oidc_provider, sign_in_there
from tests.support.web import Web

ORIGIN = "http://hotline.test"
BACK = f"{ORIGIN}/sign-in/provider/answer"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with oidc_provider(BACK) as address:
        yield address


@pytest.fixture
def web(settings, cast, issuer):
    """The hotline by the real clock, which is the provider's."""
    sign_on = SignOnSettings(issuer, CLIENT, SECRET, name="市统一认证")
    app = application(replace(settings, sign_on=sign_on), now=city_now)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield Web(app, client, cast, city_now())


def hire_linked(web, login="liuyang", **how):
    hire(web, login)
    with web.app.state.database.writing() as session:
        link(session, known_staff(session, login), web.now, **how)


def come(web, name, target="/account"):
    """Sign in there as `name` and come back; the last answer of the hotline."""
    leave = web.client.get(f"/sign-in/provider?next={target}", follow_redirects=False)
    assert leave.status_code == 303, leave.text
    back = sign_in_there(leave.headers["location"], name)
    return web.client.get(back, follow_redirects=False), back


def newest(web, kind):
    with web.app.state.database.reading() as session:
        return newest_entries(session, AuditFilter(kind), limit=1)[0]


def test_the_sign_in_page_offers_the_provider_by_its_name(web):
    assert "市统一认证登录" in web.client.get("/sign-in").text


def test_who_is_linked_by_their_subject_comes_in(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    answer, _ = come(web, "p1001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "刘洋" in web.client.get("/account").text
    assert newest(web, "sign_in").details["way"] == "sign_on"


def test_the_request_has_pkce_state_and_nonce_each_time_new(web):
    subjects = []
    for _ in range(2):
        leave = web.client.get("/sign-in/provider", follow_redirects=False)
        query = parse_qs(urlsplit(leave.headers["location"]).query)
        assert query["code_challenge_method"] == ["S256"]
        assert query["response_type"] == ["code"]
        subjects.append([query[name][0] for name in ("state", "nonce", "code_challenge")])
    assert all(
        len(first) >= 43 and first != second for first, second in zip(*subjects, strict=True)
    )


def test_a_verified_email_links_the_subject_once_and_for_all(web, issuer):
    hire_linked(web, email="P1001@example.org")
    assert come(web, "p1001")[0].status_code == 303
    with web.app.state.database.writing() as session:
        staff = known_staff(session, "liuyang")
        assert [link.subject for link in links_of(session, staff.row_id)] == ["p1001"]
        staff.email = "p2002@example.org"
        session.add(staff)
    refused, _ = come(web, "p2002")
    assert refused.status_code == 401
    assert "没有关联" in refused.text
    assert come(web, "p1001")[0].status_code == 303


def test_an_email_that_the_provider_does_not_vouch_for_opens_nothing(web):
    hire_linked(web, email="unsure-p1001@example.org")
    assert come(web, "unsure-p1001")[0].status_code == 401


def test_a_token_makes_no_account_and_a_login_is_no_subject(web):
    hire(web)
    refused, _ = come(web, "liuyang")
    assert refused.status_code == 401
    assert "没有关联本系统的账号" in refused.text
    assert "hotline_session" not in refused.cookies
    with web.app.state.database.reading() as session:
        assert [staff.login for staff in all_staff(session)] == ["liuyang"]
    assert newest(web, "sign_in_refused").details["cause"] == "sign_on"


def test_a_closed_account_does_not_come_in(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    with web.app.state.database.writing() as session:
        known_staff(session, "liuyang").active = False
    refused, _ = come(web, "p1001")
    assert refused.status_code == 401
    assert "账号已停用" in refused.text
    assert newest(web, "sign_in_refused").subject == "liuyang"


def test_who_has_a_second_factor_is_asked_for_it(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    secret, vault = new_secret(), web.app.state.vault
    with web.app.state.database.writing() as session:
        known_staff(session, "liuyang").totp = vault.seal(secret.encode())
    page, _ = come(web, "p1001")
    assert page.status_code == 200
    assert "hotline_session" not in page.cookies
    pending = page.text.split('name="pending" value="')[1].split('"')[0]
    target = page.text.split('name="next" value="')[1].split('"')[0]
    code = code_at(secret, step_of(city_now()))
    data = {"pending": pending, "code": code, "next": target}
    answer = web.client.post("/sign-in/code", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert newest(web, "sign_in").details["way"] == "sign_on+totp"


def test_a_temporary_password_is_no_duty_of_who_came_without_one(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    with web.app.state.database.writing() as session:
        known_staff(session, "liuyang").temporary = True
    come(web, "p1001")
    assert web.client.get("/intake", follow_redirects=False).status_code == 200


def test_an_answer_counts_once_and_in_the_browser_that_started(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    leave = web.client.get("/sign-in/provider", follow_redirects=False)
    back = sign_in_there(leave.headers["location"], "p1001")
    own = dict(web.client.cookies)
    web.client.cookies.clear()
    elsewhere = web.client.get(back, follow_redirects=False)
    assert elsewhere.status_code == 401
    assert "不是在这个浏览器开始的" in elsewhere.text
    for name, value in own.items():
        web.client.cookies.set(name, value)
    assert web.client.get(back, follow_redirects=False).status_code == 303
    web.client.cookies.clear()
    for name, value in own.items():
        web.client.cookies.set(name, value)
    assert web.client.get(back, follow_redirects=False).status_code == 401


def test_a_code_of_another_browser_is_refused_by_its_state(web, issuer):
    hire_linked(web, issuer=issuer, subject="p1001")
    first = web.client.get("/sign-in/provider", follow_redirects=False)
    back = sign_in_there(first.headers["location"], "p1001")
    web.client.get("/sign-in/provider", follow_redirects=False)
    assert web.client.get(back, follow_redirects=False).status_code == 401


def test_a_refusal_of_the_provider_is_told_in_words(web):
    leave = web.client.get("/sign-in/provider", follow_redirects=False)
    state = parse_qs(urlsplit(leave.headers["location"]).query)["state"][0]
    back = f"/sign-in/provider/answer?error=access_denied&state={state}"
    answer = web.client.get(back, follow_redirects=False)
    assert answer.status_code == 401
    assert "没有完成登录" in answer.text
    leave = web.client.get("/sign-in/provider", follow_redirects=False)
    state = parse_qs(urlsplit(leave.headers["location"]).query)["state"][0]
    answer = web.client.get(f"/sign-in/provider/answer?code=invented&state={state}")
    assert "没有确认这次登录" in answer.text


def test_without_a_provider_there_is_no_such_door(settings, cast):
    with TestClient(application(settings), base_url=ORIGIN) as client:
        assert client.get("/sign-in/provider", follow_redirects=False).status_code == 404
        assert "/sign-in/provider" not in client.get("/sign-in").text


def test_a_provider_that_is_away_leaves_the_password(settings, cast):
    away = SignOnSettings("http://127.0.0.1:9", CLIENT, SECRET)
    with TestClient(application(replace(settings, sign_on=away)), base_url=ORIGIN) as client:
        answer = client.get("/sign-in/provider", follow_redirects=False)
        assert answer.status_code == 503
        assert "认证系统没有回应" in answer.text
        assert 'name="password"' in answer.text
