"""Where a webhook may go: SSRF has no way in."""

from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from hotline.commands.serve import environment_of, server_options
from hotline.config import read_settings
from hotline.delivery import networks
from hotline.delivery.networks import RefusedAddress, allowed_networks, may_go_to, resolve
from hotline.delivery.posting import refuse_inner_url
from hotline.domain.errors import InvalidInput

INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.5", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fd00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_the_house_is_reached_in_any_writing(address):
    assert not may_go_to(ip_address(address), ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_reached(address):
    assert may_go_to(ip_address(address), ())


def test_what_a_setting_names_is_reached_and_nothing_beside_it():
    settings = replace(read_settings(environ={}), webhook_networks="10.1.0.0/16, 127.0.0.1")
    allowed = allowed_networks(settings)
    assert may_go_to(ip_address("10.1.9.9"), allowed)
    assert may_go_to(ip_address("::ffff:127.0.0.1"), allowed)
    assert not may_go_to(ip_address("10.2.0.1"), allowed)
    assert not may_go_to(ip_address("::1"), allowed)


def test_a_setting_that_is_no_network_is_told():
    settings = replace(read_settings(environ={}), webhook_networks="10.1.0.0/99")
    with pytest.raises(InvalidInput, match="HOTLINE_WEBHOOK_NETWORKS"):
        allowed_networks(settings)
    with pytest.raises(InvalidInput, match="HOTLINE_WEBHOOK_NETWORKS"):
        server_options(settings)


def test_every_process_of_a_server_has_the_same_settings():
    names = {"HOTLINE_WECHAT_API": "http://gate.test", "HOTLINE_WEBHOOK_NETWORKS": "10.1.0.0/16"}
    settings = read_settings(environ=names)
    assert (settings.wechat_api, settings.webhook_networks) == tuple(names.values())
    assert read_settings(environ=environment_of(settings)) == settings
    assert read_settings(environ={}).wechat_api == "https://api.weixin.qq.com"


def entries(*addresses):
    return lambda *_, **__: [(2, 1, 6, "", (address, 80)) for address in addresses]


def test_a_name_that_leads_inside_is_refused_and_of_two_addresses_the_open_one_is_taken(
    monkeypatch,
):
    monkeypatch.setattr(networks.socket, "getaddrinfo", entries("10.0.0.1", "fe80::1%eth0"))
    with pytest.raises(RefusedAddress) as refusal:
        resolve("hook.test", 80, ())
    assert "HOTLINE_WEBHOOK_NETWORKS" in refusal.value.remedy
    monkeypatch.setattr(networks.socket, "getaddrinfo", entries("10.0.0.1", "8.8.8.8"))
    assert resolve("hook.test", 80, ()) == ["8.8.8.8"]
    assert resolve("hook.test", 80, None) == ["10.0.0.1", "8.8.8.8"]


def test_a_name_that_cannot_be_one_is_an_unknown_one():
    with pytest.raises(OSError, match="host"):
        resolve("a" * 70 + ".test", 80, ())


def test_an_address_inside_is_refused_when_it_is_entered_and_an_unknown_name_is_not(monkeypatch):
    for url in ("http://127.0.0.1:9/x", "http://[::1]/", "https://169.254.169.254/latest"):
        with pytest.raises(InvalidInput, match="内部网络"):
            refuse_inner_url(url, ())
    monkeypatch.setattr(networks.socket, "getaddrinfo", entries("192.168.1.5"))
    with pytest.raises(InvalidInput, match="HOTLINE_WEBHOOK_NETWORKS"):
        refuse_inner_url("https://hook.test/", ())
    refuse_inner_url("https://hook.test/", [ip_network("192.168.0.0/16")])
    refuse_inner_url("", ())
    monkeypatch.undo()
    refuse_inner_url(f"https://{'a' * 70}.test/", ())
