"""The hottest issues lie on the map where their street or district is drawn."""

from datetime import timedelta

from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.reading.issue_points import issue_points
from tests.conftest import MONDAY
from tests.support.watching import SITE, night_noise

LATER = MONDAY + timedelta(days=1)


def points(database, actor, city, **more):
    with database.reading() as session:
        return issue_points(session, actor, city, MONDAY - timedelta(days=7), LATER, **more)


def test_an_issue_has_a_point_within_its_street_for_those_who_may_read_it(
    database, cast, demo_city
):
    night_noise(database, 4, at=MONDAY)
    IssueKeeper()(Shift(database, None, now=lambda: LATER))
    [point] = points(database, cast.leader, demo_city)
    assert (point.area, point.district, point.issue.tickets) == (SITE, "990102", 4)
    [ring] = demo_city.map[SITE]
    assert min(x for x, _ in ring) < point.lon < max(x for x, _ in ring)
    assert min(y for _, y in ring) < point.lat < max(y for _, y in ring)
    assert points(database, cast.leader, demo_city, district="990102") == [point]
    assert points(database, cast.leader, demo_city, district="990103") == []
