"""The common noun for each name of the city's tables: 小区 for an estate, 医院 for a hospital.

Names of two signs and words of the dictionary have none: 码头 and 图书馆 say what a report is
about.
"""

from collections.abc import Iterable

from classifiers.segment import is_ordinary_word
from routing.names import AREAS, DISTRICTS, Entry, entries
from routing.tables import Area, Place

# By kind the nouns that a name may end with; the last stands for all other names.
_NOUNS = {
    "estate": ("宿舍", "公寓", "小区"),
    "village": ("村",),
    "road": ("公路", "路"),
    "school": ("幼儿园", "大学", "小学", "中学", "学校"),
    "hospital": ("医院",),
    "river": ("水库", "闸", "江", "湖", "沟", "河"),
    "park": ("陵园", "植物园", "广场", "景区", "公园"),
    "market": ("菜场", "市场", "夜市", "商业街", "步行街", "广场", "商场"),
    "metro": ("地铁站",),
}
_SHORTEST = 3


def nouns(areas: Iterable[Area], places: Iterable[Place]) -> dict[str, str]:
    """Folded name -> noun."""
    return {
        name: noun
        for name, entry in entries(areas, places).items()
        if len(name) >= _SHORTEST and (noun := _noun(name, entry)) and not is_ordinary_word(name)
    }


def _noun(name: str, entry: Entry) -> str:
    if entry.kind in DISTRICTS:
        return "区"
    if entry.kind in AREAS:
        return "街道" if entry.kind == "street" else "镇"
    known = _NOUNS.get(entry.kind, ("",))
    return next((noun for noun in known if name.endswith(noun)), known[-1])
