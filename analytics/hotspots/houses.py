"""Houses by road and number: 和平街7号. Without a list of places it is the surest name there is."""

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report
from analytics.hotspots.vectors import Array

# 2号线 is a line of the metro.
_HOUSE = re.compile(
    r"(?P<road>[\u4e00-\u9fff]{1,5}?(?:大道|路|街|巷|弄|胡同))(?P<number>\d{1,4})(?:-\d{1,4})?号(?!线)"
)
# What stands before the name of a road and is no part of it.
_BEFORE = re.compile(r"^.*(?:[在住到从至是的市区县镇]|位于|地处|对面|反映|投诉|举报|关于)")
_READ = 120
# Neighbours whose numbers differ by so much at most hear and smell the same.
NEXT_DOOR = 10


def houses_in(text: str) -> set[tuple[str, int]]:
    """(road, number) of those that a plain text names."""
    return {
        (_BEFORE.sub("", match["road"]) or match["road"], int(match["number"]))
        for match in _HOUSE.finditer(text)
    }


def houses(reports: Sequence[Report]) -> Array:
    """A row for each report: road and number of the one house that its beginning names, 0 for none
    or several.
    """
    rows = np.zeros((len(reports), 2), dtype=np.int64)
    for at, report in enumerate(reports):
        named = houses_in(plain(f"{report.title[:_READ]}，{report.text[:_READ]}"))
        if len(named) == 1:
            ((road, number),) = named
            rows[at] = crc32(road.encode()) + 1, number
    return rows


def other_house(rows: Array, others: Array, carried: Array) -> Array:
    """Which two stand at two houses of one road; what is `carried` comes next door too."""
    one_road = (rows[:, None, 0] == others[:, 0]) & (rows[:, None, 0] > 0)
    apart = np.abs(rows[:, None, 1] - others[:, 1])
    return np.asarray(one_road & (apart > np.where(carried, NEXT_DOOR, 0)))


def common_house(texts: Sequence[str], weights: Sequence[int], least: float) -> str:
    """和平街7号 where it stands in so much of the plain texts by weight; else the road, where its
    houses do together; "" for none.
    """
    held, roads = Counter[tuple[str, int]](), Counter[str]()
    for text, weight in zip(texts, weights, strict=True):
        named = houses_in(text)
        held.update(dict.fromkeys(named, weight))
        roads.update(dict.fromkeys({road for road, _ in named}, weight))
    for counted in (held, roads):
        if counted:
            place, n = max(counted.items(), key=lambda row: (row[1], str(row[0])))
            if n >= least * sum(weights):
                return place if isinstance(place, str) else f"{place[0]}{place[1]}号"
    return ""
