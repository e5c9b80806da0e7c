"""Warnings of an issue go where their tickets go."""

from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from hotline.domain.models import HotIssue, IssueMember, RaisedWarning, WarningTicket


def move_warnings(session: Session, issue: HotIssue, into: HotIssue) -> None:
    """All of them."""
    own = col(RaisedWarning.issue_id) == issue.row_id
    session.execute(update(RaisedWarning).where(own).values(issue_id=into.row_id))


def warnings_follow(session: Session, issue: HotIssue, new: HotIssue) -> None:
    """Those of which more tickets are in the new issue than in the one it was split from."""
    query: Any = (
        select(WarningTicket.warning_id, IssueMember.issue_id, func.count())
        .join(RaisedWarning, col(RaisedWarning.id) == WarningTicket.warning_id)
        .join(IssueMember, col(IssueMember.ticket_id) == WarningTicket.ticket_id)
        .where(col(RaisedWarning.issue_id) == issue.row_id)
        .group_by(col(WarningTicket.warning_id), col(IssueMember.issue_id))
    )
    counts: dict[int, dict[int, int]] = {}
    for warning_id, issue_id, n in session.execute(query):
        counts.setdefault(warning_id, {})[issue_id] = n
    for warning_id, by_issue in counts.items():
        if by_issue.get(new.row_id, 0) > by_issue.get(issue.row_id, 0):
            session.get_one(RaisedWarning, warning_id).issue_id = new.row_id
