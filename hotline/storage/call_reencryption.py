"""What is stored encrypted of calls and of whoever stands beside a caller, brought to the suite of
the installation.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session

from hotline.domain.models import NumberedRow, NumberMark, PhoneCall, Ringback, TicketParty
from hotline.storage.vault import Vault

# Those of calls have their number in `number`, found by the hash in `number_key`.
CALL_TABLES: tuple[type[NumberedRow], ...] = (PhoneCall, Ringback, NumberMark, TicketParty)
SEALED = ("number", "recording", "transcript", "events", "content")


def renew_row(session: Session, vault: Vault, kind: type[NumberedRow], number: int) -> bool:
    """Whether anything had to be changed."""
    row: Any = session.get_one(kind, number)
    if _is_own(vault, row):
        return False
    for name in _parts(row):
        if sealed := getattr(row, name):
            setattr(row, name, vault.seal(vault.unseal(sealed)))
    if hasattr(row, "number_key"):
        row.number_key = vault.key_of(vault.decrypt(row.number))
    session.add(row)
    return True


def foreign_rows(vault: Vault, rows: Sequence[NumberedRow]) -> Iterator[str]:
    """Those that are not in the suite of the installation."""
    for row in rows:
        if not _is_own(vault, row):
            yield f"{type(row).__tablename__} #{row.id}：不是用当前算法加密或计算"


def is_right(vault: Vault, sealed: bytes | None) -> bool:
    """Whether nothing is there, or it is in the suite of the installation."""
    return not sealed or vault.is_own(sealed)


def _is_own(vault: Vault, row: Any) -> bool:
    has_key = hasattr(row, "number_key")
    has_own_key = not has_key or row.number_key == vault.key_of(vault.decrypt(row.number))
    return has_own_key and all(is_right(vault, getattr(row, name)) for name in _parts(row))


def _parts(row: Any) -> tuple[str, ...]:
    return tuple(name for name in SEALED if name in type(row).model_fields)
