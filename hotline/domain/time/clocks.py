"""Which clock of a ticket runs in which status, and which due time counts now."""

from datetime import datetime

from hotline.domain.models import Assignment, Ticket
from hotline.domain.statuses import ANSWERED, APPLIED, STATUSES, WITH_DISPATCHER, Status
from hotline.domain.time.deadlines import CLOCKS, DECIDE, LOOK, Clock, column_of

# The clock of the stage, by status; statuses without one are not here.
STAGE: dict[str, str] = {status: facts.clock for status, facts in STATUSES.items() if facts.clock}
# All clocks with a limit that run in a status, the one of the stage first.
RUN_IN: dict[str, tuple[Clock, ...]] = {
    status: tuple(
        Clock(clock) for clock in (stage, *CLOCKS[stage].beside) if CLOCKS[clock].start is not None
    )
    for status, stage in STAGE.items()
}

# In `own` of a ticket: its caller was called, and a danger that came later wants a call again.
CALL_ANEW = "call_anew"
# In the details of a parting: no clock began with it.
CLOCKS_KEPT = "clocks_kept"


def show_running_clock(ticket: Ticket) -> None:
    """Set `clock` and `due_at` to the clock that ends first of those that run.

    Merged and ended tickets have none.
    """
    ticket.due_at, ticket.clock = min(
        running_clocks(ticket), default=(None, STAGE.get(ticket.status, ""))
    )


def running_clocks(ticket: Ticket) -> list[tuple[datetime, str]]:
    """Every clock that runs, with its end.

    While a ticket is on its way to a unit its handling clock runs too; while the centre has to
    decide what the unit applied for, the centre's clock runs, and beside it that of a call about a
    danger only.
    """
    stage = STAGE.get(ticket.status)
    if stage is None:
        return []
    if ticket.due_decide and ticket.status in APPLIED:
        decision = [(ticket.due_decide, DECIDE)]
        if waits_for_call_anew(ticket) and ticket.due_contact:
            return [(ticket.due_contact, str(Clock.CONTACT)), *decision]
        return decision
    clocks = [stage, Clock.HANDLE] if Clock.HANDLE in CLOCKS[stage].beside else [stage]
    if waits_for_call(ticket):
        clocks.insert(0, Clock.CONTACT)
    ends = dict.fromkeys(_due(ticket, clock) for clock in clocks)
    return [(due, name) for due, name in ends if due]


def waits_for_call_anew(ticket: Ticket) -> bool:
    """Whether somebody was called, or it went on without, and must be called first all the same."""
    return (
        ticket.status in (Status.IN_PROGRESS, *APPLIED, *ANSWERED)
        and CALL_ANEW in ticket.own
        and ticket.contacted_at is None
    )


def waits_for_call(ticket: Ticket) -> bool:
    """The same, or a danger is on its way to who calls: that clock waits for no other step."""
    is_on_its_way = ticket.status in (*WITH_DISPATCHER, Status.DISPATCHED)
    in_danger = is_on_its_way and bool(ticket.danger) and ticket.contacted_at is None
    return in_danger or waits_for_call_anew(ticket)


def clock_of_support(ticket: Ticket, task: Assignment) -> tuple[datetime | None, str]:
    """What a supporting unit has to do and until when: to sign, to give its opinion while the lead
    has to answer, nothing any more.
    """
    if task.opinion or task.ended_at or STAGE.get(ticket.status) is None or ticket.paused_at:
        return None, ""
    if task.accepted_at is None:
        return ticket.due_sign, Clock.SIGN
    return due_of_holder(ticket), Clock.HANDLE


def _due(ticket: Ticket, clock: str) -> tuple[datetime | None, str]:
    if clock == Clock.HANDLE:
        return (ticket.due_look, LOOK) if ticket.paused_at else (due_of_holder(ticket), clock)
    return getattr(ticket, column_of(clock)), clock


def due_of_holder(ticket: Ticket) -> datetime | None:
    """Until when the holder must answer: their own limit after a ticket was passed down, never
    later than the caller's.
    """
    return min((due for due in (ticket.due_unit, ticket.due_handle) if due), default=None)


def is_late(ticket: Ticket) -> bool:
    """Whether the unit's answer came after the handling limit (extended limits count)."""
    return bool(ticket.due_handle and ticket.replied_at and ticket.replied_at > ticket.due_handle)
