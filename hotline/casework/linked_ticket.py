"""A new ticket out of later words of a caller, linked with theirs."""

from collections.abc import Callable, Collection
from dataclasses import replace

from sqlmodel import Session

from hotline.casework.prepared import prepare
from hotline.casework.receive import Receipt, store_one
from hotline.casework.several_matters import link_matter
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.doubts import withheld
from hotline.domain.models import Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, SYSTEM
from routing.decision import Decision


def open_linked(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    text: str,
    decide: Callable[[Decision], Decision],
) -> Receipt:
    """Of the same caller at the same place; `decide` says what becomes of the router's decision."""
    session.flush()
    prepared = prepare(linked_report(ticket, text), desk, actor=CALLER)
    prepared = replace(prepared, decision=decide(prepared.decision))
    receipt = store_one(session, prepared, desk)
    opened = find_for_step(session, SYSTEM, receipt.no)
    opened.caller_id = ticket.caller_id
    if not (opened.street or opened.place):
        opened.district, opened.street, opened.place = ticket.district, ticket.street, ticket.place
    link_matter(session, opened, desk, first=ticket.first_matter or ticket.no)
    return receipt


def linked_report(ticket: Ticket, text: str) -> IncomingReport:
    """What is read and stored of the new ticket."""
    return IncomingReport(
        text=text,
        channel=ticket.channel,
        address=ticket.address,
        identity=ticket.identity_mode,
        secrecy=ticket.secrecy,
    )


def not_to_accused(
    decision: Decision, ticket: Ticket, others: Collection[str] = frozenset()
) -> Decision:
    """Whom the earlier ticket accuses, or may accuse, hears nothing of the new one either, nor do
    `others`.
    """
    closed = {*ticket.accused, *withheld(ticket), *others}
    units = [unit for unit in (decision.unit, *decision.co_units) if unit not in {"", *closed}]
    return replace(
        decision,
        accused=tuple(sorted({*decision.accused, *ticket.accused})),
        unit=next(iter(units), ""),
        co_units=tuple(units[1:]),
        alternatives=tuple(
            (unit, share) for unit, share in decision.alternatives if unit not in closed
        ),
    )
