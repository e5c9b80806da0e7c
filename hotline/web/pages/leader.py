"""The day of a leader on one page: what came in, what rose, where, who is late.

From every figure down to the tickets.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import durations_figure, heat_figure, hours_figure, rows_figure, trend_figure
from analytics.figures import Rate
from hotline.desk.desk import Desk
from hotline.domain.errors import Unavailable
from hotline.domain.holders import WAITING
from hotline.domain.roles import SEES_ANALYSIS
from hotline.reading.analysis import ChartFigures
from hotline.reading.figures import leaders_screen
from hotline.reading.rates import total_rates
from hotline.storage.rate_counts import Rates
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.labels import STEP
from hotline.web.names import Names
from hotline.web.page_labels import OTHERS, RATES
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS
from hotline.web.pages.pressing import matters_on_page
from hotline.web.reading.populations import FILTERS, SEASON, WEEK, Population, read_population
from hotline.web.reading.spans import usual_spans

ROWS, SPOTS = 10, 15


@get("/leader", guards=[only(*SEES_ANALYSIS)])
@reading
def show_leader(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    population = read_population(
        request.query_params, actor, desk.now(), usual=WEEK, longest=SEASON
    )
    try:
        charts = leaders_screen(
            session, actor, desk, query=population.query, span=population.period
        )
        answer = request.app.state.analysis.ask(
            session, ("leader", population.key), charts, desk.now(), population
        )
        rates = total_rates(session, actor, desk, query=population.query, period=population.period)
    except Unavailable as error:
        matters = matters_on_page(session, actor, desk, population.query, ())
        return page(request, "leader_away.html", desk, error=error, **matters, status=503)
    gathered = answer.charts["gatherings"]
    matters = matters_on_page(session, actor, desk, population.query, gathered)
    return page(request, "leader.html", desk, **matters, **_seen(answer, rates, desk))


def _seen(
    answer: ChartFigures, rates: tuple[Rates, Mapping[str, Rates]], desk: Desk
) -> dict[str, Any]:
    """What the page shows: the figures, their drawings, the way down to the tickets of each."""
    population: Population = answer.about
    names = Names(desk.city)
    hours = {row.key: row.n for row in answer.charts["hours"].rows}
    return {
        "answer": answer,
        "scope": population,
        "figures": answer.charts,
        "drawings": _drawings(answer.charts, names),
        "rows": {
            name: answer.charts[name].top(ROWS)
            for name in ("categories", "units", "channels", "types", "urgencies")
        },
        "hours": [hours.get(hour, 0) for hour in range(24)],
        "spots": answer.charts["heat"].spots[:SPOTS],
        "down": lambda **filters: _address(population, filters),
        "last": lambda hours: _last(population, hours),
        "waiting": ",".join(sorted(WAITING)),
        "rates": rates[0],
        "unit_rates": rates[1],
        "rate_names": RATES,
        "nothing": Rate(0, 0),
        "spans": usual_spans(desk.now().date()),
        "span_address": lambda span: (
            "?" + urlencode(population.filters | {"since": span.since, "until": span.until})
        ),
        "plotly": ADDRESS,
    }


def _address(population: Population, filters: dict[str, str]) -> str:
    """The list of the tickets behind a figure; `open_` leaves the period away, for what stands
    open whenever it came.
    """
    values = {
        name: value for name, value in population.filters.items() if name in FILTERS
    } | filters
    period = (
        {}
        if values.pop("open_", "")
        else {"since": population.span.since, "until": population.span.until}
    )
    return "/tickets?" + urlencode(
        {**period, **{name: value for name, value in values.items() if value}}
    )


def _last(population: Population, hours: int) -> dict[str, str]:
    """So many hours up to the end of the period, in which repeats and crowds are counted."""
    until = population.period.until
    return {"since": (until - timedelta(hours=hours)).isoformat(), "until": until.isoformat()}


def _drawings(charts: Any, names: Names) -> dict[str, str]:
    categories = charts["categories"].top(ROWS)
    spots = charts["heat"].spots[:SPOTS]
    figures = {
        "trend": trend_figure(charts["trend"]),
        "categories": rows_figure(
            categories,
            {**{row.key: names.category(str(row.key or "")) for row in categories}, None: OTHERS},
        ),
        "hours": hours_figure({int(row.key or 0): row.n for row in charts["hours"].rows}),
        "heat": heat_figure(spots, {spot.key: names.area(spot.key) for spot in spots}),
        "durations": durations_figure(charts["durations"].total, STEP),
    }
    return {name: figure.to_json().replace("<", "\\u003c") for name, figure in figures.items()}
