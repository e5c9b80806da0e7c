"""The accounts as their administrator looks through them: by name, role, unit and state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from hotline.domain.models import Attempt, Passkey, SignOnLink, Staff

ACTIVE, DISABLED = "active", "disabled"


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts; `text` is a part of login, name or e-mail."""

    text: str = ""
    role: str = ""
    unit: str = ""
    state: str = ""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        named = [
            col(getattr(Staff, name)) == getattr(self, name)
            for name in ("role", "unit")
            if getattr(self, name)
        ]
        state = [col(Staff.active).is_(self.state == ACTIVE)] if self.state else []
        return [*named, *state, *([_contains(self.text)] if self.text else [])]


def accounts_after(
    session: Session, chosen: AccountFilter, *, after: str = "", limit: int
) -> Sequence[Staff]:
    """By login, from the one after `after` on."""
    query = select(Staff).where(*chosen.conditions, col(Staff.login) > after)
    return session.exec(query.order_by(col(Staff.login)).limit(limit)).all()


def with_passkeys(session: Session, staff_ids: Collection[int]) -> set[int]:
    """Who of these has a passkey."""
    query = select(Passkey.staff_id).where(col(Passkey.staff_id).in_(staff_ids)).distinct()
    return set(session.exec(query))


def links_of(session: Session, staff_id: int) -> Sequence[SignOnLink]:
    return session.exec(select(SignOnLink).where(SignOnLink.staff_id == staff_id)).all()


def used_up(
    session: Session, keys: Collection[str], *, limit: int, window: timedelta, now: datetime
) -> set[str]:
    """Which of these limits of tries have no try left."""
    query = select(Attempt.key).where(
        col(Attempt.key).in_(keys), col(Attempt.count) >= limit, col(Attempt.since) > now - window
    )
    return set(session.exec(query))


def count_active(session: Session, *, role: str, unit: str = "") -> int:
    """How many open accounts a role has, or of it a unit."""
    query = select(func.count()).select_from(Staff)
    query = query.where(col(Staff.active).is_(True), col(Staff.role) == role)
    return session.exec(query.where(col(Staff.unit) == unit) if unit else query).one()


def lock_active(session: Session, *, role: str) -> int:
    """How many open accounts a role has, none of which another transaction can close before this
    one ends.
    """
    query = select(Staff.id).where(col(Staff.active).is_(True), col(Staff.role) == role)
    return len(session.exec(query.order_by(col(Staff.id)).with_for_update()).all())


def staff_of_email(session: Session, email: str) -> Staff | None:
    return session.exec(select(Staff).where(Staff.email == email)).first() if email else None


def _contains(text: str) -> ColumnElement[bool]:
    columns = (col(Staff.login), col(Staff.name), col(Staff.email))
    return or_(*(column.icontains(text, autoescape=True) for column in columns))
