"""The handling clock of a ticket as its rows tell it: the limit, the pauses, the extensions that
were granted, and what the callers of merged tickets were promised.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.merging import own_value
from hotline.domain.models import Application, Assignment, PauseRow, Ticket
from hotline.domain.outcomes import ApplicationKind, AssignmentRole, RequestDecision
from hotline.domain.time.counting import add_working_time, working_seconds_between
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.handling import Change, Leg, explain_handling, handling_due
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.time.working_time import Due, Pause, due
from hotline.domain.workflow import Action
from hotline.storage.history import steps_of
from hotline.storage.merged import merged_into, merged_since

# In the details of what a caller told later: the urgency that the ticket had before the danger.
HURRIED = "urgency_before"
# Steps by which a caller may tell of it.
SPOKEN = (Action.SUPPLEMENT, Action.CALLER_URGE)


def due_of_rows(session: Session, ticket: Ticket, desk: Desk) -> Due | None:
    """When the present cycle must be answered, by its limit, its pauses and the extensions that
    were granted; never later than what was promised to a caller whose ticket is merged into it.
    """
    own, promise = own_due(session, ticket, desk), None
    if ticket.own:
        promise = promise_of(session, ticket, merged_into(session, ticket), desk)
    if own is None or promise is None or promise >= own.due:
        return own
    return replace(own, due=promise)


def own_due(session: Session, ticket: Ticket, desk: Desk) -> Due | None:
    """The same of the ticket alone, by its own urgency."""
    limit = own_limit(ticket, desk)
    if limit is None:
        return None
    start = ticket.cycle_started_at or ticket.created_at
    changes = _changes(session, ticket)
    danger_at = hurried(session, ticket)
    if danger_at is None or danger_at[0] <= start:
        return handling_due(start, limit, desk.calendar, [change for _, change in changes])
    at, urgency = danger_at
    later = [change for moment, change in changes if moment >= at]
    ends = [handling_due(at, limit, desk.calendar, later)]
    if usual := own_limit(ticket, desk, urgency=urgency):
        ends.append(handling_due(start, usual, desk.calendar, [change for _, change in changes]))
    return min(ends, key=lambda end: end.due)


def hurried(session: Session, ticket: Ticket) -> tuple[datetime, str] | None:
    """When its caller told of the danger that makes it critical, and how urgent it was before;
    None where it was critical from the beginning or is so no longer.
    """
    if own_value(ticket, "urgency") != "critical":
        return None
    steps = steps_of(session, ticket, *SPOKEN)
    return next(
        ((step.at, step.details[HURRIED]) for step in reversed(steps) if HURRIED in step.details),
        None,
    )


def own_limit(ticket: Ticket, desk: Desk, *, urgency: str = "") -> Limit | None:
    """The handling limit of the ticket alone: what is urgent in merged ones counts from their own
    registration on.
    """
    return desk.deadlines.limit(
        Clock.HANDLE,
        request_type=ticket.request_type,
        urgency=urgency or own_value(ticket, "urgency"),
        category=ticket.category,
    )


def promise_of(
    session: Session, parent: Ticket, children: Sequence[Ticket], desk: Desk
) -> datetime | None:
    """The earliest promise to the callers of these merged tickets, moved by what moved the clock
    of the leading one since; promises of an earlier cycle bind nobody any more. One that was not
    dispatched has what it would have been promised.
    """
    begun, changes = parent.cycle_started_at, _changes(session, parent)
    promises = [
        _moved(promise, [change for at, change in changes if at >= since], desk)
        for child, since in _with_times(session, children)
        if not (begun and since < begun)
        if (promise := child.due_handle or desk.due(Clock.HANDLE, child, child.created_at)[0])
    ]
    return min(promises, default=None)


def _with_times(session: Session, children: Sequence[Ticket]) -> list[tuple[Ticket, datetime]]:
    """With when it was merged, or hurried by a danger later; one that is merged by the present step
    counts from now on.
    """
    since = merged_since(session, children) if children else {}
    for child in children:
        danger_at = hurried(session, child) if child.danger and child.row_id in since else None
        if danger_at:
            since[child.row_id] = max(since[child.row_id], danger_at[0])
    return [(child, since.get(child.row_id, datetime.max)) for child in children]


def _moved(moment: datetime, changes: Sequence[Change], desk: Desk) -> datetime:
    for change in changes:
        if not isinstance(change, Pause):
            moment = due(moment, change, desk.calendar).due
        elif change.begin < moment:
            covered = working_seconds_between(desk.calendar, change.begin, change.end)
            moment = add_working_time(desk.calendar, moment, covered)
    return moment


def explain_rows(session: Session, ticket: Ticket, desk: Desk) -> list[Leg]:
    """The same stretch by stretch; nothing when no limit applies to such a ticket. Where what was
    promised to a merged caller binds it, the stretches of that promise.
    """
    own = _explain(ticket, _changes(session, ticket), desk)
    if not ticket.own or (own and own[-1].result.due == ticket.due_handle):
        return own
    later = _changes(session, ticket)
    for child, since in _with_times(session, merged_into(session, ticket)):
        moved = [*_changes(session, child), *((at, change) for at, change in later if at >= since)]
        legs = _explain(child, moved, desk)
        if legs and legs[-1].result.due == ticket.due_handle:
            return legs
    return own


def _explain(ticket: Ticket, changes: Sequence[tuple[datetime, Change]], desk: Desk) -> list[Leg]:
    limit = own_limit(ticket, desk)
    if limit is None:
        return []
    start = ticket.cycle_started_at or ticket.created_at
    return explain_handling(start, limit, desk.calendar, [change for _, change in changes])


def unit_due(
    session: Session, ticket: Ticket, desk: Desk, *, handle: datetime | None
) -> datetime | None:
    """Until when the holder must answer after the ticket was passed down: by the limits that were
    set on the way, and never later than `handle`. Sets it on the assignments.

    A shorter time whose limit is not known stays.
    """
    query = select(Assignment).where(
        Assignment.ticket_id == ticket.id,
        Assignment.cycle == ticket.cycle,
        Assignment.role == AssignmentRole.LEAD,
        col(Assignment.due_at).is_not(None),
    )
    latest, pauses = handle, _pauses(session, ticket)
    for row in session.exec(query.order_by(col(Assignment.id))):
        own = row.due_at if row.due_at != ticket.due_handle else handle
        if row.limit:
            later = [pause for pause in pauses if pause.begin >= row.dispatched_at]
            own = due(row.dispatched_at, parse_limit(row.limit), desk.calendar, later).due
        latest = row.due_at = min((end for end in (own, handle) if end), default=None)
    return latest


def _pauses(session: Session, ticket: Ticket) -> list[Pause]:
    return [change for _, change in _changes(session, ticket) if isinstance(change, Pause)]


def open_pause(session: Session, ticket: Ticket) -> PauseRow | None:
    query = select(PauseRow).where(PauseRow.ticket_id == ticket.id, col(PauseRow.end).is_(None))
    return session.exec(query.order_by(col(PauseRow.id).desc())).first()


def _changes(session: Session, ticket: Ticket) -> list[tuple[datetime, Change]]:
    """With when it began or was granted, in the order of time."""
    pauses = session.exec(
        select(PauseRow).where(PauseRow.ticket_id == ticket.id, PauseRow.cycle == ticket.cycle)
    )
    granted = session.exec(
        select(Application).where(
            Application.ticket_id == ticket.id,
            Application.cycle == ticket.cycle,
            Application.kind == ApplicationKind.EXTENSION,
            Application.decision == RequestDecision.GRANTED,
        )
    )
    changes: list[tuple[datetime, int, Change]] = [
        (row.begin, 0, Pause(row.begin, row.end)) for row in pauses if row.end is not None
    ]
    changes += [(row.decided_at or row.asked_at, 1, parse_limit(row.limit)) for row in granted]
    return [(at, change) for at, _, change in sorted(changes, key=lambda item: item[:2])]
