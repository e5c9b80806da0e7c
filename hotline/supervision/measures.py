"""A measure of supervision (督办) as it is given, by a person or by the ladder: the step, the
order with its number, and who has to be told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.notices import notify_of_order
from hotline.desk.steps import check_step, take_step
from hotline.domain.ladder.ladder import ORDERS, Level, strongest
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.workflow import Action
from hotline.storage.papers import take_serial
from hotline.supervision.receivers import Holder, order_holder, receivers
from hotline.supervision.telling import receivers_of


@dataclass(frozen=True)
class Measure:
    """What is demanded of whom; `due_at` until when an answer is wanted, by `limit` if by a rule.

    The rest says which rule raised it; `kind` of its notice, without one that of its level;
    `step` what the history calls it, without one by its level.
    """

    level: Level
    demand: str
    holder: Holder
    due_at: datetime | None = None
    limit: str = ""
    tell: tuple[str, ...] = ("holder",)
    rule: str = ""
    key: str | None = None
    clock: str = ""
    clock_due: datetime | None = None
    passed: tuple[str, ...] = ()
    kind: NoticeKind | None = None
    step: Action | None = None


def give(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, measure: Measure
) -> SupervisionOrder:
    """The step, the order with its number, and who is told."""
    order = prepare(session, actor, ticket, desk, measure=measure)
    session.flush()
    announce(session, ticket, desk, order=order, measure=measure)
    return order


def prepare(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, measure: Measure
) -> SupervisionOrder:
    """The step and the order, which has its id only when the session is flushed: the ladder
    writes many at once.
    """
    now, is_order = desk.now(), measure.level in ORDERS
    action = measure.step or (Action.SUPERVISE if is_order else Action.URGE)
    check_step(actor, ticket, action)
    order = _order(session, actor, ticket, measure, now)
    changes: TicketChanges = {}
    if is_order:
        changes["supervision"] = strongest({ticket.supervision, measure.level} - {""})
    details = order_details(order) | (
        {"passed_over": list(measure.passed)} if measure.passed else {}
    )
    take_step(
        session,
        actor,
        ticket,
        action,
        at=now,
        reason=measure.demand,
        details=details,
        changes=changes,
    )
    session.add(order)
    return order


def _order(
    session: Session, actor: Actor, ticket: Ticket, measure: Measure, now: datetime
) -> SupervisionOrder:
    """The row; an urge has no number and is closed from the beginning."""
    is_order, number = measure.level in ORDERS, None
    if is_order:
        serial = take_serial(session, "supervision", now.year)
        number = f"督〔{now.year}〕{serial:04d}号"
    return SupervisionOrder(
        number=number,
        level=measure.level,
        ticket_id=ticket.row_id,
        ticket_no=ticket.no,
        cycle=ticket.cycle,
        unit=measure.holder.unit,
        role=measure.holder.role,
        issued_by=actor.login,
        issued_at=now,
        demand=measure.demand,
        due_at=measure.due_at,
        limit=measure.limit,
        rule=measure.rule,
        unique_key=measure.key,
        clock=measure.clock,
        clock_due=measure.clock_due,
        closed_at=None if is_order else now,
    )


def announce(
    session: Session, ticket: Ticket, desk: Desk, *, order: SupervisionOrder, measure: Measure
) -> None:
    """Who has to be told of an order that is written."""
    kind = measure.kind or NoticeKind(measure.level)
    names = dict.fromkeys((*measure.tell, *receivers_of(desk, kind)))
    hearers = receivers(ticket, measure.holder, names, desk)
    notify_of_order(session, hearers, kind, order, desk.now())


def tell_of_order(
    session: Session, ticket: Ticket, desk: Desk, *, kind: NoticeKind, order: SupervisionOrder
) -> None:
    """What became of an order, to those whom notices.csv names; its holder is who received it."""
    hearers = receivers(ticket, order_holder(order), receivers_of(desk, kind), desk)
    notify_of_order(session, hearers, kind, order, desk.now())


def order_details(order: SupervisionOrder) -> dict[str, Any]:
    """What the history keeps of an order."""
    details = {
        "level": order.level,
        "number": order.number,
        "unit": order.unit,
        "role": order.role,
        "rule": order.rule,
        "clock": order.clock,
    }
    times = {"due": order.due_at, "clock_due": order.clock_due}
    details |= {name: at.isoformat() for name, at in times.items() if at}
    return {name: value for name, value in details.items() if value}
