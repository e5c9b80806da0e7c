"""Personal data that somebody opened: a row of the access log and an entry of the audit log."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.models import AccessLog, PhoneCall, Ticket
from hotline.domain.roles import Actor
from hotline.storage.audit import note


def note_opening(
    session: Session,
    actor: Actor,
    opened: Ticket | PhoneCall,
    at: datetime,
    *,
    fields: Sequence[str],
    reason: str,
) -> None:
    """What was opened stands in both, in the transaction of the opening."""
    is_ticket = isinstance(opened, Ticket)
    session.add(
        AccessLog(
            at=at,
            staff=actor.login,
            ticket_id=opened.row_id if is_ticket else None,
            call_id=None if is_ticket else opened.row_id,
            fields=",".join(fields),
            reason=reason,
        )
    )
    subject = opened.no if isinstance(opened, Ticket) else f"call:{opened.row_id}"
    note(
        session,
        AuditKind.PERSONAL_DATA,
        at,
        actor=actor.login,
        subject=subject,
        reason=reason,
        fields=list(fields),
    )
