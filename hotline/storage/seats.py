"""Seats: who sits where and does what."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.calls.permissions import TAKES_CALLS
from hotline.domain.models import Seat, Staff


def seat_of(session: Session, login: str, now: datetime) -> Seat:
    """The seat of a person, locked; a new one for whoever has none yet."""
    seat = session.exec(select(Seat).where(Seat.login == login).with_for_update()).first()
    if seat is None:
        seat = Seat(login=login, since=now)
        session.add(seat)
    return seat


def own_seat(session: Session, login: str) -> Seat | None:
    return session.get(Seat, login)


def seat_at(session: Session, extension: str) -> Seat | None:
    return session.exec(select(Seat).where(Seat.extension == extension)).first()


def all_seats(session: Session) -> Sequence[tuple[Seat, Staff]]:
    """Those of people who may still work here, by login."""
    query = (
        select(Seat, Staff)
        .join(Staff, col(Staff.login) == col(Seat.login))
        .where(col(Staff.active).is_(True))
    )
    return session.exec(query.order_by(col(Seat.login))).all()


def login_of(session: Session, names: Iterable[str]) -> str:
    """Who is meant by any of these: an extension, a login, or a name that only one person has."""
    for name in names:
        if seat := seat_at(session, name):
            return seat.login
        person = _of_agents(session, col(Staff.login) == name) or _of_agents(
            session, col(Staff.name) == name
        )
        if person:
            return person
    return ""


def _of_agents(session: Session, condition: object) -> str:
    query = select(Staff.login).where(
        condition,  # type: ignore[arg-type]
        col(Staff.active).is_(True),
        col(Staff.role).in_(sorted(TAKES_CALLS)),
    )
    logins = session.exec(query.limit(2)).all()
    return logins[0] if len(logins) == 1 else ""
