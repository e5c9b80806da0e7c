"""Which clock of a ticket runs in which status, and which due time counts now."""

from hotline.domain.deadlines import Clock
from hotline.domain.models import Ticket
from hotline.domain.workflow import Status

STAGE = {
    Status.REGISTERED: Clock.DISPATCH,
    Status.TRIAGE: Clock.DISPATCH,
    Status.RETURN_REQUESTED: Clock.DISPATCH,
    Status.DISPATCHED: Clock.SIGN,
    Status.ACCEPTED: Clock.CONTACT,
    Status.IN_PROGRESS: Clock.HANDLE,
    Status.REPLIED: Clock.REVIEW,
    Status.CALLBACK: Clock.CALLBACK,
}


def show_running_clock(ticket: Ticket) -> None:
    """Set `clock` and `due_at` to the clock that ends first of those that run; a ticket that has ended has none."""
    stage = STAGE.get(Status(ticket.status))
    if stage is None:
        ticket.clock, ticket.due_at = "", None
        return
    running = {stage: getattr(ticket, f"due_{stage}")}
    if stage in (Clock.DISPATCH, Clock.SIGN, Clock.CONTACT):
        running[Clock.HANDLE] = ticket.due_handle
    due = [(at, name) for name, at in running.items() if at]
    ticket.due_at, ticket.clock = min(due, default=(None, stage))


def is_late(ticket: Ticket) -> bool:
    """Whether the unit's answer came after the handling limit (extended limits count)."""
    return bool(ticket.due_handle and ticket.replied_at and ticket.replied_at > ticket.due_handle)
