"""Signing in: the password, the limits of wrong tries, the second factor, the audit log."""

import secrets
from datetime import datetime

from sqlmodel import Session

from hotline.domain.errors import InvalidInput, NotSignedIn, SecondFactorNeeded
from hotline.domain.models import Staff
from hotline.people.opening import note_refusal, open_for, pair_key
from hotline.people.passwords import form_fault, hash_password, verify_password
from hotline.people.pending import read_note, seal_note
from hotline.people.second_factor import take_code
from hotline.people.sessions import Shown, SignedIn, Visit
from hotline.people.staff import LOGIN
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.familiar_addresses import is_familiar
from hotline.storage.passkeys import passkeys_of
from hotline.storage.staff import staff_of
from hotline.storage.vault import Vault

# Wrong tries of one login at one address; of one login at all addresses that its owner does not
# use; of one such address at all logins. The last two never close the owner's usual address.
OF_BOTH = AttemptLimit("sign-in")
OF_LOGIN = AttemptLimit("sign-in-of", limit=20)
OF_ADDRESS = AttemptLimit("sign-in-from", limit=30)
OF_CODE = AttemptLimit("second-factor")
PURPOSE = "sign-in"
_NOBODY = hash_password(secrets.token_hex(16))


def sign_in(
    database: Database,
    vault: Vault,
    login: str,
    password: str,
    visit: Visit,
    now: datetime,
    *,
    code: str = "",
) -> SignedIn:
    """Open a session; unknown login, wrong password and closed account look and last the same.

    code  of the second factor, where the account has one
    Raises NotSignedIn, TooMany, and SecondFactorNeeded when only the code is missing. Takes the
    database, not a session: a wrong try is kept although the caller is refused, and the slow check
    of the password holds no transaction. The try is counted first, so that many at once are not
    more than the limit.
    """
    with database.writing() as session:
        staff = staff_of(session, login) if LOGIN.fullmatch(login) else None
        limits = _limits(session, vault, staff, login, visit, now)
        left = _count(session, limits, now)
    right = verify_password(staff.password if staff else _NOBODY, password)
    if staff is None or not right or not staff.active:
        note_refusal(database, staff, visit, now, cause="password", left=left)
        raise NotSignedIn("登录名或密码不正确", remedy="请核对后重试；忘记密码请联系管理员")
    with database.writing() as session:
        _give_back(session, limits)
        if form_fault(password, login=staff.login, name=staff.name):
            session.get_one(Staff, staff.row_id).temporary = True  # older than the rules
    return go_on(database, vault, staff, visit, now, Shown("password"), code=code)


def go_on(
    database: Database,
    vault: Vault,
    staff: Staff,
    visit: Visit,
    now: datetime,
    shown: Shown,
    *,
    code: str = "",
) -> SignedIn:
    """After the first factor: open a session, or ask for the second one where there is one.

    Raises SecondFactorNeeded, and NotSignedIn for a wrong code.
    """
    with database.reading() as session:
        has_passkey = bool(passkeys_of(session, staff.row_id))
    if shown.strong or (staff.totp is None and not has_passkey):
        return open_for(database, vault, staff.login, visit, now, shown)
    if not code:
        content = [staff.row_id, staff.password, shown.way]
        raise SecondFactorNeeded(
            seal_note(vault, PURPOSE, content, now),
            has_code=staff.totp is not None,
            has_passkey=has_passkey,
        )
    return _open_with_code(database, vault, staff, code, visit, now, shown.way)


def finish_sign_in(
    database: Database, vault: Vault, pending: str, code: str, visit: Visit, now: datetime
) -> SignedIn:
    """The second step: the code for the `pending` note of SecondFactorNeeded.

    Raises NotSignedIn for a wrong code, for a note that is old, and when the password was changed
    meanwhile.
    """
    staff, way = pending_staff(database, vault, pending, now)
    return _open_with_code(database, vault, staff, code, visit, now, way)


def pending_staff(
    database: Database, vault: Vault, pending: str, now: datetime
) -> tuple[Staff, str]:
    """Who has shown the first factor, and which; raises NotSignedIn as finish_sign_in does."""
    try:
        staff_id, password, way = read_note(vault, PURPOSE, pending, now)
    except InvalidInput as error:
        raise NotSignedIn("登录已超时", remedy="请重新输入账号和密码") from error
    with database.reading() as session:
        staff = session.get_one(Staff, staff_id)
    if staff.password != password or not staff.active:
        raise NotSignedIn("登录已超时", remedy="请重新输入账号和密码")
    return staff, way


Limits = tuple[tuple[AttemptLimit, str], ...]


def _limits(
    session: Session, vault: Vault, staff: Staff | None, login: str, visit: Visit, now: datetime
) -> Limits:
    """What counts this try; at the owner's usual address only their own pair of both."""
    pair = pair_key(vault, login, visit.address)
    if staff and is_familiar(session, pair, now):
        return ((OF_BOTH, pair),)
    return (
        (OF_BOTH, pair),
        (OF_LOGIN, login_key(vault, login)),
        (OF_ADDRESS, _key(vault, visit.address)),
    )


def _count(session: Session, limits: Limits, now: datetime) -> int:
    """How many tries are left after this one; raises TooMany when none was."""
    for limit, key in limits:
        limit.check(session, key, now)
    return min(limit.count(session, key, now) for limit, key in limits)


def _give_back(session: Session, limits: Limits) -> None:
    (both, pair), *others = limits
    both.forget(session, pair)
    for limit, key in others:
        limit.give_back(session, key)


def _open_with_code(
    database: Database,
    vault: Vault,
    staff: Staff,
    code: str,
    visit: Visit,
    now: datetime,
    first: str,
) -> SignedIn:
    key = code_key(vault, staff.login)
    with database.writing() as session:
        left = _count(session, ((OF_CODE, key),), now)
        way = take_code(session, session.get_one(Staff, staff.row_id), vault, code, now)
        if way:
            OF_CODE.forget(session, key)
    if not way:
        note_refusal(database, staff, visit, now, cause="code", left=left)
        raise NotSignedIn("验证码不正确", remedy="请输入手机上当前的 6 位数字，或未用过的恢复码")
    # With the password it goes without saying.
    shown = Shown(way if first == "password" else f"{first}+{way}", strong=True)
    return open_for(database, vault, staff.login, visit, now, shown)


def login_key(vault: Vault, login: str) -> str:
    return _key(vault, f"login\n{login}")


def code_key(vault: Vault, login: str) -> str:
    return _key(vault, f"code\n{login}")


def _key(vault: Vault, text: str) -> str:
    return vault.key_of(text) or ""
