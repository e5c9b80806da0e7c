"""The day of a leader on one page: what came in, what rose, where, who is late.

From every figure down to the tickets.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import durations_figure, heat_figure, hours_figure, rows_figure, trend_figure
from analytics.figures import Compared, Rate
from analytics.periods import Period
from hotline.desk.desk import Desk
from hotline.domain.errors import Unavailable
from hotline.domain.holders import WAITING
from hotline.domain.roles import SEES_ANALYSIS, Actor
from hotline.domain.statuses import Status
from hotline.reading.analysis import ChartFigures
from hotline.reading.figures import leaders_screen
from hotline.reading.hottest_issues import hottest_issues
from hotline.reading.open_warnings import open_warnings
from hotline.reading.rates import total_rates
from hotline.reading.ticket_parameters import NO_VALUE
from hotline.storage.tallies import Rates
from hotline.web.beside import beside
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.figure_labels import EARLIER, RATES
from hotline.web.guards import only
from hotline.web.labels import STEP
from hotline.web.names import Names
from hotline.web.page_labels import OTHERS
from hotline.web.pages.issue_lists import issue_lists
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS
from hotline.web.pages.pressing import matters_on_page
from hotline.web.pages.rates import rate_address
from hotline.web.pages.sparkline import sparkline
from hotline.web.reading.populations import FILTERS, SECOND, WEEK, Population, read_population
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.spans import FIVE_YEARS, LAST_WEEK, DaySpan, usual_spans, window
from hotline.web.reading.watch_documents import title_of

# Rates at the head of the page.
HEADLINE = ("sign", "contact", "on_time", "solved", "satisfied", "reworked")
ROWS, SPOTS, SHOWN = 10, 15, 5


@get("/leader", guards=[only(*SEES_ANALYSIS)])
@reading
def show_leader(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    population = read_population(
        own_parameters(request.query_params), actor, desk, usual=WEEK, longest=FIVE_YEARS
    )
    counted = beside(
        request.app.state.database, lambda other: _counted_beside(other, actor, desk, population)
    )
    try:
        charts = leaders_screen(
            session, actor, desk, query=population.query, span=population.period
        )
        answer = request.app.state.analysis.ask(
            session, ("leader", population.key), charts, desk.now(), population
        )
    except Unavailable as error:
        matters = matters_on_page(session, actor, desk, population.query, (), population.filters)
        return page(request, "leader_away.html", desk, error=error, **matters, status=503)
    gathered = answer.charts["gatherings"]
    matters = matters_on_page(session, actor, desk, population.query, gathered, population.filters)
    rates, watched = counted.result()
    return page(request, "leader.html", desk, **matters, **watched, **_seen(answer, rates, desk))


def _counted_beside(
    session: Session, actor: Actor, desk: Desk, population: Population
) -> tuple[tuple[Rates, Mapping[str, Rates]], dict[str, Any]]:
    """While the engine answers, which takes as long."""
    query, period = population.query, population.period
    rates = total_rates(session, actor, desk, query=query, period=period, names=HEADLINE)
    return rates, _watched_by_machine(session, actor, desk, period)


def _watched_by_machine(session: Session, actor: Actor, desk: Desk, span: Period) -> dict[str, Any]:
    """The hottest issues of the page's own days and the warnings whose life goes on."""
    return {
        "hotspots": hottest_issues(session, actor, span.since, span.until, limit=SHOWN),
        "warnings": open_warnings(session, actor, limit=SHOWN),
        "title_of": lambda issue: title_of(issue, Names(desk.city)),
        "sparkline": sparkline,
        **issue_lists(span.since, span.until),
    }


