"""Who works here: accounts, passwords, signing in and out."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session

from hotline.city.hierarchy import units_below
from hotline.domain.errors import Conflict, InvalidInput, NotSignedIn
from hotline.domain.models import Staff, StaffSession
from hotline.domain.permissions import Actor, Role
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.staff import end_session, end_sessions, forget_expired, session_of, staff_of
from hotline.storage.vault import Vault
from routing.tables import Unit

LASTS = timedelta(hours=12)
SIGN_IN = AttemptLimit("sign-in")
LOGIN = re.compile(r"[A-Za-z0-9_.-]{2,40}")
SHORTEST, LONGEST = 8, 200
HASHER = PasswordHasher()
_NOBODY = HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True)
class SignedIn:
    """`token` is told once and never stored; `csrf` belongs to it."""

    token: str
    csrf: str
    expires_at: datetime
    staff: Staff


def add_staff(
    session: Session,
    login: str,
    name: str,
    role: str,
    password: str,
    now: datetime,
    *,
    unit: str = "",
    units: Iterable[Unit] = (),
) -> Staff:
    """A new account; a clerk needs a unit of the city."""
    _check(login, name, role, unit, units)
    if staff_of(session, login) is not None:
        raise Conflict(
            f"账号“{login}”已存在", remedy="请换一个登录名，或用 hotline staff password 重设密码"
        )
    staff = Staff(
        login=login,
        name=name.strip(),
        role=role,
        unit=unit,
        password=_hashed(password),
        created_at=now,
    )
    session.add(staff)
    session.flush()
    return staff


def set_password(session: Session, staff: Staff, password: str) -> None:
    """A new password ends all sessions."""
    staff.password = _hashed(password)
    session.add(staff)
    end_sessions(session, staff.row_id)


def disable(session: Session, staff: Staff) -> None:
    """The account stays for the history, but opens nothing any more."""
    staff.active = False
    session.add(staff)
    end_sessions(session, staff.row_id)


def sign_in(
    database: Database, vault: Vault, login: str, password: str, address: str, now: datetime
) -> SignedIn:
    """Open a session; unknown login, wrong password and closed account look and last the same.

    Takes the database, not a session: a wrong try is kept although the caller is refused, and the
    slow check of the password holds no transaction. The try is counted first, so that many at once
    are not more than the limit.
    """
    key = vault.key_of(f"{login}\n{address}") or ""
    with database.writing() as session:
        SIGN_IN.check(session, key, now)
        SIGN_IN.count(session, key, now)
        staff = staff_of(session, login) if LOGIN.fullmatch(login) else None
    right = _verify(staff.password if staff else _NOBODY, password)
    if staff is None or not right or not staff.active:
        raise NotSignedIn("登录名或密码不正确", remedy="请核对后重试；忘记密码请联系管理员")
    with database.writing() as session:
        SIGN_IN.forget(session, key)
        forget_expired(session, now)
        return open_session_of(session, staff, now)


def sign_out(session: Session, token: str) -> None:
    end_session(session, digest_of(token))


def who(
    session: Session, token: str, now: datetime, units: Iterable[Unit]
) -> tuple[Actor, StaffSession] | None:
    """The actor of a session token, with the units that he stands for.

    None when it is not valid any more.
    """
    found = session_of(session, digest_of(token), now)
    if found is None:
        return None
    row, staff = found
    return actor_of(staff, units), row


def actor_of(staff: Staff, units: Iterable[Unit]) -> Actor:
    below = units_below(units, staff.unit) if staff.unit else frozenset()
    return Actor(
        login=staff.login,
        role=Role(staff.role),
        unit=staff.unit,
        units=frozenset(below),
        name=staff.name,
    )


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session_of(session: Session, staff: Staff, now: datetime) -> SignedIn:
    """A session for somebody who has shown who he is."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    row = StaffSession(
        token=digest_of(token),
        staff_id=staff.row_id,
        csrf=csrf,
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(row)
    return SignedIn(token, csrf, row.expires_at, staff)


def _verify(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInput(
            f"密码有 {len(password)} 位",
            field="password",
            remedy=f"请用 {SHORTEST} 至 {LONGEST} 位的密码",
        )
    return HASHER.hash(password)


def _check(login: str, name: str, role: str, unit: str, units: Iterable[Unit]) -> None:
    if not LOGIN.fullmatch(login):
        raise InvalidInput(
            f"登录名“{login[:40]}”不可用",
            field="login",
            remedy="请用 2 至 40 位字母、数字、点、横线",
        )
    if not name.strip() or len(name) > 40:
        raise InvalidInput("姓名为空或超过 40 字", field="name", remedy="请填写姓名")
    roles = [str(known) for known in Role if known != Role.SYSTEM]
    if role not in roles:
        raise InvalidInput(
            f"没有岗位“{role[:40]}”", field="role", remedy=f"可用：{'、'.join(roles)}"
        )
    if role == Role.CLERK and not unit:
        raise InvalidInput(
            "承办单位账号缺少单位代码", field="unit", remedy="请用 --unit 指定单位代码"
        )
    if unit and unit not in {known.code for known in units}:
        raise InvalidInput(
            f"没有单位代码“{unit[:40]}”", field="unit", remedy="请从城市包 units.csv 中选择"
        )
