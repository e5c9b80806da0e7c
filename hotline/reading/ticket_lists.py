"""One page of tickets for an actor: by the search engine where words are given, by the database
otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from analytics.search.base import SearchEngine
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.reading.masking import shown_hits, shown_tickets
from hotline.reading.search import search
from hotline.reading.ticket_search import TicketSearch
from hotline.storage.tickets import count_tickets, list_tickets, tickets_by_number
from hotline.storage.vault import Vault


@dataclass(frozen=True)
class TicketList:
    """`total` counts as far as was asked for, `next` is "" on the last page.

    marks       by number: safe HTML with <mark> for title and content of a hit
    degraded    the engine is away and the database answered
    """

    tickets: Sequence[Ticket]
    next: str
    total: int
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    degraded: bool = False


def find_tickets(
    session: Session,
    engine: SearchEngine,
    actor: Actor,
    ticket_search: TicketSearch,
    *,
    vault: Vault,
    most: int | None = None,
) -> TicketList:
    """Hidden callers are masked. `most` bounds the count of a list without words; None counts
    all.
    """
    if ticket_search.is_by_engine:
        return _search(session, engine, actor, ticket_search, vault)
    ticket_filter, sort, after = ticket_search.filter, ticket_search.sort, ticket_search.after
    page = list_tickets(
        session, actor, ticket_filter, sort=sort, after=after, limit=ticket_search.limit
    )
    total = count_tickets(session, actor, ticket_filter, most=most)
    return TicketList(shown_tickets(session, page.tickets, vault), page.next, total)


def _search(
    session: Session, engine: SearchEngine, actor: Actor, ticket_search: TicketSearch, vault: Vault
) -> TicketList:
    query = ticket_search.query()
    hits = shown_hits(session, search(session, engine, actor, query), query, vault)
    numbers = [hit.no for hit in hits.hits]
    tickets = shown_tickets(session, tickets_by_number(session, actor, numbers), vault)
    marks = {hit.no: hit.highlights for hit in hits.hits}
    return TicketList(tickets, hits.next_cursor or "", hits.total, marks, hits.degraded)
