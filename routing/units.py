"""The units of a city and who stands above whom."""

from collections.abc import Collection, Iterable, Iterator

from routing.tables import Unit


class UnitTree:
    """Units by code, with superiors and subordinates; a loop in the table ends where it began."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._children: dict[str, list[str]] = {}
        for unit in self._units.values():
            self._children.setdefault(unit.parent, []).append(unit.code)
        self._by_area = {
            (unit.kind, unit.area): unit.code
            for unit in reversed(self._units.values())
            if unit.area
        }

    def __contains__(self, code: str) -> bool:
        return code in self._units

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def get(self, code: str) -> Unit | None:
        return self._units.get(code)

    def name(self, code: str) -> str:
        unit = self._units.get(code)
        return unit.name if unit else code

    def above(self, code: str) -> list[str]:
        """Codes of the superiors, nearest first."""
        superiors: list[str] = []
        unit = self._units.get(code)
        while (
            unit
            and unit.parent in self._units
            and unit.parent not in superiors
            and unit.parent != code
        ):
            superiors.append(unit.parent)
            unit = self._units[unit.parent]
        return superiors

    def controlled_by(self, codes: Iterable[str]) -> frozenset[str]:
        """The given units and all below them."""
        controlled: set[str] = set()
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            if code not in controlled:
                controlled.add(code)
                waiting += self._children.get(code, ())
        return frozenset(controlled)

    def holding(self, codes: Iterable[str], units: Collection[str]) -> list[str]:
        """Of the codes, in their order, those that are one of the units or above one of them."""
        return [code for code in codes if not self.controlled_by([code]).isdisjoint(units)]

    def common_superior(self, codes: Iterable[str]) -> str:
        """The nearest unit that stands above every one of them and is none of them; "" when
        there is none.
        """
        codes = tuple(codes)
        forbidden = self.controlled_by(codes)
        lines = [self.above(code) for code in codes]
        shared = (
            code for code in (lines[0] if lines else ()) if all(code in line for line in lines)
        )
        return next((code for code in shared if code not in forbidden), "")

    def above_accused(self, accused: Iterable[str]) -> str:
        """The nearest unit above all accused ones, of which each stands there with those below it;
        "" when there is none.
        """
        codes = frozenset(accused)
        return self.common_superior([c for c in codes if self._parent(c) not in codes])

    def _parent(self, code: str) -> str:
        unit = self._units.get(code)
        return unit.parent if unit else ""

    def of_street(self, street: str) -> str:
        return self._by_area.get(("street", street), "")

    def government_of(self, district: str) -> str:
        return self._by_area.get(("government", district), "")

    def branch_of(self, bureau: str, district: str) -> str:
        """The bureau's own unit in a district, or the district's government."""
        for code in self._children.get(bureau, ()):
            if self._units[code].area == district:
                return code
        return self.government_of(district)
