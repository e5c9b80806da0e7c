"""Supplies that fail: two reports of one place that name different ones are two matters."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report

# A longer text tells a story in which much else may fail.
_SHORT = 80
_FAILS = r"(?:停{0}|断{0}|没有?(?:自来)?{0}|缺{0}|{0}停|{0}断|不来{0})"
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

    The title decides where it names one, and a short text where it does not.
    """
    rows = [_supplies(report) for report in reports]
    return np.array(rows, dtype=np.float32).reshape(len(reports), len(SUPPLIES))


def _supplies(report: Report) -> list[bool]:
    in_title = _failing(plain(report.title))
    if any(in_title) or len(report.text) > _SHORT:
        return in_title
    return _failing(plain(report.text))


def _failing(text: str) -> list[bool]:
    return [bool(pattern.search(text)) for pattern in SUPPLIES]
