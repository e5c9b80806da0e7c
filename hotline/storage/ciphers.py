"""The two suites of algorithms: AES-256-GCM with SHA-256, and SM4-GCM with SM3.

SM4 is GB/T 32907, SM3 GB/T 32905, SM4-GCM as in RFC 8998. All come from `cryptography`.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import (
    Cipher,
    CipherAlgorithm,
    modes,
)
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE, TAG = 12, 16
SALT = b"hotline 12345"


@dataclass(frozen=True)
class Suite:
    """A block cipher in GCM, with keys of `key_bytes`, and a hash."""

    name: str
    block: Callable[[bytes], CipherAlgorithm]
    hash: Callable[[], HashAlgorithm]
    key_bytes: int

    def derive(self, secret: bytes, purpose: bytes, length: int = 0) -> bytes:
        """A key for one purpose; `length` in bytes, by default that of the cipher."""
        size = length or self.key_bytes
        return HKDF(algorithm=self.hash(), length=size, salt=SALT, info=purpose).derive(secret)

    def encrypt(self, key: bytes, content: bytes) -> bytes:
        """Nonce, ciphertext and tag, with a fresh nonce each time."""
        nonce = os.urandom(NONCE)
        encryptor = Cipher(self.block(key), modes.GCM(nonce)).encryptor()
        sealed = encryptor.update(content) + encryptor.finalize()
        return nonce + sealed + encryptor.tag

    def decrypt(self, key: bytes, sealed: bytes) -> bytes:
        """Raises InvalidTag for what another key or suite made, and for what was changed."""
        if len(sealed) < NONCE + TAG:
            raise InvalidTag
        mode = modes.GCM(sealed[:NONCE], sealed[-TAG:])
        decryptor = Cipher(self.block(key), mode).decryptor()
        return decryptor.update(sealed[NONCE:-TAG]) + decryptor.finalize()

    def digest(self, key: bytes, content: bytes) -> bytes:
        """A keyed hash (HMAC) of 32 bytes."""
        mac = HMAC(key, self.hash())
        mac.update(content)
        return mac.finalize()


AES_SUITE = Suite("aes", AES, SHA256, 32)
SM_SUITE = Suite("sm", SM4, SM3, 16)
SUITES = {suite.name: suite for suite in (AES_SUITE, SM_SUITE)}
