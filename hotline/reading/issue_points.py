"""Where the hottest issues lie on the city's map.

How to read them: `issue_points(session, actor, city, since, until)` gives an `IssuePoint` for each
of the hottest issues of the window whose street or district the map draws, the hottest first. The
reader's rights are those of `hottest_issues`; the page of an issue is `/hotspots/{issue.id}`.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from analytics.map_points import points_inside
from hotline.city.pack import CityPack
from hotline.domain.roles import Actor
from hotline.reading.hottest_issues import IssueSummary, hottest_issues

# More would hide the map.
MOST = 30


@dataclass(frozen=True, slots=True)
class IssuePoint:
    """`area`: code of the street, or of the district, that is drawn; `lon`, `lat` in degrees: a
    point inside it, for the exact place is not known. Issues of one area have points of their own.
    """

    issue: IssueSummary
    area: str
    district: str
    lon: float
    lat: float


def issue_points(
    session: Session,
    actor: Actor,
    city: CityPack,
    since: datetime,
    until: datetime,
    *,
    district: str = "",
    limit: int = MOST,
) -> list[IssuePoint]:
    """From `since` to before `until`; with `district` the issues of that district alone."""
    drawn = [
        (issue, area)
        for issue in hottest_issues(session, actor, since, until, limit=limit)
        if district in ("", issue.district) and (area := _drawn(issue, city))
    ]
    counts = Counter(area for _, area in drawn)
    points = {area: iter(points_inside(city.map[area], n)) for area, n in counts.items()}
    return [IssuePoint(issue, area, issue.district, *next(points[area])) for issue, area in drawn]


def _drawn(issue: IssueSummary, city: CityPack) -> str:
    """The finest area of the issue that the map has, "" for none."""
    return next((code for code in (issue.street, issue.district) if city.map.get(code)), "")
