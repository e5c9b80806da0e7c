"""Whom a caller names as accused in a field of its own: 燃气, 东湖区, G-RQ, 东湖城管的王队长."""

import re
from collections.abc import Iterable

from classifiers.folding import fold
from routing.actors import Actor, Actors, Kind
from routing.tables import Area, Unit
from routing.unit_names import UnitNames

_PARTS = re.compile(r"[\s、，。；,;/|()（）和与及]+")
_TAIL = re.compile(
    r"(?:的?(?:人|领导|工作人员|人员|干部|一把手|负责人|那边|里面|单位|部门|公司|师傅|书记|主任))+$"
)
_CITY_GOVERNMENT = ("市政府", "市人民政府")
_OFFICES_OF_CITY = ("市人民政府办公室", "市人民政府办公厅", "市人民政府")
_DASHES = str.maketrans("－—–‐", "----")
# Whoever writes this means nobody in particular.
_ANYBODY = frozenset(
    ("政府", "市政", "市委", "市里", "人民政府", "街道", "社区", "公司", "单位", "领导")
)
_SHORTEST = 2
# The beginning of more names than this means nobody in particular.
_MOST = 12


class NamedUnits:
    """Finds the units of a city that a short field means.

    Nobody looks here for why a unit is named: it is named as accused.
    """

    def __init__(
        self, units: Iterable[Unit], areas: Iterable[Area], names: UnitNames, actors: Actors
    ) -> None:
        units = tuple(units)
        self._actors = actors
        self._names = names
        self._codes: dict[str, tuple[str, ...]] = {}
        for unit in units:
            code = fold(unit.code)
            for form in {code, code.rpartition("-")[2]}:
                self._codes[form] = (*self._codes.get(form, ()), unit.code)
        self._areas = _of_areas(units, areas)
        if offices := tuple(unit.code for unit in units if unit.name.endswith(_OFFICES_OF_CITY)):
            self._codes |= dict.fromkeys(_CITY_GOVERNMENT, offices)

    def find(self, name: str) -> list[Actor]:
        """The names in the field with the codes that each may mean; [] where none is known."""
        text = fold(name).translate(_DASHES)
        return self._whole(text) or self._actors.named(text) or self._inside(text)

    def _whole(self, text: str) -> list[Actor]:
        """Each part of the field that is a code, an area or the beginning of names, if all are."""
        actors = []
        for start, part in _parts(text):
            codes = self._codes.get(part) or self._areas.get(part) or ()
            if not codes:
                return []
            actors.append(Actor(start, start + len(part), Kind.UNIT, codes))
        return actors

    def _inside(self, text: str) -> list[Actor]:
        """What is left where no name of a unit stands in it: a part of one, or an area."""
        actors = []
        for start, part in _parts(text):
            stem = _TAIL.sub("", part) or part
            codes = (
                self._codes.get(stem)
                or self._areas.get(stem)
                or self._beginning(stem)
                or self._in_area(stem)
            )
            if codes:
                actors.append(Actor(start, start + len(part), Kind.UNIT, codes))
        return actors

    def _beginning(self, stem: str) -> tuple[str, ...]:
        if len(stem) < _SHORTEST or stem in _ANYBODY:
            return ()
        every = (self._names.codes, self._names.work)
        codes = dict.fromkeys(
            code
            for names in every
            for name in names
            if name.startswith(stem)
            for code in names[name]
        )
        return tuple(codes) if len(codes) <= _MOST else ()

    def _in_area(self, stem: str) -> tuple[str, ...]:
        longest = max(
            (area for area in self._areas if len(area) > _SHORTEST and area in stem),
            key=len,
            default="",
        )
        return self._areas.get(longest, ())


def _of_areas(units: Iterable[Unit], areas: Iterable[Area]) -> dict[str, tuple[str, ...]]:
    """Name of an area -> its government or its street's office."""
    heads = {unit.area: unit.code for unit in units if unit.kind in ("government", "street")}
    named: dict[str, tuple[str, ...]] = {}
    for area in areas:
        for name in {fold(form) for form in (area.code, area.name, *area.aliases)}:
            if area.code in heads and len(name) >= _SHORTEST:
                codes = (*named.get(name, ()), heads[area.code])
                named[name] = tuple(dict.fromkeys(codes))
    return named


def _parts(text: str) -> list[tuple[int, str]]:
    parts, place = [], 0
    for gap in [*_PARTS.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if end > place:
            parts.append((place, text[place:end]))
        place = gap.end() if gap else end
    return parts
