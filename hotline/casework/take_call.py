"""What an agent does at the end of a call: register, and answer, dispatch or decline at once."""

from dataclasses import dataclass, replace

from sqlmodel import Session, select

from hotline.casework.asked_units import is_asked
from hotline.casework.caller_access import plain_number
from hotline.casework.dispatch import answer, dispatch, reject
from hotline.casework.joining import join
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.receive import Receipt, receipt_of, store_one
from hotline.casework.several_matters import (
    first_of_contact,
    link_matter,
    prepare_matter,
    reported_with,
)
from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key, require_text
from hotline.domain.doubts import withheld
from hotline.domain.models import Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import SEES_CONFIDENTIAL, Actor
from routing.decision import Decision

ENDINGS = {
    "answer": "直接答复",
    "dispatch": "派单",
    "reject": "不予受理",
    "join": "加入已有工单",
}


@dataclass(frozen=True)
class Ending:
    """How the call ends; `unit` "" leaves the choice of the unit to the dispatcher.

    unmeant          a key of UNMEANT: the text mentions `unit` and does not complain of it; without
                     it the dispatcher decides
    into             number of the ticket that is joined
    cites, uncited   what a direct answer rests on, or why nothing fits, as `cite` takes them
    """

    kind: str
    unit: str = ""
    answer: str = ""
    reason: str = ""
    explanation: str = ""
    unmeant: str = ""
    into: str = ""
    cites: tuple[str, ...] = ()
    uncited: str = ""


def take_call(
    session: Session,
    actor: Actor,
    report: IncomingReport,
    desk: Desk,
    *,
    ending: Ending,
    key: str = "",
    first: str = "",
) -> Receipt:
    """Register the report and take the agent's decision.

    `first` is the ticket of the contact's first matter, where this is a further one. The same
    `key` again gives the first ticket, untouched.
    """
    kind = choose_key(ENDINGS, ending.kind, "ending", "处理方式")
    contact = first_of_contact(session, actor, first) if first else ""
    if contact:
        report = reported_with(session, report, first=contact)
    if kind == "join":
        into = plain_number(require_text(ending.into, "into", "加入的工单编号"))
        receipt = join(session, actor, report, desk, into=into, key=key)
        if receipt.created and contact:
            link_matter(session, _ticket_of(session, receipt), desk, first=contact)
        return receipt
    read = prepare_matter if contact else prepare
    prepared = read(report, desk, actor=actor, key=key)
    # The agent decides, not the router: an automatic dispatch would forestall the answer.
    undecided = replace(prepared, decision=replace(prepared.decision, needs_review=True))
    straight_to = ending.unit if kind == "dispatch" else ""
    receipt = store_one(session, replace(undecided, straight_to=straight_to), desk)
    if not receipt.created:
        return receipt
    ticket = _ticket_of(session, receipt)
    if contact:
        link_matter(session, ticket, desk, first=contact)
    _end(session, actor, ticket, prepared, desk, kind=kind, ending=ending)
    return receipt_of(ticket, desk, created=True)


def _end(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    prepared: Prepared,
    desk: Desk,
    *,
    kind: str,
    ending: Ending,
) -> None:
    if kind == "answer":
        cites, uncited = ending.cites, ending.uncited
        answer(session, actor, ticket, desk, text=ending.answer, cites=cites, uncited=uncited)
    elif kind == "reject":
        reject(session, actor, ticket, desk, reason=ending.reason, explanation=ending.explanation)
    elif ending.unit and _may_send(session, actor, ticket, prepared, desk, ending=ending):
        _dispatch_as_suggested(session, actor, ticket, prepared, desk, ending=ending)


def _may_send(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    prepared: Prepared,
    desk: Desk,
    *,
    ending: Ending,
) -> bool:
    """What the agent may not see, or a unit that it may complain of, is the dispatcher's."""
    is_open = ticket.secrecy != "confidential" or actor.role in SEES_CONFIDENTIAL
    units = [ending.unit, *_supporting(prepared.decision, ending.unit)]
    if not is_open or ending.unit in withheld(ticket):
        return False
    return bool(ending.unmeant) or not is_asked(session, ticket, desk, units=units)


def _supporting(decision: Decision, unit: str) -> tuple[str, ...]:
    """The other units of a danger are ready for it, which is not to support it."""
    is_suggested = unit == decision.unit and decision.layer != "danger"
    return decision.co_units if is_suggested else ()


def _ticket_of(session: Session, receipt: Receipt) -> Ticket:
    return session.exec(select(Ticket).where(Ticket.no == receipt.no)).one()


def _dispatch_as_suggested(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    prepared: Prepared,
    desk: Desk,
    *,
    ending: Ending,
) -> None:
    decision, unit = prepared.decision, ending.unit
    same = unit == decision.unit
    dispatch(
        session,
        actor,
        ticket,
        desk,
        unit=unit,
        co_units=_supporting(decision, unit),
        reason="采纳系统建议" if same else "话务员选定",
        basis=decision.basis if same else "",
        unmeant=ending.unmeant,
        is_decided=decision.layer != "danger",
    )
