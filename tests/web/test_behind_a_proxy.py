"""What a reverse proxy tells is taken from those that are trusted, and from nobody else."""

from dataclasses import replace

import httpx
import pytest

from hotline.domain.time.times import city_now
from hotline.people.staff import add_staff
from hotline.storage.database import open_database
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
    return httpx.post(url, data=body, headers=forwarded(chain), trust_env=False)


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
