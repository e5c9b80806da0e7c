"""What a reverse proxy tells is taken from those that are trusted, and from nobody else."""

import json
import re
from dataclasses import replace

import httpx
import pytest

from hotline.domain.time.times import city_now
from hotline.people.staff import add_staff
from hotline.storage.database import open_database
from tests.support.authenticator import Authenticator, asked
from tests.support.serving import serving

RIGHT = {"login": "wang", "password": "long enough 1"}
WRONG = RIGHT | {"password": "wrong"}


@pytest.fixture
def staffed(settings):
    database = open_database(settings)
    with database.writing() as session:
        add_staff(session, "wang", "王", "agent", RIGHT["password"], city_now())
    database.close()
    return settings


def forwarded(chain: str, scheme: str = "https") -> dict[str, str]:
    return {"X-Forwarded-For": chain, "X-Forwarded-Proto": scheme}


def sign_in(port: int, chain: str, body=RIGHT) -> httpx.Response:
    url = f"http://127.0.0.1:{port}/sign-in"
    return httpx.post(url, data=body, headers=forwarded(chain), trust_env=False, timeout=30)


def test_the_cookie_is_secure_and_tries_count_by_the_last_untrusted_hop(staffed):
    with serving(replace(staffed, proxies="127.0.0.1")) as port:
        for number in range(5):
            # The caller may write what they like in front of what the proxy appends.
            assert sign_in(port, f"198.51.100.{number}, 203.0.113.9", WRONG).status_code == 401
        assert sign_in(port, "198.51.100.77, 203.0.113.9").status_code == 429
        answer = sign_in(port, "203.0.113.9, 203.0.113.10")
        assert answer.status_code == 303
        assert "; Secure" in answer.headers["set-cookie"]


def test_without_a_trusted_proxy_nobodys_word_is_taken(staffed):
    with serving(staffed) as port:
        for number in range(5):
            assert sign_in(port, f"203.0.113.{number}", WRONG).status_code == 401
        assert sign_in(port, "203.0.113.9").status_code == 429


def test_ipv6_counts_by_its_network(staffed):
    with serving(replace(staffed, proxies="127.0.0.1")) as port:
        for number in range(5):
            assert sign_in(port, f"2001:db8:1:2::{number}", WRONG).status_code == 401
        assert sign_in(port, "2001:db8:1:2:ffff::").status_code == 429
        assert sign_in(port, "2001:db8:1:3::1").status_code == 303


def as_browser(port: int, host: str = "hotline.test") -> httpx.Client:
    """A browser that came to https://HOST, as the proxy on this machine passes it on."""
    headers = forwarded("203.0.113.9") | {"Host": host, "User-Agent": "Firefox/140"}
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False, timeout=30
    )


def session_of(answer: httpx.Response) -> dict[str, str]:
    """The cookie of an answer, which a browser sends back under HTTPS alone."""
    return {"Cookie": f"hotline_session={answer.cookies['hotline_session']}"}


def test_a_passkey_is_bound_to_the_site_that_the_proxy_stands_for(staffed):
    with (
        serving(replace(staffed, proxies="127.0.0.1")) as port,
        as_browser(port) as browser,
    ):
        signed = session_of(browser.post("/sign-in", data=RIGHT))
        page = browser.get("/account", headers=signed).text
        options, note = asked(page, "create")
        assert json.loads(options)["rp"]["id"] == "hotline.test"
        form = {"name": "x", "password": RIGHT["password"], "note": note}
        form["_csrf"] = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
        form["answer"] = Authenticator("http://hotline.test").create(options)
        assert browser.post("/account/passkeys", data=form, headers=signed).status_code == 400
        options, form["note"] = asked(browser.get("/account", headers=signed).text, "create")
        form["answer"] = Authenticator("https://hotline.test").create(options)
        assert browser.post("/account/passkeys", data=form, headers=signed).status_code == 200


def test_without_a_trusted_proxy_there_is_no_https_and_no_passkey(staffed):
    with serving(staffed) as port, as_browser(port) as browser:
        assert "data-passkey" not in browser.get("/sign-in").text


def test_a_set_address_is_the_site_whatever_the_request_says(staffed):
    address = "https://hotline.example"
    with (
        serving(replace(staffed, proxies="127.0.0.1", address=address)) as port,
        as_browser(port, "elsewhere.test") as browser,
    ):
        options, _ = asked(browser.get("/sign-in").text, "get")
        assert json.loads(options)["rpId"] == "hotline.example"
