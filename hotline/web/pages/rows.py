"""Tickets as lines of a list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.storage.history import supplemented
from hotline.storage.ticket_rows import tasks_of_support
from hotline.web.page_labels import SIGNS
from hotline.web.pages.countdown import Countdown, countdown


@dataclass(frozen=True)
class TicketRow:
    """`marks` has safe HTML with <mark> for title and content of a search hit; `signs` say what the
    reader's unit has to see first.
    """

    ticket: Ticket
    countdown: Countdown | None
    marks: Mapping[str, str]
    signs: Sequence[str] = ()


def rows_of(
    tickets: Iterable[Ticket], desk: Desk, marks: Mapping[str, Mapping[str, str]] | None = None
) -> list[TicketRow]:
    now = desk.now()
    return [
        TicketRow(ticket, countdown(ticket, desk, now), (marks or {}).get(ticket.no, {}))
        for ticket in tickets
    ]


def signed_rows(
    session: Session, actor: Actor, tickets: Sequence[Ticket], desk: Desk
) -> list[TicketRow]:
    """Rows of a unit's inbox, with the clock of what it has to do itself: how often it was urged,
    what its caller added since the unit acted, whether it is supervised, whether the unit only
    supports.
    """
    ids, now = [ticket.row_id for ticket in tickets], desk.now()
    added, tasks = supplemented(session, ids), tasks_of_support(session, ids, actor.units)
    return [
        TicketRow(
            ticket,
            countdown(ticket, desk, now, tasks.get(ticket.row_id)),
            {},
            _signs(ticket, actor, added),
        )
        for ticket in tickets
    ]


def _signs(ticket: Ticket, actor: Actor, added: Collection[int]) -> list[str]:
    signs = {
        SIGNS["urged"].format(count=ticket.urges): ticket.urges,
        SIGNS["supplemented"]: ticket.row_id in added,
        SIGNS["supervised"]: ticket.supervision,
        SIGNS["supporting"]: ticket.unit not in actor.units,
    }
    return [sign for sign, holds in signs.items() if holds]


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by status in the order of the work."""
    return {status: counts[status] for status in Status if status in counts}
