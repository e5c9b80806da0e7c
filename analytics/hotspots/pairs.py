"""Pairs of reports that are likely the same matter."""

from collections.abc import Sequence

import numpy as np

from analytics.hotspots.likeness import Likeness
from analytics.hotspots.report import Report

# Higher than an issue asks of its reports on average: here two stand alone.
ALIKE = 0.25
_AT_ONCE = 256


def likely_pairs(reports: Sequence[Report], least: float = ALIKE) -> list[tuple[int, int, float]]:
    """(number, number, score) of reports counted from 0, the most alike first."""
    likeness = Likeness(reports)
    pairs = []
    for start, block in likeness.blocks(_AT_ONCE):
        rows, columns = np.nonzero(block >= least)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            if row < column:
                pairs.append((row + start, column + start, float(block[row, column])))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[:2]))
