"""单位年度: one unit's year, for those who see the city's figures and for the unit itself."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import trend_figure
from analytics.trends import Step, trend
from hotline.desk.desk import Desk
from hotline.domain.errors import Unavailable
from hotline.domain.models import Rectification, SupervisionOrder
from hotline.domain.order_states import order_state
from hotline.domain.roles import SEES_FIGURES, Actor, Role
from hotline.domain.vocabulary import LEVELS
from hotline.reading.city_codes import unit_code
from hotline.reading.masking import shown_tickets
from hotline.reading.unit_year import own_year, unit_year
from hotline.storage.pressing import tickets_by_id
from hotline.storage.unit_year import list_orders_of_unit, list_rectifications_of_unit
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.figure_labels import RATES
from hotline.web.guards import only
from hotline.web.labels import NO_RANK
from hotline.web.names import Names
from hotline.web.pages.issue_lists import issue_lists
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS
from hotline.web.reading.populations import SECOND, chosen
from hotline.web.reading.watch_documents import title_of

# Rates of the front desk are no unit's.
MOST = 500
OF_UNITS = tuple(name for name in RATES if name not in ("direct", "repeated"))


@get("/units/{code:str}", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_unit(
    session: Session, request: PageRequest, code: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    """Raises NotFound for a unit whose figures are not the reader's."""
    code = unit_code(code, desk.city)
    year = unit_year(session, actor, desk, code)
    chart = {"volume": trend(year.query, year.span, Step.MONTH, desk.calendar.is_working)}
    try:
        answer = request.app.state.analysis.ask(
            session, ("unit", code, year.query.see), chart, desk.now(), year
        )
    except Unavailable as error:
        return page(request, "leader_away.html", desk, error=error, status=503)
    points = answer.charts["volume"].points
    addresses = [_tickets(code, point.now.start, point.now.end) for point in points]
    figure = trend_figure(answer.charts["volume"])
    figure.data[0].customdata = addresses
    span = {"since": year.span.since.date(), "until": desk.now().date(), "lead": code}
    return page(
        request,
        "unit_year.html",
        desk,
        year=year,
        answer=answer,
        months=[
            (point, address, _tickets(code, point.year.start, point.year.end))
            for point, address in zip(points, addresses, strict=True)
        ],
        orders_address=lambda **more: f"/units/{code}/orders?" + urlencode(more),
        drawing=str(figure.to_json()).replace("<", "\\u003c"),
        rates=RATES,
        of_units=OF_UNITS,
        schemes={scheme.code: scheme.name for scheme in desk.city.schemes},
        rate_address=lambda name: "/rates/tickets?" + urlencode({"rate": name} | span),
        plotly=ADDRESS,
        why_no_rank=why_no_rank,
        title_of=lambda issue: title_of(issue, Names(desk.city)),
        **issue_lists(year.span.since, desk.now() + SECOND),
    )


def why_no_rank(document: Mapping[str, Any]) -> str:
    """Of a published score without rank and band; older ones do not say."""
    standing = str(document.get("standing", ""))
    return NO_RANK.get(standing, "—")


def _tickets(unit: str, since: object, until: object) -> str:
    return "/tickets?" + urlencode({"lead": unit, "since": str(since), "until": str(until)})


@get("/units/{code:str}/orders", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_unit_orders(
    session: Session, request: PageRequest, code: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    """The orders behind the figures of its year, at most MOST. Raises NotFound, InvalidInput."""
    params = request.query_params
    level = chosen(params, "level", ("", *LEVELS), "")
    state = chosen(params, "state", ("all", "open", "late"), "all")
    code = unit_code(code, desk.city)
    since, until = own_year(actor, desk, code)
    rows = list_orders_of_unit(session, code, since, until, level=level, state=state, limit=MOST)
    return _matters_page(session, request, actor, desk, code, orders=rows)


@get("/units/{code:str}/rectifications", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_unit_rectifications(
    session: Session, request: PageRequest, code: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    """The rectifications of its year, at most MOST. Raises NotFound."""
    code = unit_code(code, desk.city)
    since, until = own_year(actor, desk, code)
    rows = list_rectifications_of_unit(session, code, since, until, limit=MOST)
    return _matters_page(session, request, actor, desk, code, rectifications=rows)


def _matters_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    code: str,
    *,
    orders: Sequence[SupervisionOrder] = (),
    rectifications: Sequence[Rectification] = (),
) -> Response[str]:
    """Titles as far as the reader may see the tickets."""
    ids = [*(row.ticket_id for row in orders), *(row.ticket_id for row in rectifications)]
    visible = list(tickets_by_id(session, actor, ids).values())
    tickets = shown_tickets(session, visible, desk.vault)
    return page(
        request,
        "unit_matters.html",
        desk,
        code=code,
        orders=orders,
        rectifications=rectifications,
        tickets={ticket.row_id: ticket for ticket in tickets},
        state_of=lambda order: order_state(order, desk.now()),
        most=MOST,
    )


route_handlers = [show_unit, show_unit_orders, show_unit_rectifications]
