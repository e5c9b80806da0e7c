"""The standard vectors of both suites, and that an installation of before is still read."""

import hmac
import os

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hotline.config import read_settings
from hotline.domain.errors import Unavailable
from hotline.storage.ciphers import AES_SUITE, SM_SUITE
from hotline.storage.vault import Vault, open_vault

SECRET = b"s" * 64
KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def derived(purpose: bytes) -> bytes:
    """As installations before the second suite did it."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"hotline 12345", info=purpose).derive(SECRET)


def test_sm4_encrypts_the_example_of_its_standard_once_and_a_million_times():
    """GB/T 32907-2016, appendix A."""
    encryptor = Cipher(SM4(KEY), modes.ECB()).encryptor()
    block = encryptor.update(KEY)
    assert block.hex() == "681edf34d206965e86b3e94f536e4246"
    for _ in range(999_999):
        block = encryptor.update(block)
    assert block.hex() == "595298c7c6fd271f0402f804c33d3f66"


def test_sm3_hashes_the_examples_of_its_standard():
    """GB/T 32905-2016, appendix A."""
    for text, digest in {
        b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    }.items():
        hashed = Hash(SM3())
        hashed.update(text)
        assert hashed.finalize().hex() == digest


def test_sm4_gcm_encrypts_the_example_of_its_rfc():
    """RFC 8998, appendix A.1: its additional data is checked with the same mode."""
    nonce = bytes.fromhex("00001234567800000000abcd")
    plain = b"".join(bytes([byte]) * 8 for byte in bytes.fromhex("aabbccddeeffeeaa"))
    sealed = bytes.fromhex(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    encryptor = Cipher(SM4(KEY), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    )
    assert encryptor.update(plain) + encryptor.finalize() == sealed
    assert encryptor.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_the_suite_seals_by_sm4_gcm_and_finds_by_hmac_sm3():
    sealed = SM_SUITE.encrypt(KEY, "张三".encode())
    mode = modes.GCM(sealed[:12], sealed[-16:])
    decryptor = Cipher(SM4(KEY), mode).decryptor()
    assert decryptor.update(sealed[12:-16]) + decryptor.finalize() == "张三".encode()
    assert SM_SUITE.digest(KEY, b"x") == hmac.digest(KEY, b"x", "sm3")
    assert SM_SUITE.key_bytes == 16


def test_what_was_sealed_before_is_read_and_codes_stay():
    vault, nonce = Vault(SECRET), os.urandom(12)
    sealed = nonce + AESGCM(derived(b"encrypt")).encrypt(nonce, "张三".encode(), None)
    assert vault.decrypt(sealed) == "张三"
    key = hmac.digest(derived(b"find"), b"13800138000", "sha256").hex()
    assert vault.key_of("13800138000") == key
    digest = hmac.digest(derived(b"query code"), b"2603090000018", "sha256")
    code = f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
    assert vault.query_code("2603090000018") == code
    assert Vault(SECRET, SM_SUITE).query_code("2603090000018") != code
    assert Vault(SECRET, SM_SUITE).knows("2603090000018", code)


def test_each_suite_reads_what_the_other_wrote_and_tells_them_apart():
    first, other = Vault(SECRET), Vault(SECRET, SM_SUITE)
    assert other.decrypt(first.encrypt("张三")) == first.decrypt(other.encrypt("张三")) == "张三"
    assert first.key_of("x") != other.key_of("x")
    assert not other.is_own(first.seal(b"x"))
    assert other.is_own(other.seal(b"x"))


@pytest.mark.parametrize("suite", [AES_SUITE, SM_SUITE])
def test_what_was_changed_is_not_read(suite):
    key = b"k" * suite.key_bytes
    sealed = suite.encrypt(key, b"0123456789" * 10)
    for place in (0, 20, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(InvalidTag):
            suite.decrypt(key, bytes(changed))
    for short in (b"", sealed[:27]):
        with pytest.raises(InvalidTag):
            suite.decrypt(key, short)


def test_another_name_of_a_suite_is_refused_in_words(tmp_path):
    with pytest.raises(Unavailable, match="rot13") as refusal:
        open_vault(read_settings(tmp_path, environ={"HOTLINE_CRYPTO": "rot13"}))
    assert "sm" in refusal.value.remedy
