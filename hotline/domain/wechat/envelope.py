"""The secure mode: AES-256-CBC with the EncodingAESKey of the account, as WeChat documents it.

16 random bytes, the length of the text in 4 bytes (big-endian), the text, the AppID; padded by
PKCS#7 to 32 bytes; the first 16 bytes of the key are the vector.
"""

import base64
import binascii
import os
import re
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from hotline.domain.errors import InvalidInput

BLOCK, RANDOM, LENGTH = 32, 16, 4
ENCODING_KEY = re.compile(r"[A-Za-z0-9]{43}")
REMEDY = "请核对公众平台“消息加解密密钥”和 AppID"


@dataclass(frozen=True)
class Envelope:
    """Seals and opens what goes between WeChat and one account."""

    key: bytes = field(repr=False)
    app_id: str

    @classmethod
    def of(cls, encoding_key: str, app_id: str) -> "Envelope":
        """Raises InvalidInput for what is no EncodingAESKey."""
        if not ENCODING_KEY.fullmatch(encoding_key):
            raise InvalidInput(
                "EncodingAESKey 应为 43 个字母或数字", field="aes_key", remedy="请从公众平台复制"
            )
        return cls(base64.b64decode(encoding_key + "="), app_id)

    def seal(self, text: str) -> str:
        content = text.encode()
        plain = os.urandom(RANDOM) + len(content).to_bytes(LENGTH, "big")
        plain += content + self.app_id.encode()
        pad = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str) -> str:
        """Raises InvalidInput for what was not sealed for this account."""
        plain = self._decrypt(sealed)
        pad = plain[-1] if plain else 0
        if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
            raise self._refusal()
        begin = RANDOM + LENGTH
        end = begin + int.from_bytes(plain[RANDOM:begin], "big")
        if plain[end:-pad] != self.app_id.encode() or end > len(plain) - pad:
            raise self._refusal()
        try:
            return plain[begin:end].decode()
        except UnicodeDecodeError:
            raise self._refusal() from None

    def _decrypt(self, sealed: str) -> bytes:
        try:
            content = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError):
            raise self._refusal() from None
        if not content or len(content) % 16:
            raise self._refusal()
        decryptor = self._cipher().decryptor()
        return decryptor.update(content) + decryptor.finalize()

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES256(self.key), CBC(self.key[:16]))

    @staticmethod
    def _refusal() -> InvalidInput:
        return InvalidInput("消息无法解密", field="Encrypt", remedy=REMEDY)
