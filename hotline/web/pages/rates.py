"""指标: rates of a period with numerator and denominator, in all, by unit and by district."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.roles import SEES_FIGURES, Role
from hotline.reading.rates import rates_of
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.figure_labels import RATES
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.reading.populations import Population, read_population
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.spans import FIVE_YEARS, month_of, usual_spans

# Columns of the table of units; the others are figures of the centre or of the city.
BY_UNIT = tuple(name for name in RATES if name not in ("direct", "repeated"))
# What stands open now has no like in another period.
NOW_ONLY = ("suspended",)


@get("/rates", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_rates(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """This calendar month unless the address says otherwise."""
    today = desk.now().date()
    population = read_population(
        own_parameters(request.query_params),
        actor,
        desk,
        usual=month_of(today),
        longest=FIVE_YEARS,
    )
    table = rates_of(session, actor, desk, query=population.query, period=population.period)
    return page(
        request,
        "rates.html",
        desk,
        table=table,
        scope=population,
        rates=RATES,
        by_unit=BY_UNIT,
        now_only=NOW_ONLY,
        spans=usual_spans(today),
        span_address=lambda span: _address(population, span),
        usual_span="",
        usual_address="",
        rate_address=lambda name, **unit: rate_address(population, name, **unit),
    )


def rate_address(population: Population, name: str, **more: str) -> str:
    """The tickets behind a rate of this population; `more` filters narrow it."""
    values = population.filters | more
    span = {"since": population.span.since, "until": population.span.until}
    return "/rates/tickets?" + urlencode({"rate": name} | values | span)


def _address(population: Population, span: Any) -> str:
    values = population.filters | {"since": span.since, "until": span.until}
    return "?" + urlencode(values)
