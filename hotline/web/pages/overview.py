"""The day of those who lead: what is open, what is late, what came in and how it compares."""

from datetime import timedelta

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.permissions import SEES_ANALYSIS, Role
from hotline.storage.overview import compare, overdue_by_unit, reported_in
from hotline.storage.tickets import TicketFilter, count_by_status, count_tickets
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.rows import in_order
from hotline.web.pages.screen import Asked, page

WEEK = timedelta(days=7)


@get("/overview", guards=[only(*(SEES_ANALYSIS - {Role.SYSTEM}))])
@reading
def show_overview(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> Response[str]:
    now = desk.now()
    return page(
        request,
        "overview.html",
        desk,
        since=now - WEEK,
        counts=in_order(count_by_status(session, actor)),
        overdue=count_tickets(session, actor, TicketFilter(overdue_at=now)),
        late_units=overdue_by_unit(session, actor, now),
        came=reported_in(session, actor, now - WEEK, now),
        came_before=reported_in(session, actor, now - 2 * WEEK, now - WEEK),
        categories=compare(session, actor, "category", now, WEEK),
        districts=compare(session, actor, "district", now, WEEK),
    )
