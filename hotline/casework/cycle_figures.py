"""The figures of a cycle, frozen when it ends; nothing that happens later changes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from hotline.domain.errors import Conflict
from hotline.domain.models import CycleFigures, Ticket
from hotline.domain.outcomes import CycleEnding
from hotline.domain.time.clocks import is_late

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
FIRST_STEPS = ("dispatched_at", "accepted_at", "contacted_at")


def freeze(session: Session, ticket: Ticket, ending: CycleEnding, now: datetime) -> CycleFigures:
    """Keep what the present cycle of the ticket came to."""
    start = ticket.cycle_started_at or ticket.created_at
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
    session.add(figures)
    return figures


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
