"""What callers call a unit: its name, short forms, its stations and sections, its people."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from classifiers.folding import fold
from routing.tables import Area, Unit

_WORDS = Path(__file__).with_name("unit_names.txt")
_CITY = re.compile(r"^(?:\S{1,4}?市(?!场|民|政)|市)")
_TOO_GENERAL = frozenset(
    {
        *("监局", "政府", "人民政府", "管委会", "管理委员会", "分局", "中心", "支队"),
        *("办公室", "管理局", "公司", "人民政府办公室", "局", "区政府"),
    }
)
WORK = "+"
_STATIONS = ("派出所",)
_STREET_OFFICES = (
    *("办", "政府", "办事处", "党工委", "党委", "执法队", "城管", "城管办", "综合执法队", "民政所"),
    *("民政办", "民政科", "司法所", "财政所", "国土所", "城建办", "计生办", "拆迁办", "综治办"),
    *("镇长", "网格员", "的网格员", "社区书记", "的社区书记", "的社区主任"),
    *("党工委书记", "副书记", "副主任", "副镇长", "信访办", "征收办", "征迁办", "扶贫办"),
    *("环保所", "城管科", "社保所", "便民中心", "服务大厅", "便民服务大厅", "养老服务站"),
    *("残联专委", "残联", "物管办", "物业办", "消防办", "包片干部", "民政专干", "网格长"),
    *("工作人员", "综治中心", "经管站", "武装部", "妇联", "安监所", "环卫站", "办公室"),
)
# What callers call a district: its government, the offices that no other unit of it is.
_DISTRICT_OFFICES = (
    *("长", "区长", "的区长", "副区长", "书记", "的书记", "委", "委书记", "政府"),
    *("领导", "的领导", "干部", "的干部"),
    *("拆迁办", "征收办", "征迁办", "招商局", "招商办", "信访局", "信访办", "政府办", "里的干部"),
    *("棚改办", "指挥部", "公务员", "的公务员", "工作组", "财政局", "水利局", "民政局", "园区办"),
)
# People who work in the street: of the district's unit where it has its own.
IN_THE_STREET = frozenset(
    {
        *("城管", "城管队", "城管队员", "城管执法", "城管大队", "城管中队", "执法大队"),
        *("民警", "辅警", "协警", "警察", "派出所"),
    }
)
STREET_WITHOUT_NAME = (
    *("街道办", "街道办事处", "镇政府", "乡政府", "街办", "办事处", "镇里", "镇上干部"),
    *("街道主任", "街道书记", "街道干部", "街道领导", "街道工作人员", "街道的人", "街道里的人"),
    *("镇长", "副镇长", "镇书记", "镇党委书记", "镇干部", "镇领导", "镇上的干部", "镇上的领导"),
)


class UnitNames:
    """Folded name -> codes of the units that it may mean.

    work  the same for words of a unit's work (公积金), which mean it only beside its people
    bare  the names that are mostly places (鼓楼街道)
    """

    def __init__(self, units: Iterable[Unit], areas: Iterable[Area]) -> None:
        by_code = {area.code: area for area in areas}
        self.codes: dict[str, dict[str, None]] = {}
        self.work: dict[str, dict[str, None]] = {}
        self.bare = frozenset(fold(area.name) for area in by_code.values())
        units = tuple(units)
        for unit in units:
            for name in _forms(unit, by_code):
                self._put(name, unit.code)
        for unit in units:
            for name in _people(unit, by_code):
                self._put(name, unit.code)
        self._put_stations(units, by_code)
        for unit in units:
            if unit.kind == "street":
                for name in STREET_WITHOUT_NAME:
                    self._put(name, unit.code)

    def _put(self, name: str, code: str) -> None:
        if name.endswith(WORK):
            self.work.setdefault(fold(name[:-1]), {})[code] = None
        elif len(name) > 1 and name not in _TOO_GENERAL:
            self.codes.setdefault(fold(name), {})[code] = None

    def _put_stations(self, units: tuple[Unit, ...], areas: dict[str, Area]) -> None:
        """A police station is the district police, or the city's where there is none."""
        police = [unit for unit in units if "公安" in unit.name and "交通" not in unit.name]
        branch = {unit.area: unit.code for unit in police if unit.area}
        every = list(branch.values()) or [unit.code for unit in police]
        for station in _STATIONS:
            for code in every:
                self._put(station, code)
            for area in areas.values():
                code = branch.get(area.parent or area.code, "")
                for stem in (area.name, *area.aliases, _stem(area.name)) if code else ():
                    self._put(stem + station, code)


@cache
def _called() -> dict[str, tuple[str, ...]]:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {part: tuple(names.split()) for part, _, names in rows}


def _stem(name: str) -> str:
    return re.sub(r"(?:街道|镇|乡|区)$", "", name)


def _people(unit: Unit, areas: dict[str, Area]) -> list[str]:
    area = areas.get(unit.area)
    names = [
        name
        for part, called in _called().items()
        if part in unit.name and (part != "公安局" or "交通" not in unit.name)
        for name in called
    ]
    if area is None:
        return names + [f"市{name}" for name in names]
    stems = {area.name, _stem(area.name), *area.aliases}
    if "公安局" in unit.name:
        names += ["分局民警"]
        return names + [stem + name for stem in stems for name in (*names, "分局", "区分局")]
    return (
        names
        + [stem + name for stem in stems for name in names]
        + [f"区{name}" for name in names]
        + (["区政府"] if unit.kind == "government" else [])
        + (
            [f"{stem}区{word}" for stem in stems for word in ("领导", "区长", "书记")]
            if unit.kind == "government"
            else []
        )
    )


def _forms(unit: Unit, areas: dict[str, Area]) -> set[str]:
    """The unit's names and what is left of them without city and district, and the bare area of
    a street's unit.
    """
    area = areas.get(unit.area)
    prefixes = (area.name, *area.aliases) if area else ()
    forms = {unit.name, *unit.aliases}
    for name in tuple(forms):
        short = _CITY.sub("", name)
        for prefix in prefixes:
            if short.startswith(prefix) and unit.kind != "street":
                rest = short.removeprefix(prefix)
                forms |= {rest, *(other + rest for other in prefixes)}
        forms.add(short)
    if unit.kind == "street" and area:
        forms |= {area.name, *(area.name + office for office in _STREET_OFFICES)}
    if unit.kind == "government" and area:
        forms |= {area.name + office for office in _DISTRICT_OFFICES}
    return forms
