"""What was reported in a span, grouped at once by all that a bulletin speaks of: one statement,
whose cost is that of the span's tickets.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from hotline.domain.models import IssueMember, SupervisionOrder, Ticket
from hotline.domain.roles import Actor
from hotline.domain.statuses import ENDED
from hotline.storage.merged import of_matter
from hotline.storage.reported_hours import count_reported_hours
from hotline.storage.scopes import visible_to
from hotline.storage.supervisions import is_instruction

FIELDS = ("category", "unit", "district", "channel", "request_type", "urgency")


@dataclass(frozen=True, slots=True)
class ReportedTopic:
    """What alone is counted: categories with all below them, or the tickets of one issue."""

    categories: Sequence[str] = ()
    issue: int | None = None


EVERYTHING = ReportedTopic()


@dataclass(frozen=True)
class ReportedGroups:
    """Counts of one span: `rows` have the values of FIELDS and how many tickets have them all."""

    rows: Sequence[tuple[tuple[str, ...], int]]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.rows)

    def by(self, field: str, length: int | None = None) -> Counter[str]:
        """Count by the value of a field, or by its first `length` characters; "" has none."""
        at, counts = FIELDS.index(field), Counter[str]()
        for values, n in self.rows:
            counts[values[at][:length]] += n
        return counts

    def within(self, field: str, prefix: str) -> "ReportedGroups":
        """Only those whose field begins with `prefix`."""
        at = FIELDS.index(field)
        return ReportedGroups([row for row in self.rows if row[0][at].startswith(prefix)])


def count_groups(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    *,
    topic: ReportedTopic = EVERYTHING,
) -> ReportedGroups:
    """From `since` to before `until`, of what the actor may see; a merged ticket is with the unit
    of its leading one.
    """
    columns: list[Any] = [
        (of_matter(field) if field == "unit" else getattr(Ticket, field)).label(field)
        for field in FIELDS
    ]
    rows = select(*columns).where(*visible_to(actor), *_inside(since, until, topic)).subquery()
    query: Any = select(*[*rows.c, func.count()]).group_by(*rows.c)
    return ReportedGroups([(tuple(row[:-1]), int(row[-1])) for row in session.execute(query)])


def count_days(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    *,
    topic: ReportedTopic = EVERYTHING,
) -> Counter[str]:
    """By day, as 2026-11-28."""
    conditions = (*visible_to(actor), *_inside(since, until, topic))
    days = Counter[str]()
    for hour, n in count_reported_hours(session, since, *conditions).items():
        days[hour.date().isoformat()] += n
    return days


def urgent_tickets(
    session: Session, actor: Actor, since: datetime, until: datetime, *, limit: int = 30
) -> Sequence[Ticket]:
    """特急 and those with red words, the most urgent first."""
    priority: Any = col(Ticket.priority)
    query = (
        select(Ticket)
        .where(*visible_to(actor), *_inside(since, until), _urgent())
        .order_by(priority, col(Ticket.reported_at))
        .limit(limit)
    )
    return session.exec(query).all()


def count_urgent(
    session: Session, actor: Actor, since: datetime, until: datetime, *, ended: bool = False
) -> int:
    """How many `urgent_tickets` there are, listed or not; only those that have `ended`."""
    query = select(func.count()).select_from(Ticket)
    query = query.where(*visible_to(actor), *_inside(since, until), _urgent())
    if ended:
        query = query.where(of_matter("status").in_(sorted(ENDED)))
    return session.exec(query).one()


def count_people(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    *,
    topic: ReportedTopic = EVERYTHING,
) -> int:
    """Different callers; a report of which none is known counts as another one."""
    caller: Any = col(Ticket.caller_id)
    unknown = func.coalesce(func.sum(case((caller.is_(None), 1), else_=0)), 0)
    query = select(func.count(func.distinct(caller)) + unknown).select_from(Ticket)
    return session.exec(query.where(*visible_to(actor), *_inside(since, until, topic))).one()


def count_states(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    *,
    topic: ReportedTopic = EVERYTHING,
) -> Counter[str]:
    """By status, as it is now; a merged ticket stands where its leading one does."""
    status = of_matter("status").label("status")
    rows = select(status).where(*visible_to(actor), *_inside(since, until, topic)).subquery()
    query: Any = select(rows.c.status, func.count()).group_by(rows.c.status)
    return Counter({status: int(n) for status, n in session.execute(query)})


def topic_orders(
    session: Session, actor: Actor, since: datetime, until: datetime, topic: ReportedTopic
) -> Sequence[tuple[SupervisionOrder, bool]]:
    """Orders and urges on the tickets of a topic that were reported in the span, oldest first, and
    whether a leader's instruction made the order.
    """
    query: Any = (
        select(SupervisionOrder, is_instruction())
        .join(Ticket, col(Ticket.id) == SupervisionOrder.ticket_id)
        .where(*visible_to(actor), *_inside(since, until, topic))
        .order_by(col(SupervisionOrder.id))
    )
    return [(order, bool(led)) for order, led in session.execute(query)]


def count_orders(session: Session, since: datetime, until: datetime) -> Counter[tuple[str, bool]]:
    """Supervision orders issued in the span, by (level, whether they are closed)."""
    issued: Any = col(SupervisionOrder.issued_at)
    closed = col(SupervisionOrder.closed_at).is_not(None)
    query: Any = (
        select(SupervisionOrder.level, closed, func.count())
        .where(issued >= since, issued < until)
        .group_by(SupervisionOrder.level, closed)
    )
    return Counter({(level, bool(done)): int(n) for level, done, n in session.execute(query)})


def first_reported(session: Session) -> datetime | None:
    """When the oldest ticket was reported."""
    oldest: datetime | None = session.exec(select(func.min(Ticket.reported_at))).one()
    return oldest


def _urgent() -> Any:
    return (col(Ticket.urgency) == "critical") | col(Ticket.is_red)


def _inside(since: datetime, until: datetime, topic: ReportedTopic = EVERYTHING) -> Sequence[Any]:
    inside: list[Any] = [col(Ticket.reported_at) >= since, col(Ticket.reported_at) < until]
    if topic.categories:
        inside.append(or_(*(col(Ticket.category).startswith(code) for code in topic.categories)))
    if topic.issue is not None:
        members = select(IssueMember.ticket_id).where(IssueMember.issue_id == topic.issue)
        inside.append(col(Ticket.id).in_(members))
    return inside
