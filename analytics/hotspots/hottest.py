"""The hottest issues of many reports."""

from collections.abc import Sequence
from datetime import datetime

from analytics.hotspots.grouping import Grouping
from analytics.hotspots.issue import LEAST_PEOPLE, Issue, describe, people, warmth
from analytics.hotspots.report import Report


def hottest(reports: Sequence[Report], top: int, now: datetime | None = None) -> list[Issue]:
    """At most `top` issues, the hottest first; `now` is when trends end, by itself the last
    report.

    Issues of fewer than three people, counted with the logarithm of their votes, are none.
    """
    if not reports:
        return []
    grouping = Grouping(reports)
    warm = [(_heat([reports[at] for at in group]), group) for group in grouping.groups()]
    warm = [(degrees, group) for degrees, group in warm if degrees >= LEAST_PEOPLE]
    warm.sort(key=lambda pair: (-pair[0], -len(pair[1]), pair[1][0]))
    moment = now or max(report.at for report in reports)
    return [
        describe([reports[at] for at in group], reports[grouping.middle(group)], moment)
        for _, group in warm[:top]
    ]


def _heat(reports: Sequence[Report]) -> float:
    return warmth(people(reports), sum(report.votes for report in reports))
