"""The caller of a ticket: masked for everybody, opened for those who need it, with a reason that
is kept.
"""

from dataclasses import dataclass

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.audit import AuditKind
from hotline.domain.errors import NotAllowed
from hotline.domain.models import AccessLog, Caller, Ticket
from hotline.domain.permissions import CENTRE, READS_PERSONAL, Actor
from hotline.storage.audit import note
from hotline.storage.vault import mask_name, mask_phone


@dataclass(frozen=True)
class CallerShown:
    """`is_open`: name and phone stand in full. Of an anonymous caller all fields are empty."""

    kind: str = ""
    name: str = ""
    phone: str = ""
    is_open: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.phone)


def show_caller(session: Session, ticket: Ticket, desk: Desk) -> CallerShown:
    """Masked."""
    caller = _caller(session, ticket)
    if caller is None:
        return CallerShown()
    name, phone = desk.vault.decrypt(caller.name), desk.vault.decrypt(caller.phone)
    return CallerShown(caller.kind, mask_name(name), mask_phone(phone) if phone else "")


def may_open(actor: Actor, ticket: Ticket) -> bool:
    """A caller who hides their name hides it from the units; only the centre may read it."""
    if actor.role not in READS_PERSONAL or ticket.caller_id is None:
        return False
    return ticket.identity_mode == "real" or actor.role in CENTRE


def open_caller(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str
) -> CallerShown:
    """In full; who read it and why is written down in the same transaction."""
    if not may_open(actor, ticket):
        raise NotAllowed("不能查看此诉求人的姓名和电话", remedy="隐名诉求请由热线中心代为联系")
    reason = require_text(reason, "reason", "查看理由")[:200]
    caller = _caller(session, ticket)
    if caller is None:
        return CallerShown()
    row = AccessLog(
        at=desk.now(),
        staff=actor.login,
        ticket_id=ticket.row_id,
        fields="name,phone",
        reason=reason,
    )
    session.add(row)
    note(
        session,
        AuditKind.PERSONAL_DATA,
        desk.now(),
        actor=actor.login,
        subject=ticket.no,
        reason=reason,
        fields=["name", "phone"],
    )
    return CallerShown(
        caller.kind, desk.vault.decrypt(caller.name), desk.vault.decrypt(caller.phone), is_open=True
    )


def _caller(session: Session, ticket: Ticket) -> Caller | None:
    return session.get(Caller, ticket.caller_id) if ticket.caller_id else None
