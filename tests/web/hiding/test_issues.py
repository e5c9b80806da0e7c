"""Issues and warnings are told to everybody: no caller who wants to be hidden stands in them."""

from hotline.reading.early_warnings import ticket_warnings
from hotline.reading.issues import issue_reports
from tests.web.hiding.markers import NAME, PHONE, file_report


def test_the_title_of_an_issue_names_no_hidden_caller(web):
    file_report(web, identity="hidden")
    file_report(web, identity="real", title=f"{PHONE}反映夜间施工")
    file_report(web, secrecy="confidential")
    with web.app.state.database.reading() as session:
        titles = [report.title for report in issue_reports(session)]
        warnings = repr(ticket_warnings(session))
    assert len(titles) == 2
    assert not any(sign in title for title in titles for sign in (NAME, NAME[1:], PHONE))
    assert "夜间施工" in titles[1]
    assert NAME not in warnings
