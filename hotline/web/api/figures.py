"""GET /api/v1/analytics/...: figures over the tickets that their reader may see, by the search
engine.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from litestar import Request, get
from sqlmodel import Session

from analytics.asking import Chart
from analytics.breakdowns import breakdown
from analytics.durations import BY as DURATIONS_BY
from analytics.durations import durations
from analytics.heat import heat
from analytics.repeats import REPEAT_DAYS, REPEATS, repeats
from analytics.screen import background
from analytics.trends import LONGEST, Step, trend
from analytics.words import marking_words
from hotline.desk.desk import Desk
from hotline.domain.roles import SEES_FIGURES
from hotline.reading.analysis import ChartFigures
from hotline.reading.figures import HELD, count_callers, leaders_screen, residents_of
from hotline.reading.rates import rates_of, total_rates
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.reading import figure_documents
from hotline.web.reading.populations import (
    USUAL,
    WEEK,
    Population,
    chosen,
    read_population,
    whole,
)
from hotline.web.reading.spans import FIVE_YEARS, month_of

Asked = Request[Any, Any, Any]
READERS = only(*SEES_FIGURES)
# What each breakdown is called in its address, and its fields.
BREAKDOWNS = {
    "categories": ("category", "category1"),
    "units": ("unit",),
    "places": ("place",),
    "channels": ("channel",),
    "types": ("request_type",),
    "districts": ("district",),
    "streets": ("street",),
    "urgencies": ("urgency",),
    "hours": ("hour",),
}


def answered(
    session: Session,
    request: Asked,
    population: Population,
    desk: Desk,
    charts: Mapping[str, Chart[Any]],
    write: Callable[[Any], Any] = figure_documents.document,
) -> dict[str, Any]:
    """The documents of the charts in their envelope: of when, over whom, without whom."""
    key = (request.scope["path"], population.key)
    figures = request.app.state.analysis.ask(session, key, charts, desk.now(), population)
    return figure_documents.envelope(figures) | {
        name: write(chart) for name, chart in figures.charts.items()
    }


@get("/api/v1/analytics/trends", guards=[READERS])
@reading
def show_trend(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    step = Step(chosen(request.query_params, "step", list(Step), "day"))
    longest = timedelta(days=LONGEST[step] - 1)
    usual = min(longest, USUAL)
    population = read_population(
        request.query_params, actor, desk, others=("step",), usual=usual, longest=longest
    )
    chart = trend(population.query, population.period, step, desk.calendar.is_working)
    return answered(session, request, population, desk, {"trend": chart})


@get("/api/v1/analytics/breakdowns/{name:str}", guards=[READERS])
@reading
def show_breakdown(
    session: Session, request: Asked, actor: Signed, desk: AtDesk, name: str
) -> dict[str, Any]:
    """Categories by the second level, or with `level=1` by the first."""
    params = request.query_params
    fields = BREAKDOWNS[chosen({"name": name}, "name", list(BREAKDOWNS), "")]
    population = read_population(
        params, actor, desk, others=("limit", *(["level"] if fields[1:] else []))
    )
    by = fields[-1] if chosen(params, "level", ("1", "2"), "2") == "1" else fields[0]
    limit = whole(params, "limit", 1, 500, 20)
    charts = {"breakdown": breakdown(population.query, population.period, by)}
    return answered(
        session, request, population, desk, charts, lambda chart: figure_documents.cut(chart, limit)
    )


@get("/api/v1/analytics/durations", guards=[READERS])
@reading
def show_durations(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    population = read_population(request.query_params, actor, desk, others=("by",))
    by = chosen(request.query_params, "by", DURATIONS_BY, "unit")
    chart = durations(population.query, population.period, by, desk.now(), HELD)
    return answered(session, request, population, desk, {"durations": chart})


@get("/api/v1/analytics/heat", guards=[READERS])
@reading
def show_heat(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """By street or `by=district`; `public=true` withholds counts below five, as they may be
    published.
    """
    params = request.query_params
    population = read_population(params, actor, desk, others=("by", "public"))
    by = chosen(params, "by", ("street", "district"), "street")
    public = chosen(params, "public", ("true", "false"), "false") == "true"
    charts = {"heat": heat(population.query, population.period, residents_of(desk), by)}
    return answered(
        session,
        request,
        population,
        desk,
        charts,
        figure_documents.published if public else figure_documents.document,
    )


@get("/api/v1/analytics/words", guards=[READERS])
@reading
def show_words(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """What marks the filtered tickets among all of the period.

    Without a filter, the period among those before it.
    """
    population = read_population(request.query_params, actor, desk, others=("limit",))
    limit = whole(request.query_params, "limit", 1, 200, 30)
    around = population.period if population.filters else background(population.period)
    chart = marking_words(
        population.period.of(population.query), around.of(population.everything), limit
    )
    return answered(session, request, population, desk, {"words": chart})


@get("/api/v1/analytics/repeats", guards=[READERS])
@reading
def show_repeats(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """`least` reports of one category at one place in `days`, and crowds of the city's
    `group_callers` in a day or twice as many in three, up to the end of the period.
    """
    params = request.query_params
    population = read_population(params, actor, desk, others=("least", "days"))
    least, days = (
        whole(params, "least", 2, 1000, REPEATS),
        whole(params, "days", 1, 31, REPEAT_DAYS),
    )
    chart = repeats(
        population.query,
        population.period.until,
        least=least,
        days=days,
        crowd=desk.city.settings.group_callers,
        callers=count_callers(
            session, actor, query=population.query, until=population.period.until
        ),
    )
    return answered(session, request, population, desk, {"repeats": chart})


@get("/api/v1/analytics/overview", guards=[READERS])
@reading
def show_overview(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """The leader's screen as data: the last seven days unless the address says otherwise."""
    population = read_population(request.query_params, actor, desk, usual=WEEK, longest=FIVE_YEARS)
    query, period = population.query, population.period
    charts = leaders_screen(session, actor, desk, query=query, span=period)
    rates, _ = total_rates(session, actor, desk, query=query, period=period)
    answer = answered(session, request, population, desk, charts)
    return answer | {"rates": figure_documents.rates(rates)}


@get("/api/v1/analytics/rates", guards=[READERS])
@reading
def show_rates(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """Rates with numerator and denominator, in all and by unit, of this calendar month unless the
    address says otherwise; duration is in seconds of working time.
    """
    usual = month_of(desk.now().date())
    population = read_population(request.query_params, actor, desk, usual=usual)
    table = rates_of(session, actor, desk, query=population.query, period=population.period)
    figures = ChartFigures({}, desk.now(), population)
    return figure_documents.envelope(figures) | figure_documents.rate_table(table)


route_handlers = [
    show_trend,
    show_breakdown,
    show_durations,
    show_heat,
    show_words,
    show_repeats,
    show_overview,
    show_rates,
]
