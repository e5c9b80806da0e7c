"""Walk a ticket's history through the transition table again: does it lead to where the ticket
stands?
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.errors import IllegalTransition
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.workflow import Action, next_status


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands after some of its steps."""

    status: str = ""
    unit: str = ""
    due: datetime | None = None
    cycle: int = 1


def replay(entries: Iterable[HistoryEntry]) -> tuple[Standing, list[str]]:
    """The standing after all entries, oldest first, and every step that does not follow from the
    one before.
    """
    here, faults = Standing(), []
    for entry in entries:
        faults += [f"version {entry.ticket_version}: {fault}" for fault in _faults(here, entry)]
        cycle = here.cycle + (entry.action == Action.REWORK)
        here = Standing(entry.to_status, entry.to_unit, entry.new_due, cycle)
    return here, faults


def standing_of(ticket: Ticket) -> Standing:
    return Standing(str(ticket.status), ticket.unit, ticket.due_at, ticket.cycle)


def _faults(here: Standing, entry: HistoryEntry) -> list[str]:
    if not here.status:
        return [] if entry.action == Action.REGISTER else [f"begins with {entry.action}"]
    faults = []
    if (entry.from_status, entry.from_unit, entry.old_due) != (here.status, here.unit, here.due):
        faults.append("starts elsewhere than the step before it ended")
    try:
        if (
            next_status(entry.from_status, Action(entry.action), back_to=entry.to_status)
            != entry.to_status
        ):
            faults.append(
                f"{entry.action} does not lead from {entry.from_status} to {entry.to_status}"
            )
    except IllegalTransition:
        faults.append(f"{entry.action} is not possible in {entry.from_status}")
    return faults
