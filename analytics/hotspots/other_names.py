"""Short reports that name places or firms, and none in common: the same matter somewhere else."""

import re
from collections.abc import Iterable, Sequence, Set
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.features import plain
from analytics.hotspots.report import Report

# Longer texts name much that lies around; a title is short by itself.
_SHORT = 80
# What stands before such a word is a name, of which the last two characters tell it from others.
_KIND = (
    r"(?:路|街|巷|大道|小区|花园|家园|公馆|公寓|新村|社区|村|苑|广场|大桥|公园|水库|河"
    r"|小学|中学|幼儿园|学校|医院|养老院|敬老院|菜场|市场|超市|商场|酒店|饭店|宾馆|旅馆|网吧|药店|物流|快递|汽修"
    r"|健身|家政|书店|工地|公司|机械厂|化工厂|药房|诊所|卫生站|汽车站|停车场|水站|餐厅|火锅店|理发店|美容院|培训中心|托育园)"
)
_NAME = re.compile(rf"(\d{{1,4}}|[\u4e00-\u9fff]{{2}})(?={_KIND})")
_PART = r"(?:[一二三四五六七八九十\d]{1,2}(?:期|号楼|栋|幢))?"
_WHOLE_NAME = re.compile(rf"(?:\d{{1,4}}|[\u4e00-\u9fff]{{2,3}}){_KIND}{_PART}")
_ENOUGH = 4
_NUMBER = re.compile(r"\d{1,4}")
WIDTH = 1 << 16
_NO_NAME = re.compile(r"[我你他她它这那个们的在到从去住是有把被各每全本两几条边面口马公道大小该某]")


def spoken_names(reports: Sequence[Report]) -> tuple[csr_matrix, csr_matrix]:
    """A row for each report: the ends of its names, and all that may be the end of one in it.

    Two reports have a name in common where the ends of one meet the signs of the other.
    """
    texts = [_short(report) for report in reports]
    names = [{name for name in _NAME.findall(text) if not _NO_NAME.search(name)} for text in texts]
    return _rows(names), _rows([{*_pairs(text), *_NUMBER.findall(text)} for text in texts])


def without_names(report: Report) -> str:
    """What a short report tells beside the names in it, for they say where and not what; a long one
    as it stands.
    """
    text = f"{report.title}\n{report.text}"
    rest = _WHOLE_NAME.sub("，", _short(report)).strip()
    return rest if len(rest) >= _ENOUGH else text


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _short(report: Report) -> str:
    """Titled messages name much that lies around, and have words enough."""
    return plain(report.text) if not report.title and len(report.text) <= _SHORT else ""


def _rows(of_texts: Sequence[Set[str]]) -> csr_matrix:
    columns = [
        crc32(name.encode("utf-8", "surrogatepass")) % WIDTH for own in of_texts for name in own
    ]
    ends = np.cumsum([0, *map(len, of_texts)])
    values = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((values, columns, ends), (len(of_texts), WIDTH))
