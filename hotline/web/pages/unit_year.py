"""单位年度: one unit's year, for those who see the city's figures and for the unit itself."""

from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import trend_figure
from analytics.trends import Step, trend
from hotline.domain.errors import Unavailable
from hotline.domain.roles import SEES_FIGURES, Role
from hotline.reading.unit_year import unit_year
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.page_labels import RATES
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS

# Rates of the front desk are no unit's.
OF_UNITS = tuple(name for name in RATES if name not in ("direct", "repeated"))


@get("/units/{code:str}", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_unit(
    session: Session, request: PageRequest, code: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    """Raises NotFound for a unit whose figures are not the reader's."""
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
        months=list(zip(points, addresses, strict=True)),
        drawing=str(figure.to_json()).replace("<", "\\u003c"),
        rates=RATES,
        of_units=OF_UNITS,
        schemes={scheme.code: scheme.name for scheme in desk.city.schemes},
        rate_address=lambda name: "/rates/tickets?" + urlencode({"rate": name} | span),
        plotly=ADDRESS,
    )


def _tickets(unit: str, since: object, until: object) -> str:
    return "/tickets?" + urlencode({"lead": unit, "since": str(since), "until": str(until)})


route_handlers = [show_unit]
