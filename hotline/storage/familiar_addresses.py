"""From where an account or a ticket was opened before: strangers elsewhere cannot close it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from hotline.domain.models import FamiliarAddress

LASTS = timedelta(days=90)
NOTED_EVERY = timedelta(days=1)


def is_familiar(session: Session, key: str, now: datetime) -> bool:
    """Whether what `key` stands for was opened from this address in the last 90 days.

    key  keyed hash of the account or the ticket together with the address
    """
    row = session.get(FamiliarAddress, key)
    return row is not None and row.last_at + LASTS > now


def is_note_of_address_due(session: Session, key: str, now: datetime) -> bool:
    row = session.get(FamiliarAddress, key)
    return row is None or row.last_at + NOTED_EVERY <= now


def note_address(session: Session, key: str, now: datetime) -> None:
    """It was opened from there now; what is older than 90 days is forgotten."""
    session.exec(delete(FamiliarAddress).where(col(FamiliarAddress.last_at) <= now - LASTS))
    session.merge(FamiliarAddress(key=key, last_at=now))
