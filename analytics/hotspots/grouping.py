"""Reports into issues: many at once by average linkage, then each new one as it comes."""

from collections.abc import Iterator, Sequence

import numpy as np

from analytics.hotspots.likeness import Likeness
from analytics.hotspots.linkage import Edge, average_linkage
from analytics.hotspots.neighbours import at_one_site, neighbours
from analytics.hotspots.report import Report
from analytics.hotspots.vectors import Array

# Measured on messages of a city: docs/decisions/hot-issues.md.
JOINED = 0.22
NOTICED = 0.06
_AT_ONCE = 512


class Grouping:
    """Which issue each report belongs to: `issue_of[i]` is that of the i-th report."""

    def __init__(self, reports: Sequence[Report], joined: float = JOINED) -> None:
        self._joined = joined
        self._likeness = Likeness(reports)
        self._votes = np.array([max(0, report.votes) for report in reports])
        groups = average_linkage(len(reports), _edges(self._likeness), joined)
        groups = self._with_neighbours(groups)
        self.issue_of = np.zeros(len(reports), dtype=np.int64)
        for number, group in enumerate(groups):
            self.issue_of[group] = number

    def _with_neighbours(self, groups: list[list[int]]) -> list[list[int]]:
        """Groups of one subject whose names stand together in reports, or that name one site, are
        one.
        """
        into = list(range(len(groups)))
        pairs = set(neighbours(groups, self._likeness.names))
        pairs |= set(at_one_site(groups, self._likeness.sites))
        for first, second in sorted(pairs):
            if not self._likeness.have_one_subject(groups[first], groups[second]):
                continue
            likely = self._likeness.at_one_place(groups[first], groups[second])
            if float(np.where(likely >= NOTICED, likely, 0.0).mean()) >= self._joined:
                old, new = into[second], into[first]
                into = [new if number == old else number for number in into]
        joined: dict[int, list[int]] = {}
        for number, group in enumerate(groups):
            joined.setdefault(into[number], []).extend(group)
        return [sorted(group) for group in joined.values()]

    def groups(self) -> list[list[int]]:
        """The numbers of the reports of each issue."""
        groups: dict[int, list[int]] = {}
        for report, issue in enumerate(self.issue_of.tolist()):
            groups.setdefault(issue, []).append(report)
        return list(groups.values())

    def middle(self, group: Sequence[int]) -> int:
        """The report that is most like the others of its group, sooner one with many votes."""
        near = self._likeness.among(group).sum(axis=1)
        return group[int((near * (1 + np.sqrt(self._votes[group]) / len(group))).argmax())]

    def add(self, report: Report) -> int:
        """The number of the issue that the new report joins, or of a new one."""
        scores = self._likeness.add(report)
        issue = _nearest(scores, self.issue_of, self._joined)
        if issue < 0:
            issue = int(self.issue_of.max(initial=-1)) + 1
        self._votes = np.append(self._votes, max(0, report.votes))
        self.issue_of = np.append(self.issue_of, issue)
        return issue


def _nearest(scores: Array, issue_of: Array, joined: float) -> int:
    if not len(scores):
        return -1
    noticed = np.where(scores >= NOTICED, scores, 0.0)
    means = np.bincount(issue_of, noticed) / np.maximum(1, np.bincount(issue_of))
    best = int(means.argmax())
    return best if means[best] >= joined else -1


def _edges(likeness: Likeness) -> Iterator[Edge]:
    for start, block in likeness.blocks(_AT_ONCE):
        rows, columns = np.nonzero(block >= NOTICED)
        later = columns > rows
        rows, columns = rows[later], columns[later]
        scores = block[rows, columns].tolist()
        yield from zip((rows + start).tolist(), (columns + start).tolist(), scores, strict=True)
