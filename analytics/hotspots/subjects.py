"""What short reports complain about, by words that callers use for it: other subjects at one place
are other matters, and one subject is the same whatever it is called.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from analytics.hotspots.plain_text import short_text, without_place
from analytics.hotspots.report import Report
from analytics.hotspots.sign_table import sign_table

Array = np.ndarray[Any, Any]
_TABLE = "subjects.txt"
_LIFE = "life"
# What is heard, smelt or breathed beyond its own place.
_CARRIED = (
    "building site noise",
    "factory noise",
    "dust",
    "smell",
    "livestock",
    "burning",
    "night stalls",
)
# Where one word reads as a part of another subject's, and what is read in its place: the lights of
# a crossing are no street lamps, a lift that is wanted is none that fails, a fee that rises is one.
_READ_APART = (
    (re.compile("红绿灯|信号灯|交通灯"), r"\g<0>，"),
    (re.compile("(?:加装|增设)(?:一部|新)?电梯(?!.{0,3}(?:坏|停|困|卡))"), "加装，"),
    (re.compile("((?:物业|停车)费).{0,2}涨价"), r"\1，"),
)


def subjects(reports: Sequence[Report]) -> Array:
    """A row for each report, a column for each subject: whether the report, if it is short, names
    it. Issues of titled messages are broader than one subject: theirs is one matter of many sides.
    """
    rows = np.zeros((len(reports), len(sign_table(_TABLE).names)), dtype=np.float32)
    for row, report in zip(rows, reports, strict=True):
        row[_named(report)] = 1.0
    return rows


def both_of_life(rows: Array, others: Array) -> Array:
    """Which two tell that somebody wants to die."""
    column = sign_table(_TABLE).names.index(_LIFE)
    return np.asarray(np.outer(rows[:, column], others[:, column]) > 0)


def one_carried(rows: Array, others: Array) -> Array:
    """Which two name one subject that reaches the neighbours of where it is."""
    names = sign_table(_TABLE).names
    columns = [names.index(name) for name in _CARRIED]
    return np.asarray(rows[:, columns] @ others[:, columns].T > 0)


def _named(report: Report) -> list[int]:
    text = without_place(short_text(report), report)
    for pattern, instead in _READ_APART:
        text = pattern.sub(instead, text)
    return sign_table(_TABLE).found(text)
