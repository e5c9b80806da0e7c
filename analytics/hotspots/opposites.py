"""Supplies that fail: two reports of one place that name different ones are two matters."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from analytics.hotspots.features import plain
from analytics.hotspots.report import Report

_READ = 120
_FAILS = r"(?:停{0}|断{0}|没有?{0}|缺{0}|{0}停|{0}断|不来{0})"
SUPPLIES = tuple(
    re.compile(_FAILS.replace("{0}", supply))
    for supply in (
        "水",
        "电(?!梯|动|话|视)",
        "(?:煤|天然|燃)?气",
        "(?:暖|供暖|暖气)",
        "(?:网|宽带|信号)",
    )
)


def supplies(reports: Sequence[Report]) -> np.ndarray[Any, Any]:
    """A row for each report, a column for each supply: whether the report says that it fails.

    The title decides where it names one.
    """
    rows = [_supplies(report) for report in reports]
    return np.array(rows, dtype=np.float32).reshape(len(reports), len(SUPPLIES))


def _supplies(report: Report) -> list[bool]:
    in_title = _failing(plain(report.title))
    return in_title if any(in_title) else _failing(plain(report.text[:_READ]))


def _failing(text: str) -> list[bool]:
    return [bool(pattern.search(text)) for pattern in SUPPLIES]
