"""The day of those who lead: what is open, what is late, what came in and how it compares."""

from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.periods import Period, period
from hotline.domain.roles import SEES_ANALYSIS, Role
from hotline.storage.holders import lamps_by_holder
from hotline.storage.overview import compare, reported_in
from hotline.storage.ticket_counts import count_by_status
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import count_tickets
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rows import in_order
from hotline.web.reading.populations import SECOND, WEEK
from hotline.web.reading.spans import window

MOST_HOLDERS = 15


@get("/overview", guards=[only(*(SEES_ANALYSIS - {Role.SYSTEM}))])
@reading
def show_overview(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """The same seven days as on the leader's page: whole days and what has passed of today."""
    now = desk.now()
    week = period(now.date() - WEEK, now.date(), now + SECOND)
    late = [lamps for lamps in lamps_by_holder(session, actor, now) if lamps.red]
    return page(
        request,
        "overview.html",
        desk,
        week=week,
        down=_down,
        counts=in_order(count_by_status(session, actor)),
        overdue=count_tickets(session, actor, TicketFilter(overdue_at=now), most=None),
        late_holders=late[:MOST_HOLDERS],
        came=reported_in(session, actor, week),
        came_before=reported_in(session, actor, week.before),
        categories=compare(session, actor, "category", week),
        districts=compare(session, actor, "district", week),
    )


def _down(field: str, key: str | None, span: Period) -> str:
    """The list of the tickets of a row; without a key those that have none."""
    values = window(span.since, span.until)
    return "/tickets?" + urlencode(values | ({field: key} if key else {"none": field}))
