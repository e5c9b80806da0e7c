"""Times in which the handling clock stands still: a row for each, with its reason and who
approved it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import PauseRow, Ticket
from hotline.domain.outcomes import PauseKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.counting import add_working_time, working_seconds_between
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.working_time import Pause
from hotline.reading.handling_clock import due_of_rows, open_pause


def begin_pause(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    kind: PauseKind,
    reason: str,
    look_at: datetime,
    until: datetime | None = None,
) -> TicketChanges:
    """What the step changes, beside the row that is added; `look_at` is when somebody must look
    whether the pause still holds.
    """
    now = desk.now()
    row = PauseRow(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        clock=Clock.HANDLE,
        kind=kind,
        begin=now,
        until=until,
        reason=reason,
        approved_by=actor.login,
    )
    session.add(row)
    return {"paused_at": now, "due_look": look_at}


def end_pause(
    session: Session, ticket: Ticket, desk: Desk, *, kind: PauseKind | None = None
) -> TicketChanges:
    """What the step changes: the due times, moved by what the pause covered; ends the pause that
    lasts (of this kind).
    """
    row = open_pause(session, ticket) if ticket.paused_at else None
    if row is None or kind not in (None, row.kind):
        return {}
    row.end = max(desk.now(), row.begin)
    own, pauses = ticket.due_unit, [Pause(row.begin, row.end)]
    moved = moved_by(session, ticket, desk, own=own, pauses=pauses)
    return {"paused_at": None, "due_look": None, **moved}


def moved_by(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    own: datetime | None,
    pauses: Sequence[Pause],
) -> TicketChanges:
    """The due times after these pauses, whose rows are written; `own` is the holder's shorter one
    before them.
    """
    changes: TicketChanges = {}
    if own:
        for pause in pauses:
            own = _moved(ticket, own, pause, desk)
        changes["due_unit"] = own
    if end := due_of_rows(session, ticket, desk):
        changes |= {"due_handle": end.due, "due_provisional": end.provisional}
    return changes


def _moved(ticket: Ticket, moment: datetime, pause: Pause, desk: Desk) -> datetime:
    limit = desk.limit(Clock.HANDLE, ticket)
    if pause.begin >= moment:
        return moment
    if limit is None or limit.counts_working_time:
        covered = working_seconds_between(desk.calendar, pause.begin, pause.end)
        return add_working_time(desk.calendar, moment, covered)
    return moment + (pause.end - pause.begin)
