"""Take merged tickets apart (拆单): each is another matter after all, and comes back as it was."""

from typing import Any

from sqlmodel import Session

from hotline.casework.as_it_was import BEFORE, give_back
from hotline.casework.matter import tell_leading
from hotline.casework.rating_invitation import draw_for, invite
from hotline.casework.standing_by import (
    end_loud_notices,
    tell_of_danger,
    tell_units_again,
    units_ahead,
)
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import WITH_DISPATCHER, Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import CLOCKS_KEPT, RUN_IN
from hotline.domain.time.deadlines import Clock, column_of
from hotline.domain.workflow import Action
from hotline.storage.history import steps_of
from hotline.storage.merged import last_merge, merged_into, parent_of
from hotline.supervision.carried_orders import Carried, carry_orders, give_orders_back
from hotline.supervision.telling import tell, tell_units_of_danger


def unmerge(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """It is another matter after all: its units have it again, or the dispatcher, where none had it
    or the one that led may not have it any more. Who handles the leading ticket is told.
    """
    parent = parent_of(session, ticket)
    _part(session, actor, ticket, desk, parent=parent, reason=reason)
    if parent is not None:
        tell(session, parent, desk, kind=NoticeKind.PARTED)


def release(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, parent: Ticket, reason: str
) -> None:
    """Tell the ticket that absorbed another that it waits for it no longer."""
    session.flush()
    tell_leading(session, actor, ticket, desk, parent=parent, reason=reason, action=Action.RELEASE)
    tell_units_again(session, parent, desk)
    if not parent.danger:
        end_loud_notices(session, parent, desk)


def release_all(session: Session, parent: Ticket, desk: Desk, *, reason: str) -> None:
    """The matter is withdrawn by its caller, but the others who reported it still want their
    answer.
    """
    for ticket in merged_into(session, parent):
        _part(session, SYSTEM, ticket, desk, parent=parent, reason=reason)


def _part(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket | None,
    reason: str,
) -> None:
    reason = require_text(reason, "reason", "拆单理由")
    check_step(actor, ticket, Action.UNMERGE)
    step = last_merge(session, ticket)
    unit = _unit_before(ticket, step, desk)
    known = step if unit or (step and _nobody_had_it(step)) else None
    back_to = known.from_status if known else ""
    changes = _as_before(session, ticket, desk, step=known)
    changes["merged_into"] = ""
    if not (goes_on := _clocks_go_on(step, back_to)):
        changes |= _clocks_anew(ticket, desk, status=back_to or Status.TRIAGE)
    drawn = draw_for(session, ticket, desk, unit=unit) if back_to == Status.CALLBACK else None
    if drawn and drawn.closes_at:
        changes["due_callback"] = drawn.closes_at
    orders = _orders_back(session, ticket, desk, step=step, unit=unit, changes=changes)
    take_step(
        session,
        actor,
        ticket,
        Action.UNMERGE,
        at=desk.now(),
        reason=reason,
        to_unit=unit,
        details=orders | ({CLOCKS_KEPT: True} if goes_on else {}),
        changes=changes,
        back_to=back_to,
    )
    if drawn:  # while it was merged its invitation to rate went out of force
        invite(session, ticket, desk, drawn=drawn)
    if parent is not None:
        release(session, actor, ticket, desk, parent=parent, reason=reason)
    _tell_units(session, ticket, desk)


def _unit_before(ticket: Ticket, step: HistoryEntry | None, desk: Desk) -> str:
    """The unit that had the ticket and may have it again, or ""; older steps keep nothing."""
    unit = step.from_unit if step and BEFORE in step.details else ""
    return unit if _may_have(ticket, unit, desk) else ""


def _nobody_had_it(step: HistoryEntry) -> bool:
    """Whether the centre was settling who has the duty, of a ticket that no unit had."""
    return step.from_status == Status.ARBITRATION and not step.from_unit and BEFORE in step.details


def _may_have(ticket: Ticket, unit: str, desk: Desk) -> bool:
    return unit in desk.city.units and unit not in ticket.accused


def _as_before(
    session: Session, ticket: Ticket, desk: Desk, *, step: HistoryEntry | None
) -> TicketChanges:
    """What `step` took away; without one the dispatcher decides. Material that came meanwhile is no
    longer waited for.
    """
    if step is None:
        return {"needs_review": True}
    supplied = any(entry.at >= step.at for entry in steps_of(session, ticket, Action.SUPPLEMENT))
    waited = "pauses" in step.details[BEFORE]["rows"] and step.from_status != Status.SUSPENDED
    return give_back(
        session,
        ticket,
        step.details,
        paused=not (supplied and waited),
        has=lambda unit: _may_have(ticket, unit, desk),
    )


def _clocks_go_on(step: HistoryEntry | None, back_to: str) -> bool:
    """Whether the ticket waits for the same people as before, so that its clocks run as if it had
    never been merged; whoever is asked to rate is asked anew.
    """
    if step is None or back_to == Status.CALLBACK:
        return False
    return bool(back_to) or step.from_status in WITH_DISPATCHER


def _clocks_anew(ticket: Ticket, desk: Desk, *, status: str) -> TicketChanges:
    """Who did not have the ticket before has the usual time for what comes next; the clock of the
    caller was never stopped. In danger the first call stays due when it was.
    """
    changes: dict[str, Any] = {}
    for clock in RUN_IN.get(status, ()):
        is_first_call = clock == Clock.CONTACT and ticket.danger and ticket.due_contact
        if clock != Clock.HANDLE and not is_first_call:
            changes[column_of(clock)], _ = desk.due(clock, ticket, desk.now())
    return changes  # type: ignore[return-value]


def _orders_back(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    step: HistoryEntry | None,
    unit: str,
    changes: TicketChanges,
) -> Carried:
    """Orders go with the ticket: to whom they were addressed, or who has it now instead."""
    if unit and step:
        give_orders_back(session, ticket, desk, details=step.details)
        session.flush()
    return carry_orders(session, ticket, desk, unit=unit, co_units=changes.get("co_units", ()))


def _tell_units(session: Session, ticket: Ticket, desk: Desk) -> None:
    if ticket.danger and not ticket.unit:
        ahead = units_ahead(session, ticket, desk)
        tell_of_danger(session, ticket, desk, units=ahead)
        return
    if ticket.danger:
        tell_units_of_danger(session, ticket, desk)
        return
    for unit in filter(None, (ticket.unit, *ticket.co_units)):
        tell(session, ticket, desk, kind=NoticeKind.GIVEN_BACK, unit=unit)
