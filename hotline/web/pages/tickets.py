"""The list of tickets: filters in the address, pages by key, full text with marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from sqlmodel import Session

from analytics.search.base import SearchEngine
from hotline.desk.desk import Desk
from hotline.domain.permissions import Actor
from hotline.reading.search import search
from hotline.storage.tickets import TicketFilter, count_by_status, count_tickets, tickets_by_number
from hotline.storage.tickets import list_tickets as list_page
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.pages.filters import TicketListFilter, read_wanted
from hotline.web.pages.rows import TicketRow, in_order, rows_of
from hotline.web.pages.screen import Asked, is_fragment, page

PAGE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class TicketPage:
    """One page of the list; `total` counts up to MOST_COUNTED, `next` is "" on the last page."""

    rows: Sequence[TicketRow]
    next: str
    total: int
    degraded: bool = False

    @property
    def total_text(self) -> str:
        return f"{self.total} 件以上" if self.total >= MOST_COUNTED else f"{self.total} 件"


@get("/tickets", guards=[signed_in])
@reading
def list_tickets(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> Response[str]:
    wanted = read_wanted(request.query_params, desk.now())
    found = find(session, request.app.state.engine, actor, wanted, desk)
    if is_fragment(request):
        return page(request, "_rows.html", desk, wanted=wanted, found=found)
    counts = in_order(count_by_status(session, actor))
    overdue = count_tickets(session, actor, TicketFilter(overdue_at=desk.now()), most=MOST_COUNTED)
    return page(
        request, "tickets.html", desk, wanted=wanted, found=found, counts=counts, overdue=overdue
    )


def find(
    session: Session, engine: SearchEngine, actor: Actor, wanted: TicketListFilter, desk: Desk
) -> TicketPage:
    """By the search engine where words are given, by the database otherwise."""
    if wanted.q:
        return _search(session, engine, actor, wanted, desk)
    listed = list_page(session, actor, wanted.filter, after=wanted.after, limit=PAGE)
    total = count_tickets(session, actor, wanted.filter, most=MOST_COUNTED)
    return TicketPage(rows_of(listed.tickets, desk), listed.next, total)


def _search(
    session: Session, engine: SearchEngine, actor: Actor, wanted: TicketListFilter, desk: Desk
) -> TicketPage:
    hits = search(session, engine, actor, wanted.query(PAGE))
    tickets = tickets_by_number(session, actor, [hit.no for hit in hits.hits])
    marks = {hit.no: hit.highlights for hit in hits.hits}
    return TicketPage(
        rows_of(tickets, desk, marks), hits.next_cursor or "", hits.total, hits.degraded
    )