def _seen(
    answer: ChartFigures, rates: tuple[Rates, Mapping[str, Rates]], desk: Desk
) -> dict[str, Any]:
    """What the page shows: the figures, their drawings, the way down to the tickets of each."""
    population: Population = answer.about
    names, before = Names(desk.city), population.period.before
    year = population.period.year_before

    def between(since: datetime, until: datetime) -> str:
        return _address(population, window(since, until))

    hours = {row.key: row.n for row in answer.charts["hours"].rows}
    return {
        "answer": answer,
        "scope": population,
        "figures": answer.charts,
        "drawings": _drawings(answer.charts, names, population, between),
        "rows": {
            name: answer.charts[name].top(ROWS)
            for name in ("categories", "units", "channels", "types", "urgencies")
        },
        "hours": [hours.get(hour, 0) for hour in range(24)],
        "spots": answer.charts["heat"].spots[:SPOTS],
        "down": lambda open_="", **filters: _address(population, filters, always=bool(open_)),
        "between": between,
        "rate_address": lambda name, **unit: rate_address(population, name, **unit),
        "last": lambda hours: _last(population, hours),
        "waiting": ",".join(sorted(WAITING)),
        "not_waiting": ",".join(sorted(set(Status) - set(WAITING))),
        "filters_of_row": filters_of_row,
        "before": window(before.since, before.until),
        "year_days": DaySpan(year.since.date(), (year.until - SECOND).date()),
        "by_weekday": population.period.since - year.since == timedelta(weeks=52),
        "rates": rates[0],
        "unit_rates": rates[1],
        "headline": HEADLINE,
        "rate_names": RATES,
        "earlier_names": EARLIER,
        "compared": Compared,
        "nothing": Rate(0, 0),
        "plotly": ADDRESS,
        **_spans(population, desk),
    }


def _spans(population: Population, desk: Desk) -> dict[str, Any]:
    """The usual stretches of days, and the way to each with the same filters."""
    filters = population.filters
    return {
        "spans": usual_spans(desk.now().date()),
        "usual_span": LAST_WEEK,
        "usual_address": "/leader?" + urlencode(filters),
        "span_address": lambda span: (
            "?" + urlencode(filters | {"since": span.since, "until": span.until})
        ),
    }


def filters_of_row(field: str, row: Any, rows: Sequence[Any]) -> dict[str, Any]:
    """The parameters of a list for a row of a table; the rest is what stands in none of `rows`."""
    if row.key is None:
        codes = [str(other.key) or NO_VALUE for other in rows if other.key is not None]
        return {"rest": f"{field}:{','.join(codes)}"}
    return {field: row.key} if row.key else {"none": field}


def _address(population: Population, filters: dict[str, Any], *, always: bool = False) -> str:
    """The list of the tickets behind a figure; `always` leaves the period away, for what stands
    open whenever it came.
    """
    values = {name: value for name, value in population.filters.items() if name in FILTERS}
    span: dict[str, Any] = {} if always else population.span._asdict()
    values = {**span, **values, **filters}
    return "/tickets?" + "&".join(_pair(name, value) for name, value in values.items() if value)


@lru_cache(maxsize=2048)
def _pair(name: str, value: Any) -> str:
    """One page has four hundred addresses of the same few values."""
    return urlencode({name: value})


def _last(population: Population, hours: int) -> dict[str, str]:
    """So many hours up to the end of the period, in which repeats and crowds are counted."""
    until = population.period.until
    return window(until - timedelta(hours=hours), until)


def _drawings(
    charts: Any, names: Names, population: Population, between: Callable[..., str]
) -> dict[str, str]:
    categories = charts["categories"].top(ROWS)
    spots = charts["heat"].spots[:SPOTS]
    labels = {row.key: names.category(str(row.key or "")) for row in categories}
    figures = {
        "trend": trend_figure(charts["trend"]),
        "categories": rows_figure(categories, {**labels, None: OTHERS}),
        "hours": hours_figure({int(row.key or 0): row.n for row in charts["hours"].rows}),
        "heat": heat_figure(spots, {spot.key: names.area(spot.key) for spot in spots}),
        "durations": durations_figure(charts["durations"].total, STEP),
    }
    days = [point.now for point in charts["trend"].points]
    figures["trend"].data[0].customdata = [between(day.start, day.end) for day in days]
    for name, trace, rows, field in (
        ("categories", 1, categories, "category"),
        ("heat", 0, spots, "street"),
    ):
        # Bars stand from below.
        addresses = [_address(population, filters_of_row(field, row, rows)) for row in rows]
        figures[name].data[trace].customdata = addresses[::-1]
    figures["hours"].data[0].customdata = [
        _address(population, {"hour": str(hour)}) for hour in range(24)
    ]
    return {name: figure.to_json().replace("<", "\\u003c") for name, figure in figures.items()}
