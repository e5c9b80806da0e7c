"""The signature by which WeChat shows that it knows the token."""

from datetime import datetime, timedelta

import pytest
from wechatpy.crypto import WeChatSigner

from hotline.domain.time.times import CITY_TIME
from hotline.domain.wechat.signature import is_fresh, is_signed, sign

NOW = datetime(2026, 3, 9, 10)
PUBLISHED = "899cf89e464efb63f54ddac96b0a0a235f53aa78"


def unix(moment):
    return str(int(moment.replace(tzinfo=CITY_TIME).timestamp()))


def test_the_published_vector():
    assert sign("AAAAA", "1714037059", "486452656") == PUBLISHED
    assert is_signed(PUBLISHED, "AAAAA", "1714037059", "486452656")


def test_it_is_the_signature_of_a_client_that_others_wrote():
    signer = WeChatSigner()
    signer.add_data("令牌", "1714037059", "n1")
    assert sign("令牌", "1714037059", "n1") == signer.signature


@pytest.mark.parametrize(
    ("signature", "token", "nonce"),
    [
        (PUBLISHED, "AAAAB", "486452656"),
        (PUBLISHED, "AAAAA", "486452657"),
        (PUBLISHED.upper(), "AAAAA", "486452656"),
        ("签名", "AAAAA", "486452656"),
        ("", "AAAAA", "486452656"),
        (sign("", "1714037059", "486452656"), "", "486452656"),
        (sign("AAAAA", "1714037059", "n" * 65), "AAAAA", "n" * 65),
    ],
)
def test_another_signature_token_or_nonce_is_refused(signature, token, nonce):
    assert not is_signed(signature, token, "1714037059", nonce)


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_few_minutes_between_two_clocks_are_nothing(minutes):
    assert is_fresh(unix(NOW + timedelta(minutes=minutes)), NOW)


@pytest.mark.parametrize("text", ["", "-1", "１７１４", "1e9", "9" * 12, "now"])
def test_what_is_no_time_is_not_fresh(text):
    assert not is_fresh(text, NOW)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24])
def test_what_was_signed_long_ago_is_not_fresh(minutes):
    assert not is_fresh(unix(NOW + timedelta(minutes=minutes)), NOW)
