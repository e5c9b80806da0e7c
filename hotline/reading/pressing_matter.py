"""A pressing matter: one ticket, one category at one place, one stored issue, or one unit, with the
open ticket behind it that an instruction would be written on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from analytics.gatherings import SORE_DAYS
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.roles import Actor
from hotline.reading.hottest_issues import IssueSummary, summaries_of
from hotline.storage.holders import Lamps, lamps_by_holder, late_people
from hotline.storage.pressing import (
    Spot,
    SpotFacts,
    issues_of_tickets,
    pressing_of_issues,
    spot_facts,
    tickets_by_id,
)
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import soonest_due

BLANK = " "
SECOND = timedelta(seconds=1)  # what came in this very second counts


@dataclass(frozen=True)
class PressingMatter:
    """`kind` of watched_matter, `key` there; `sign` says why it stands here.

    ticket      the open ticket behind it, masked, and its masked `title`; None where nothing is
                open any more
    n, people   reports and different callers; of a spot in the last month, `before` in the one
                before; of a unit its late tickets
    since       when the first of them was reported, of a unit when its first limit ended;
                `counted_from`: from which day n counts
    name        title of an issue, "" where none may be shown
    last        the newest step of `ticket`
    """

    sign: str
    kind: str
    key: str
    n: int
    people: int = 0
    before: int | None = None
    since: datetime | None = None
    counted_from: date | None = None
    standing: int = 0
    place: str = ""
    category: str = ""
    holder: str = ""
    ticket: Ticket | None = None
    title: str = ""
    name: str = ""
    last: HistoryEntry | None = None
    watched: bool = False


def spot_key(place: str, category: str) -> str:
    return f"{category}{BLANK}{place}"


def of_ticket(ticket: Ticket, sign: str) -> PressingMatter:
    return PressingMatter(
        sign,
        "ticket",
        ticket.no,
        1,
        people=ticket.group_size,
        since=ticket.reported_at,
        place=ticket.place,
        category=ticket.category,
        holder=ticket.unit,
        ticket=ticket,
    )


def of_dangers(tickets: Sequence[Ticket]) -> list[PressingMatter]:
    """Dangers of one kind at one place are one matter, of which the first ticket is shown."""
    groups: dict[tuple[str, str], list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault((ticket.danger, ticket.place or ticket.no), []).append(ticket)
    return [
        replace(
            of_ticket(group[0], "danger"),
            n=len(group),
            people=sum(ticket.group_size for ticket in group),
        )
        for group in groups.values()
    ]


def of_spots(
    session: Session, actor: Actor, spots: Collection[Spot], now: datetime
) -> dict[Spot, PressingMatter]:
    since = month_before(now)
    facts = spot_facts(session, actor, spots, since, now)
    ids = [fact.ticket for fact in facts.values() if fact.ticket is not None]
    tickets = tickets_by_id(session, actor, ids)
    return {
        spot: _of_spot(spot, facts[spot], tickets, since.date()) for spot in spots if spot in facts
    }


def _of_spot(
    spot: Spot, facts: SpotFacts, tickets: dict[int, Ticket], since: date
) -> PressingMatter:
    ticket = tickets.get(facts.ticket) if facts.ticket is not None else None
    return PressingMatter(
        "",
        "spot",
        spot_key(*spot),
        facts.n,
        people=facts.callers,
        before=facts.before,
        since=facts.first,
        counted_from=since,
        standing=facts.standing,
        place=spot[0],
        category=spot[1],
        holder=ticket.unit if ticket else "",
        ticket=ticket,
    )


def of_units(
    session: Session, actor: Actor, units: Collection[str], now: datetime
) -> dict[str, PressingMatter]:
    """Also those that are late with nothing."""
    lamps = {lamp.holder: lamp for lamp in lamps_by_holder(session, actor, now)} if units else {}
    return {
        unit: of_unit(session, actor, lamps.get(unit, Lamps(unit, 0, 0)), now) for unit in units
    }


def of_unit(session: Session, actor: Actor, lamp: Lamps, now: datetime) -> PressingMatter:
    oldest = TicketFilter(holder=lamp.holder, overdue_at=now)
    tickets = soonest_due(session, actor, oldest, limit=1).tickets if lamp.red else ()
    ticket = tickets[0] if tickets else None
    return PressingMatter(
        "unit" if lamp.red else "",
        "unit",
        lamp.holder,
        lamp.red,
        people=late_people(session, actor, lamp.holder, now) if lamp.red else 0,
        since=ticket.due_at if ticket else None,
        holder=lamp.holder,
        ticket=ticket,
    )


def month_before(now: datetime) -> datetime:
    """From midnight, so that a list that begins on a day has the same tickets."""
    return datetime.combine(now.date() - timedelta(days=SORE_DAYS), time.min)


def joined_by_issue(
    session: Session, actor: Actor, matters: Collection[PressingMatter], now: datetime
) -> list[PressingMatter]:
    """Spots whose tickets the worker put into one issue become that issue, once: two estates beside
    one building site are one matter.
    """
    ids = [matter.ticket.row_id for matter in matters if matter.ticket]
    issue_of = issues_of_tickets(session, ids)
    issues = of_issues(session, actor, set(issue_of.values()), now)
    joined: dict[str, PressingMatter] = {}
    for matter in matters:
        issue = issues.get(issue_of.get(matter.ticket.row_id, 0)) if matter.ticket else None
        if issue is not None and issue.n >= matter.n:
            matter = replace(issue, sign=matter.sign)
        joined.setdefault(f"{matter.kind} {matter.key}", matter)
    return list(joined.values())


def of_issues(
    session: Session, actor: Actor, ids: Collection[int], now: datetime
) -> dict[int, PressingMatter]:
    """As far as the last month has tickets of them."""
    since = month_before(now)
    summaries = summaries_of(session, actor, ids, since, now + SECOND) if ids else ()
    pressing = pressing_of_issues(session, actor, [issue.id for issue in summaries])
    tickets = tickets_by_id(session, actor, pressing.values())
    return {
        issue.id: _of_issue(issue, tickets.get(pressing.get(issue.id, 0)), since.date())
        for issue in summaries
    }


def _of_issue(issue: IssueSummary, ticket: Ticket | None, since: date) -> PressingMatter:
    return PressingMatter(
        "",
        "issue",
        str(issue.id),
        issue.tickets,
        people=issue.callers,
        before=issue.before,
        since=issue.first_at,
        counted_from=since,
        standing=issue.open,
        place=issue.place,
        category=issue.category,
        holder=ticket.unit if ticket else "",
        ticket=ticket,
        name=issue.title,
    )


def spot_of(key: str) -> Spot:
    category, _, place = key.partition(BLANK)
    return place, category
