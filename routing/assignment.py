"""The three layers: the specialist, then the territory, then the bureau of the category."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from routing.duties import EVERYWHERE, DutyCatalogue
from routing.location import Location, districts_of, streets_of
from routing.tables import Duty
from routing.units import UnitTree


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who would lead on one category at one place, by which duty and layer.

    share    probability that this place is the right one, 1 where the place does not matter
    by_place the unit depends on the place
    """

    unit: str
    co_units: tuple[str, ...]
    duty: Duty
    layer: str
    share: float = 1.0
    by_place: bool = False


# A bureau that receives a matter only because its place is unknown will pass it on half of the
# time.
FALLBACK_SHARE = 0.5
REMEMBERED = 4096


class Assigner:
    """Applies the catalogue to a place."""

    def __init__(self, catalogue: DutyCatalogue, tree: UnitTree) -> None:
        self._catalogue = catalogue
        self._tree = tree
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._search)

    def assignments(
        self, categories: Iterable[str], location: Location, on: date
    ) -> list[tuple[Assignment, ...]]:
        """For each category the assignment for each possible place.

        One alone where the place does not matter.
        """
        where = Location(
            location.district,
            location.street,
            candidates=location.candidates,
            confidence=location.confidence,
            spans=location.spans,
        )
        return [self._remembered(category, where, on) for category in categories]

    def _search(self, category: str, location: Location, on: date) -> tuple[Assignment, ...]:
        direct = self._direct(
            self._known(self._catalogue.find(category, location.district, location.street, on=on))
        )
        if direct:
            return (_assignment(direct, "direct"),)
        assignments = [
            assignment
            for spot in _places(location)
            if (assignment := self._in_territory(category, *spot, on))
        ]
        return tuple(assignments or self._fallback(category, location, on))

    def _known(self, duties: Sequence[Duty]) -> list[Duty]:
        return [duty for duty in duties if duty.unit in self._tree]

    def _direct(self, duties: Sequence[Duty]) -> Duty | None:
        """The specialist, unless the catalogue says something else about a more specific
        category.
        """
        return next(
            (
                duty
                for duty in duties
                if duty.first == "direct" and duty.category == duties[0].category
            ),
            None,
        )

    def _in_territory(
        self, category: str, district: str, street: str, share: float, on: date
    ) -> Assignment | None:
        duties = self._known(self._catalogue.find(category, district, street, on=on))
        duty = next((duty for duty in duties if duty.first == "territory"), None)
        if duty is None:
            return None
        unit = duty.unit
        if duty.area == EVERYWHERE:
            unit = self._tree.branch_of(unit, district) or unit
        receiving = self._tree.of_street(street) if street and duty.street_may_receive else ""
        if receiving and receiving != unit:
            return _assignment(duty, "territory", receiving, (unit, *duty.co_units), share)
        if unit == self._tree.of_street(street) and not duty.street_may_receive:
            return None
        return _assignment(duty, "territory", unit, duty.co_units, share)

    def _fallback(self, category: str, location: Location, on: date) -> list[Assignment]:
        duties = self._known(
            self._catalogue.find(category, location.district, location.street, on=on)
        )
        duty = next(
            (duty for duty in duties if duty.first == "fallback" or duty.area == EVERYWHERE), None
        )
        if duty is None:
            return []
        if location.spans:
            locals_ = [
                self._in_territory(category, district, "", 1.0, on) for district in location.spans
            ]
            units = tuple(assignment.unit for assignment in locals_ if assignment)
            return [_assignment(duty, "fallback", duty.unit, (*units, *duty.co_units))]
        share = (
            FALLBACK_SHARE if self._catalogue.needs_place(category) and not location.known else 1.0
        )
        return [_assignment(duty, "fallback", share=share)]


def _assignment(
    duty: Duty,
    layer: str,
    unit: str = "",
    co_units: tuple[str, ...] | None = None,
    share: float = 1.0,
) -> Assignment:
    lead = unit or duty.unit
    helpers = duty.co_units if co_units is None else co_units
    helpers = tuple(code for code in dict.fromkeys(helpers) if code != lead)
    return Assignment(lead, helpers, duty, layer, share, layer == "territory")


def _places(location: Location) -> list[tuple[str, str, float]]:
    """(district, street, probability) of each district that the text leaves open.

    None for a matter across districts.
    """
    if location.known:
        return [(location.district, location.street, location.confidence)]
    if location.spans:
        return []
    open_ = []
    for district in districts_of(location.candidates):
        streets = streets_of(
            tuple(spot for spot in location.candidates if spot.district == district)
        )
        open_.append((district, streets[0] if len(streets) == 1 else "", location.confidence))
    return open_
