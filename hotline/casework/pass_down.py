"""Second and third level dispatch (二级、三级派单): a unit passes a ticket to a unit below it,
with a shorter limit of its own.
"""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.assign import check_units
from hotline.casework.assignments import lapse_applications
from hotline.casework.doubts import settled_by_sending
from hotline.casework.standing_by import tell_units_again
from hotline.city.hierarchy import units_below
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, current_assignment, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Assignment, Ticket
from hotline.domain.outcomes import ApplicationKind, AssignmentOutcome, NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import due_of_holder
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell

LOWEST_LEVEL = 3


def pass_down(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str,
    limit: str = "",
    reason: str = "",
    unmeant: str = "",
) -> Assignment:
    """Give the ticket to a unit below; without a `limit` (2wd) it has the time of its superior.

    unmeant  a key of UNMEANT, where the text names the unit below
    """
    reason = require_text(reason, "reason", "下派说明")
    check_step(actor, ticket, Action.PASS_DOWN)
    _check(actor, ticket, unit, desk)
    settled, cleared = settled_by_sending(session, ticket, desk, units=[unit], unmeant=unmeant)
    above, now = current_assignment(session, ticket), desk.now()
    level, parent = _level(ticket, above, unit, desk)
    own = _own_due(ticket, limit, desk)
    details = {"level": level, "due_unit": own.isoformat() if own else "", **cleared}
    changes = lapse_applications(session, actor, ticket, desk, kinds=[ApplicationKind.SUSPENSION])
    changes |= {**_due_times(ticket, own, desk, now), **settled}
    take_step(
        session,
        actor,
        ticket,
        Action.PASS_DOWN,
        at=now,
        reason=reason,
        to_unit=unit,
        details=details,
        changes=changes,
    )
    above.ended_at, above.outcome = now, AssignmentOutcome.PASSED_DOWN
    row = _assignment(actor, ticket, unit, level, parent, reason, limit.strip(), now, own)
    session.add(row)
    # The unit above answers for it on, and is not told that it is no longer theirs.
    knowing = tell_units_again(session, ticket, desk, but=[above.unit], sent=[unit])
    if unit not in knowing:
        tell(session, ticket, desk, kind=NoticeKind.PASSED_DOWN)
    return row


def _due_times(ticket: Ticket, own: datetime | None, desk: Desk, now: datetime) -> TicketChanges:
    changes: TicketChanges = {
        "due_unit": own,
        "accepted_at": None,
        "due_sign": desk.due(Clock.SIGN, ticket, now)[0],
    }
    if not (ticket.danger and ticket.due_contact and ticket.cycle == 1):
        # In danger whoever has the ticket has no more time for the first call.
        changes["due_contact"] = desk.due(Clock.CONTACT, ticket, now)[0]
    return changes


def _assignment(
    actor: Actor,
    ticket: Ticket,
    unit: str,
    level: int,
    parent: int | None,
    reason: str,
    limit: str,
    now: datetime,
    own: datetime | None,
) -> Assignment:
    return Assignment(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        unit=unit,
        level=level,
        parent_id=parent,
        by=actor.login,
        reason=reason,
        limit=limit,
        dispatched_at=now,
        due_at=own,
    )


def _check(actor: Actor, ticket: Ticket, unit: str, desk: Desk) -> None:
    check_units(ticket, [unit, *ticket.co_units], desk)
    if unit == ticket.unit or unit == actor.unit or unit not in actor.units:
        name = desk.city.units[unit].name
        raise InvalidInput(
            f"“{name}”不是本单位的下级单位", field="unit", remedy="请从本单位的下级单位中选择"
        )


def _level(ticket: Ticket, above: Assignment, unit: str, desk: Desk) -> tuple[int, int | None]:
    """The level of the new assignment and the id of the one above it; raises Conflict below the
    lowest. A unit that is not below the holder takes the holder's place.
    """
    if unit not in units_below(desk.city.tables.units, ticket.unit):
        return above.level, above.parent_id
    if above.level == LOWEST_LEVEL:
        raise Conflict(
            f"工单 {ticket.no} 已是第 {above.level} 级承办，不能再下派", remedy="请本单位办理"
        )
    return above.level + 1, above.id


def _own_due(ticket: Ticket, limit: str, desk: Desk) -> datetime | None:
    latest = due_of_holder(ticket)
    if not limit.strip():
        return latest
    own = due(desk.now(), parse_limit(limit), desk.calendar).due
    if latest and own > latest:
        raise InvalidInput(
            f"下派时限 {limit.strip()} 到 {own}，晚于本工单的期限 {latest}",
            field="limit",
            remedy="请填更短的时限或留空",
        )
    return own
