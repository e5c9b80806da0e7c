"""专报 and 考评通报: every figure is what plain SQL counts, which shares no code with them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from hotline.bulletins.making import make_bulletin
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import CycleFigures, HotIssue, IssueMember, Ticket
from hotline.domain.statuses import Status
from tests.conftest import MONDAY, desk_of
from tests.integration.bulletins.test_bulletins import (
    LAMPS,
    LAST_WEEK,
    NOISE,
    bulletin,
    sayings,
    table_of,
    town,  # noqa: F401
)
from tests.support.stored import store

DAY = date(2026, 3, 8)
SPAN = {"since": "2026-02-09 00:00:00.000000", "until": "2026-03-09 00:00:00.000000"}
INSIDE = "reported_at >= :since AND reported_at < :until AND secrecy <> 'confidential'"
OF_ISSUE = "id IN (SELECT ticket_id FROM issue_member WHERE issue_id = :issue)"


def counted(database, condition, **values):
    query = text(f"SELECT district, count(*) FROM ticket WHERE {INSIDE} AND {condition} GROUP BY 1")
    with database.reading() as session:
        return {name: int(n) for name, n in session.execute(query, SPAN | values)}


@pytest.fixture
def issue(town):  # noqa: F811
    """An issue of nine tickets of the last week, one of them confidential since."""
    shared = {"reported_at": LAST_WEEK, "district": "990102", "place": "翠竹苑"}
    ids = store(town, *(f"打桩{at}" for at in range(8)), category=NOISE, **shared)
    ids += store(town, "打桩8", category=NOISE, secrecy="confidential", **shared)
    with town.writing() as session:
        row = HotIssue(title="翠竹苑旁工地夜间打桩", opened_at=MONDAY)
        session.add(row)
        session.flush()
        for number in ids:
            member = {"ticket_id": number, "issue_id": row.row_id}
            session.add(IssueMember(**member, reported_at=LAST_WEEK, joined_at=MONDAY))
        return row.row_id


def judged(paper, districts):
    total = sum(districts.values())
    assert total > 0
    assert f"受理此类诉求{total}件" in paper.sections[0].text
    assert sum(row[1] for row in table_of(paper, "区域分布").rows) == total


def test_a_topic_of_a_category_is_what_plain_sql_counts(town):  # noqa: F811
    judged(bulletin(town, "topic", DAY, topic=NOISE), counted(town, f"category = '{NOISE}'"))


def test_a_topic_of_an_issue_is_what_plain_sql_counts_under_its_title(town, issue):  # noqa: F811
    paper = bulletin(town, "topic", DAY, topic=f"热点{issue}")
    judged(paper, counted(town, OF_ISSUE, issue=issue))
    assert paper.title == "热线专报：翠竹苑旁工地夜间打桩"


def test_an_issue_that_was_merged_is_told_of_as_what_it_became_part_of(town, issue):  # noqa: F811
    with town.writing() as session:
        later = HotIssue(title="并入的", opened_at=MONDAY, merged_into=issue)
        session.add(later)
        session.flush()
        number = later.row_id
    paper = bulletin(town, "topic", DAY, topic=f"热点 {number}")
    assert paper.title == "热线专报：翠竹苑旁工地夜间打桩"


@pytest.mark.parametrize("topic", ["热点999999", "热点", "热点-1", "热点99999999999"])
def test_an_issue_that_is_not_there_is_named(town, topic):  # noqa: F811
    with pytest.raises(InvalidInput, match=r"没有(热点|名为)"):
        bulletin(town, "topic", DAY, topic=topic)


def test_an_assessment_has_the_tickets_and_points_that_plain_sql_counts(each_database):
    """Two units, twelve tickets each, of which nine and six were contacted in time."""
    for unit, in_time in (("990102001", 9), ("990102002", 6)):
        for number in store(each_database, *(f"{unit} {at}" for at in range(12)), category=LAMPS):
            _contacted(each_database, number, unit, is_late=in_time <= 0)
            in_time -= 1
    query = text(
        "SELECT unit, count(*), sum(CASE WHEN contacted_at <= due_contact THEN 1 ELSE 0 END)"
        " FROM cycle_figures WHERE started_at >= '2026-03-01' AND started_at < '2026-04-01'"
        " GROUP BY unit"
    )
    with each_database.reading() as session:
        rows = {unit: (int(n), int(good)) for unit, n, good in session.execute(query)}
        desk = desk_of(each_database)
        paper = make_bulletin(session, desk, BulletinKind.ASSESSMENT, date(2026, 3, 3))
    tables = {row[1]: row for table in paper.sections[1].tables for row in table.rows}
    assert {unit: n for unit, (n, _) in rows.items()} == {"990102001": 12, "990102002": 12}
    for unit, (n, good) in rows.items():
        name = desk.city.unit_name(unit)
        assert tables[name][2] == n
        assert tables[name][3] == pytest.approx(100 * good / n, abs=0.01), sayings(paper)


def _contacted(database, number, unit, *, is_late):
    due = LAST_WEEK + timedelta(days=1)
    with database.writing() as session:
        ticket = session.get_one(Ticket, number)
        ticket.unit, ticket.status = unit, Status.CLOSED
        session.add(
            CycleFigures(
                ticket_id=number,
                cycle=1,
                ending="closed",
                unit=unit,
                co_units=[],
                ended_at=due + timedelta(days=1),
                late=False,
                extensions=0,
                returns=0,
                result="solved",
                started_at=LAST_WEEK,
                accepted_at=LAST_WEEK,
                due_contact=due,
                contacted_at=due + timedelta(hours=1 if is_late else -1),
            )
        )
