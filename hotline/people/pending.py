"""Sealed notes that a form carries between two steps: nobody can read or change them, and they
lapse.
"""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

import msgspec

from hotline.domain.errors import InvalidInput, Unavailable
from hotline.storage.vault import Vault

VALID = timedelta(minutes=10)


def seal_note(vault: Vault, purpose: str, content: Any, now: datetime) -> str:
    """Content that JSON can hold, as text for a form; `purpose` keeps notes of two kinds apart."""
    return base64.urlsafe_b64encode(
        vault.seal(msgspec.json.encode([purpose, now, content]))
    ).decode()


def read_note(vault: Vault, purpose: str, text: str, now: datetime) -> Any:
    """The content; raises InvalidInput when the note is old, another one, or was changed."""
    try:
        sealed = base64.urlsafe_b64decode(text[:4000].encode())
        kind, made_at, content = msgspec.json.decode(
            vault.unseal(sealed), type=tuple[str, datetime, Any]
        )
    except (binascii.Error, UnicodeEncodeError, ValueError, Unavailable, msgspec.MsgspecError):
        kind, made_at, content = "", now, None
    if kind != purpose or not made_at <= now < made_at + VALID:
        raise InvalidInput("这一步已过期", remedy="请重新开始")
    return content
