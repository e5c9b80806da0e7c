"""districts.csv and places.csv: districts, zones, streets, towns and the places in them."""

from collections.abc import Mapping

from hotline.city.cells import PackRow, repeated, unique
from hotline.city.reading import PackTable
from routing.tables import Area, Place

AREAS = "districts.csv", "code name kind parent", "aliases residents note successor"
PLACES = "places.csv", "name kind streets", "aliases lon lat note"
TERRITORIES = ("district", "zone")
STREETS = ("street", "town")
PLACE_KINDS = (
    *("estate", "road", "school", "hospital", "market", "river", "metro"),
    *("park", "company", "village", "building", "other"),
)


def read_areas(table: PackTable) -> dict[str, Area]:
    rows = {row["code"]: row for row in reversed(table.rows)}
    areas = {
        row["code"]: area
        for row in table.rows
        if (area := _area(row, rows)) and rows[row["code"]] is row
    }
    unique(table.rows, "code")
    unique(table.rows, "name", within="parent")
    _unique_aliases(table)
    return areas


def _area(row: PackRow, rows: Mapping[str, PackRow]) -> Area:
    kind = row.choice("kind", (*TERRITORIES, *STREETS))
    if kind in TERRITORIES and row["parent"]:
        row.fault("parent", "应为空", "区和开发区没有上级，请清空")
    if kind in STREETS:
        _check_parent(row, rows)
    residents = row.number("residents", 1, 100_000_000)
    return Area(
        row.code(),
        row.required("name"),
        kind,
        row["parent"],
        row.items("aliases"),
        int(residents) if residents else None,
    )


def _check_parent(row: PackRow, rows: Mapping[str, PackRow]) -> None:
    if row.required("parent") and row.known("parent", rows, "districts.csv"):
        if row["parent"] == row["code"]:
            row.fault("parent", "是自己，上下级成环", "请填所属区或开发区的编码")
        elif rows[row["parent"]]["kind"].lower() in STREETS:
            row.fault("parent", "不是区或开发区", "街道和镇的上级应为区或开发区的编码")


def _unique_aliases(table: PackTable) -> None:
    """Two areas of one parent must not answer to one name."""
    first_rows: dict[tuple[str, str], PackRow] = {
        (row["parent"], row["name"]): row for row in reversed(table.rows)
    }
    for row in table.rows:
        for alias in row.items("aliases"):
            first = first_rows.setdefault((row["parent"], alias), row)
            if first is not row:
                repeated(row, "aliases", alias, first)


def read_places(table: PackTable, areas: Mapping[str, Area] | None) -> tuple[Place, ...]:
    places = [(row, _place(row, areas)) for row in table.rows]
    _unique_places(places)
    return tuple(place for _, place in places)


def _place(row: PackRow, areas: Mapping[str, Area] | None) -> Place:
    streets = row.items("streets")
    if not streets:
        row.fault(
            "streets",
            "为空，地点不在任何街道",
            "请填所在街道（镇）的编码，跨几个街道就填几个，用空格隔开",
        )
    for street in streets:
        if (
            row.known("streets", areas, "districts.csv", value=street)
            and areas
            and areas[street].kind in TERRITORIES
        ):
            row.fault("streets", "是区或开发区，不是街道", "请填街道或镇的编码", value=street)
    lon, lat = row.number("lon", 73, 136), row.number("lat", 3, 54)
    if bool(row["lon"]) != bool(row["lat"]):
        row.fault("lat" if row["lon"] else "lon", "为空", "经度和纬度要么都填，要么都不填")
    kind = row.choice("kind", PLACE_KINDS)
    return Place(row.required("name"), kind, streets, row.items("aliases"), lon, lat)


def _unique_places(places: list[tuple[PackRow, Place]]) -> None:
    """The same name is right in different streets (three roads called 人民路).

    In one street it is a double.
    """
    first_rows: dict[tuple[str, str, str], PackRow] = {}
    for row, place in places:
        firsts = [
            first_rows.setdefault((place.name, place.kind, street), row) for street in place.streets
        ]
        if place.name and (earlier := [first for first in firsts if first is not row]):
            repeated(row, "name", place.name, earlier[0])
