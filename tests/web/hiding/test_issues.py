"""Issues and warnings are told to everybody: no caller who wants to be hidden stands in them."""

from hotline.city.loading import current_city
from hotline.commands.kept_watch import kept_issues, kept_warnings
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.reading.early_warnings import judged, recent_sources
from tests.web.hiding.markers import NAME, PHONE, file_report


def test_the_title_of_an_issue_names_no_hidden_caller(web):
    for _ in range(3):
        file_report(web, identity="hidden")
    file_report(web, identity="real", title=f"{PHONE}反映夜间施工")
    file_report(web, secrecy="confidential")
    database = web.app.state.database
    IssueKeeper()(Shift(database, None, now=lambda: web.now))
    with database.reading() as session:
        issues = kept_issues(session, (None, None), 10, with_ended=True)
        warnings = kept_warnings(session, (None, None), with_ended=True)
        raised = judged(recent_sources(session, web.now), current_city(session))
    assert sum(issue["tickets"] for issue in issues) <= 4
    for text in (repr(issues), repr(warnings), repr(raised)):
        assert not any(sign in text for sign in (NAME, NAME[1:], PHONE))
