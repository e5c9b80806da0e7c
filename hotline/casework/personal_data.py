"""The caller of a ticket: masked for everybody, opened for those who need it, with a reason that
is kept. Of who wants to be hidden only the centre sees anything, masked or open.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.errors import NotAllowed
from hotline.domain.hiding import hides_caller, opens_hidden
from hotline.domain.models import AccessLog, Caller, Ticket
from hotline.domain.parties import NOBODY, Parties
from hotline.domain.roles import READS_PERSONAL, Actor
from hotline.storage.hiding import told_to_others
from hotline.storage.openings import note_opening
from hotline.storage.parties import parties_of_tickets
from hotline.storage.vault import mask_name, mask_phone

# So long after an opening its reason holds for the files of a hidden caller.
OPENING_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class CallerShown:
    """`is_open`: name, phone and `parties` stand in full. Of an anonymous caller all fields are
    empty, and of one who is hidden from the reader (`is_withheld`) too.
    """

    kind: str = ""
    name: str = ""
    phone: str = ""
    parties: Parties = NOBODY
    is_open: bool = False
    is_withheld: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.phone or self.parties)


def show_caller(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> CallerShown:
    """Masked; of a hidden one the units and the leaders see neither surname nor digits."""
    if hides_caller(ticket) and not opens_hidden(actor):
        return CallerShown(is_withheld=True)
    caller = _caller(session, ticket)
    if caller is None:
        return CallerShown()
    name, phone = desk.vault.decrypt(caller.name), desk.vault.decrypt(caller.phone)
    parties = masked_parties(_parties(session, ticket, desk))
    return CallerShown(caller.kind, mask_name(name), mask_phone(phone) if phone else "", parties)


def may_open(actor: Actor, ticket: Ticket) -> bool:
    """Who wants to be hidden, hides from the units: only the centre opens what tells of them, in
    the text too.
    """
    if hides_caller(ticket):
        return opens_hidden(actor)
    return actor.role in READS_PERSONAL and ticket.caller_id is not None


def open_caller(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str
) -> CallerShown:
    """In full; who read it and why is written down in the same transaction."""
    if not may_open(actor, ticket):
        raise NotAllowed(
            "不能查看此诉求人的姓名和电话", remedy="隐名、保密诉求请由热线中心代为联系"
        )
    reason = require_text(reason, "reason", "查看理由")[:200]
    fields = ["name", "phone", "parties", *(["text"] if hides_caller(ticket) else [])]
    reason = told_to_others(session, desk.vault, ticket, reason)
    note_opening(session, actor, ticket, desk.now(), fields=fields, reason=reason)
    caller = _caller(session, ticket)
    if caller is None:
        return CallerShown(is_open=True)
    return CallerShown(
        caller.kind,
        desk.vault.decrypt(caller.name),
        desk.vault.decrypt(caller.phone),
        _parties(session, ticket, desk),
        is_open=True,
    )


def note_review(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, step: str, reason: str
) -> None:
    """Who judges what a unit did for a confidential report is kept like an opening: the reviewers
    of other tickets see none of it.
    """
    if ticket.secrecy == "confidential":
        note_opening(session, actor, ticket, desk.now(), fields=[step], reason=reason)


def reason_of_opening(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> str:
    """Why the actor opened the ticket within OPENING_LASTS; "" where they did not."""
    query = select(AccessLog.reason).where(
        AccessLog.ticket_id == ticket.id,
        AccessLog.staff == actor.login,
        AccessLog.at > desk.now() - OPENING_LASTS,
        col(AccessLog.fields).contains("text"),
    )
    return session.exec(query.order_by(col(AccessLog.id).desc()).limit(1)).first() or ""


def masked_parties(parties: Parties) -> Parties:
    """As a caller is masked; how the proxy is related to the caller tells nobody who they are."""
    code = parties.credit_code
    return Parties(
        mask_name(parties.proxy),
        parties.proxy_relation,
        mask_phone(parties.proxy_phone) if parties.proxy_phone else "",
        parties.enterprise[:2] + "*" * max(len(parties.enterprise) - 2, 0),
        code[:2] + "*" * (len(code) - 4) + code[-2:] if code else "",
        mask_name(parties.contact),
    )


def _parties(session: Session, ticket: Ticket, desk: Desk) -> Parties:
    ids = [ticket.row_id]
    return parties_of_tickets(session, desk.vault, ids).get(ticket.row_id, NOBODY)


def _caller(session: Session, ticket: Ticket) -> Caller | None:
    return session.get(Caller, ticket.caller_id) if ticket.caller_id else None
