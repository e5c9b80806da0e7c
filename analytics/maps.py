"""A map of areas that is drawn without asking anybody for a world: numbers to colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import plotly.graph_objects as go

from analytics.map_points import points_inside

PALE, DARK, NOTHING, HOT = "#e3eef2", "#0e5a72", "#eceff1", "#b3261e"
SMALLEST_POINT, LARGEST_POINT = 8, 26
NAME, NAME_LINE, INK = {"size": 12}, 4, "#1b2430"
_AREAS = 4096
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area as it is drawn: outer rings in degrees, `value` None where nothing is known.

    text      what stands beside its name; `address`: where a click leads
    """

    code: str
    name: str
    rings: Sequence[Ring]
    value: float | None
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A matter at a place, in degrees; larger with `n`."""

    lon: float
    lat: float
    n: int
    text: str
    address: str


def map_figure(
    areas: Sequence[MapArea], *, unit: str, height: int = 460, points: Sequence[MapPoint] = ()
) -> go.Figure:
    """Areas darker where more; those without a value grey. Ids of areas are their codes. Points lie
    over the areas, names in their midst, the highest value first: a page that has no room for all
    leaves out the last.
    """
    figure = go.Figure()
    for is_known, scale in ((False, [[0, NOTHING], [1, NOTHING]]), (True, [[0, PALE], [1, DARK]])):
        group = [area for area in areas if (area.value is not None) == is_known]
        if group:
            figure.add_trace(_trace(group, scale, unit, shows_scale=is_known))
    if points:
        figure.add_trace(_points(points))
    if areas:
        figure.add_trace(_names(areas))
    figure.update_geos(visible=False, fitbounds="locations", projection={"type": "mercator"})
    return figure.update_layout(
        template=go.layout.Template(),
        height=height,
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        geo={"bgcolor": "rgba(0,0,0,0)"},
        dragmode=False,
        meta={"unit": unit},
    )


def _trace(
    areas: Sequence[MapArea], scale: list[list[object]], unit: str, *, shows_scale: bool
) -> go.Choropleth:
    return go.Choropleth(
        geojson={"type": "FeatureCollection", "features": [_feature(area) for area in areas]},
        featureidkey="properties.code",
        locations=[area.code for area in areas],
        z=[area.value or 0 for area in areas],
        zmin=0,
        colorscale=scale,
        showscale=shows_scale,
        colorbar={
            "title": {"text": unit},
            "thickness": 10,
            "len": 0.7,
            "orientation": "h",
            "y": 0,
            "yanchor": "top",
        },
        marker={"line": {"color": "#ffffff", "width": 1.2}},
        text=[f"{area.name}：{area.text}" for area in areas],
        hovertemplate="%{text}<extra></extra>",
        customdata=[area.address for area in areas],
    )


def _points(points: Sequence[MapPoint]) -> go.Scattergeo:
    sizes = [min(LARGEST_POINT, SMALLEST_POINT + 2.5 * point.n**0.5) for point in points]
    return go.Scattergeo(
        lon=[point.lon for point in points],
        lat=[point.lat for point in points],
        mode="markers",
        showlegend=False,
        marker={
            "size": sizes,
            "color": HOT,
            "opacity": 0.8,
            "line": {"color": "#ffffff", "width": 1},
        },
        text=[point.text for point in points],
        hovertemplate="%{text}<extra></extra>",
        customdata=[point.address for point in points],
    )


def _names(areas: Sequence[MapArea]) -> go.Scattergeo:
    first = sorted(areas, key=lambda area: (-(area.value or 0), area.code))
    midst = [_midst(tuple(map(tuple, area.rings))) for area in first]
    return go.Scattergeo(
        name="names",
        lon=[lon for lon, _ in midst],
        lat=[lat for _, lat in midst],
        mode="text",
        showlegend=False,
        text=[_in_lines(area.name) for area in first],
        textfont=NAME | {"color": INK},
        hovertext=[f"{area.name}：{area.text}" for area in first],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[area.address for area in first],
    )


@lru_cache(_AREAS)
def _midst(rings: tuple[Ring, ...]) -> tuple[float, float]:
    return points_inside(rings, 1)[0]


def _in_lines(name: str) -> str:
    """A long name in lines of about one length."""
    lines = -(-len(name) // NAME_LINE)
    length = -(-len(name) // lines) if lines else 1
    return "<br>".join(name[at : at + length] for at in range(0, len(name), length))


def _feature(area: MapArea) -> Mapping[str, object]:
    polygons = [[_clockwise(ring)] for ring in area.rings]
    return {
        "type": "Feature",
        "properties": {"code": area.code},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _clockwise(ring: Ring) -> list[tuple[float, float]]:
    """The library takes a ring that runs the other way for all the world but what is inside."""
    pairs = pairwise(ring)
    turn = sum((there[0] - here[0]) * (there[1] + here[1]) for here, there in pairs)
    return list(ring) if turn > 0 else list(reversed(ring))
