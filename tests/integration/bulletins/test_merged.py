"""A merged ticket is told of where its leading ticket is, and never as work of the centre."""

from datetime import date, timedelta

import pytest

from hotline.domain.models import Ticket
from hotline.domain.roles import LEADER
from hotline.reading.hottest_issues import hottest_issues
from hotline.reading.wall import wall_figures
from tests.conftest import MONDAY, desk_of
from tests.integration.bulletins.test_bulletins import LAST_WEEK, NOISE, bulletin, sayings, table_of
from tests.integration.bulletins.test_matters import issue_of
from tests.support.stored import store
from tests.support.watching import night_noise, people

UNIT = "990102001"


@pytest.fixture
def merged_town(each_database):
    """One ticket that a unit has, and eleven that wait for its answer, two of them urgent."""
    with_unit = {"category": NOISE, "reported_at": LAST_WEEK, "district": "990102"}
    [leading] = store(each_database, "主单", unit=UNIT, status="in_progress", **with_unit)
    with each_database.reading() as session:
        no = session.get_one(Ticket, leading).no
    merged = with_unit | {"status": "merged", "merged_into": no, "unit": ""}
    store(each_database, *(f"并{at}" for at in range(9)), **merged)
    store(each_database, "急并0", "急并1", urgency="critical", **merged)
    return each_database


def test_states_and_units_are_those_of_the_leading_ticket(merged_town):
    paper = bulletin(merged_town, "topic", date(2026, 3, 8), topic=NOISE)
    desk = desk_of(merged_town)
    assert "单位办理12件" in sayings(paper)
    assert "审核、回访" not in sayings(paper)
    [row] = table_of(paper, "单位分布").rows
    assert row[:2] == [desk.city.unit_name(UNIT), 12]


def test_the_list_of_urgent_tickets_names_the_unit_that_handles_them(merged_town):
    paper = bulletin(merged_town, "weekly", date(2026, 3, 8))
    rows = table_of(paper, "特急和敏感诉求").rows
    assert {row[3] for row in rows} == {desk_of(merged_town).city.unit_name(UNIT)}
    # The list names both: a number beside it hides nothing.
    assert "特急和敏感诉求2件" in sayings(paper)


def test_the_wall_counts_the_leading_ticket_alone(merged_town):
    with merged_town.reading() as session:
        waiting = wall_figures(session, desk_of(merged_town)).waiting
    assert waiting == {"dispatcher": 0, "units": 1, "centre": 0}


def test_an_issue_counts_them_by_themselves_and_as_no_unit_s(each_database):
    callers = people(each_database, 4, at=LAST_WEEK)
    day = LAST_WEEK + timedelta(days=1)
    ids = night_noise(each_database, 4, at=day, callers=callers)
    with each_database.writing() as session:
        leading = session.get_one(Ticket, ids[0])
        for number in ids[1:]:
            ticket = session.get_one(Ticket, number)
            ticket.status, ticket.merged_into, ticket.unit = "merged", leading.no, ""
    issue_of(each_database, ids, "棂星苑")
    with each_database.reading() as session:
        [issue] = hottest_issues(session, LEADER, LAST_WEEK, MONDAY)
    assert dict(issue.states)["merged"] == 3
    assert [n for _, n, _ in issue.units] == [1]
