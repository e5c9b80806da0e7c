"""Codes of the city in an address: of units in whatever case somebody types them, and none that
the city never had.
"""

from collections.abc import Mapping, Set
from types import MappingProxyType

from hotline.city.pack import CityPack
from hotline.domain.holders import CENTRE
from hotline.storage.ticket_filters import NOBODY

# What kind of code a parameter has, and what may stand there besides.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("unit", "lead", "holder"), "unit"),
        **dict.fromkeys(("district", "street"), "area"),
        "category": "category",
    }
)
BESIDES: Mapping[str, str] = MappingProxyType({"lead": NOBODY, "holder": CENTRE})
_NAMES = {"unit": "单位", "area": "区域", "category": "分类"}


def in_city(name: str, value: str, city: CityPack) -> str:
    """The code that the parameter `name` means; raises ValueError for one that the city neither has
    nor had.
    """
    kind = KINDS.get(name)
    if kind is None or value == BESIDES.get(name):
        return value
    code = unit_code(value, city) if kind == "unit" else value
    if code not in _known(kind, city):
        raise ValueError(f"没有{_NAMES[kind]}编码“{value[:20]}”；请核对")
    return code


def unit_code(value: str, city: CityPack) -> str:
    """The code of a unit for one in another case; what no unit has stays as it is."""
    known = _known("unit", city)
    if value in known:
        return value
    return next((code for code in known if code.casefold() == value.casefold()), value)


def _known(kind: str, city: CityPack) -> Set[str]:
    tables = {"unit": city.units, "area": city.areas, "category": city.categories}
    return tables[kind].keys() | city.former.get(kind, {}).keys()
