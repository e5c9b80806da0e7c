"""The centre judges the units and has no work of its own to measure: it stands beside the ranks."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotline.city.pack import CityPack
from hotline.domain.scoring.scores import UnitStanding

Unit = Mapping[str, Any]


def beside_the_ranks(city: CityPack, units: Sequence[Unit]) -> list[Unit]:
    """The rows of one period, the centre as organiser; those of its group behind it move up."""
    names = (city.centre, city.unit_name(city.centre))
    own = [
        unit
        for unit in units
        if unit["unit"] in names and unit["standing"] == UnitStanding.COMPARED
    ]
    return [_organiser(unit) if unit in own else _moved_up(unit, own) for unit in units]


def _organiser(unit: Unit) -> Unit:
    return dict(unit, standing=str(UnitStanding.ORGANISER), rank=None, band=None)


def _moved_up(unit: Unit, own: Sequence[Unit]) -> Unit:
    if not unit["rank"]:
        return unit
    before = [
        centre
        for centre in own
        if centre["rank"] and centre["group"] == unit["group"] and centre["rank"] < unit["rank"]
    ]
    return dict(unit, rank=unit["rank"] - len(before))
