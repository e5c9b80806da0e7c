"""Who works here: accounts and what happens to them. Each change stands in the audit log."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Staff
from hotline.domain.roles import STAFF_ROLES, Role
from hotline.people.passwords import FORMER, check_password, hash_password
from hotline.people.second_factor import turn_off
from hotline.people.sessions import unit_on
from hotline.storage.accounts import count_active, lock_active
from hotline.storage.audit import note
from hotline.storage.passkeys import forget_passkeys
from hotline.storage.staff import end_sessions, replace_password, staff_of
from routing.tables import Unit

LOGIN = re.compile(r"[A-Za-z0-9_.-]{2,40}")
OPERATOR = "operator"


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
    temporary: bool = True,
    by: str = OPERATOR,
    home: Collection[str] = (),
) -> Staff:
    """A new account; a clerk needs a unit of the city.

    temporary  whoever made the account knows the password, so its owner has to change it first
    home       names that everybody here thinks of first
    """
    _check(login, name, role, unit, {known.code for known in units})
    check_password(password, login=login, name=name, home=home)
    if staff_of(session, login) is not None:
        raise Conflict(
            f"账号“{login}”已存在", remedy="请换一个登录名，或用 hotline staff password 重设密码"
        )
    staff = Staff(
        login=login,
        name=name.strip(),
        role=role,
        unit=unit,
        password=hash_password(password),
        created_at=now,
        temporary=temporary,
    )
    session.add(staff)
    session.flush()
    note(session, AuditKind.STAFF_ADDED, now, actor=by, subject=login, role=role, unit=unit)
    return staff


def set_password(
    session: Session,
    staff: Staff,
    password: str,
    now: datetime,
    *,
    temporary: bool = True,
    by: str = OPERATOR,
    home: Collection[str] = (),
) -> None:
    """A new password from somebody else ends all sessions; the owner changes it at sign-in."""
    check_password(password, login=staff.login, name=staff.name, home=home)
    hashed = hash_password(password, beside=staff.password)
    replace_password(session, staff, hashed, kept=FORMER)
    staff.temporary = temporary
    end_sessions(session, staff.row_id)
    note(session, AuditKind.PASSWORD, now, actor=by, subject=staff.login)


def disable(session: Session, staff: Staff, now: datetime, *, by: str = OPERATOR) -> str:
    """The account stays for the history, but opens nothing any more.

    The answer is the unit that has no open account now, or "". Raises Conflict for one's own
    account and for the last open one of an administrator: nobody could open it again.
    """
    if staff.login == by:
        raise Conflict("不能停用自己的账号", remedy="请由另一位管理员停用")
    if staff.active and staff.role == Role.ADMIN and lock_active(session, role=staff.role) == 1:
        raise Conflict("这是最后一个启用的管理员账号", remedy="请先建立另一个管理员账号")
    vacant = staff.unit if is_last_of_unit(session, staff) else ""
    staff.active = False
    session.add(staff)
    end_sessions(session, staff.row_id)
    details = {"vacant": vacant} if vacant else {}
    note(session, AuditKind.STAFF_DISABLED, now, actor=by, subject=staff.login, **details)
    return vacant


def enable(session: Session, staff: Staff, now: datetime, *, by: str = OPERATOR) -> None:
    """A closed account opens again, with its password as it was."""
    staff.active = True
    session.add(staff)
    note(session, AuditKind.STAFF_ENABLED, now, actor=by, subject=staff.login)


def move(
    session: Session,
    staff: Staff,
    unit: str,
    now: datetime,
    *,
    on: date,
    units: Iterable[Unit],
    by: str = OPERATOR,
) -> str:
    """A clerk belongs to another unit from the day `on`; before it they see what they saw.

    The answer is the unit that has no open account then, or "".
    """
    _check_unit(staff.role, unit, {known.code for known in units})
    staff.unit = unit_on(staff, now.date())
    vacant = staff.unit if staff.unit != unit and is_last_of_unit(session, staff) else ""
    if on <= now.date():
        staff.unit, staff.moving_to, staff.moving_on = unit, "", None
    else:
        staff.moving_to, staff.moving_on = unit, on
    session.add(staff)
    details = {"unit": unit, "on": str(on)} | ({"vacant": vacant} if vacant else {})
    note(session, AuditKind.STAFF_MOVED, now, actor=by, subject=staff.login, **details)
    return vacant


def reset_second_factor(
    session: Session, staff: Staff, now: datetime, *, by: str = OPERATOR
) -> None:
    """For a lost telephone or key without recovery codes: the owner sets up a new one.

    Passkeys go too: nobody knows which device was lost.
    """
    forget_passkeys(session, staff.row_id)
    turn_off(session, staff)
    end_sessions(session, staff.row_id)
    note(session, AuditKind.SECOND_FACTOR_OFF, now, actor=by, subject=staff.login)


def end_all_sessions(session: Session, staff: Staff, now: datetime, *, by: str = OPERATOR) -> None:
    """Sign somebody out everywhere; they may sign in again."""
    end_sessions(session, staff.row_id)
    note(session, AuditKind.SESSION_ENDED, now, actor=by, subject=staff.login, which="everywhere")


def is_last_of_unit(session: Session, staff: Staff) -> bool:
    """Whether nobody would sign the tickets of their unit without this account."""
    if not (staff.active and staff.unit and staff.role == Role.CLERK):
        return False
    return count_active(session, role=Role.CLERK, unit=staff.unit) == 1


def _check(login: str, name: str, role: str, unit: str, units: Collection[str]) -> None:
    if not LOGIN.fullmatch(login):
        raise InvalidInput(
            f"登录名“{login[:40]}”不可用",
            field="login",
            remedy="请用 2 至 40 位字母、数字、点、横线",
        )
    if not name.strip() or len(name) > 40:
        raise InvalidInput("姓名为空或超过 40 字", field="name", remedy="请填写姓名")
    roles = [str(known) for known in STAFF_ROLES]
    if role not in roles:
        raise InvalidInput(
            f"没有岗位“{role[:40]}”", field="role", remedy=f"可用：{'、'.join(roles)}"
        )
    _check_unit(role, unit, units)


def _check_unit(role: str, unit: str, units: Collection[str]) -> None:
    if role == Role.CLERK and not unit:
        raise InvalidInput(
            "承办单位账号缺少单位代码", field="unit", remedy="请用 --unit 指定单位代码"
        )
    if unit and unit not in units:
        raise InvalidInput(
            f"没有单位代码“{unit[:40]}”", field="unit", remedy="请从城市包 units.csv 中选择"
        )
