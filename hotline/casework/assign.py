"""Assign a ticket to the units that lead and support: the step and its rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from hotline.casework.as_it_was import BEFORE, fields_before
from hotline.casework.doubts import check_clear_of
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Assignment, Ticket
from hotline.domain.outcomes import AssignmentRole, NoticeKind
from hotline.domain.roles import Actor, Role
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.storage.rows import Rows, new_row
from hotline.supervision.telling import tell

UNDOABLE = (Action.DISPATCH, Action.MOVE)


def assign(
    session: Rows,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str,
    co_units: Sequence[str] = (),
    reason: str = "",
    basis: str = "",
    corrected: Mapping[str, list[str]] = MappingProxyType({}),
    action: Action = Action.DISPATCH,
    before: TicketChanges | None = None,
    kept: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """The step itself and its rows, for people and for the router.

    before  fields that it changes already
    kept    what its details keep besides, to take it back
    """
    now = desk.now()
    changes: TicketChanges = {**(before or {}), **_due_times(ticket, desk, now)}
    changes |= {"co_units": list(co_units), "forced": action == Action.FORCE_DISPATCH}
    details = {**kept, **_decided(co_units, basis, corrected)}
    if action in UNDOABLE and actor.role != Role.SYSTEM:
        details[BEFORE] = {**details.get(BEFORE, {}), "fields": fields_before(ticket, changes)}
    take_step(
        session,
        actor,
        ticket,
        action,
        at=now,
        reason=reason,
        to_unit=unit,
        details=details,
        changes=changes,
    )
    _add_assignments(session, actor, ticket, [unit, *co_units], now, reason=reason, basis=basis)
    _tell_units(session, ticket, desk, action)


def _decided(
    co_units: Sequence[str], basis: str, corrected: Mapping[str, list[str]]
) -> dict[str, Any]:
    """What the history keeps of the decision, as far as there is something."""
    details: dict[str, Any] = {}
    if co_units or basis:
        details |= {"co_units": list(co_units), "basis": basis}
    if corrected:
        details["corrected"] = dict(corrected)
    return details


def _tell_units(session: Rows, ticket: Ticket, desk: Desk, action: Action) -> None:
    """A move tells both units itself, and of a danger `tell_units_again` tells."""
    if not ticket.danger and action != Action.MOVE:
        tell(session, ticket, desk, kind=NoticeKind.NEW_TICKET)
        tell(session, ticket, desk, kind=NoticeKind.SUPPORTING)


def _due_times(ticket: Ticket, desk: Desk, now: datetime) -> TicketChanges:
    """The caller's handling clock runs from registration and is set once."""
    changes: TicketChanges = {
        "dispatched_at": now,
        "accepted_at": None,
        "needs_review": False,
        "due_unit": None,
    }
    changes["due_sign"], provisional = desk.due(Clock.SIGN, ticket, now)
    if not (ticket.danger and ticket.due_contact and ticket.cycle == 1):
        # In danger the first call is due from the registration on.
        changes["due_contact"], _ = desk.due(Clock.CONTACT, ticket, now)
    if ticket.due_handle is None:
        changes["due_handle"], late = desk.due(Clock.HANDLE, ticket, ticket.created_at)
        changes["due_provisional"] = provisional or late
    return changes


def _add_assignments(
    session: Rows,
    actor: Actor,
    ticket: Ticket,
    units: Sequence[str],
    now: datetime,
    *,
    reason: str,
    basis: str,
) -> None:
    """One row for each unit: the first leads, the others support."""
    session.add_all(
        new_row(
            Assignment,
            ticket_id=ticket.id,
            cycle=ticket.cycle,
            unit=unit,
            role=AssignmentRole.SUPPORT if number else AssignmentRole.LEAD,
            by=actor.login,
            reason=reason,
            basis=basis,
            dispatched_at=now,
        )
        for number, unit in enumerate(units)
    )


def check_units(ticket: Ticket, units: Sequence[str], desk: Desk) -> None:
    """Raise InvalidInput for units that the city lacks or that stand twice, NotAllowed for one that
    the ticket accuses, Conflict while a person has to say whether it does.
    """
    for unit in units:
        if unit not in desk.city.units:
            raise InvalidInput(
                f"没有单位代码“{unit[:20]}”", field="unit", remedy="请从承办单位名录中选择"
            )
    if len(set(units)) < len(units):
        raise InvalidInput("主办与协办单位重复", field="co_units", remedy="每个单位只选一次")
    check_clear_of(ticket, units, desk)
