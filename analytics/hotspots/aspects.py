"""What is wrong with the subject of a short report: its price, its noise, that it is wanted at all.
A lift that stands still and advertisements in it are two matters of one subject.
"""

from collections.abc import Sequence

import numpy as np

from analytics.hotspots.plain_text import short_text, without_place
from analytics.hotspots.report import Report
from analytics.hotspots.sign_table import sign_table
from analytics.hotspots.vectors import Array

_TABLE = "aspects.txt"
# A longer text names aspects of the story around its matter.
_READ = 36
# Who asks how something is done, wants one more or tells of an animal does not report what others
# complain about, even where those name no aspect.
_OF_ITS_OWN = ("asking", "wanted", "sick animal", "theft")


def aspects(reports: Sequence[Report]) -> Array:
    """A row for each report, a column for each aspect: whether the report, if it is short, names
    it.
    """
    table = sign_table(_TABLE)
    rows = np.zeros((len(reports), len(table.names)), dtype=np.float32)
    for row, report in zip(rows, reports, strict=True):
        text = without_place(short_text(report), report)
        if len(text) <= _READ:
            row[table.found(text)] = 1.0
    return rows


def one_of_its_own(rows: Array, others: Array) -> Array:
    """Which two differ in an aspect that stands for a matter of its own: one of them names it."""
    names = sign_table(_TABLE).names
    columns = [names.index(name) for name in _OF_ITS_OWN]
    own, theirs = rows[:, columns], others[:, columns]
    return np.asarray(own.sum(axis=1)[:, None] + theirs.sum(axis=1) - 2 * own @ theirs.T > 0)
