"""The secure mode against a client that others wrote, which plays WeChat's side."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto, WeChatCrypto

from hotline.domain.errors import InvalidInput
from hotline.domain.wechat.envelope import Envelope
from hotline.domain.wechat.push import read_parts
from hotline.domain.wechat.signature import sign

KEY, APP, TOKEN = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx5823bf96d3bd56c7", "token"
ENVELOPE = Envelope.of(KEY, APP)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def theirs():
    return PrpCrypto(base64.b64decode(KEY + "="))


@given(TEXTS)
def test_what_they_seal_is_opened(text):
    assert ENVELOPE.open(theirs().encrypt(text, APP).decode()) == text


@given(TEXTS)
def test_what_is_sealed_they_open(text):
    assert theirs().decrypt(ENVELOPE.seal(text), APP) in (text, text.encode())


def test_a_whole_push_of_theirs_is_read_and_its_signature_is_ours():
    crypto = WeChatCrypto(TOKEN, KEY, APP)
    whole = crypto.encrypt_message("<xml><Content>你好</Content></xml>", "n1", "1714037059")
    parts = read_parts(whole.encode())
    sealed = parts.values["Encrypt"]
    assert parts.values["MsgSignature"] == sign(TOKEN, "1714037059", "n1", sealed)
    assert ENVELOPE.open(sealed) == "<xml><Content>你好</Content></xml>"


def test_the_same_text_is_sealed_otherwise_each_time():
    assert ENVELOPE.seal("x") != ENVELOPE.seal("x")


def test_what_was_sealed_for_another_account_is_refused():
    with pytest.raises(InvalidInput):
        ENVELOPE.open(theirs().encrypt("x", "wx0000000000000000").decode())


@pytest.mark.parametrize("sealed", ["", "AAAA", "不是", "A" * 43 + "=", "A" * 64, "%%%%"])
def test_what_nobody_sealed_is_refused_in_words(sealed):
    with pytest.raises(InvalidInput) as refusal:
        ENVELOPE.open(sealed)
    assert refusal.value.remedy


def test_a_changed_length_reads_nothing_beyond_the_text():
    plain = b"r" * 16 + (2**31).to_bytes(4, "big") + b"x" + APP.encode()
    pad = 32 - len(plain) % 32
    sealed = ENVELOPE._cipher().encryptor()
    content = sealed.update(plain + bytes([pad]) * pad) + sealed.finalize()
    with pytest.raises(InvalidInput):
        ENVELOPE.open(base64.b64encode(content).decode())


@pytest.mark.parametrize("key", ["", "a" * 42, "a" * 44, "-" * 43, "钥" * 43])
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(InvalidInput):
        Envelope.of(key, APP)


def test_the_key_is_not_printed():
    assert "key" not in repr(ENVELOPE)
