"""A new report finds its issue, and an issue stays the same from day to day."""

from datetime import timedelta

from sqlalchemy import event
from sqlmodel import select

from analytics.hotspots.joining import joining_of
from hotline.domain.models import HotIssue, IssueMember, Ticket
from hotline.operation.chores import Shift
from hotline.operation.issue_fitting import IssueFitter
from hotline.operation.issue_keeping import IssueKeeper, give_issue
from hotline.reading.hottest_issues import hottest_issues
from hotline.storage.issue_candidates import move_members
from tests.conftest import MONDAY
from tests.support.stored import change, store
from tests.support.watching import NIGHT, SITE, night_noise, people

LATER = MONDAY + timedelta(days=1)


def keep(database, now=LATER) -> int:
    return IssueKeeper()(Shift(database, None, now=lambda: now))


def issue_of(database, ticket_id: int) -> int | None:
    with database.reading() as session:
        member = session.get(IssueMember, ticket_id)
        return member.issue_id if member else None


def hottest(database, actor, now=LATER):
    with database.reading() as session:
        return hottest_issues(session, actor, now - timedelta(days=7), now)


def test_reports_of_one_matter_become_one_issue_and_others_stay_alone(each_database, cast):
    noise = night_noise(each_database, 5, at=MONDAY)
    (heating,) = store(
        each_database,
        "棂星苑 3 号楼暖气不热，家里只有十四度",
        category="0404",
        district="990102",
        street=SITE,
        place="棂星苑",
        reported_at=MONDAY,
        created_at=MONDAY,
    )
    assert keep(each_database) == 6
    assert len({issue_of(each_database, number) for number in noise}) == 1
    assert issue_of(each_database, heating) is None
    [issue] = hottest(each_database, cast.leader)
    assert (issue.tickets, issue.callers, issue.open, issue.trend) == (5, 5, 5, "up")
    assert "云顶项目工地" in issue.title
    assert issue.units == (("DH-CG", 5, 5),)


def test_units_and_states_are_of_the_same_window_as_the_count(database, cast):
    night_noise(database, 4, at=MONDAY)
    keep(database)
    with database.reading() as session:
        [whole] = hottest_issues(session, cast.leader, MONDAY - timedelta(days=7), LATER)
        window = whole.first_at + timedelta(seconds=1), LATER
        [part] = hottest_issues(session, cast.leader, *window, least=1)
    assert 0 < part.tickets < whole.tickets
    assert sum(n for _, n, _ in part.units) == part.tickets
    assert sum(n for _, n in part.states) == part.tickets


def test_an_issue_keeps_its_number_from_day_to_day(database):
    first = night_noise(database, 3, at=MONDAY)
    keep(database)
    number = issue_of(database, first[0])
    (more,) = night_noise(database, 1, at=LATER)
    assert keep(database, LATER + timedelta(hours=1)) == 1
    assert issue_of(database, more) == number
    assert keep(database, LATER + timedelta(hours=2)) == 0


def test_one_angry_caller_makes_no_hot_issue(database, cast):
    [angry] = people(database, 1, at=MONDAY)
    night_noise(database, 12, at=MONDAY, callers=[angry] * 12)
    keep(database)
    assert hottest(database, cast.leader) == []


def test_questions_belong_to_no_issue(database):
    questions = night_noise(database, 3, at=MONDAY, request_type="consult")
    assert keep(database) == 0
    assert issue_of(database, questions[0]) is None


def test_what_was_taken_back_or_became_confidential_counts_no_more(database, cast):
    ids = night_noise(database, 5, at=MONDAY)
    keep(database)
    change(database, ids[0], status="withdrawn")
    change(database, ids[1], secrecy="confidential")
    [issue] = hottest(database, cast.leader)
    assert issue.tickets == 3
    keep(database)
    assert issue_of(database, ids[1]) is None


