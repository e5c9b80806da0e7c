"""duties.csv: the dispatch catalogue (派单目录), who leads on which category in which area and
since when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hotline.city.categories import restore_zeros
from hotline.city.cells import PackRow
from hotline.city.reading import PackTable
from routing.tables import Area, CategoryEntry, Duty, Unit

DUTIES = (
    "duties.csv",
    "category area unit first",
    "co_units basis valid_from valid_to street_may_receive exclusive note",
)
LAYERS = ("direct", "territory", "fallback")
CITY = "*"


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """What the other files define; None where a file cannot be judged."""

    areas: Mapping[str, Area] | None
    units: Mapping[str, Unit] | None
    categories: Mapping[str, CategoryEntry] | None


def read_duties(table: PackTable, known: KnownCodes) -> tuple[Duty, ...]:
    restore_zeros(table, "category")
    duties = [(row, _duty(row, known)) for row in table.rows]
    _refuse_doubles(duties)
    return tuple(duty for _, duty in duties)


def _duty(row: PackRow, known: KnownCodes) -> Duty:
    duty = Duty(
        category=row.required("category"),
        area=row.required("area"),
        unit=row.required("unit"),
        co_units=row.items("co_units"),
        basis=row["basis"],
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
        first=row.choice("first", LAYERS),
        street_may_receive=row.yes("street_may_receive"),
        exclusive=row.yes("exclusive"),
        line=row.line,
    )
    if duty.valid_from and duty.valid_to and duty.valid_from > duty.valid_to:
        row.fault("valid_to", f"早于开始日期 {duty.valid_from}", "请改正其中一个日期")
    _check_codes(row, duty, known)
    return duty


def _check_codes(row: PackRow, duty: Duty, known: KnownCodes) -> None:
    row.known("category", known.categories, "categories.csv")
    if duty.area != CITY:
        row.known("area", known.areas, "districts.csv")
    if row.known("unit", known.units, "units.csv") and known.units and duty.unit in known.units:
        _check_unit(row, duty, known.units[duty.unit], known.areas)
    for code in duty.co_units:
        row.known("co_units", known.units, "units.csv", value=code)
        if code == duty.unit:
            row.fault("co_units", "就是主办单位", "请从协办单位中删除", value=code)


def _check_unit(row: PackRow, duty: Duty, unit: Unit, areas: Mapping[str, Area] | None) -> None:
    if unit.kind == "street" and not duty.street_may_receive:
        row.fault(
            "unit",
            "是街道（镇），而本行不允许派给街道",
            "请改派职能部门，或把 street_may_receive 改为 yes",
        )
    if (
        unit.area
        and areas
        and duty.area in areas
        and unit.area not in (duty.area, areas[duty.area].parent)
    ):
        row.fault("unit", f"只管 {unit.area}，不管 {duty.area}", "请改正单位或区域的编码")


def _refuse_doubles(duties: list[tuple[PackRow, Duty]]) -> None:
    """Two lines for one category in one area must not hold on the same day."""
    cases: dict[tuple[str, str], list[tuple[PackRow, Duty]]] = {}
    for row, duty in duties:
        earlier = cases.setdefault((duty.category, duty.area), [])
        for first, other in earlier:
            if overlap(duty, other):
                _say_double(row, duty, first, other)
                break
        earlier.append((row, duty))


def _say_double(row: PackRow, duty: Duty, first: PackRow, other: Duty) -> None:
    if {duty.valid_from, duty.valid_to, other.valid_from, other.valid_to} == {None}:
        message = f"在区域 {duty.area} 已有责任单位（第 {first.line} 行），一事两派"
        row.fault("category", message, "请只保留一行，或用生效日期分开")
    else:
        column = "valid_from" if row["valid_from"] else "valid_to"
        message = f"所在的有效期与第 {first.line} 行重叠（类别 {duty.category}，区域 {duty.area}）"
        row.fault(column, message, "请让前一行的 valid_to 早于后一行的 valid_from")


def overlap(duty: Duty, other: Duty) -> bool:
    starts = max(duty.valid_from or date.min, other.valid_from or date.min)
    return starts <= min(duty.valid_to or date.max, other.valid_to or date.max)
