"""What becomes of the handling clock while an application for more time waits: decided in time it
went on, decided late it stood still from the asking on. So no unit is late because the centre was.
"""

from datetime import datetime

from sqlmodel import Session, select

from hotline.casework.pauses import moved_by
from hotline.desk.desk import Desk
from hotline.domain.models import Application, PauseRow, Ticket
from hotline.domain.outcomes import ApplicationKind, PauseKind
from hotline.domain.roles import SYSTEM
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import due_of_holder
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.working_time import Pause


def settle(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    row: Application,
    before: TicketChanges | None = None,
    own_will: bool = False,
) -> TicketChanges:
    """What the step changes with which `row` waits no longer.

    before    what it changes already
    own_will  the unit took it back: only a centre that was late gives time back, or units would
              ask in the last minute to gain a day
    """
    if row.due_decide is None or row.kind == ApplicationKind.RELAXATION:
        return {}
    changes: TicketChanges = {"due_decide": None}
    ends = [row.due_decide] if own_will else [row.due_decide, due_of_holder(ticket)]
    if desk.now() <= min(end for end in ends if end):
        return changes
    pauses = _uncovered(session, ticket, row.asked_at, desk.now())
    session.add_all(_pause_row(ticket, pause) for pause in pauses)
    session.flush()
    own = (before or {}).get("due_unit", ticket.due_unit)
    return changes | moved_by(session, ticket, desk, own=own, pauses=pauses)


def _uncovered(session: Session, ticket: Ticket, begin: datetime, end: datetime) -> list[Pause]:
    """The parts of this time in which the clock did not stand still for another reason."""
    query = select(PauseRow).where(PauseRow.ticket_id == ticket.id, PauseRow.cycle == ticket.cycle)
    covered = sorted((row.begin, row.end or end) for row in session.exec(query))
    parts: list[Pause] = []
    for other_begin, other_end in covered:
        if begin < min(other_begin, end):
            parts.append(Pause(begin, min(other_begin, end)))
        begin = max(begin, other_end)
    return [*parts, Pause(begin, end)] if begin < end else parts


def _pause_row(ticket: Ticket, pause: Pause) -> PauseRow:
    return PauseRow(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        clock=Clock.HANDLE,
        kind=PauseKind.DECISION,
        begin=pause.begin,
        end=pause.end,
        reason="申请逾期未决定，等待的时间不计",
        approved_by=SYSTEM.login,
    )
