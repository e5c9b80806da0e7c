"""The issues and warnings that the worker keeps, as the pages show them to a leader: under the same
numbers, with the same figures.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from hotline.city.loading import current_city
from hotline.commands.report_times import Span, in_span
from hotline.desk.desk import Desk
from hotline.domain.roles import Actor, Role
from hotline.domain.time.times import city_now
from hotline.operation.issue_keeping import IssueKeeper
from hotline.reading.hottest_issues import LEAST_PEOPLE, TREND_DAYS, IssueSummary, summaries_of
from hotline.reading.open_warnings import OpenWarning, as_read
from hotline.storage.database import Database
from hotline.storage.hot_issues import count_issues, numbers_of_issues
from hotline.storage.warnings import WarningFilter, warnings_after
from hotline.web.names import Names
from hotline.web.pages.issue_lists import EVER
from hotline.web.reading.watch_documents import title_of
from hotline.web.warning_labels import KEPT_ISSUE_WHY

READER = Actor(login="", role=Role.LEADER)
USUAL = timedelta(days=TREND_DAYS)
_MOST = 1_000_000


def read_new_tickets(database: Database, desk: Desk) -> None:
    """What no worker has read yet, such as an import of just now, gets its issue first."""
    keeper, is_more = IssueKeeper(), True
    while is_more:
        with database.writing() as session:
            is_more = keeper.keep(session, desk)


def kept_issues(
    session: Session, span: Span, top: int, *, with_ended: bool = False
) -> list[dict[str, Any]]:
    """Those with a last report in `span`, the most callers first. Without a span an issue that was
    quiet for a month has ended.
    """
    now = city_now()
    if span == (None, None) and not with_ended:
        span = (now - USUAL, None)
    counts = count_issues(session, READER, least=LEAST_PEOPLE, limit=_MOST)
    ids = [count.issue_id for count in counts if in_span(count.last_at, span)][:top]
    until = now + timedelta(seconds=1)
    whole = summaries_of(session, READER, ids, EVER, until)
    month = {row.id: row for row in summaries_of(session, READER, ids, now - USUAL, until)}
    numbers, names = numbers_of_issues(session, READER, ids), Names(current_city(session))
    return [
        _issue(rank, issue, month.get(issue.id), numbers[issue.id], names)
        for rank, issue in enumerate(whole, 1)
    ]


def _issue(
    rank: int, issue: IssueSummary, month: IssueSummary | None, ids: Sequence[str], names: Names
) -> dict[str, Any]:
    """`trend` is that of the last month against the one before."""
    why = KEPT_ISSUE_WHY.format(callers=issue.callers, tickets=issue.tickets, open=issue.open)
    return {
        "rank": rank,
        "id": issue.id,
        "title": title_of(issue, names),
        "place": issue.place or names.area(issue.street or issue.district),
        "subject": issue.subject,
        "score": issue.callers,
        "first": issue.first_at.isoformat(),
        "last": issue.last_at.isoformat(),
        "tickets": issue.tickets,
        "callers": issue.callers,
        "votes": 0,
        "trend": month.trend if month else "down",
        "units": {names.unit(unit): n for unit, n, _ in issue.units},
        "states": dict(issue.states),
        "ids": list(ids),
        "why": [why],
    }


def kept_warnings(
    session: Session, span: Span, *, with_ended: bool = False
) -> list[dict[str, Any]]:
    """Raised in `span`, in that order; of those that have ended none without `with_ended`."""
    chosen = WarningFilter(open=not with_ended, since=span[0])
    rows = warnings_after(session, READER, chosen, limit=_MOST)
    rows = [row for row in rows if in_span(row.raised_at, span)]
    names = Names(current_city(session))
    shown = sorted(as_read(session, READER, rows), key=_order)
    return [_warning(warning, names) for warning in shown]


def _order(warning: OpenWarning) -> tuple[datetime, int]:
    return warning.raised_at, warning.id


def _warning(warning: OpenWarning, names: Names) -> dict[str, Any]:
    return {
        "id": warning.id,
        "raised": warning.raised_at.isoformat(),
        "kind": warning.kind,
        "grade": warning.grade,
        "state": warning.state,
        "category": names.category(warning.category) if warning.category else "",
        "place": warning.place or names.area(warning.area),
        "n": warning.n,
        "expected": warning.expected,
        "why": list(warning.why),
        "ids": list(warning.tickets),
    }
