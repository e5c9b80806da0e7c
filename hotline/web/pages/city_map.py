"""地图: districts or streets, coloured by what is asked, beside a table with the same numbers."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.breakdowns import Breakdown, breakdown
from analytics.maps import MapArea, MapPoint, map_figure
from hotline.desk.desk import Desk
from hotline.domain.errors import Unavailable
from hotline.domain.roles import SEES_ANALYSIS, Actor
from hotline.reading.city_map import MEASURES, AreaFigures, map_areas
from hotline.reading.issue_points import issue_points
from hotline.storage.area_counts import LEVELS
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.figure_labels import MAP_LEVELS, MAP_MEASURES, MAP_POINT
from hotline.web.guards import only
from hotline.web.names import Names
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS
from hotline.web.reading.populations import WEEK, Population, chosen, read_population
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.spans import FIVE_YEARS, LAST_WEEK, usual_spans
from hotline.web.reading.watch_documents import title_of

OTHERS = ("measure", "level", "points")
# Points are of so many days at most, up to the end of the period.
POINT_DAYS = timedelta(days=92)


@get("/map", guards=[only(*SEES_ANALYSIS)])
@reading
def show_map(session: Session, request: PageRequest, actor: Signed, desk: AtDesk) -> Response[str]:
    """Raises InvalidInput that names the value."""
    params = own_parameters(request.query_params)
    population = read_population(params, actor, desk, others=OTHERS, usual=WEEK, longest=FIVE_YEARS)
    measure = chosen(params, "measure", MEASURES, "tickets")
    district = population.filters.get("district", "")
    level = chosen(params, "level", LEVELS, "street" if district else "district")
    chart = {"areas": breakdown(population.query, population.period, level)}
    try:
        answer = request.app.state.analysis.ask(
            session, ("map", population.key, level), chart, desk.now(), population
        )
    except Unavailable as error:
        return page(request, "leader_away.html", desk, error=error, status=503)
    areas = _areas(session, actor, desk, population, level, answer.charts["areas"])
    shows = chosen(params, "points", ("yes", "no"), "yes")
    points = _points(session, actor, desk, population) if shows == "yes" else []
    values = {"measure": measure, "level": level, "points": shows}
    return page(
        request,
        "map.html",
        desk,
        answer=answer,
        scope=population,
        areas=areas,
        nowhere=sum(row.n for row in answer.charts["areas"].rows if not row.key),
        drawing=_drawing(areas, population, Names(desk.city), values, points),
        chosen=values,
        measures=MAP_MEASURES,
        levels=MAP_LEVELS,
        address=lambda **more: _address(population, values | more),
        tickets=lambda area, **more: _tickets(population, level, area, more),
        spans=usual_spans(desk.now().date()),
        usual_span=LAST_WEEK,
        usual_address="/map?" + urlencode(population.filters | values),
        span_address=lambda span: _address(population, values, span),
        plotly=ADDRESS,
    )


def _areas(
    session: Session,
    actor: Actor,
    desk: Desk,
    population: Population,
    level: str,
    reports: Breakdown,
) -> list[AreaFigures]:
    return map_areas(
        session,
        actor,
        desk,
        level=level,
        district=population.filters.get("district", ""),
        query=population.query,
        reports=reports,
        period=population.period,
    )


def _drawing(
    areas: list[AreaFigures],
    population: Population,
    names: Names,
    values: dict[str, str],
    points: list[MapPoint],
) -> str:
    """A district leads to the map of its streets, a street to its tickets."""
    measure, level = values["measure"], values["level"]
    unit = MAP_MEASURES[measure]

    def leads_to(code: str) -> str:
        if level == "street":
            return _tickets(population, level, code, {})
        return _address(population, values | {"level": "street", "district": code})

    drawn = [
        MapArea(
            area.code,
            names.area(area.code),
            area.rings,
            area.value(measure),
            _text(area.value(measure), measure),
            leads_to(area.code),
        )
        for area in areas
        if area.rings
    ]
    return (
        str(map_figure(drawn, unit=unit, points=points).to_json()).replace("<", "\\u003c")
        if drawn
        else ""
    )


def _points(session: Session, actor: Actor, desk: Desk, population: Population) -> list[MapPoint]:
    """The hottest issues of the period, each leading to its page."""
    until, names = population.period.until, Names(desk.city)
    since = max(population.period.since, until - POINT_DAYS)
    district = population.filters.get("district", "")
    return [
        MapPoint(
            point.lon,
            point.lat,
            point.issue.callers,
            MAP_POINT.format(
                title=title_of(point.issue, names),
                people=point.issue.callers,
                n=point.issue.tickets,
            ),
            f"/hotspots/{point.issue.id}",
        )
        for point in issue_points(session, actor, desk.city, since, until, district=district)
    ]


def _text(value: float | None, measure: str) -> str:
    if value is None:
        return "—"
    if measure == "satisfied":
        return f"{value * 100:.1f}%"
    return f"{value:.1f}" if measure == "residents" else f"{value:.0f}"


def _address(population: Population, values: dict[str, str], span: Any = None) -> str:
    days = (span or population.span)._asdict()
    return "/map?" + urlencode(population.filters | days | values)


def _tickets(population: Population, level: str, code: str, more: dict[str, Any]) -> str:
    """The list of the tickets of an area, "" for those of none; of late ones whenever they came."""
    days: dict[str, Any] = {} if "overdue" in more else population.span._asdict()
    area = {level: code} if code else {"none": level}
    return "/tickets?" + urlencode(population.filters | days | area | more)


route_handlers = [show_map]
