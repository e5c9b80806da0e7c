"""What a leader has to know of this morning: open tickets by urgency, and what stands open at a
place. Every query is a range of an index over open tickets or over one place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, tuple_
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, IssueMember, Ticket
from hotline.domain.roles import Actor
from hotline.domain.vocabulary import RED_PRIORITY
from hotline.storage.scopes import ListPart, first_of, served_first, visible_to

Spot = tuple[str, str]  # place and category


@dataclass(frozen=True)
class SpotFacts:
    """Tickets of one category at one place since a moment, `before` as long before that.

    callers     different ones; a report without a caller counts as one
    standing    how many are open; `ticket` is the id of the most pressing of them
    """

    n: int
    before: int
    callers: int
    first: datetime | None
    standing: int
    ticket: int | None


def late_urgent(
    session: Session, actor: Actor, now: datetime, *, limit: int, more: Sequence[Any] = ()
) -> Sequence[Ticket]:
    """特急, 紧急 and those with red words whose running clock has ended, without danger to life;
    most urgent first, then those that are late longest.
    """
    late = col(Ticket.due_at) < now
    return _urgent(session, actor, (late, col(Ticket.danger) == "", *more), limit)


def alarming(
    session: Session, actor: Actor, now: datetime, *, limit: int, more: Sequence[Any] = ()
) -> Sequence[Ticket]:
    """Open tickets in time with a red word, without danger to life."""
    tells = col(Ticket.is_red), col(Ticket.danger) == ""
    return _urgent(session, actor, (col(Ticket.due_at) >= now, *tells, *more), limit)


def open_dangers(
    session: Session, actor: Actor, *, limit: int, more: Sequence[Any] = ()
) -> list[Ticket]:
    """Open tickets that tell of danger to life, the newest first."""
    tickets = _urgent(session, actor, (col(Ticket.danger) != "", *more), limit)
    return sorted(tickets, key=lambda ticket: (ticket.reported_at, ticket.row_id), reverse=True)


def spot_facts(
    session: Session, actor: Actor, spots: Collection[Spot], since: datetime, now: datetime
) -> dict[Spot, SpotFacts]:
    """Of each place with a category what came since then, and what of it stands open."""
    if not spots:
        return {}
    earlier, inside = since - (now - since), col(Ticket.reported_at) >= since
    unknown = func.sum(case((and_(inside, col(Ticket.caller_id).is_(None)), 1), else_=0))
    sums: list[Any] = [
        func.sum(case((inside, 1), else_=0)),
        func.sum(case((inside, 0), else_=1)),
        func.count(func.distinct(case((inside, col(Ticket.caller_id))))) + unknown,
        func.min(case((inside, col(Ticket.reported_at)))),
        func.sum(case((and_(inside, col(Ticket.due_at).is_not(None)), 1), else_=0)),
    ]
    spot: list[Any] = [col(Ticket.place), col(Ticket.category)]
    query = select(*[*spot, *sums]).where(
        *visible_to(actor), *_at(spots), col(Ticket.reported_at) >= earlier
    )
    open_ones = _most_pressing(session, actor, spots, since)
    return {
        (place, category): SpotFacts(
            int(n),
            int(before),
            int(callers),
            first,
            int(standing),
            open_ones.get((place, category)),
        )
        for place, category, n, before, callers, first, standing in session.execute(
            query.group_by(*spot)
        )
    }


def issues_of_tickets(session: Session, ids: Collection[int]) -> dict[int, int]:
    """The stored issue of each ticket that is in one."""
    query = select(IssueMember).where(col(IssueMember.ticket_id).in_(ids))
    return {row.ticket_id: row.issue_id for row in session.exec(query)} if ids else {}


def pressing_of_issues(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, int]:
    """Of each issue the open ticket that is served first with its main unit, which has the most of
    the open ones; without any unit the one served first.
    """
    if not ids:
        return {}
    issue, unit = col(IssueMember.issue_id), col(Ticket.unit)
    served = served_first(Ticket)
    counted: list[Any] = [
        func.count().over(partition_by=(issue, unit)).label("of_unit"),
        func.row_number().over(partition_by=(issue, unit), order_by=served).label("in_unit"),
        func.row_number().over(partition_by=issue, order_by=served).label("in_issue"),
    ]
    members: Any = (
        select(*[issue, unit, col(Ticket.id), *counted])
        .join(Ticket, col(Ticket.id) == col(IssueMember.ticket_id))
        .where(issue.in_(ids), col(Ticket.due_at).is_not(None))
        .where(*visible_to(actor))
        .subquery()
    )
    columns = members.c
    best_last = (columns.unit != ""), columns.of_unit, columns.in_issue.desc()
    firsts: Any = select(columns.issue_id, columns.id).where(columns.in_unit == 1)
    rows = session.execute(firsts.order_by(*best_last))
    return {int(number): int(row_id) for number, row_id in rows}


def tickets_by_id(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Ticket]:
    """Those that the actor may see."""
    query = select(Ticket).where(col(Ticket.id).in_(ids), *visible_to(actor))
    return {ticket.row_id: ticket for ticket in session.exec(query)} if ids else {}


def tickets_by_number(session: Session, actor: Actor, numbers: Collection[str]) -> list[Ticket]:
    """Those that the actor may see, newest first."""
    query = select(Ticket).where(col(Ticket.no).in_(numbers), *visible_to(actor))
    return list(session.exec(query.order_by(col(Ticket.id).desc()))) if numbers else []


def last_steps(session: Session, tickets: Collection[Ticket]) -> dict[int, HistoryEntry]:
    """The newest entry of each ticket, by its id."""
    ends = [(ticket.row_id, ticket.version) for ticket in tickets]
    newest = tuple_(col(HistoryEntry.ticket_id), col(HistoryEntry.ticket_version)).in_(ends)
    query = select(HistoryEntry).where(newest)
    return {entry.ticket_id: entry for entry in session.exec(query)} if ends else {}


def _urgent(session: Session, actor: Actor, conditions: Any, limit: int) -> Sequence[Ticket]:
    parts = [
        ListPart([col(Ticket.priority) == place, col(Ticket.due_at).is_not(None), *conditions])
        for place in range(RED_PRIORITY + 1)
    ]
    return session.exec(first_of(actor, parts, served_first, limit)).all()


def _most_pressing(
    session: Session, actor: Actor, spots: Collection[Spot], since: datetime
) -> dict[Spot, int]:
    """Of each spot the open ticket that is served first."""
    place_in_line = func.row_number().over(
        partition_by=(col(Ticket.place), col(Ticket.category)), order_by=served_first(Ticket)
    )
    open_ones = and_(col(Ticket.due_at).is_not(None), col(Ticket.reported_at) >= since)
    rows: Any = (
        select(Ticket.place, Ticket.category, Ticket.id, place_in_line.label("place_in_line"))
        .where(*visible_to(actor), *_at(spots), open_ones)
        .subquery()
    )
    firsts: Any = select(rows.c.place, rows.c.category, rows.c.id)
    firsts = firsts.where(rows.c.place_in_line == 1)
    return {(place, category): row_id for place, category, row_id in session.execute(firsts)}


def _at(spots: Collection[Spot]) -> Sequence[ColumnElement[bool]]:
    # A partial index serves only queries that repeat its condition.
    return (
        col(Ticket.place) != "",
        col(Ticket.place).in_(sorted({place for place, _ in spots})),
        col(Ticket.category).in_(sorted({category for _, category in spots})),
    )
