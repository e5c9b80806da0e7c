"""map.geojson: the outlines of districts and streets, for maps that are drawn without the net.

A FeatureCollection of polygons in degrees, RFC 7946; each feature names its area by the property
`code`. A pack without the file has no map.
"""

import json
from collections.abc import Mapping
from typing import Any

from hotline.city.areas import TERRITORIES
from hotline.city.faults import Report, listing, shorten
from routing.tables import Area

MAP = "map.geojson"
# Corners of one ring, longitude and latitude, the last one the first again.
Ring = tuple[tuple[float, float], ...]
Shapes = Mapping[str, tuple[Ring, ...]]
MOST_CORNERS = 20_000


def read_map(text: str | None, areas: Mapping[str, Area] | None, report: Report) -> dict[str, Any]:
    """Outer rings by code of the area; holes are left out. Empty where there is no map."""
    if text is None:
        return {}
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        report.fault(MAP, line, column, "", "不是有效的 JSON", "请用地图软件重新导出 GeoJSON")
        return {}
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        report.fault(MAP, 1, 1, "", "没有 features", "应为 GeoJSON 的 FeatureCollection")
        return {}
    return _MapReader(text, areas, report).shapes(features)


class _MapReader:
    """Knows where in the text each code stands, for the line of its faults."""

    def __init__(self, text: str, areas: Mapping[str, Area] | None, report: Report) -> None:
        self._text, self._areas, self._report = text, areas, report
        self._shapes: dict[str, tuple[Ring, ...]] = {}
        self._corners = 0

    def shapes(self, features: list[Any]) -> dict[str, tuple[Ring, ...]]:
        for number, feature in enumerate(features, 1):
            self._read(feature, number)
        missing = [
            area.name
            for code, area in (self._areas or {}).items()
            if area.kind in TERRITORIES and code not in self._shapes
        ]
        if missing:
            self._fault("", f"缺少 {listing(missing)} 的轮廓", "请为每个区和开发区画一个面")
        if self._corners > MOST_CORNERS:
            remedy = f"请简化轮廓，全市不超过 {MOST_CORNERS} 个点"
            self._fault("", f"轮廓共 {self._corners} 个点，页面画不动", remedy)
        return self._shapes

    def _read(self, feature: Any, number: int) -> None:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = str(properties.get("code", "")) if isinstance(properties, dict) else ""
        if not code:
            self._fault(
                "", f"第 {number} 个图形没有 properties.code", "请填 districts.csv 中的编码"
            )
        elif self._areas is not None and code not in self._areas:
            remedy = "请改正编码，或先在 districts.csv 中增加这一行"
            self._fault(code, f"code “{shorten(code)}”在 districts.csv 中不存在", remedy)
        elif code in self._shapes:
            self._fault(
                code, f"code “{shorten(code)}”重复", "一个区域只画一个图形，可用 MultiPolygon"
            )
        elif (rings := _rings(feature.get("geometry"))) is None:
            remedy = "应为 Polygon 或 MultiPolygon，每圈至少四个 [经度,纬度]，首尾相同"
            self._fault(code, f"“{shorten(code)}”的图形不可用", remedy)
        else:
            self._shapes[code] = rings
            self._corners += sum(len(ring) for ring in rings)

    def _fault(self, code: str, message: str, remedy: str) -> None:
        at = max(self._text.find(f'"{code}"'), 0) if code else 0
        line = self._text.count("\n", 0, at) + 1
        column = at - self._text.rfind("\n", 0, at)
        self._report.fault(MAP, line, column, code, message, remedy)


def _rings(geometry: Any) -> tuple[Ring, ...] | None:
    """The outer ring of each polygon; None for anything else."""
    if not isinstance(geometry, dict):
        return None
    parts = {"Polygon": [geometry.get("coordinates")]}.get(
        str(geometry.get("type")), geometry.get("coordinates")
    )
    if geometry.get("type") not in ("Polygon", "MultiPolygon") or not isinstance(parts, list):
        return None
    rings = [_ring(part[0]) if isinstance(part, list) and part else None for part in parts]
    known = tuple(ring for ring in rings if ring is not None)
    return known if known and len(known) == len(rings) else None


def _ring(corners: Any) -> Ring | None:
    if not isinstance(corners, list) or len(corners) < 4:
        return None
    ring = tuple(_corner(corner) for corner in corners)
    known = tuple(corner for corner in ring if corner is not None)
    return known if len(known) == len(ring) and known[0] == known[-1] else None


def _corner(corner: Any) -> tuple[float, float] | None:
    if not isinstance(corner, list) or len(corner) < 2:
        return None
    lon, lat = corner[:2]
    if type(lon) not in (int, float) or type(lat) not in (int, float):
        return None
    return (float(lon), float(lat)) if -180 <= lon <= 180 and -90 <= lat <= 90 else None
