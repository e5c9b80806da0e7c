"""Tickets as lines of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.workflow import Status
from hotline.web.pages.countdown import Countdown, countdown


@dataclass(frozen=True)
class TicketRow:
    """`marks` has safe HTML with <mark> for title and content of a search hit."""

    ticket: Ticket
    countdown: Countdown | None
    marks: Mapping[str, str]


def rows_of(
    tickets: Iterable[Ticket], desk: Desk, marks: Mapping[str, Mapping[str, str]] | None = None
) -> list[TicketRow]:
    now = desk.now()
    return [
        TicketRow(ticket, countdown(ticket, desk, now), (marks or {}).get(ticket.no, {}))
        for ticket in tickets
    ]


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by status in the order of the work."""
    return {status: counts[status] for status in Status if status in counts}
