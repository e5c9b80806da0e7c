"""Which clock of a ticket runs in which status, and which due time counts now."""

from datetime import datetime

from hotline.domain.models import Ticket
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Status

# When somebody must look at a matter whose handling clock stands still: no limit of deadlines.csv,
# but a date to watch.
LOOK = "look"

STAGE: dict[str, str] = {
    Status.REGISTERED: Clock.DISPATCH,
    Status.TRIAGE: Clock.DISPATCH,
    Status.RETURN_REQUESTED: Clock.DISPATCH,
    Status.ARBITRATION: Clock.DISPATCH,
    Status.DISPATCHED: Clock.SIGN,
    Status.ACCEPTED: Clock.CONTACT,
    Status.IN_PROGRESS: Clock.HANDLE,
    Status.EXTENSION_REQUESTED: Clock.HANDLE,
    Status.SUSPENDED: LOOK,
    Status.REPLIED: Clock.REVIEW,
    Status.CALLBACK: Clock.CALLBACK,
}
HANDLED_MEANWHILE = (Clock.DISPATCH, Clock.SIGN, Clock.CONTACT)


def show_running_clock(ticket: Ticket) -> None:
    """Set `clock` and `due_at` to the clock that ends first of those that run.

    Merged and ended tickets have none.
    """
    ticket.due_at, ticket.clock = min(
        running_clocks(ticket), default=(None, STAGE.get(ticket.status, ""))
    )


def running_clocks(ticket: Ticket) -> list[tuple[datetime, str]]:
    """Every clock that runs, with its end.

    While a ticket is on its way to a unit its handling clock runs too.
    """
    stage = STAGE.get(ticket.status)
    if stage is None:
        return []
    clocks = [stage, Clock.HANDLE] if stage in HANDLED_MEANWHILE else [stage]
    return [(due, name) for due, name in (_due(ticket, clock) for clock in clocks) if due]


def _due(ticket: Ticket, clock: str) -> tuple[datetime | None, str]:
    if clock == Clock.HANDLE:
        return (ticket.due_look, LOOK) if ticket.paused_at else (due_of_holder(ticket), clock)
    return getattr(ticket, f"due_{clock}"), clock


def due_of_holder(ticket: Ticket) -> datetime | None:
    """Until when the holder must answer: their own limit after a ticket was passed down, never
    later than the caller's.
    """
    return min((due for due in (ticket.due_unit, ticket.due_handle) if due), default=None)


def is_late(ticket: Ticket) -> bool:
    """Whether the unit's answer came after the handling limit (extended limits count)."""
    return bool(ticket.due_handle and ticket.replied_at and ticket.replied_at > ticket.due_handle)
