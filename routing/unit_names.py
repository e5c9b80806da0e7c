"""What callers call a unit: its name, short forms, its stations and sections, its people."""

import re
from collections.abc import Iterable

from classifiers.folding import fold
from routing.tables import Area, Unit

_CITY = re.compile(r"^(?:\S{1,4}?市(?!场|民|政)|市)")
_TOO_GENERAL = frozenset(
    "监局 政府 人民政府 管委会 管理委员会 分局 中心 支队 办公室 管理局 公司 人民政府办公室 局 区政府 "
    "城管局 公司".split()
) - {"城管局"}
# What a unit's name contains -> what callers call its stations, sections and people. {} is left
# out for units of the city where a branch of the district is meant.
_PEOPLE = {
    "城市管理": "城管 城管队 城管队员 城管执法 城管大队 城管中队 城管局 城管部门 执法局 综合执法局 "
    "城管委 行政执法局 执法大队",
    "公安局": "公安局 公安机关 公安部门 公安 警方 警察 民警 辅警 协警 刑警 经侦 刑侦 接警员",
    "交通警察": "交警 交警队 交警大队 交管部门 交管所",
    "税务局": "税务局 税务部门 国税局 地税局 国税 地税 税务所 办税大厅 办税厅 税务大厅",
    "市场监督": "市场监管局 市监局 市场监督局 工商局 工商部门 工商所 市监所 市场监管所 食药监 质监局 "
    "食药局 市场监督管理局 市场监管部门 市监部门",
    "生态环境": "环保局 环保部门 环保所 环境监察 环境局 生态环境局 环保执法",
    "城乡建设": "住建局 建设局 房管局 房产局 住建部门 质监站 房管部门 住建委",
    "教育局": "教育局 教育部门 教体局 教委 招考办",
    "社会保障": "人社局 人社部门 社保局 社保中心 劳动局 劳动监察 劳动部门 人保局 社保部门 劳动仲裁",
    "医疗保障": "医保局 医保中心 医保部门",
    "卫生健康": "卫健委 卫生局 卫生监督所 卫健局 卫计委 计生办 卫生部门",
    "自然资源": "国土局 规划局 自然资源局 资规局 国土部门 规划部门 国土所 不动产登记中心 国土资源局 不动产登记 不动产中心",
    "交通运输": "交通局 交通运输局 运管所 运管处 运管 交通部门 运政 交通执法",
    "水务": "水务局 水利局 水利部门",
    "农业农村": "农业局 农业农村局 农业部门 农委 畜牧局",
    "民政局": "民政局 民政部门 民政办",
    "司法局": "司法局 公证处 法律援助中心",
    "信访局": "信访局 信访部门 信访办",
    "旅游": "文旅局 旅游局 文化局 文广局",
    "应急管理": "应急局 应急管理局 安监局 安监部门",
    "公积金": "公积金中心 公积金管理中心",
    "消防救援": "消防队 消防大队 消防支队 消防部门",
    "供电": "供电公司 供电局 供电所 电力公司 电力局 电业局",
    "供水": "自来水公司 供水公司 水司 供水集团",
    "燃气": "燃气公司 天然气公司 煤气公司 燃气集团",
    "热力": "热力公司 供热公司 供暖公司",
    "公共交通": "公交公司 公交集团",
    "纪委监委": "纪委 纪委监委 监察局 纪检",
    "政务服务": "政务中心 政务大厅 行政审批局 政务服务中心 政务服务局 办事大厅 政务服务大厅",
    "12345": "12345 市长热线 便民热线 热线接线员 热线话务员 热线中心",
}
_STATIONS = ("派出所",)
_STREET_OFFICES = ("办", "政府", "办事处", "党工委", "执法队", "城管", "城管办", "综合执法队")
# People who work in the street: of the district's unit where it has its own.
IN_THE_STREET = frozenset(
    "城管 城管队 城管队员 城管执法 城管大队 城管中队 执法大队 民警 辅警 协警 警察 派出所".split()
)
STREET_WITHOUT_NAME = ("街道办", "街道办事处", "镇政府", "乡政府", "街办", "办事处", "镇里")


class UnitNames:
    """Folded name -> codes of the units that it may mean; `bare` holds the names that are
    mostly places (鼓楼街道).
    """

    def __init__(self, units: Iterable[Unit], areas: Iterable[Area]) -> None:
        by_code = {area.code: area for area in areas}
        self.codes: dict[str, dict[str, None]] = {}
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
        if len(name) > 1 and name not in _TOO_GENERAL:
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
                code = branch.get(area.parent or area.code)
                for stem in (area.name, *area.aliases, _stem(area.name)) if code else ():
                    self._put(stem + station, str(code))


def _stem(name: str) -> str:
    return re.sub(r"(?:街道|镇|乡|区)$", "", name)


def _people(unit: Unit, areas: dict[str, Area]) -> list[str]:
    area = areas.get(unit.area)
    names = [
        name
        for part, words in _PEOPLE.items()
        if part in unit.name and (part != "公安局" or "交通" not in unit.name)
        for name in words.split()
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
        forms |= {f"{area.name}{word}" for word in ("区长", "领导", "政府")}
    return forms
