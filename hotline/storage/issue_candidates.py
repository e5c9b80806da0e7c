"""Which tickets may be about the same matter as a new one: a few ranges of indexes, however many
tickets are stored; and how far the worker has read.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, func, literal_column, update
from sqlmodel import Session, col, select

from hotline.domain.models import HotIssue, IssueMark, IssueMember, IssueStep, Ticket
from hotline.storage.issue_reports import COMPARED, COUNTED, IssueTicket, issue_columns
from hotline.storage.issue_warnings import move_warnings

# At one place the newest whenever they came; in one street, or of one category where nobody knows
# the street, those of the last weeks.
AT_PLACE, NEARBY, ISSUES = 12, 20, 12
NEARLY = timedelta(days=30)
_GROUP = 2  # digits of a category that name its group


class Candidate(NamedTuple):
    """`issue_id` is None for a ticket that belongs to no issue yet."""

    ticket: IssueTicket
    issue_id: int | None


def candidates_of(session: Session, ticket: IssueTicket) -> list[Candidate]:
    """Tickets before this one, the newest of each kind of nearness."""
    rows: dict[int, Candidate] = {}
    newest: Any = col(Ticket.reported_at).desc()
    before = col(Ticket.id) < ticket.id
    if ticket.place:
        at_place: Any = (col(Ticket.place) == ticket.place, literal_column("ticket.place != ''"))
        _collect(session, rows, (*at_place, before), newest, AT_PLACE)
    recent = col(Ticket.reported_at) >= ticket.reported_at - NEARLY
    group = func.substr(Ticket.category, 1, _GROUP) == ticket.category[:_GROUP]
    if ticket.street:
        in_street: Any = (
            col(Ticket.street) == ticket.street,
            literal_column("ticket.street != ''"),
        )
        _collect(session, rows, (*in_street, before, recent, group), newest, NEARBY)
    elif not ticket.place:
        same = (col(Ticket.category) == ticket.category, before, recent)
        _collect(session, rows, same, col(Ticket.id).desc(), NEARBY)
    _add_issues(session, rows, ticket)
    return list(rows.values())


def _add_issues(session: Session, rows: dict[int, Candidate], ticket: IssueTicket) -> None:
    """The newest issues of the district and category, each by the ticket that it is called after:
    estates of two streets lie beside one building site.
    """
    columns = issue_columns()
    query: Any = (
        select(*[*columns, HotIssue.id])
        .join(HotIssue, col(HotIssue.title_from) == Ticket.id)
        .where(
            HotIssue.district == ticket.district,
            HotIssue.category == ticket.category,
            col(HotIssue.merged_into).is_(None),
            *COMPARED,
        )
        .order_by(col(HotIssue.id).desc())
        .limit(ISSUES)
    )
    for *fields, issue_id in session.execute(query):
        named = IssueTicket(*fields)
        if named.id != ticket.id:
            rows.setdefault(named.id, Candidate(named, issue_id))


def _collect(
    session: Session,
    rows: dict[int, Candidate],
    conditions: Sequence[Any],
    order: Any,
    limit: int,
) -> None:
    columns = issue_columns()
    query: Any = (
        select(*[*columns, IssueMember.issue_id])
        .outerjoin(IssueMember, col(IssueMember.ticket_id) == Ticket.id)
        .where(*conditions, *COMPARED)
        .order_by(order)
        .limit(limit)
    )
    for *fields, issue_id in session.execute(query):
        ticket = IssueTicket(*fields)
        rows.setdefault(ticket.id, Candidate(ticket, issue_id))


def unread_tickets(
    session: Session, mark: int, *, created_before: datetime, limit: int
) -> list[IssueTicket]:
    """The next tickets after number `mark` that count, oldest first."""
    query: Any = (
        select(*issue_columns())
        .where(col(Ticket.id) > mark, col(Ticket.created_at) <= created_before, *COMPARED)
        .order_by(col(Ticket.id))
        .limit(limit)
    )
    return [IssueTicket(*row) for row in session.execute(query)]


def first_ticket_since(session: Session, since: datetime) -> int:
    """Lowest number of a ticket reported since then; 0 for none."""
    query = select(func.min(Ticket.id)).where(col(Ticket.reported_at) >= since)
    return session.exec(query).one() or 0


def members_of(session: Session, issue_id: int, *, limit: int) -> list[IssueTicket]:
    """The newest tickets of an issue that count."""
    query: Any = (
        select(*issue_columns())
        .join(IssueMember, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id) == issue_id, *COUNTED)
        .order_by(col(IssueMember.reported_at).desc())
        .limit(limit)
    )
    return [IssueTicket(*row) for row in session.execute(query)]


def count_members(session: Session, issue_id: int) -> int:
    query = select(func.count()).select_from(IssueMember)
    return session.exec(query.where(col(IssueMember.issue_id) == issue_id)).one()


def issue_mark(session: Session) -> IssueMark:
    """Locked, so that one worker at a time gives issues; made when it is not there."""
    mark = session.exec(select(IssueMark).with_for_update()).first()
    if mark is None:
        mark = IssueMark()
        session.add(mark)
        session.flush()
    return mark


def touched_by_people(session: Session, ids: Sequence[int]) -> set[int]:
    """Which of these issues a person merged or split."""
    columns: Any = (IssueStep.issue_id, IssueStep.other_id)
    concerns = columns[0].in_(ids) | columns[1].in_(ids)
    rows = session.execute(select(*columns).where(concerns, col(IssueStep.by) != ""))
    return {number for row in rows for number in row}


def move_members(session: Session, issue: HotIssue, into: HotIssue) -> int:
    """All tickets and warnings of an issue become the other's; how many tickets there were."""
    move_warnings(session, issue, into)
    moved = (
        update(IssueMember)
        .where(col(IssueMember.issue_id) == issue.row_id)
        .values(issue_id=into.row_id)
    )
    issue.merged_into = into.row_id
    return int(session.connection().execute(moved).rowcount)


def drop_confidential(session: Session) -> list[int]:
    """Takes tickets that became confidential out of their issues; which issues those were."""
    confidential = select(Ticket.id).where(literal_column("ticket.secrecy = 'confidential'"))
    query: Any = select(IssueMember.issue_id).where(col(IssueMember.ticket_id).in_(confidential))
    touched = sorted(set(session.exec(query)))
    if touched:
        session.execute(delete(IssueMember).where(col(IssueMember.ticket_id).in_(confidential)))
    return touched


def unnamed_issues(session: Session, *, limit: int) -> list[HotIssue]:
    """The newest issues without a title that have tickets."""
    query = (
        select(HotIssue)
        .where(literal_column("hot_issue.title = ''"), col(HotIssue.merged_into).is_(None))
        .order_by(col(HotIssue.id).desc())
        .limit(limit)
    )
    return list(session.exec(query))


def untitle_confidential(session: Session) -> list[HotIssue]:
    """Issues that are called after a ticket that became confidential."""
    confidential = select(Ticket.id).where(literal_column("ticket.secrecy = 'confidential'"))
    query = select(HotIssue).where(col(HotIssue.title_from).in_(confidential))
    return list(session.exec(query))
