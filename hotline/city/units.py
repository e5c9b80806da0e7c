"""units.csv: who can receive tickets, and who stands above whom."""

from collections.abc import Mapping

from hotline.city.areas import STREETS, TERRITORIES
from hotline.city.cells import PackRow, repeated, unique
from hotline.city.reading import PackTable
from routing.tables import Area, Unit

UNITS = "units.csv", "code name kind area parent", "aliases note successor"
# kind of unit -> kinds of area that it may serve; () is the whole city
SERVES = {
    "bureau": (),
    "government": TERRITORIES,
    "district_bureau": TERRITORIES,
    "street": STREETS,
    "utility": (*TERRITORIES, *STREETS),
    "specialist": (*TERRITORIES, *STREETS),
    "village": STREETS,
    "section": STREETS,
}
NEEDS_AREA = ("government", "district_bureau", "street", "village", "section")


def read_units(table: PackTable, areas: Mapping[str, Area] | None) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    rows = {row["code"]: row for row in reversed(table.rows)}
    for row in table.rows:
        units.setdefault(row["code"], _unit(row, areas))
        row.known("parent", rows, "units.csv")
    unique(table.rows, "code")
    unique(table.rows, "name")
    _unique_aliases(table)
    _refuse_cycles(rows)
    return units


def _unit(row: PackRow, areas: Mapping[str, Area] | None) -> Unit:
    kind = row.choice("kind", tuple(SERVES))
    if kind in SERVES:
        _check_area(row, kind, areas)
    return Unit(
        row.code(), row.required("name"), kind, row["area"], row["parent"], row.items("aliases")
    )


def _check_area(row: PackRow, kind: str, areas: Mapping[str, Area] | None) -> None:
    code = row["area"]
    if not code and kind in NEEDS_AREA:
        row.fault("area", "为空", "请填该单位所管的区、街道或镇的编码")
    elif code and not SERVES[kind]:
        row.fault("area", "应为空", "市级部门管全市，请清空；区级部门的 kind 是 district_bureau")
    elif (
        code
        and row.known("area", areas, "districts.csv")
        and areas
        and areas[code].kind not in SERVES[kind]
    ):
        row.fault("area", f"与单位类型 {kind} 不符", f"请填 {' 或 '.join(SERVES[kind])} 的编码")


def _unique_aliases(table: PackTable) -> None:
    """An alias may be used again by a unit of another area, never against a full name or within
    one area.
    """
    names: dict[str, PackRow] = {row["name"]: row for row in reversed(table.rows)}
    first_rows: dict[tuple[str, str], PackRow] = {}
    for row in table.rows:
        for alias in row.items("aliases"):
            first = names.get(alias) or first_rows.setdefault((row["area"], alias), row)
            if first is not row:
                repeated(row, "aliases", alias, first)


def _refuse_cycles(rows: Mapping[str, PackRow]) -> None:
    """Each unit that stands above itself is a fault of its own line."""
    for code, row in rows.items():
        above, steps = row["parent"], [code]
        while above in rows and above not in steps:
            steps.append(above)
            above = rows[above]["parent"]
        if code and above == code:
            row.fault(
                "parent",
                f"使上下级成环：{' → '.join([*steps, code][:6])}",
                "请改正其中一个单位的上级",
            )
