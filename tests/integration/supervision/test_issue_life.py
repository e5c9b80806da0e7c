"""People merge and split issues, with history, and the machine leaves alone what they did."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.errors import Conflict, InvalidInput, NotFound
from hotline.domain.models import (
    Caller,
    HotIssue,
    IssueMember,
    IssueStep,
    RaisedWarning,
    Ticket,
    WarningTicket,
)
from hotline.domain.warnings import Grade, WarningKind
from hotline.supervision.issue_life import find_issue_for_step, merge_issue, split_issue
from tests.conftest import MONDAY, desk_of
from tests.support.stored import change
from tests.support.watching import night_noise


@pytest.fixture
def issues(database):
    """Two issues of three tickets each, and the numbers of the first one's tickets."""
    ids = night_noise(database, 6, at=MONDAY)
    with database.writing() as session:
        rows = [HotIssue(title=title, opened_at=MONDAY) for title in ("夜间施工", "噪声")]
        session.add_all(rows)
        session.flush()
        for at, number in enumerate(ids):
            row = rows[at // 3]
            session.add(
                IssueMember(
                    ticket_id=number, issue_id=row.row_id, reported_at=MONDAY, joined_at=MONDAY
                )
            )
        first = list(session.exec(select(Ticket.no).where(Ticket.id.in_(ids[:3]))))
        return [row.row_id for row in rows], first, ids


def members(database, issue) -> int:
    with database.reading() as session:
        return len(session.exec(select(IssueMember).where(IssueMember.issue_id == issue)).all())


def test_two_issues_become_one_with_history(database, cast, issues):
    (first, second), _, _ = issues
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, second)
        merge_issue(session, cast.supervisor, row, desk_of(database), into=first, note="同一工地")
    assert (members(database, first), members(database, second)) == (6, 0)
    with database.reading() as session:
        assert session.get_one(HotIssue, second).merged_into == first
        [step] = session.exec(select(IssueStep)).all()
        assert (step.by, str(step.action), step.tickets, step.note) == (
            "supervisor",
            "merge",
            3,
            "同一工地",
        )


@pytest.mark.parametrize("identity", ["real", "hidden"])
def test_why_issues_are_one_tells_of_no_hidden_caller(database, cast, issues, identity):
    (first, second), _, ids = issues
    desk = desk_of(database)
    with database.writing() as session:
        ticket = session.get_one(Ticket, ids[4])
        ticket.identity_mode, caller = identity, session.get_one(Caller, ticket.caller_id)
        caller.name, caller.phone = desk.vault.encrypt("柏如霜"), desk.vault.encrypt("13977654321")
        row = find_issue_for_step(session, cast.supervisor, second)
        note = "柏如霜说的是同一工地"
        merge_issue(session, cast.supervisor, row, desk, into=first, note=note)
    with database.reading() as session:
        [step] = session.exec(select(IssueStep)).all()
    masked = "***说的是同一工地"
    assert step.note == (note if identity == "real" else masked)


def test_why_issues_are_one_holds_no_number_of_a_person(database, cast, issues):
    (first, second), _, _ = issues
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, second)
        note = "13977654321说的是同一工地"
        with pytest.raises(InvalidInput, match="理由中有电话"):
            merge_issue(session, cast.supervisor, row, desk_of(database), into=first, note=note)


def test_some_tickets_become_an_issue_of_their_own_and_one_stays(database, cast, issues):
    (first, _), numbers, _ = issues
    desk = desk_of(database)
    with database.writing() as session:
        row = find_issue_for_step(session, cast.dispatcher, first)
        new = split_issue(
            session, cast.dispatcher, row, desk, tickets=numbers[:2], note="另一处工地"
        ).row_id
    assert (members(database, first), members(database, new)) == (1, 2)
    with database.writing() as session:
        row = find_issue_for_step(session, cast.dispatcher, first)
        with pytest.raises(InvalidInput, match="全部"):
            split_issue(session, cast.dispatcher, row, desk, tickets=numbers[2:], note="x")


def test_foreign_tickets_and_unknown_issues_are_named(database, cast, issues):
    (first, _), _, _ = issues
    desk = desk_of(database)
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, first)
        with pytest.raises(InvalidInput, match="2603999"):
            split_issue(session, cast.supervisor, row, desk, tickets=["2603999"], note="x")
        with pytest.raises(InvalidInput, match="99"):
            merge_issue(session, cast.supervisor, row, desk, into=99, note="x")
        with pytest.raises(InvalidInput, match="编号"):
            merge_issue(session, cast.supervisor, row, desk, into=10**30, note="x")
        with pytest.raises(InvalidInput, match="自己"):
            merge_issue(session, cast.supervisor, row, desk, into=first, note="x")
        with pytest.raises(Conflict):
            find_issue_for_step(session, cast.supervisor, first, version=7)


def test_an_issue_of_confidential_tickets_is_not_there_for_the_leader(database, cast, issues):
    (first, _), _, ids = issues
    for number in ids[:3]:
        change(database, number, secrecy="confidential")
    with database.reading() as session, pytest.raises(NotFound):
        find_issue_for_step(session, cast.leader, first)


def test_a_step_bears_its_moment(database, cast, issues):
    (first, second), _, _ = issues
    later = desk_of(database, MONDAY + timedelta(hours=2))
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, first)
        merge_issue(session, cast.supervisor, row, later, into=second, note="同一工地")
    with database.reading() as session:
        assert session.exec(select(IssueStep.at)).one() == MONDAY + timedelta(hours=2)


def warn_of(database, issue: int, tickets: list[int]) -> int:
    """The number of a crowd's warning that rests on these tickets."""
    with database.writing() as session:
        row = RaisedWarning(
            unique_key=f"crowd {issue} {tickets}",
            kind=WarningKind.CROWD,
            grade=Grade.YELLOW,
            n=len(tickets),
            raised_at=MONDAY,
            again_at=MONDAY,
            issue_id=issue,
        )
        session.add(row)
        session.flush()
        session.add_all(
            WarningTicket(warning_id=row.row_id, ticket_id=number) for number in tickets
        )
        return row.row_id


def issue_of_warning(database, number: int) -> int | None:
    with database.reading() as session:
        return session.get_one(RaisedWarning, number).issue_id


def test_the_warnings_of_a_merged_issue_are_those_of_the_leading_one(database, cast, issues):
    (first, second), _, ids = issues
    warning = warn_of(database, second, ids[3:])
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, second)
        merge_issue(session, cast.supervisor, row, desk_of(database), into=first, note="同一工地")
    assert issue_of_warning(database, warning) == first


def test_a_warning_goes_where_most_of_its_tickets_go_at_a_split(database, cast, issues):
    (first, _), numbers, ids = issues
    leaves, stays = warn_of(database, first, ids[:1]), warn_of(database, first, ids[:3])
    with database.writing() as session:
        row = find_issue_for_step(session, cast.supervisor, first)
        new = split_issue(
            session, cast.supervisor, row, desk_of(database), tickets=numbers[:1], note="另一件"
        ).row_id
    assert issue_of_warning(database, leaves) == new
    assert issue_of_warning(database, stays) == first
