"""The centre takes back what it sent: an unsigned dispatch (收回), a ticket that another unit
should have (改派), what a key did a moment ago (撤销).
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from hotline.casework.as_it_was import BEFORE, give_back, rows_before
from hotline.casework.assign import UNDOABLE, assign, check_units
from hotline.casework.assignments import end_assignments, end_handling
from hotline.casework.correction import revert
from hotline.casework.doubts import settled_by_sending
from hotline.casework.standing_by import tell_units_again
from hotline.casework.suggestion import learn, unlearn
from hotline.casework.to_dispatcher import send_to_dispatcher
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.outcomes import AssignmentOutcome, NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.supervision.carried_orders import carry_orders, give_orders_back
from hotline.supervision.telling import tell

UNDO_WITHIN = timedelta(seconds=30)
RECALLED, REROUTED = AssignmentOutcome.RECALLED, AssignmentOutcome.REROUTED


def recall(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The dispatcher has the ticket again before the unit signed it; the units are told.

    In danger the clock of dispatch goes on: who waits for help has waited since the first moment.
    """
    reason = require_text(reason, "reason", "收回理由")
    check_step(actor, ticket, Action.RECALL)
    units = {ticket.unit, *ticket.co_units}
    changes = end_handling(session, actor, ticket, desk, outcome=RECALLED)
    changes["needs_review"] = True
    send_to_dispatcher(
        session,
        actor,
        ticket,
        desk,
        action=Action.RECALL,
        reason=reason,
        changes=changes,
        goes_on=bool(ticket.danger),
    )
    unlearn(session, ticket)
    knowing = tell_units_again(session, ticket, desk)
    _tell(session, ticket, desk, units=units - knowing, kind=NoticeKind.RECALLED)


def move(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str,
    reason: str,
    basis: str = "",
    co_units: Sequence[str] = (),
    unmeant: str = "",
) -> None:
    """Another unit gets the ticket and signs it anew; the caller's clock is untouched, and both
    units are told.
    """
    reason = require_text(reason, "reason", "改派理由")
    check_step(actor, ticket, Action.MOVE)
    check_units(ticket, [unit, *co_units], desk)
    if unit == ticket.unit:
        raise InvalidInput("工单已在该单位", field="unit", remedy="请选择另一个单位")
    settled, cleared = settled_by_sending(
        session, ticket, desk, units=[unit, *co_units], unmeant=unmeant
    )
    led, supported = ticket.unit, set(ticket.co_units)
    rows = rows_before(session, ticket)
    changes = end_handling(session, actor, ticket, desk, outcome=REROUTED)
    orders = carry_orders(session, ticket, desk, unit=unit, co_units=co_units)
    assign(
        session,
        actor,
        ticket,
        desk,
        unit=unit,
        co_units=co_units,
        reason=reason,
        basis=basis.strip(),
        action=Action.MOVE,
        before={**changes, **settled},
        kept={BEFORE: {"rows": rows}, **orders, **cleared},
    )
    learn(session, actor, ticket, desk.now())
    _tell_of_moved(session, ticket, desk, led=led, supported=supported)


def _tell_of_moved(
    session: Session, ticket: Ticket, desk: Desk, *, led: str, supported: set[str]
) -> None:
    """Of a danger everybody has heard at once already."""
    unit, supporting = ticket.unit, set(ticket.co_units)
    sent = {unit, *supporting} - {led, *supported}
    knowing = tell_units_again(session, ticket, desk, sent=sent, is_decided=True)
    away = {led} | supported - {unit, *supporting}
    _tell(session, ticket, desk, units=away - knowing, kind=NoticeKind.MOVED_AWAY)
    _tell(session, ticket, desk, units={unit} - knowing, kind=NoticeKind.MOVED_HERE)
    if supporting - supported - knowing:
        tell(session, ticket, desk, kind=NoticeKind.SUPPORTING)


def undo(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> None:
    """Who dispatched or moved the ticket within the last 30 seconds has it as it was, with its
    clocks, if nobody has done anything since. What is undone stays so: each key once.
    """
    check_step(actor, ticket, Action.UNDO)
    entry = undoable(session, actor, ticket, desk)
    if entry is None:
        raise Conflict(
            f"工单 {ticket.no} 的上一步已不能撤销",
            remedy=f"只能由本人在 {UNDO_WITHIN.seconds} 秒内撤销；请改用“收回”或“改派”",
        )
    lead, sent = ticket.unit, {ticket.unit, *ticket.co_units}
    revert(session, ticket, desk, corrected=entry.details.get("corrected", {}))
    end_assignments(session, ticket, RECALLED, desk.now())
    give_orders_back(session, ticket, desk, details=entry.details)
    take_step(
        session,
        actor,
        ticket,
        Action.UNDO,
        at=desk.now(),
        to_unit=entry.from_unit,
        changes=give_back(session, ticket, entry.details),
        back_to=entry.from_status,
    )
    if ticket.unit:
        learn(session, actor, ticket, desk.now())
    else:
        unlearn(session, ticket)
    _tell_of_undone(session, ticket, desk, lead=lead, sent=sent)


def _tell_of_undone(
    session: Session, ticket: Ticket, desk: Desk, *, lead: str, sent: set[str]
) -> None:
    """Who led leads no longer, who leads again did not, even where both stay with the ticket."""
    knowing = tell_units_again(session, ticket, desk, is_decided=True)
    again = {ticket.unit, *ticket.co_units} - {""}
    away, back = sent - again | {lead}, again - sent | {ticket.unit} - {""}
    _tell(session, ticket, desk, units=away - knowing, kind=NoticeKind.RECALLED)
    _tell(session, ticket, desk, units=back - knowing, kind=NoticeKind.GIVEN_BACK)
    if lead in ticket.co_units and lead not in knowing:
        tell(session, ticket, desk, kind=NoticeKind.SUPPORTING)


def undoable(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> HistoryEntry | None:
    """The actor's own dispatch or move, where it is the newest step and may still be undone."""
    if ticket.status != Status.DISPATCHED:
        return None
    query = select(HistoryEntry).where(HistoryEntry.ticket_id == ticket.id)
    entry = session.exec(query.order_by(col(HistoryEntry.id).desc()).limit(1)).one()
    fresh = desk.now() - entry.at <= UNDO_WITHIN
    own = entry.actor == actor.login and entry.action in UNDOABLE and BEFORE in entry.details
    return entry if fresh and own else None


def _tell(
    session: Session, ticket: Ticket, desk: Desk, *, units: set[str], kind: NoticeKind
) -> None:
    for unit in sorted(units):
        tell(session, ticket, desk, kind=kind, unit=unit)
