"""The counters are for this machine, or for whoever has the token."""

from dataclasses import replace
from unittest.mock import patch

import pytest


def metrics(web, address, *, host="127.0.0.1:8000", **headers):
    with patch("hotline.web.api.health.address_of", lambda _: address):
        return web.client.get("/metrics", headers={"Host": host, **headers})


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_reads_them(web, address):
    assert "hotline_requests_total" in metrics(web, address).text


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.5", "::ffff:10.0.0.7", "", "localhost"])
def test_nobody_else_does(web, address):
    answer = metrics(web, address)
    assert answer.status_code == 403
    assert "hotline_requests_total" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "[::1]:8000"])
def test_by_each_name_of_its_own(web, host):
    assert metrics(web, "127.0.0.1", host=host).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_forged_host_opens_nothing(web, host):
    assert metrics(web, "10.0.0.7", host=host).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost.evil"])
def test_a_page_of_another_site_in_a_browser_here_reads_nothing(web, host):
    assert metrics(web, "127.0.0.1", host=host).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        *("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host"),
        *("X-Forwarded-Proto", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"),
    ],
)
def test_what_a_proxy_on_this_machine_hands_on_comes_from_elsewhere(web, header):
    assert metrics(web, "127.0.0.1", **{header: "127.0.0.1"}).status_code == 403


def test_the_token_opens_them_from_anywhere(web):
    state = web.app.state
    state.settings = replace(state.settings, metrics_token="a token of the collector")
    right, wrong = "Bearer a token of the collector", "Bearer another"
    assert metrics(web, "10.0.0.7", Authorization=right).status_code == 200
    assert metrics(web, "10.0.0.7", Authorization=wrong).status_code == 403
    assert metrics(web, "127.0.0.1", Authorization=wrong).status_code == 403
    assert metrics(web, "10.0.0.7").status_code == 403


def test_without_a_token_none_opens_them(web):
    assert metrics(web, "10.0.0.7", Authorization="Bearer ").status_code == 403
