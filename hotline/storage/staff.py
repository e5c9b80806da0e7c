"""Staff, their sessions, and the counted tries against a limit."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from hotline.domain.errors import NotFound
from hotline.domain.models import Attempt, FormerPassword, Staff, StaffSession
from hotline.storage.upsert import insert_into


def staff_of(session: Session, login: str) -> Staff | None:
    return session.exec(select(Staff).where(Staff.login == login)).first()


def known_staff(session: Session, login: str) -> Staff:
    person = staff_of(session, login)
    if person is None:
        raise NotFound(f"没有账号“{login[:40]}”", remedy="请用 hotline staff list 查看已有账号")
    return person


def staff_by_logins(session: Session, logins: Collection[str]) -> dict[str, Staff]:
    query = select(Staff).where(col(Staff.login).in_(logins))
    return {row.login: row for row in (session.exec(query) if logins else ())}


def staff_of_roles(session: Session, roles: Collection[str]) -> list[Staff]:
    """Who may work in one of these roles now, by login."""
    query = select(Staff).where(col(Staff.role).in_(roles), col(Staff.active).is_(True))
    return list(session.exec(query.order_by(col(Staff.login))))


def all_staff(session: Session) -> list[Staff]:
    return list(session.exec(select(Staff).order_by(col(Staff.login))))


def passwords_of(session: Session, staff: Staff) -> list[str]:
    """Hashes of the passwords that this person has and had, the newest first."""
    query = select(FormerPassword.password).where(FormerPassword.staff_id == staff.row_id)
    former = session.exec(query.order_by(col(FormerPassword.id).desc()))
    return [staff.password, *former]


def replace_password(session: Session, staff: Staff, hashed: str, *, kept: int) -> None:
    """The present one becomes the newest of the `kept` former ones."""
    session.add(FormerPassword(staff_id=staff.row_id, password=staff.password))
    staff.password = hashed
    session.add(staff)
    session.flush()
    own = col(FormerPassword.staff_id) == staff.row_id
    newest = select(FormerPassword.id).where(own).order_by(col(FormerPassword.id).desc())
    old = col(FormerPassword.id).not_in(newest.limit(kept))
    session.exec(delete(FormerPassword).where(own, old))


def session_of(session: Session, digest: str, now: datetime) -> tuple[StaffSession, Staff] | None:
    """The living session with this token digest and its staff, who may still work here."""
    query = (
        select(StaffSession, Staff)
        .join(Staff, col(Staff.id) == col(StaffSession.staff_id))
        .where(
            StaffSession.token == digest,
            col(StaffSession.expires_at) > now,
            col(Staff.active).is_(True),
        )
    )
    return session.exec(query).first()


def owner_of_session(session: Session, digest: str) -> str:
    """The login whose session this is or was; "" where nobody knows any more."""
    query = select(Staff.login).join(StaffSession, col(StaffSession.staff_id) == col(Staff.id))
    return session.exec(query.where(StaffSession.token == digest)).first() or ""


def end_sessions(session: Session, staff_id: int, *, but: str = "") -> None:
    """Sign a person out everywhere, except in the session with the token digest `but`."""
    ended = delete(StaffSession).where(col(StaffSession.staff_id) == staff_id)
    session.exec(ended.where(col(StaffSession.token) != but))


def end_session(session: Session, digest: str) -> None:
    session.exec(delete(StaffSession).where(col(StaffSession.token) == digest))


def forget_expired(session: Session, now: datetime) -> None:
    session.exec(delete(StaffSession).where(col(StaffSession.expires_at) <= now))


def tries_left(
    session: Session, key: str, *, limit: int, window: timedelta, now: datetime
) -> tuple[int, int]:
    """How many tries are left in this window, and after how many seconds it ends."""
    row = session.get(Attempt, key)
    if row is None or row.since + window <= now:
        return limit, 0
    return max(limit - row.count, 0), max(int((row.since + window - now).total_seconds()), 1)


def count_try(session: Session, key: str, *, window: timedelta, now: datetime) -> int:
    """Count one try and say which it is; windows that have ended are forgotten."""
    session.exec(delete(Attempt).where(col(Attempt.since) <= now - window))
    first = insert_into(session.connection(), Attempt, key=key, count=1, since=now)
    again = first.on_conflict_do_update(
        index_elements=["key"], set_={"count": col(Attempt.count) + 1}
    )
    tries: int = session.execute(again.returning(col(Attempt.count))).scalar_one()
    return tries


def forget_tries(session: Session, key: str) -> None:
    session.exec(delete(Attempt).where(col(Attempt.key) == key))


def uncount_try(session: Session, key: str) -> None:
    """Take one try back."""
    session.exec(
        update(Attempt)
        .where(col(Attempt.key) == key, col(Attempt.count) > 0)
        .values(count=col(Attempt.count) - 1)
    )


def sessions_of(session: Session, staff_id: int, now: datetime) -> list[StaffSession]:
    """The living sessions of a person, the newest first."""
    query = (
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, col(StaffSession.expires_at) > now)
        .order_by(col(StaffSession.created_at).desc())
    )
    return list(session.exec(query))
