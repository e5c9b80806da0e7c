"""What the log of deliveries says where nobody answered."""

import http.client
import socket
import ssl
from unittest.mock import Mock

import pytest

from hotline.delivery import networks, webhook
from hotline.delivery.wechat_interface import WechatInterface
from hotline.domain.deliveries import SendingOutcome
from hotline.domain.time.times import city_now
from tests.conftest import MONDAY, desk_of


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "域名解析不到"),
        (ConnectionRefusedError(), "拒绝连接"),
        (TimeoutError(), "没有答复"),
        (ssl.SSLCertVerificationError(), "证书"),
        (http.client.BadStatusLine("?"), "没有连上（BadStatusLine）"),
    ],
)
def test_the_log_says_in_words_why_nobody_was_reached(monkeypatch, error, reason):
    def refuse(*_args, **_options):
        raise error

    monkeypatch.setattr(webhook, "post", refuse)
    result = webhook.send_webhook("https://hook.test/", "whsec_AAAA", "m1", b"{}", MONDAY, ())
    assert result.outcome == SendingOutcome.LATER
    assert reason in result.reason


def test_of_wechat_it_says_the_same_in_the_same_words(database, monkeypatch):
    interface = WechatInterface("https://api.test", database, desk_of(database).vault, city_now)
    unknown = Mock(side_effect=socket.gaierror(socket.EAI_NONAME, "unknown"))
    monkeypatch.setattr(interface, "_account", unknown)
    result = interface.send(1, "message", b"{}")
    assert result.reason.startswith("没有连上微信：域名解析不到")


def test_a_name_that_leads_nowhere_is_tried_again_later_and_said(monkeypatch):
    def unknown(*_args, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(networks.socket, "getaddrinfo", unknown)
    for url in ("https://hook.test/", f"http://{'a' * 70}.test/"):
        result = webhook.send_webhook(url, "whsec_AAAA", "m1", b"{}", MONDAY, ())
        assert (result.outcome, result.status) == (SendingOutcome.LATER, 0)
        assert "域名解析不到" in result.reason
