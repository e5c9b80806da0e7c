"""One issue with what its page and the API show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.models import HotIssue, Ticket
from hotline.domain.roles import Actor
from hotline.reading.hottest_issues import TREND_DAYS, IssueSummary, summaries_of
from hotline.storage.hot_issues import count_issues, issues_by_id, tickets_of_issue

MOST_TICKETS = 50


@dataclass(frozen=True)
class KnownIssue:
    """`tickets`: the newest that the reader may see; `next`: the `after` of those that follow, 0
    where none do.
    """

    issue: HotIssue
    summary: IssueSummary
    tickets: Sequence[Ticket]
    next: int


def known_issue(
    session: Session, actor: Actor, number: int, desk: Desk, *, after: int = 0
) -> KnownIssue:
    """Over all its time; one that was merged is shown as what it became part of. Raises NotFound
    where none of its tickets is there for these eyes.
    """
    issue = issues_by_id(session, [number]).get(number)
    while issue is not None and issue.merged_into is not None:
        issue = issues_by_id(session, [issue.merged_into])[issue.merged_into]
    counts = count_issues(session, actor, ids=[issue.row_id]) if issue else ()
    if issue is None or not counts:
        raise NotFound("没有这个热点", remedy="请从热点列表进入")
    until = desk.now() + timedelta(seconds=1)
    since = min(counts[0].first_at, until - timedelta(days=TREND_DAYS))
    (summary,) = summaries_of(session, actor, [issue.row_id], since, until)
    tickets = tickets_of_issue(session, actor, issue.row_id, after=after, limit=MOST_TICKETS + 1)
    following = tickets[MOST_TICKETS - 1].row_id if len(tickets) > MOST_TICKETS else 0
    return KnownIssue(issue, summary, tickets[:MOST_TICKETS], following)
