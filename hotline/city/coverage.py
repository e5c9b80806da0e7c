"""Is somebody responsible for every category in every district, today and later?"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from hotline.city.areas import TERRITORIES
from hotline.city.categories import leaves
from hotline.city.duties import CITY
from hotline.city.faults import listing
from hotline.city.reading import PackTable
from routing.tables import Area, CategoryEntry, Duty

REMEDY = "请在 duties.csv 为该类别增加一行（区域填该区编码，或填 * 管全市）"


def check_coverage(
    table: PackTable,
    categories: dict[str, CategoryEntry],
    areas: Mapping[str, Area],
    duties: Iterable[Duty],
    today: date,
) -> None:
    """A gap today is a fault at the category's line in `table`.

    One that a date will open later is a note.
    """
    held = _by_category(duties)
    rows = {row["code"]: row for row in table.rows}
    districts = [area for area in areas.values() if area.kind in TERRITORIES]
    streets: dict[str, list[str]] = {area.code: [] for area in districts}
    for area in areas.values():
        if area.parent in streets:
            streets[area.parent].append(area.code)
    for entry in leaves(categories):
        mine = [duty for code in _with_parents(entry.code) for duty in held.get(code, ())]
        if open_today := _uncovered(mine, districts, streets, today):
            missing = listing(area.name for area in open_today)
            rows[entry.code].fault("code", f"（{entry.name}）在{missing}没有责任单位", REMEDY)
            continue
        for day in _later_gaps(mine, today):
            if later := _uncovered(mine, districts, streets, day):
                names = listing(area.name for area in later)
                table.report.note(
                    f"类别 {entry.code}（{entry.name}）自 {day} 起在{names}没有责任单位，请及时续期"
                )
                break


def _by_category(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    held: dict[str, list[Duty]] = {}
    for duty in duties:
        held.setdefault(duty.category, []).append(duty)
    return held


def _with_parents(code: str) -> list[str]:
    return [code[:length] for length in range(len(code), 0, -2)]


def _later_gaps(duties: list[Duty], today: date) -> list[date]:
    """The days from today on after which a duty no longer holds."""
    ends = {duty.valid_to for duty in duties if duty.valid_to}
    return sorted(end + timedelta(days=1) for end in ends if today <= end < date.max)


def _uncovered(
    duties: list[Duty], districts: list[Area], streets: dict[str, list[str]], on: date
) -> list[Area]:
    """Districts where neither a line of their own, nor one of the city, nor lines of all their
    streets hold on a day.
    """
    held = {
        duty.area
        for duty in duties
        if (duty.valid_from or date.min) <= on <= (duty.valid_to or date.max) and duty.unit
    }
    if CITY in held:
        return []
    return [
        area
        for area in districts
        if area.code not in held
        and not (streets[area.code] and held.issuperset(streets[area.code]))
    ]
