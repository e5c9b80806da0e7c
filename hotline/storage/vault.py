"""Personal data: encrypted with the installation's key, found by a keyed hash, masked by default.

One secret gives five keys by HKDF, so that no key serves two purposes: one encrypts (AES-256-GCM, a
fresh nonce each time), one finds (HMAC-SHA256 of the normalised value), one makes the caller's
query code of a ticket number, one their rating token, one draws who is called back.
"""

import base64
import hmac
import os
import secrets
from copy import copy
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.domain.sampling import draw
from hotline.storage.private_folder import open_private_folder

NONCE, SHORTEST = 12, 32


class Vault:
    """Encrypts, finds and masks the personal data of one installation."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(_derive(secret, b"encrypt"))
        self._find = _derive(secret, b"find")
        self._code = _derive(secret, b"query code")
        self._rating = _derive(secret, b"rating token")
        self._draw = _derive(secret, b"call-back draw")

    def encrypt(self, value: str) -> bytes | None:
        """Ciphertext of a value, or None for an empty one."""
        if not value:
            return None
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, value.encode(), None)

    def decrypt(self, sealed: bytes | None) -> str:
        if not sealed:
            return ""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
        except InvalidTag:
            raise Unavailable(
                "个人信息无法解密：密钥与数据不符", remedy="请恢复与该数据库同时备份的密钥文件 key"
            ) from None

    def seal(self, content: bytes) -> bytes:
        """Ciphertext of a file."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def unseal(self, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except (InvalidTag, ValueError):
            raise Unavailable(
                "文件无法解密：内容被改动，或密钥不符", remedy="请从备份恢复文件和密钥 key"
            ) from None

    def key_of(self, value: str) -> str | None:
        """The keyed hash by which a value is found again."""
        return hmac.digest(self._find, value.encode(), "sha256").hex() if value else None

    def query_code(self, ticket_no: str) -> str:
        """The caller's six-digit code (提取码) for a ticket: made from the number, so nothing
        secret is stored.
        """
        digest = hmac.digest(self._code, ticket_no.encode(), "sha256")
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"

    def rating_token(self, ticket_no: str, cycle: int) -> str:
        """The caller's one-time token to rate one cycle: made again when they ask, so that
        nothing secret is stored.
        """
        digest = hmac.digest(self._rating, f"{ticket_no}:{cycle}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def draw(self, ticket_no: str, cycle: int) -> float:
        """From 0 to 100: the lot of one cycle of a ticket, by which it is called back or not."""
        return draw(self._draw, ticket_no, cycle)

    def with_lots(self, lots: bytes) -> "Vault":
        """The same vault, except that lots depend on `lots` alone: a demo must not depend on the
        key of its folder.
        """
        other = copy(self)
        other._draw = _derive(lots, b"call-back draw")
        return other

    def knows(self, ticket_no: str, code: str) -> bool:
        return hmac.compare_digest(self.query_code(ticket_no).encode(), code.strip().encode())


def open_vault(settings: Settings) -> Vault:
    """With HOTLINE_KEY, or with the key file of the data folder, which is made at first use
    (mode 0600).
    """
    if settings.key:
        return Vault(_checked(settings.key.encode()))
    path = settings.data / "key"
    if not path.exists():
        _create_key(path)
    secret = path.read_bytes().strip()
    if len(secret) < SHORTEST:
        raise Unavailable(
            f"密钥文件 {path} 不完整", remedy="请从备份恢复该文件；没有它，已加密的个人信息无法读取"
        )
    return Vault(secret)


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


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"hotline 12345", info=purpose).derive(secret)
