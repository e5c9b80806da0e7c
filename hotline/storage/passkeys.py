"""Passkeys of staff, by their credential id and by their owner."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from hotline.domain.models import Passkey


def passkeys_of(session: Session, staff_id: int) -> Sequence[Passkey]:
    """The oldest first."""
    query = select(Passkey).where(Passkey.staff_id == staff_id).order_by(col(Passkey.id))
    return session.exec(query).all()


def passkey_of(session: Session, credential: str) -> Passkey | None:
    return session.exec(select(Passkey).where(Passkey.credential == credential)).first()


def forget_passkeys(session: Session, staff_id: int) -> None:
    session.exec(delete(Passkey).where(col(Passkey.staff_id) == staff_id))
