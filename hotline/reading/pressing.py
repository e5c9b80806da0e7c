"""今日要情: the few things that a leader has to know this morning, and what they watch.

Each is one ticket, one category at one place, or one unit, with the open ticket behind it that an
instruction would be written on.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain, zip_longest

from sqlmodel import Session

from analytics.gatherings import SORE_DAYS, Gathering
from analytics.search.base import Query
from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.roles import Actor
from hotline.people.watched import KINDS, watched_by
from hotline.reading.masking import shown_tickets
from hotline.storage.holders import Lamps, lamps_by_holder
from hotline.storage.index.columns import beginning, condition
from hotline.storage.pressing import (
    Spot,
    SpotFacts,
    alarming,
    last_steps,
    late_urgent,
    spot_facts,
    tickets_by_id,
    tickets_by_number,
)
from hotline.storage.tickets import TicketFilter, soonest_due

MOST = 7
BLANK = " "


@dataclass(frozen=True)
class PressingMatter:
    """`kind` of watched_matter, `key` there; `sign` says why it stands here.

    ticket      the open ticket behind it, masked, and its masked `title`; None where nothing is
                open any more
    n, people   reports and different callers; of a spot in the last month, `before` in the one
                before; of a unit its late tickets
    since       when the first of them was reported; `counted_from`: from which day n counts
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
    last: HistoryEntry | None = None
    watched: bool = False


def spot_key(place: str, category: str) -> str:
    return f"{category}{BLANK}{place}"


def pressing_matters(
    session: Session, actor: Actor, desk: Desk, query: Query, gathered: Sequence[Gathering]
) -> list[PressingMatter]:
    """At most MOST: in turns the first of each kind, then the second; the same matter once.

    gathered  the city's gatherings of this moment within the same filters
    """
    now, more = desk.now(), _conditions(query)
    late = late_urgent(session, actor, now, limit=MOST, more=more)
    alarms = alarming(session, actor, now, limit=MOST, more=more)
    crowds = [gathering for gathering in gathered if gathering.callers is not None]
    sores = [gathering for gathering in gathered if gathering.callers is None]
    chosen = [*crowds[:MOST], *sores[:MOST]]
    spots = [(gathering.place, gathering.category) for gathering in chosen]
    matters = _of_spots(session, actor, spots, now)
    crowded, sore = (
        [
            replace(matters[spot], sign=sign)
            for spot in ((gathering.place, gathering.category) for gathering in group[:MOST])
            if spot in matters and matters[spot].standing
        ]
        for sign, group in (("crowd", crowds), ("sore", sores))
    )
    covered = {(matter.place, matter.category) for matter in (*crowded, *sore)}
    alone = [
        [_of_ticket(ticket, sign) for ticket in tickets if _spot(ticket) not in covered]
        for sign, tickets in (("late", late), ("alarm", alarms))
    ]
    lamps = [] if query.filters or query.prefixes else lamps_by_holder(session, actor, now)[:1]
    units = [_of_unit(session, actor, lamp, now) for lamp in lamps if lamp.red]
    kinds = (crowded, alone[0], sore, alone[1], units)
    return _finished(session, actor, desk, _in_turns(kinds))


def watched_matters(session: Session, actor: Actor, desk: Desk) -> list[PressingMatter]:
    """The reader's own list, newest first; what they may no longer see is not on it."""
    rows, now = watched_by(session, actor.login), desk.now()
    keys = {kind: [row.key for row in rows if row.kind == kind] for kind in KINDS}
    tickets = tickets_by_number(session, actor, keys["ticket"])
    spots = _of_spots(session, actor, [_spot_of(key) for key in keys["spot"]], now)
    listed = {
        "ticket": {ticket.no: _of_ticket(ticket, "") for ticket in tickets},
        "spot": {matter.key: matter for matter in spots.values()},
        "unit": _of_units(session, actor, keys["unit"], now),
    }
    matters = [listed[row.kind][row.key] for row in rows if row.key in listed[row.kind]]
    return _finished(session, actor, desk, matters)


def _in_turns(kinds: Iterable[Sequence[PressingMatter]]) -> list[PressingMatter]:
    matters: list[PressingMatter] = []
    for matter in chain.from_iterable(zip_longest(*kinds)):
        if matter is not None and all(matter.key != other.key for other in matters):
            matters.append(matter)
    return matters[:MOST]


def _of_ticket(ticket: Ticket, sign: str) -> PressingMatter:
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


def _of_spots(
    session: Session, actor: Actor, spots: Collection[Spot], now: datetime
) -> dict[Spot, PressingMatter]:
    # From midnight, so that a list that begins on a day has the same tickets.
    since = datetime.combine(now.date() - timedelta(days=SORE_DAYS), time.min)
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


def _of_units(
    session: Session, actor: Actor, units: Collection[str], now: datetime
) -> dict[str, PressingMatter]:
    """Also those that are late with nothing."""
    lamps = {lamp.holder: lamp for lamp in lamps_by_holder(session, actor, now)} if units else {}
    return {
        unit: _of_unit(session, actor, lamps.get(unit, Lamps(unit, 0, 0)), now) for unit in units
    }


def _of_unit(session: Session, actor: Actor, lamp: Lamps, now: datetime) -> PressingMatter:
    oldest = TicketFilter(holder=lamp.holder, overdue_at=now)
    tickets = soonest_due(session, actor, oldest, limit=1).tickets if lamp.red else ()
    ticket = tickets[0] if tickets else None
    return PressingMatter(
        "unit",
        "unit",
        lamp.holder,
        lamp.red,
        since=ticket.due_at if ticket else None,
        holder=lamp.holder,
        ticket=ticket,
    )


def _finished(
    session: Session, actor: Actor, desk: Desk, matters: Sequence[PressingMatter]
) -> list[PressingMatter]:
    """With masked tickets, their newest steps, and what is on the reader's list."""
    tickets = [matter.ticket for matter in matters if matter.ticket]
    steps = last_steps(session, tickets)
    shown = {ticket.row_id: ticket for ticket in shown_tickets(session, tickets, desk.vault)}
    watched = {(row.kind, row.key) for row in watched_by(session, actor.login)}
    finished = []
    for matter in matters:
        ticket = matter.ticket
        if ticket is not None:
            masked, last = shown[ticket.row_id], steps.get(ticket.row_id)
            matter = replace(matter, ticket=masked, title=mask(masked.title), last=last)
        finished.append(replace(matter, watched=(matter.kind, matter.key) in watched))
    return finished


def _conditions(query: Query) -> list[object]:
    return [
        *(condition(name, values) for name, values in query.filters.items()),
        *(beginning(name, text) for name, text in query.prefixes.items()),
    ]


def _spot(ticket: Ticket) -> Spot:
    return ticket.place, ticket.category


def _spot_of(key: str) -> Spot:
    category, _, place = key.partition(BLANK)
    return place, category
