"""`hotline hotspots` and `hotline warnings` without a file say what the pages say."""

from datetime import timedelta

import pytest

from hotline.commands import kept_watch
from hotline.commands.kept_watch import READER, kept_issues, kept_warnings, read_new_tickets
from hotline.domain.models import RaisedWarning
from hotline.domain.warnings import WarningState
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.warning_watch import watch_for_warnings
from hotline.reading.hottest_issues import hottest_issues
from hotline.reading.open_warnings import open_warnings
from tests.conftest import MONDAY
from tests.support.watching import night_noise

NOW = MONDAY + timedelta(hours=1)
ALL = (None, None)


@pytest.fixture
def watched(database, monkeypatch):
    """Ten people over one night, one of them confidential; looked at by the worker."""
    monkeypatch.setattr(kept_watch, "city_now", lambda: NOW)
    night_noise(database, 10, at=MONDAY)
    night_noise(database, 1, at=MONDAY, secrecy="confidential")
    shift = Shift(database, None, now=lambda: NOW)
    IssueKeeper()(shift)
    watch_for_warnings(shift)
    return database


def test_an_issue_has_the_number_and_the_figures_of_its_page(watched):
    with watched.reading() as session:
        [issue] = kept_issues(session, ALL, 10)
        [shown] = hottest_issues(session, READER, NOW - timedelta(days=29), NOW)
    assert (issue["id"], issue["title"]) == (shown.id, shown.title)
    assert (issue["tickets"], issue["callers"]) == (shown.tickets, shown.callers) == (10, 10)
    assert (issue["first"], issue["last"]) == (
        shown.first_at.isoformat(),
        shown.last_at.isoformat(),
    )
    assert len(issue["ids"]) == 10


def test_what_no_worker_has_read_yet_gets_its_issue_before_it_is_shown(database, monkeypatch):
    monkeypatch.setattr(kept_watch, "city_now", lambda: NOW)
    night_noise(database, 6, at=MONDAY)
    read_new_tickets(database, Shift(database, None, now=lambda: NOW).desk())
    with database.reading() as session:
        [issue] = kept_issues(session, ALL, 10)
    assert (issue["tickets"], issue["callers"], issue["title"] != "") == (6, 6, True)


def test_a_span_is_of_the_last_report_and_what_is_quiet_has_ended(watched, monkeypatch):
    day = timedelta(days=1)
    with watched.reading() as session:
        assert len(kept_issues(session, (MONDAY - day, MONDAY), 10)) == 1
        assert kept_issues(session, (NOW, None), 10) == []
        monkeypatch.setattr(kept_watch, "city_now", lambda: NOW + 40 * day)
        assert kept_issues(session, ALL, 10) == []
        assert len(kept_issues(session, ALL, 10, with_ended=True)) == 1


def test_a_warning_is_told_once_with_the_grade_of_its_page(watched):
    with watched.reading() as session:
        warnings = kept_warnings(session, ALL)
        shown = open_warnings(session, READER)
    assert sorted((row["id"], row["kind"], row["grade"], row["n"]) for row in warnings) == sorted(
        (row.id, row.kind, row.grade, row.n) for row in shown
    )
    assert ("crowd", "red") in {(row["kind"], row["grade"]) for row in warnings}


def test_a_warning_that_ended_is_told_where_it_is_asked_for(watched):
    with watched.writing() as session:
        for row in kept_warnings(session, ALL):
            session.get(RaisedWarning, row["id"]).state = WarningState.CLOSED
    with watched.reading() as session:
        assert kept_warnings(session, ALL) == []
        assert kept_warnings(session, ALL, with_ended=True)
        assert kept_warnings(session, (NOW + timedelta(days=1), None), with_ended=True) == []
