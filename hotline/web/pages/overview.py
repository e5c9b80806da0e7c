"""The day of those who lead: what is open, what is late, what came in and how it compares."""

from datetime import timedelta

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.permissions import SEES_ANALYSIS, Role
from hotline.storage.overview import compare, overdue_by_unit, reported_in
from hotline.storage.ticket_counts import count_by_status
from hotline.storage.tickets import TicketFilter, count_tickets
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rows import in_order

WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@get("/overview", guards=[only(*(SEES_ANALYSIS - {Role.SYSTEM}))])
@reading
def show_overview(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    now = desk.now()
    until = now + SECOND  # what came in this very second counts
    return page(
        request,
        "overview.html",
        desk,
        since=now - WEEK,
        counts=in_order(count_by_status(session, actor)),
        overdue=count_tickets(session, actor, TicketFilter(overdue_at=now)),
        late_units=overdue_by_unit(session, actor, now),
        came=reported_in(session, actor, until - WEEK, until),
        came_before=reported_in(session, actor, until - 2 * WEEK, until - WEEK),
        categories=compare(session, actor, "category", until, WEEK),
        districts=compare(session, actor, "district", until, WEEK),
    )
