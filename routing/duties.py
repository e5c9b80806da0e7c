"""The dispatch catalogue (派单目录): who leads on a category in an area on a day, and on what
basis.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from routing.tables import Area, Duty

EVERYWHERE = "*"
_REMEMBERED = 20_000


class DutyCatalogue:
    """Duties by category and area."""

    def __init__(self, duties: Iterable[Duty], areas: Iterable[Area]) -> None:
        self._areas = {area.code: area for area in areas}
        self._duties: dict[tuple[str, str], list[Duty]] = {}
        self._territorial: set[str] = set()
        self._find = lru_cache(maxsize=_REMEMBERED)(self._search)
        for duty in duties:
            self._duties.setdefault((duty.category, duty.area), []).append(duty)
            if duty.first == "territory":
                self._territorial.add(duty.category)

    def find(self, category: str, district: str = "", street: str = "", *, on: date) -> list[Duty]:
        """Valid duties, best first: the more specific category before its parent.

        Street, district, whole city in each.
        """
        return list(self._find(category, district, street, on))

    def _search(self, category: str, district: str, street: str, on: date) -> tuple[Duty, ...]:
        if street and not district and street in self._areas:
            district = self._areas[street].parent
        areas = [area for area in (street, district, EVERYWHERE) if area]
        return tuple(
            duty
            for code in levels(category)
            for area in areas
            for duty in self._duties.get((code, area), ())
            if in_force(duty, on)
        )

    def needs_place(self, category: str) -> bool:
        """Some duty for this category depends on where the matter happens."""
        return any(code in self._territorial for code in levels(category))

    def why(self, duty: Duty, unit_name: str = "") -> str:
        """One Chinese sentence: the line of the catalogue, who leads where, the basis and its
        dates.
        """
        area = self._areas.get(duty.area)
        where = area.name if area else "全市"
        line = f"第{duty.line}行" if duty.line else ""
        sentence = f"派单目录{line}：{duty.category}类事项在{where}由{unit_name or duty.unit}主办"
        if duty.basis:
            sentence += f"（{duty.basis}）"
        return sentence + _dates(duty)


def levels(category: str) -> tuple[str, ...]:
    """The category and those above it, two characters a level: 0101, 01."""
    return tuple(category[:size] for size in range(len(category), 0, -2)) if category else ()


def in_force(duty: Duty, on: date) -> bool:
    """Both dates belong to the time of validity."""
    return (duty.valid_from is None or duty.valid_from <= on) and (
        duty.valid_to is None or on <= duty.valid_to
    )


def _dates(duty: Duty) -> str:
    if duty.valid_from and duty.valid_to:
        return f"，{duty.valid_from}至{duty.valid_to}有效"
    if duty.valid_from:
        return f"，自{duty.valid_from}起有效"
    return f"，有效至{duty.valid_to}" if duty.valid_to else ""
