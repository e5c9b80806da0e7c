"""Whose word is taken on who asks, and what an address counts as."""

import pytest

from hotline.commands.serve import server_options
from hotline.config import read_settings
from hotline.domain.errors import InvalidInput
from hotline.operation.doctor import examine
from hotline.operation.proxies import trusted_proxies
from hotline.web.address import counted_address


def settings_of(proxies, data="data"):
    return read_settings(data, environ={"HOTLINE_PROXIES": proxies})


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_ipv6_counts_by_its_network(host, counted):
    assert counted_address(host) == counted


def test_a_connection_rests_longer_than_the_minute_for_which_proxies_keep_theirs():
    assert server_options(settings_of(""))["timeout_keep_alive"] > 60


def test_proxies_are_addresses_and_networks():
    assert trusted_proxies(settings_of("")) == []
    assert trusted_proxies(settings_of(" 10.0.0.5, 10.1.0.0/24 ,fd00::/64")) == [
        "10.0.0.5",
        "10.1.0.0/24",
        "fd00::/64",
    ]


@pytest.mark.parametrize("proxies", ["*", "proxy.local", "0.0.0.0/0", "10.0.0.0/8", "::/0"])
def test_everybody_is_no_proxy(proxies):
    with pytest.raises(InvalidInput, match="HOTLINE_PROXIES"):
        trusted_proxies(settings_of(proxies))


@pytest.mark.parametrize(
    ("proxies", "status"), [("", "degraded"), ("10.0.0.5", "ok"), ("0.0.0.0/0", "down")]
)
def test_the_doctor_looks_at_the_proxies(tmp_path, proxies, status):
    findings = {finding.part: finding for finding in examine(settings_of(proxies, tmp_path))}
    assert findings["反向代理"].status == status
