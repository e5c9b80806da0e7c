"""Short reports that name places or firms, and none in common: the same matter somewhere else."""

import re
from collections.abc import Iterable, Sequence, Set
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.named_places import ROAD, block_numbers, numbers, ordinals, place_names
from analytics.hotspots.plain_text import plain, short_text, without_place
from analytics.hotspots.report import Report

# What stands before such a word is a name, of which the last two characters tell it from others.
_KIND = (
    rf"(?:{ROAD}|街(?!道)|巷|大道|小区|花园|家园|公馆|公寓|新村|社区|村|苑|广场|大桥|公园|水库|河"
    r"|小学|中学|幼儿园|学校|医院|养老院|敬老院|菜场|市场|超市|商场|酒店|饭店|宾馆|旅馆|网吧|药店|物流|快递|汽修"
    r"|健身|家政|书店|项目|工地|公司|机械厂|化工厂|药房|诊所|卫生站|汽车站|停车场|水站|餐厅|火锅店|理发店|美容院|培训中心|托育园)"
)
_NAME = re.compile(rf"(\d{{1,4}}|[\u4e00-\u9fff]{{2}})(?={_KIND})")
# Where people go: what stands before is a name too, but two such names may be of one place.
_GROUND = (
    r"(?:码头|大厦|商厦|大楼|写字楼|卫生院|卫生室|卫生服务中心|工业园|产业园|园区|百货|火车站|高铁站|客运站"
    r"|步行街|体育馆|图书馆|体育场|美食城|商业街|[一二三四五六七八九]院)"
)
_PART = r"(?:[一二三四五六七八九十\d]{1,2}(?:期|号楼|栋|幢))?"
_WHOLE_NAME = re.compile(
    rf"(?:\d{{1,4}}|[\u4e00-\u9fff]{{2,3}}){_KIND}{_PART}|[\u4e00-\u9fff]{{1,3}}{_GROUND}"
)
# Sites of which neighbours on all sides complain.
_SITE = re.compile(
    r"([\u4e00-\u9fff]{2})(?=(?:项目|地块|建筑|施工|在建)*(?:项目|工地|搅拌站|采石场|厂(?![家商房])|酒吧|ktv|夜市|变电站|加油站"
    r"|垃圾站|中转站|回收站|养殖场|猪场))"
)
# A road tells which site is meant: 青枫路的工地.
_ROAD_SITE = re.compile(
    r"([\u4e00-\u9fff]{2})(?=(?:路|街|大道|巷)[上边旁口的东西南北侧段那这个]{0,4}(?:建筑|施工|在建)*(?:工地|项目|搅拌站))"
)
_NO_SITE = re.compile(
    r"项目|地块|建筑|施工|在建|[这那个的旁边近面外里侧家处条座有是在夜装修]|工业|工程|房产|楼盘|工地"
)
_ENOUGH = 4
_NUMBER = re.compile(r"\d{1,4}")
_BEGINNING = 120
WIDTH = 1 << 16
_NO_NAME = re.compile(
    r"[我你他她它这那个们的在到从去住是有把被各每全本两几条边面口马公道大小该某不没夜]|项目|工地|小区|附近|旁边|市民|居民|物业"
)
# What tells no street or school from another.
_COMMON = frozenset(("步行", "商业", "第一", "第二", "第三", "第四", "第五", "第六", "第七"))


def spoken_names(reports: Sequence[Report]) -> tuple[csr_matrix, csr_matrix]:
    """A row for each report: the ends of its names, and all that may be the end of one in it.

    Two reports have a name in common where the ends of one meet the signs of the other.
    """
    texts = [short_text(report) for report in reports]
    names = [_own_names(text) | place_names(text) for text in texts]
    pieces = [{*_pairs(text), *_NUMBER.findall(text), *ordinals(text)} for text in texts]
    return _rows(names), _rows(pieces)


def numbered(reports: Sequence[Report]) -> csr_matrix:
    """A row for each report: which phase of an estate or which line it names, if it is short."""
    return _rows([numbers(short_text(report)) for report in reports])


def blocks(reports: Sequence[Report]) -> csr_matrix:
    """A row for each report: which buildings of an estate it names, if it is short."""
    return _rows([block_numbers(short_text(report)) for report in reports])


def _own_names(text: str) -> set[str]:
    ends = (name for name in _NAME.findall(text) if not _NO_NAME.search(name))
    return {name for name in ends if name not in _COMMON}


def sites(reports: Sequence[Report]) -> csr_matrix:
    """A row for each report: what of its beginning names a site that is heard or smelt beyond its
    own place.
    """
    texts = (
        plain(f"{report.title[:_BEGINNING]}，{report.text[:_BEGINNING]}") for report in reports
    )
    names = (
        {name[-2:] for pattern in (_SITE, _ROAD_SITE) for name in pattern.findall(text)}
        for text in texts
    )
    return _rows([{name for name in own if not _NO_SITE.search(name)} for own in names])


def without_names(report: Report) -> str:
    """What a short report tells beside the names in it, for they say where and not what; a long one
    as it stands.
    """
    text = f"{report.title}\n{report.text}"
    rest = _WHOLE_NAME.sub("，", without_place(short_text(report), report)).strip()
    return rest if len(rest) >= _ENOUGH else text


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _rows(of_texts: Sequence[Set[str]]) -> csr_matrix:
    columns = [
        crc32(name.encode("utf-8", "surrogatepass")) % WIDTH for own in of_texts for name in own
    ]
    ends = np.cumsum([0, *map(len, of_texts)])
    values = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((values, columns, ends), (len(of_texts), WIDTH))
