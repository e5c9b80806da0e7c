"""Signing in with a form, and what a form without the session's token gets."""

import re

import pytest

from hotline.people.staff import add_staff
from hotline.web.sessions import COOKIE

PASSWORD = "correct horse battery"


@pytest.fixture
def account(web):
    with web.app.state.database.writing() as session:
        add_staff(session, "xiaomei", "周晓梅", "supervisor", PASSWORD, web.now, temporary=False)


def test_the_right_password_leads_to_the_start_page(account, fill_in):
    answer = fill_in("nobody", "/sign-in", login="xiaomei", password=PASSWORD, next="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/overview")


def test_nobody_is_sent_to_another_site(account, web, fill_in):
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = fill_in("nobody", "/sign-in", login="xiaomei", password=PASSWORD, next=elsewhere)
        assert answer.headers["location"] == "/overview"
        web.client.cookies.clear()


def test_a_wrong_password_is_told_and_not_shown_again(account, fill_in):
    answer = fill_in(
        "nobody", "/sign-in", login="xiaomei", password="not this one", next="/tickets"
    )
    assert answer.status_code == 401
    assert "登录名或密码不正确" in answer.text
    assert "not this one" not in answer.text
    assert 'value="/tickets"' in answer.text


def test_a_form_without_the_token_changes_nothing(account, web, fill_in):
    no = web.ticket_at("dispatched")
    fill_in("nobody", "/sign-in", login="xiaomei", password=PASSWORD, next="")
    assert COOKIE in web.client.cookies
    answer = web.client.post(
        f"/tickets/{no}/comments", data={"text": "伪造"}, follow_redirects=False
    )
    assert answer.status_code == 403
    page = web.client.get(f"/tickets/{no}").text
    assert "伪造" not in page
    token = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
    answer = web.client.post(
        f"/tickets/{no}/comments", data={"text": "真的", "_csrf": token}, follow_redirects=False
    )
    assert answer.status_code == 303


def test_signing_out_ends_the_session(account, web, fill_in):
    fill_in("nobody", "/sign-in", login="xiaomei", password=PASSWORD, next="")
    page = web.client.get("/overview").text
    token = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
    web.client.post("/sign-out", data={"_csrf": token})
    assert web.client.get("/overview", follow_redirects=False).status_code == 303
