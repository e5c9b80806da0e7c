"""A sign-in from a new device is told to the owner of the account, not to the device itself."""

from datetime import timedelta

import pytest

from tests.support.accounts import ELSEWHERE, HERE, SECRET, bearer, hire, sign_in

TOLD = "在新的设备上登录过"


@pytest.fixture
def at_work(web):
    """Cookies of the browser that its owner uses."""
    hire(web)
    return come(web, {})


def come(web, cookies, agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140"):
    """Sign in with a browser that has these cookies; those that it has then."""
    web.client.cookies.clear()
    for name, value in cookies.items():
        web.client.cookies.set(name, value)
    data = {"login": "liuyang", "password": SECRET}
    headers = {"user-agent": agent}
    answer = web.client.post("/sign-in", data=data, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    return dict(answer.cookies)


def page(web, cookies, path="/account"):
    web.client.cookies.clear()
    for name, value in cookies.items():
        web.client.cookies.set(name, value)
    return web.client.get(path).text


def confirm(web, cookies):
    csrf = page(web, cookies).split('name="_csrf" value="')[1].split('"')[0]
    return web.client.post("/account/devices", data={"_csrf": csrf}, follow_redirects=False)


def test_the_first_device_is_no_news(web, at_work):
    assert TOLD not in page(web, at_work)


def test_the_same_browser_is_known_again(web, at_work):
    again = come(web, {"hotline_device": at_work["hotline_device"]})
    assert again["hotline_device"] == at_work["hotline_device"]
    assert TOLD not in page(web, again)


def test_a_new_device_is_told_on_every_page_of_the_others_and_in_the_audit_log(web, at_work):
    elsewhere = come(web, {}, "Mozilla/5.0 (Linux; Android 15) Chrome/142")
    for path in ("/account", "/intake", "/tickets"):
        assert TOLD in page(web, at_work, path), path
    text = page(web, at_work)
    assert "2026-03-09 10:00，Chrome · Android" in text
    assert TOLD not in page(web, elsewhere)
    assert "新设备：是" in web.get("auditor", "/audit").text


def test_the_owner_is_told_at_the_next_sign_in_too(web, at_work):
    come(web, {})
    again = come(web, {"hotline_device": at_work["hotline_device"]})
    assert TOLD in page(web, again, "/intake")


def test_the_new_device_cannot_say_that_all_is_well(web, at_work):
    elsewhere = come(web, {})
    assert confirm(web, elsewhere).status_code == 303
    assert TOLD in page(web, at_work)


def test_the_owner_confirms_and_hears_no_more_until_the_next_one(web, at_work):
    come(web, {})
    assert confirm(web, at_work).headers["location"] == "/account?done=devices-seen"
    assert TOLD not in page(web, at_work)
    come(web, {})
    assert TOLD in page(web, at_work)


def test_a_device_that_was_not_used_for_ninety_days_is_new(web, at_work):
    web.now += timedelta(days=91)
    come(web, {"hotline_device": at_work["hotline_device"]})
    other = come(web, {})
    assert TOLD in page(web, other)


def test_a_program_is_known_by_its_address(web):
    hire(web)
    for _ in range(2):
        token = sign_in(web, address=HERE).json()["token"]
    assert TOLD not in web.client.get("/account", headers=bearer(web, token)).text
    sign_in(web, address=ELSEWHERE)
    assert TOLD in web.client.get("/account", headers=bearer(web, token)).text


def test_a_made_up_device_is_no_device(web, at_work):
    cookies = come(web, {"hotline_device": "x" * 5000})
    assert len(cookies["hotline_device"]) == 32
    assert TOLD in page(web, at_work)


def test_the_last_sign_ins_stand_on_the_account_page(web, at_work):
    assert "最近 1 次登录" in page(web, at_work)
    come(web, {})
    assert "最近 2 次登录" in page(web, at_work)
