"""What bulletins say of issues: people, not places, and of one matter all that became of it."""

from datetime import date, timedelta

import pytest

from hotline.bulletins.spans import bulletin_span
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import HotIssue, IssueMember, Ticket
from hotline.supervision import orders
from hotline.supervision.urge import urge
from tests.conftest import MONDAY, desk_of
from tests.integration.bulletins.test_bulletins import LAST_WEEK, bulletin, sayings, table_of
from tests.support.watching import night_noise, people

NIGHT_NOISE = "0302"


def issue_of(database, ids, place: str) -> int:
    with database.writing() as session:
        issue = HotIssue(
            title=f"{place}夜间施工",
            title_from=ids[0],
            place=place,
            category=NIGHT_NOISE,
            district="990102",
            opened_at=LAST_WEEK,
        )
        session.add(issue)
        session.flush()
        for number in ids:
            session.add(
                IssueMember(
                    ticket_id=number,
                    issue_id=issue.row_id,
                    reported_at=session.get_one(Ticket, number).reported_at,
                    joined_at=LAST_WEEK,
                )
            )
        return issue.row_id


@pytest.fixture
def site(each_database):
    """A building site of which seven people at two estates spoke last week, one of them twice."""
    database = each_database
    callers = people(database, 7, at=LAST_WEEK)
    ids = night_noise(database, 4, at=LAST_WEEK + timedelta(days=1), callers=callers[:4])
    more = [*callers[4:], callers[0]]
    ids += night_noise(
        database, 4, at=LAST_WEEK + timedelta(days=2), callers=more, place="翠竹苑", status="closed"
    )
    return database, issue_of(database, ids, "棂星苑"), ids


def test_a_site_between_two_estates_is_one_matter_with_its_people(site):
    database, _, _ = site
    text_of_it = sayings(bulletin(database, "monthly", date(2026, 3, 4)))

    assert "7人反映8件" in text_of_it
    assert text_of_it.count("人反映") == 1


def test_one_angry_caller_is_no_matter_of_a_bulletin(each_database):
    [caller] = people(each_database, 1, at=LAST_WEEK)
    ids = night_noise(each_database, 6, at=LAST_WEEK + timedelta(days=1), callers=6 * [caller])
    issue_of(each_database, ids, "棂星苑")

    assert "人反映" not in sayings(bulletin(each_database, "weekly", date(2026, 3, 4)))


def test_a_report_on_an_issue_tells_people_state_and_orders(site, cast):
    database, number, ids = site
    desk = desk_of(database)
    with database.writing() as session:
        ticket = session.get_one(Ticket, ids[0])
        orders.instruct(session, cast.leader, ticket, desk, instruction="三日内查处")
        other = session.get_one(Ticket, ids[1])
        urge(session, cast.supervisor, other, desk, reason="请抓紧")

    paper = bulletin(database, "topic", date(2026, 3, 8), topic=f"热点{number}")

    text_of_it = sayings(paper)
    assert "受理此类诉求8件，涉及诉求人7人" in text_of_it
    assert "办理状态" in text_of_it
    assert "已发出督办1件，其中领导批示1件，已销号0件；另有催办1次" in text_of_it
    [row] = table_of(paper, "督办和批示").rows
    assert row[1:3] == ["领导批示", desk.city.unit_name("DH-CG")]


def test_a_few_that_are_open_or_have_ended_are_not_counted_out(site):
    database, number, _ = site
    text_of_it = sayings(bulletin(database, "topic", date(2026, 3, 8), topic=f"热点{number}"))

    assert not any(f"{stage}4件" in text_of_it for stage in ("单位办理", "已办结", "未办结"))


def test_a_report_has_the_days_that_were_asked_for(site):
    database, number, _ = site
    topic = f"热点{number}"
    first, last = date(2026, 3, 3), date(2026, 3, 3)

    assert "3月3日至3日" in bulletin(database, "topic", last, topic=topic, first=first).number
    one_day = sayings(bulletin(database, "topic", last, topic=topic, first=first))
    whole = sayings(bulletin(database, "topic", last, topic=topic, first=date(2025, 6, 1)))
    assert "受理此类诉求少于5件" in one_day
    assert "2025年6月1日至2026年3月3日" in whole


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("weekly", date(2026, 3, 1)),
        ("topic", date(2026, 3, 9)),
        ("topic", date(2024, 3, 1)),
        ("topic", date(1999, 3, 1)),
    ],
)
def test_days_that_cannot_be_are_refused_by_name(kind, first):
    with pytest.raises(InvalidInput) as refused:
        bulletin_span(BulletinKind(kind), date(2026, 3, 8), MONDAY, first=first)
    assert refused.value.faults[0][0] == "from"
