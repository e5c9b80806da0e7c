"""Stored issues: counted from their members within what a reader may see.

Withdrawn reports count nowhere; merged ones count, for each is another person who spoke.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from hotline.domain.models import HotIssue, IssueMember, IssueStep, Ticket
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.storage.scopes import visible_to


class IssueCount(NamedTuple):
    """Of one issue: tickets, different callers (a report without one counts as another), open
    tickets, first and last report.
    """

    issue_id: int
    tickets: int
    callers: int
    open: int
    first_at: datetime
    last_at: datetime


def count_issues(
    session: Session,
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    ids: Collection[int] | None = None,
    unit: str = "",
    least: int = 0,
    limit: int = 1000,
) -> Sequence[IssueCount]:
    """Issues by the different callers of a window, those with most first; `least` callers each;
    of a `unit` only its own tickets.
    """
    unknown = func.sum(case((col(Ticket.caller_id).is_(None), 1), else_=0))
    callers = func.count(func.distinct(col(Ticket.caller_id))) + unknown
    tickets = func.count()
    open_now = func.sum(case((col(Ticket.status).in_(sorted(OPEN)), 1), else_=0))
    moments = func.min(IssueMember.reported_at), func.max(IssueMember.reported_at)
    query: Any = (
        select(IssueMember.issue_id, tickets, callers, open_now, *moments)  # type: ignore[call-overload]
        .join(Ticket, col(IssueMember.ticket_id) == Ticket.id)
        .where(*_inside(since, until), *counted_for(actor))
        .group_by(col(IssueMember.issue_id))
        .having(callers >= least)
        .order_by(callers.desc(), tickets.desc(), col(IssueMember.issue_id))
        .limit(limit)
    )
    if ids is not None:
        query = query.where(col(IssueMember.issue_id).in_(ids))
    if unit:
        query = query.where(col(Ticket.unit) == unit)
    return [IssueCount(*row) for row in session.execute(query)]


def counted_for(actor: Actor) -> list[ColumnElement[bool]]:
    """Which tickets count: what the actor may see, but for what its caller took back."""
    return [*visible_to(actor), col(Ticket.status) != Status.WITHDRAWN]


def members_by_day(
    session: Session, actor: Actor, ids: Collection[int], since: datetime, until: datetime
) -> Mapping[int, Mapping[str, int]]:
    """Tickets of each issue by day, as 2026-11-28."""
    query: Any = (
        select(IssueMember.issue_id, IssueMember.reported_at)
        .join(Ticket, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id).in_(ids), *_inside(since, until), *counted_for(actor))
    )
    days: dict[int, dict[str, int]] = {number: defaultdict(int) for number in ids}
    for issue_id, at in session.execute(query) if ids else ():
        days[issue_id][at.date().isoformat()] += 1
    return days


def units_and_states(
    session: Session, actor: Actor, ids: Collection[int], since: datetime, until: datetime
) -> Mapping[int, Sequence[tuple[str, str, int]]]:
    """(unit, status, tickets) of each issue within the window."""
    query: Any = (
        select(IssueMember.issue_id, Ticket.unit, Ticket.status, func.count())
        .join(Ticket, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id).in_(ids), *_inside(since, until), *counted_for(actor))
        .group_by(col(IssueMember.issue_id), col(Ticket.unit), col(Ticket.status))
    )
    rows: dict[int, list[tuple[str, str, int]]] = {number: [] for number in ids}
    for issue_id, unit, status, n in session.execute(query) if ids else ():
        rows[issue_id].append((unit, status, int(n)))
    return rows


def issues_by_id(session: Session, ids: Collection[int]) -> dict[int, HotIssue]:
    rows = session.exec(select(HotIssue).where(col(HotIssue.id).in_(ids))) if ids else ()
    return {row.row_id: row for row in rows}


def showable_titles(session: Session, actor: Actor, tickets: Collection[int]) -> set[int]:
    """Of these tickets those whose title may stand over an issue: seen by the actor, and of a
    caller who does not want to be hidden.
    """
    query = select(Ticket.id).where(
        col(Ticket.id).in_(tickets), Ticket.identity_mode == "real", *visible_to(actor)
    )
    return {number for number in session.exec(query) if number} if tickets else set()


def tickets_of_issue(
    session: Session, actor: Actor, issue_id: int, *, after: int = 0, limit: int = 50
) -> Sequence[Ticket]:
    """The newest first; `after` is the id of the last ticket of the page before."""
    query = (
        select(Ticket)
        .join(IssueMember, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id) == issue_id, *counted_for(actor))
        .order_by(col(IssueMember.reported_at).desc(), col(Ticket.id).desc())
    )
    if after:
        last = select(IssueMember.reported_at).where(col(IssueMember.ticket_id) == after)
        at = last.scalar_subquery()
        same = (col(IssueMember.reported_at) == at) & (col(Ticket.id) < after)
        query = query.where((col(IssueMember.reported_at) < at) | same)
    return session.exec(query.limit(limit)).all()


def numbers_of_issues(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, list[str]]:
    """Numbers of the tickets of several issues that count for the actor, the oldest first."""
    query: Any = (
        select(IssueMember.issue_id, Ticket.no)
        .join(Ticket, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id).in_(ids), *counted_for(actor))
        .order_by(col(IssueMember.reported_at), col(Ticket.id))
    )
    numbers: dict[int, list[str]] = {number: [] for number in ids}
    for issue_id, no in session.execute(query) if ids else ():
        numbers[issue_id].append(no)
    return numbers


def issue_steps(session: Session, issue_id: int) -> Sequence[IssueStep]:
    """What people did to it, also from the other side, oldest first."""
    concerns = (col(IssueStep.issue_id) == issue_id) | (col(IssueStep.other_id) == issue_id)
    return session.exec(select(IssueStep).where(concerns).order_by(col(IssueStep.id))).all()


def _inside(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(col(IssueMember.reported_at) >= since)
    if until is not None:
        conditions.append(col(IssueMember.reported_at) < until)
    return conditions
