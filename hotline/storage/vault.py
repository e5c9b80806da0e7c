"""Personal data: encrypted with the installation's key, found by a keyed hash, masked by default.

One secret gives five keys by HKDF, so that no key serves two purposes: one encrypts (AES-256-GCM or
SM4-GCM, a fresh nonce each time), one finds (HMAC of the normalised value), one makes the caller's
query code of a ticket number, one their rating token, one draws who is called back.
"""

import base64
import hmac
import os
import secrets
from copy import copy
from pathlib import Path

from cryptography.exceptions import InvalidTag

from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.domain.sampling import draw
from hotline.storage.ciphers import AES_SUITE, SM_SUITE, SUITES, Suite
from hotline.storage.private_folder import open_private_folder

SHORTEST, KEY_BYTES = 32, 32


class SuiteKeys:
    """The keys of one suite."""

    def __init__(self, secret: bytes, suite: Suite) -> None:
        self.suite, self._key = suite, suite.derive(secret, b"encrypt")
        self._find = suite.derive(secret, b"find", KEY_BYTES)
        self._code = suite.derive(secret, b"query code", KEY_BYTES)
        self._rating = suite.derive(secret, b"rating token", KEY_BYTES)

    def seal(self, content: bytes) -> bytes:
        return self.suite.encrypt(self._key, content)

    def unseal(self, sealed: bytes) -> bytes:
        """Raises InvalidTag for what these keys did not seal."""
        return self.suite.decrypt(self._key, sealed)

    def key_of(self, value: str) -> str:
        return self.suite.digest(self._find, value.encode()).hex()

    def query_code(self, ticket_no: str) -> str:
        digest = self.suite.digest(self._code, ticket_no.encode())
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"

    def rating_token(self, ticket_no: str, cycle: int) -> str:
        digest = self.suite.digest(self._rating, f"{ticket_no}:{cycle}".encode())
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Vault:
    """Encrypts, finds and masks the personal data of one installation.

    It writes by its own suite and reads what either has written, so that nothing is lost while an
    installation changes from one to the other. What callers hold (query codes, rating links) stays
    good when an installation has changed to SM.
    """

    def __init__(self, secret: bytes, suite: Suite = AES_SUITE) -> None:
        other = SM_SUITE if suite is AES_SUITE else AES_SUITE
        self.own, self.other = SuiteKeys(secret, suite), SuiteKeys(secret, other)
        self._draw = suite.derive(secret, b"call-back draw", KEY_BYTES)

    @property
    def _given(self) -> tuple[SuiteKeys, ...]:
        """By which keys callers and staff may have got what they hold."""
        return (self.own, self.other) if self.own.suite is SM_SUITE else (self.own,)

    def encrypt(self, value: str) -> bytes | None:
        """Ciphertext of a value, or None for an empty one."""
        return self.own.seal(value.encode()) if value else None

    def decrypt(self, sealed: bytes | None) -> str:
        if not sealed:
            return ""
        try:
            return self._unseal(sealed).decode()
        except InvalidTag:
            raise Unavailable(
                "个人信息无法解密：密钥与数据不符", remedy="请恢复与该数据库同时备份的密钥文件 key"
            ) from None

    def seal(self, content: bytes) -> bytes:
        """Ciphertext of a file."""
        return self.own.seal(content)

    def unseal(self, sealed: bytes) -> bytes:
        try:
            return self._unseal(sealed)
        except InvalidTag:
            raise Unavailable(
                "文件无法解密：内容被改动，或密钥不符", remedy="请从备份恢复文件和密钥 key"
            ) from None

    def is_own(self, sealed: bytes) -> bool:
        """Whether the suite of this installation sealed it."""
        try:
            self.own.unseal(sealed)
        except InvalidTag:
            return False
        return True

    def key_of(self, value: str) -> str | None:
        """The keyed hash by which a value is found again."""
        return self.own.key_of(value) if value else None

    def keys_of(self, value: str) -> tuple[str, ...]:
        """The keyed hashes under which a value may stand that cannot be read and hashed anew."""
        return tuple(keys.key_of(value) for keys in self._given)

    def query_code(self, ticket_no: str) -> str:
        """The caller's six-digit code (提取码) for a ticket: made from the number, so nothing
        secret is stored.
        """
        return self.own.query_code(ticket_no)

    def rating_token(self, ticket_no: str, cycle: int) -> str:
        """The caller's one-time token to rate one cycle: made again when they ask, so that
        nothing secret is stored.
        """
        return self.own.rating_token(ticket_no, cycle)

    def rating_tokens(self, ticket_no: str, cycle: int) -> tuple[str, ...]:
        """The token, and the one that the caller may have got before the suite changed."""
        return tuple(keys.rating_token(ticket_no, cycle) for keys in self._given)

    def draw(self, ticket_no: str, cycle: int) -> float:
        """From 0 to 100: the lot of one cycle of a ticket, by which it is called back or not."""
        return draw(self._draw, ticket_no, cycle)

    def with_lots(self, lots: bytes) -> "Vault":
        """The same vault, except that lots depend on `lots` alone: a demo must not depend on the
        key of its folder.
        """
        other = copy(self)
        other._draw = self.own.suite.derive(lots, b"call-back draw", KEY_BYTES)
        return other

    def knows(self, ticket_no: str, code: str) -> bool:
        typed = code.strip().encode()
        codes = [each.encode() for each in self.codes_of(ticket_no)]
        return True in [hmac.compare_digest(code, typed) for code in codes]

    def codes_of(self, ticket_no: str) -> list[str]:
        """Every code that opens this ticket."""
        return [keys.query_code(ticket_no) for keys in self._given]

    def _unseal(self, sealed: bytes) -> bytes:
        try:
            return self.own.unseal(sealed)
        except InvalidTag:
            return self.other.unseal(sealed)


def open_vault(settings: Settings) -> Vault:
    """With HOTLINE_KEY, or with the key file of the data folder, which is made at first use
    (mode 0600).
    """
    suite = SUITES.get(settings.crypto)
    if suite is None:
        raise Unavailable(
            f"HOTLINE_CRYPTO “{settings.crypto[:20]}”不可用", remedy="可用：aes、sm（国密）"
        )
    if settings.key:
        return Vault(_checked(settings.key.encode()), suite)
    path = settings.data / "key"
    if not path.exists():
        _create_key(path)
    secret = path.read_bytes().strip()
    if len(secret) < SHORTEST:
        raise Unavailable(
            f"密钥文件 {path} 不完整", remedy="请从备份恢复该文件；没有它，已加密的个人信息无法读取"
        )
    return Vault(secret, suite)


def _checked(secret: bytes) -> bytes:
    """HOTLINE_KEY; a short one could be guessed by whoever has the data."""
    if len(secret) < SHORTEST:
        raise Unavailable(
            f"HOTLINE_KEY 只有 {len(secret)} 字节，至少要 {SHORTEST} 字节",
            remedy="新装请用 openssl rand -hex 32 生成；已有数据请恢复原来的密钥",
        )
    return secret


def mask_name(name: str) -> str:
    """张三丰 -> 张**; an empty name stays empty."""
    return name[:1] + "*" * (len(name) - 1)


def mask_phone(phone: str) -> str:
    """13812345678 -> 138****5678; short numbers show their last two digits."""
    if len(phone) < 8:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def _create_key(path: Path) -> None:
    open_private_folder(path.parent)
    draft = path.with_name(f"key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
