"""What people do to their own account; their password is asked for again first."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.city.account_rules import USUAL_ACCOUNTS, AccountRules
from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Staff
from hotline.people.passwords import (
    FORMER,
    check_password,
    hash_password,
    is_among,
    verify_password,
)
from hotline.people.second_factor import new_recovery_codes, turn_off, turn_on
from hotline.people.sessions import digest_of
from hotline.people.throttle import AttemptLimit
from hotline.storage.audit import AuditFilter, newest_entries, note
from hotline.storage.database import Database
from hotline.storage.staff import end_sessions, known_staff, passwords_of, replace_password
from hotline.storage.vault import Vault

# Who found an open session may not try passwords in it.
OF_OWNER = AttemptLimit("own-password")


def change_own_password(
    database: Database,
    login: str,
    old: str,
    new: str,
    now: datetime,
    *,
    token: str,
    home: Collection[str] = (),
    rules: AccountRules = USUAL_ACCOUNTS,
) -> None:
    """A new password ends all sessions but the one of `token`.

    home  names that everybody here thinks of first
    Raises InvalidInput when the old one is wrong, or the new one is weak or was there before;
    Conflict so soon after the last change that somebody could change back through them all.
    """
    confirm(database, login, old, now, field="old")
    if new == old:
        raise InvalidInput("新密码与原密码相同", field="password", remedy="请换一个")
    with database.reading() as session:
        staff = known_staff(session, login)
        _check_age(session, staff, now, rules)
        former = passwords_of(session, staff)
    check_password(new, login=staff.login, name=staff.name, home=home)
    hashed = hash_password(new, beside=staff.password)
    if is_among(new, hashed, former[1:]):  # the present one is `old`
        raise InvalidInput(
            f"新密码与最近 {FORMER} 次用过的或管理员给过的密码相同",
            field="password",
            remedy="请换一个没有用过的",
        )
    with database.writing() as session:
        staff = known_staff(session, login)
        replace_password(session, staff, hashed, kept=FORMER)
        staff.temporary = False
        end_sessions(session, staff.row_id, but=digest_of(token))
        note(session, AuditKind.PASSWORD, now, actor=login, subject=login)


def _check_age(session: Session, staff: Staff, now: datetime, rules: AccountRules) -> None:
    """A password that somebody else gave is changed at once, one's own after some days."""
    own = AuditFilter(AuditKind.PASSWORD, staff.login, staff.login)
    last = next(iter(newest_entries(session, own, limit=1)), None)
    if staff.temporary or last is None:
        return
    until = last.at + timedelta(days=rules.password_days)
    if now < until:
        raise Conflict(
            f"密码刚刚改过，{until:%m月%d日 %H:%M} 以后才能再改",
            remedy="如怀疑密码已被他人知道，请联系管理员重设",
        )


def turn_on_second_factor(
    database: Database, vault: Vault, login: str, secret: str, code: str, now: datetime
) -> list[str]:
    """The recovery codes, which are told once; raises InvalidInput for a wrong code."""
    with database.writing() as session:
        codes = turn_on(session, known_staff(session, login), vault, secret, code, now)
        note(session, AuditKind.SECOND_FACTOR_ON, now, actor=login, subject=login)
    return codes


def turn_off_second_factor(database: Database, login: str, password: str, now: datetime) -> None:
    """Raises InvalidInput for a wrong password."""
    confirm(database, login, password, now, field="password")
    with database.writing() as session:
        turn_off(session, known_staff(session, login))
        note(session, AuditKind.SECOND_FACTOR_OFF, now, actor=login, subject=login)


def renew_recovery_codes(
    database: Database, vault: Vault, login: str, password: str, now: datetime
) -> list[str]:
    """New codes in place of the old ones; raises InvalidInput for a wrong password."""
    confirm(database, login, password, now, field="password")
    with database.writing() as session:
        codes = new_recovery_codes(session, known_staff(session, login), vault)
        note(session, AuditKind.RECOVERY_CODES, now, actor=login, subject=login)
    return codes


def confirm(database: Database, login: str, password: str, now: datetime, *, field: str) -> None:
    """Raise InvalidInput unless this is the password, TooMany after many wrong ones."""
    with database.writing() as session:
        OF_OWNER.check(session, login, now)
        OF_OWNER.count(session, login, now)
        staff = known_staff(session, login)
    if not verify_password(staff.password, password):
        raise InvalidInput("当前密码不正确", field=field, remedy="请重新输入当前密码")
    with database.writing() as session:
        OF_OWNER.forget(session, login)
