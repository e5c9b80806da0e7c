"""Who of the sign-on provider is who here: written down before they come, never by a token."""

import re
from datetime import datetime

from sqlmodel import Session, col, delete

from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import SignOnLink, Staff
from hotline.people.staff import OPERATOR
from hotline.storage.accounts import staff_of_email
from hotline.storage.audit import note

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
LONGEST_SUBJECT = 255


def link(
    session: Session,
    staff: Staff,
    now: datetime,
    *,
    issuer: str = "",
    subject: str = "",
    email: str = "",
    by: str = OPERATOR,
) -> None:
    """Let this person come in through the provider.

    issuer, subject  what the provider calls itself and them: the sure way
    email            of theirs; the first sign-in whose token vouches for it writes the subject down
    Raises Conflict when another account has the subject or the e-mail.
    """
    subject, email = subject.strip(), email.strip().lower()
    _check(issuer, subject, email)
    if email:
        _set_email(session, staff, email)
    if subject:
        _check_free(session, staff, issuer, subject)
        write_subject(session, staff, now, issuer=issuer, subject=subject)
    details = {"subject": subject, "email": email}
    link = {name: value for name, value in details.items() if value}
    note(session, AuditKind.STAFF_LINKED, now, actor=by, subject=staff.login, link=link)


def unlink(session: Session, staff: Staff, now: datetime, *, by: str = OPERATOR) -> None:
    """Nobody comes in as this person through the provider any more."""
    staff.email = ""
    session.add(staff)
    session.exec(delete(SignOnLink).where(col(SignOnLink.staff_id) == staff.row_id))
    note(session, AuditKind.STAFF_UNLINKED, now, actor=by, subject=staff.login)


def write_subject(
    session: Session, staff: Staff, now: datetime, *, issuer: str, subject: str
) -> None:
    """Raises Conflict when the subject is somebody else's."""
    row = session.get(SignOnLink, (issuer, subject))
    if row is None:
        link = SignOnLink(issuer=issuer, subject=subject, staff_id=staff.row_id, created_at=now)
        session.add(link)
        session.flush()
    elif row.staff_id != staff.row_id:
        raise Conflict("这个统一身份标识已关联另一个账号", remedy="请先解除原来的关联")


def _check_free(session: Session, staff: Staff, issuer: str, subject: str) -> None:
    """Who links accounts is told whose the subject is; who signs in by a token is not."""
    row = session.get(SignOnLink, (issuer, subject))
    if row is not None and row.staff_id != staff.row_id:
        login = session.get_one(Staff, row.staff_id).login
        raise Conflict(
            f"统一身份标识“{subject[:60]}”已关联账号“{login}”",
            remedy=f"请先解除（hotline staff unlink {login}，或在账号页上），再关联",
        )


def _set_email(session: Session, staff: Staff, email: str) -> None:
    other = staff_of_email(session, email)
    if other is not None and other.id != staff.id:
        raise Conflict(f"邮箱已用于账号“{other.login}”", remedy="每个邮箱只能关联一个账号")
    staff.email = email
    session.add(staff)


def _check(issuer: str, subject: str, email: str) -> None:
    if not subject and not email:
        raise InvalidInput("没有填写标识或邮箱", field="subject", remedy="请至少填写其中一项")
    if len(subject) > LONGEST_SUBJECT:
        raise InvalidInput(
            f"标识有 {len(subject)} 个字符", field="subject", remedy=f"最多 {LONGEST_SUBJECT} 个"
        )
    if subject and not issuer:
        raise InvalidInput(
            "还没有设置统一身份认证的地址", field="subject", remedy="请先设置 HOTLINE_OIDC_ISSUER"
        )
    if email and not EMAIL.fullmatch(email):
        raise InvalidInput(f"邮箱“{email[:60]}”不可用", field="email", remedy="请核对邮箱")
