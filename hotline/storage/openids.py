"""Reports by openid: which tickets somebody reported from WeChat."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.models import OpenidReport, Ticket
from hotline.storage.callers import openid_text
from hotline.storage.rows import new_row
from hotline.storage.vault import Vault


def openid_row(vault: Vault, openid: str, ticket_id: int, now: datetime) -> OpenidReport:
    """That this ticket was reported by this openid."""
    return new_row(
        OpenidReport,
        ticket_id=ticket_id,
        openid_key=vault.key_of(openid_text(openid)),
        openid=vault.encrypt(openid),
        at=now,
    )


def tickets_by_openid(
    session: Session, vault: Vault, openid: str, *, after: int = 0, limit: int
) -> Sequence[tuple[OpenidReport, Ticket]]:
    """What was reported by this openid and nothing else of the caller, who may have others' phones
    in their reports; newest first, `after` the id of the last report of the page before.
    """
    query = (
        select(OpenidReport, Ticket)
        .join(Ticket, col(Ticket.id) == col(OpenidReport.ticket_id))
        .where(col(OpenidReport.openid_key).in_(vault.keys_of(openid_text(openid))))
    )
    if after:
        query = query.where(col(OpenidReport.id) < after)
    return session.exec(query.order_by(col(OpenidReport.id).desc()).limit(limit)).all()


def openids_of_caller(session: Session, vault: Vault, caller_id: int) -> set[str]:
    """By which openids the tickets of a caller were reported."""
    query = (
        select(OpenidReport)
        .join(Ticket, col(Ticket.id) == col(OpenidReport.ticket_id))
        .where(Ticket.caller_id == caller_id)
    )
    return {vault.decrypt(row.openid) for row in session.exec(query)}
