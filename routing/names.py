"""Every way in which callers write a place, from the tables of the city."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from classifiers.folding import fold
from routing.location import Spot
from routing.tables import Area, Place

DISTRICTS = frozenset({"district", "zone"})
AREAS = frozenset({"district", "zone", "street", "town"})

_CITY = re.compile(r"^\S{1,4}?市(?!场|民|政|区)(?=\S{4})")
_SHORTEST_REST = 4
_SHORTEST_STEM = 3
# What callers leave out of a name: 平安里 for 平安里小区, 李家圩 for 李家圩村.
_BARE_TAILS = {"estate": ("小区", "花园"), "village": ("村",)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A name as written, the official name that it stands for, and where that is.

    bare  what tells it from other words was left out (和平里 for 和平里小区): it counts only where
    the text uses it as a place
    """

    name: str
    kind: str
    spots: tuple[Spot, ...]
    bare: bool = False


def entries(areas: Iterable[Area], places: Iterable[Place]) -> dict[str, Entry]:
    """Folded name -> entry; places that share a name share an entry.

    A derived form never hides a name of the tables.
    """
    areas, places = tuple(areas), tuple(places)
    parents = {area.code: area.parent for area in areas}
    known: dict[str, Entry] = {}
    derived: dict[str, Entry] = {}
    bare: dict[str, Entry] = {}
    for area in areas:
        entry = Entry(area.name, area.kind, (_area_spot(area),))
        _put(known, (area.name, *area.aliases), entry)
        _put(derived, _area_forms(area), entry)
    districts = tuple(area.name for area in areas if area.kind in DISTRICTS)
    for place in places:
        spots = tuple(
            Spot(parents[code], code, place.name) for code in place.streets if code in parents
        )
        entry = Entry(place.name, place.kind, spots)
        _put(known, (place.name, *place.aliases), entry)
        _put(derived, _place_forms(place, districts), entry)
        _put(bare, _bare_forms(place), Entry(place.name, place.kind, spots, bare=True))
    return bare | derived | known


def _area_spot(area: Area) -> Spot:
    return Spot(area.code) if area.kind in DISTRICTS else Spot(area.parent, area.code)


def _area_forms(area: Area) -> list[str]:
    return [area.name + "办"] if area.name.endswith("街道") else []


def _place_forms(place: Place, districts: tuple[str, ...]) -> list[str]:
    forms = []
    city = _CITY.match(place.name)
    if city:
        forms += [place.name[city.end() :], "市" + place.name[city.end() :]]
    for district in districts:
        rest = place.name.removeprefix(district)
        if rest != place.name and len(rest) >= _SHORTEST_REST:
            forms.append(rest)
    if place.kind == "metro":
        stem = place.name.removeprefix("地铁").removesuffix("站")
        forms += [f"{stem}站", f"{stem}地铁站", f"地铁{stem}", f"{stem}地铁口"]
    return forms


def _bare_forms(place: Place) -> list[str]:
    stems = (place.name.removesuffix(tail) for tail in _BARE_TAILS.get(place.kind, ()))
    return [stem for stem in stems if stem != place.name and len(stem) >= _SHORTEST_STEM]


def _put(index: dict[str, Entry], names: Iterable[str], entry: Entry) -> None:
    for name in {fold(name) for name in names}:
        if len(name) < 2 or not entry.spots:
            continue
        old = index.get(name)
        index[name] = (
            entry
            if old is None
            else Entry(old.name, old.kind, _merged(old.spots, entry.spots), old.bare)
        )


def _merged(first: tuple[Spot, ...], second: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return first + tuple(spot for spot in second if spot not in first)
