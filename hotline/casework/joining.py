"""A new report on a matter that is handled already: the caller, or who takes their call, is offered
to join it. Who joins has a number, a code and a receipt of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from hotline.casework.merge import merge
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.receive import Receipt, receipt_of, store_one
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import Actor, Role
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.storage.similar import Joinable, alike_in_street, count_in_street
from hotline.storage.tickets import find_ticket, ticket_to_join

OF_CALLER, OF_STAFF = "诉求人选择加入", "接诉时加入"
SHOWN = 3


@dataclass(frozen=True)
class JoinOffer:
    """`count` open tickets of one category in one street may be joined; `tickets` are the first."""

    street: str
    category: str
    count: int
    tickets: Sequence[Ticket]


def offer_to_join(session: Session, prepared: Prepared, desk: Desk) -> JoinOffer | None:
    """None where the place or the matter is not sure, somebody may be in danger, or the report is
    not for everybody's eyes; without those that a unit handles which the report may complain of.
    """
    decision, read = prepared.decision, prepared.classification
    street, category = decision.location.street, decision.category
    if not street or not category or read.danger.is_danger or _is_secret(prepared):
        return None
    since = desk.now() - timedelta(days=desk.city.settings.similar_days)
    named = (*decision.accused, *decision.suspects, *decision.mentioned)
    barred = desk.router.units.controlled_by(named)
    joinable = Joinable(street, category, since, frozenset(barred))
    tickets = alike_in_street(session, joinable, limit=SHOWN)
    if not tickets:
        return None
    return JoinOffer(street, category, count_in_street(session, joinable), tickets)


def _is_secret(prepared: Prepared) -> bool:
    return bool(prepared.decision.secrecy) or prepared.report.secrecy == "confidential"


def join(
    session: Session, actor: Actor, report: IncomingReport, desk: Desk, *, into: str, key: str = ""
) -> Receipt:
    """Register the report and let the answer to `into`, and what was promised there, count for it.

    Callers may join only what they were offered. The same `key` again gives the first receipt.
    """
    prepared = prepare(report, desk, actor=actor, key=key)
    parent = _leading(session, actor, prepared, desk, into)
    undecided = replace(prepared, decision=replace(prepared.decision, needs_review=True))
    receipt = store_one(session, undecided, desk)
    if not receipt.created:
        return receipt
    ticket = ticket_to_join(session, receipt.no)
    reason = OF_CALLER if actor.role == Role.CALLER else OF_STAFF
    merge(session, actor, ticket, desk, parent=parent, reason=reason, action=Action.JOIN)
    promised = parent.due_handle or desk.due(Clock.HANDLE, parent, parent.created_at)[0]
    return receipt_of(ticket, desk, created=True)._replace(due_handle=promised)


def _leading(session: Session, actor: Actor, prepared: Prepared, desk: Desk, into: str) -> Ticket:
    """The ticket to join, locked."""
    if actor.role == Role.CALLER:
        offer = offer_to_join(session, prepared, desk)
        offered = [ticket.no for ticket in offer.tickets] if offer else []
        if into not in offered:
            raise InvalidInput(
                "这件诉求现在不能加入", field="join", remedy="请直接提交，热线会核对是否为同一事项"
            )
    else:
        find_ticket(session, actor, into)
    return ticket_to_join(session, into)
