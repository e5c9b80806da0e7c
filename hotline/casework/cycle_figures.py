"""The figures of a cycle, frozen when it ends; nothing that happens later changes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import event, literal_column, update
from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict
from hotline.domain.models import CycleFigures, Ticket
from hotline.domain.models.handling import UNTIMED
from hotline.domain.outcomes import CycleEnding
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.clocks import is_late
from hotline.domain.time.counting import working_seconds_between

KEPT = (
    "cycle",
    "unit",
    "co_units",
    "replied_at",
    "due_handle",
    "extensions",
    "returns",
    "result",
    "rating",
    "solved",
)
BATCH = 50
ANSWERED_BY_UNIT = (CycleEnding.CLOSED, CycleEnding.REWORK)
FIRST_STEPS = ("dispatched_at", "accepted_at", "contacted_at")


def freeze(session: Session, ticket: Ticket, desk: Desk, *, ending: CycleEnding) -> CycleFigures:
    """Keep what the present cycle of the ticket came to."""
    start, now = ticket.cycle_started_at or ticket.created_at, desk.now()
    ended_late = bool(ticket.due_handle and not ticket.replied_at and now > ticket.due_handle)
    figures = CycleFigures(
        ticket_id=ticket.row_id,
        ending=ending,
        started_at=start,
        ended_at=now,
        # A merged ticket has its answer from the leading one, which carries the late mark.
        late=ending != CycleEnding.MERGED and (is_late(ticket) or ended_late),
        **{name: getattr(ticket, name) for name in KEPT},
        **_own_steps(ticket, start),
    )
    figures.worked_seconds = worked_seconds(figures, desk.calendar)
    session.add(figures)
    return figures


def worked_seconds(figures: CycleFigures, calendar: WorkCalendar) -> int | None:
    """How much working time its unit took to answer; None where no unit did."""
    if figures.replied_at is None or figures.ending not in ANSWERED_BY_UNIT:
        return None
    begin = figures.accepted_at or figures.started_at
    return working_seconds_between(calendar, begin, figures.replied_at)


def time_cycles(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Count the working time of cycles that ended before it was kept; how many there were.

    What the calendar says now counts, and stays.
    """
    query = select(CycleFigures).where(literal_column(UNTIMED)).order_by(col(CycleFigures.id))
    rows = session.exec(query.limit(limit)).all()
    for figures in rows:
        seconds = worked_seconds(figures, desk.calendar)
        own = update(CycleFigures).where(col(CycleFigures.id) == figures.id)
        session.execute(own.values(worked_seconds=seconds))
    return len(rows)


def _own_steps(ticket: Ticket, start: datetime) -> dict[str, Any]:
    """Signing and contact belong to the cycle in which they happened."""
    times = {name: getattr(ticket, name) for name in FIRST_STEPS}
    own = {name: at if at and at >= start else None for name, at in times.items()}
    limits = {"due_sign": ticket.due_sign, "due_contact": ticket.due_contact}
    return own | (limits if ticket.cycle == 1 else {})


@event.listens_for(CycleFigures, "before_update")
def _refuse(_mapper: object, _connection: object, figures: CycleFigures) -> None:
    raise Conflict(
        f"第 {figures.cycle} 次办理的考核数据已固化，不能更改", remedy="请通过剔除申请处理"
    )