def test_the_title_of_a_ticket_that_became_confidential_stands_over_no_issue(database, cast):
    ids = night_noise(database, 4, at=MONDAY)
    keep(database)
    with database.reading() as session:
        title_from = session.exec(select(HotIssue.title_from)).one()
    change(database, title_from, secrecy="confidential")
    assert [issue.title for issue in hottest(database, cast.leader)] == [""]
    keep(database)
    with database.reading() as session:
        assert session.exec(select(HotIssue.title_from)).one() in set(ids) - {title_from}


def test_the_title_of_a_hidden_caller_is_not_shown(database, cast):
    night_noise(database, 4, at=MONDAY, identity_mode="hidden")
    keep(database)
    [issue] = hottest(database, cast.leader)
    assert issue.title == ""


def test_estates_of_two_streets_beside_one_building_site_are_one_issue(database, cast):
    night_noise(database, 8, at=MONDAY)
    text = {"street": "990102003", "place": "钟楼小区"}
    night_noise(database, 8, at=MONDAY + timedelta(minutes=30), **text)
    keep(database)
    [issue] = hottest(database, cast.leader)
    assert issue.callers == 16


def test_a_new_report_costs_the_same_however_many_are_stored(database):
    def statements_of_one_more(at) -> int:
        night_noise(database, 1, at=at)
        sent = []
        event.listen(database.engine, "before_cursor_execute", count := lambda *_: sent.append(1))
        IssueKeeper()(Shift(database, None, now=lambda: at + timedelta(hours=1)))
        event.remove(database.engine, "before_cursor_execute", count)
        return len(sent)

    night_noise(database, 3, at=MONDAY)
    keep(database)
    few = statements_of_one_more(LATER)
    night_noise(database, 40, at=LATER + timedelta(hours=45))
    keep(database, LATER + timedelta(days=3))
    assert statements_of_one_more(LATER + timedelta(days=4)) <= few + 2


def test_the_issue_holds_no_name_and_no_number_of_a_caller(database):
    text = NIGHT.format("13800138000 张三丰")
    fields = {"category": "0302", "district": "990102", "street": SITE, "place": "棂星苑"}
    for at in range(3):
        moment = MONDAY + timedelta(minutes=at)
        store(
            database,
            text,
            reported_at=moment,
            created_at=moment,
            **fields,
        )
        with database.writing() as session:
            newest = session.exec(select(Ticket).order_by(Ticket.id.desc())).first()
            newest.title = "张三丰电话13800138000反映夜间施工"
    keep(database)
    with database.reading() as session:
        issue = session.exec(select(HotIssue)).one()
        assert "13800138000" not in repr(issue)


def test_nobody_who_writes_waits_while_reports_are_compared(database, monkeypatch):
    compared = []

    def look(*arguments):
        compared.append(database._writers.locked())
        return joining_of(*arguments)

    monkeypatch.setattr("hotline.operation.issue_fitting.joining_of", look)
    night_noise(database, 5, at=MONDAY)
    assert keep(database) == 5
    assert compared == [False] * 5


def test_a_ticket_that_another_worker_read_meanwhile_has_its_issue_once(database, desk):
    night_noise(database, 3, at=MONDAY)
    late = desk.at(LATER)
    with database.reading() as session:
        fit = IssueFitter().next_fit(session, late)
    keep(database)
    with database.writing() as session:
        assert give_issue(session, fit, LATER) == 0
        assert len(session.exec(select(IssueMember)).all()) == 3


def test_what_was_merged_while_it_was_compared_takes_the_report_in(database, desk):
    night_noise(database, 3, at=MONDAY)
    keep(database)
    [newest] = night_noise(database, 1, at=MONDAY + timedelta(hours=2))
    with database.reading() as session:
        fit = IssueFitter().next_fit(session, desk.at(LATER))
    with database.writing() as session:
        other = HotIssue(title="并入后的事项", opened_at=MONDAY)
        session.add(other)
        session.flush()
        move_members(session, session.get_one(HotIssue, fit.issue), other)
        give_issue(session, fit, LATER)
        assert session.get_one(IssueMember, newest).issue_id == other.id
