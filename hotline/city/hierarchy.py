"""Who stands above whom among the units of a city."""

from collections import defaultdict
from collections.abc import Iterable

from routing.tables import Unit


def units_below(units: Iterable[Unit], code: str) -> frozenset[str]:
    """The unit itself and every unit below it; empty for a unit that the city does not have."""
    children: dict[str, list[str]] = defaultdict(list)
    known = set()
    for unit in units:
        children[unit.parent].append(unit.code)
        known.add(unit.code)
    below: set[str] = set()
    waiting = [code] if code in known else []
    while waiting:
        current = waiting.pop()
        if current not in below:
            below.add(current)
            waiting += children[current]
    return frozenset(below)
