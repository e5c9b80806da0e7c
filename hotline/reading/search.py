"""Search for an actor: the engine's answer within what they may see, or the database's while the
engine is away.
"""

from dataclasses import replace

from sqlmodel import Session, col, select

from analytics.search.base import (
    EngineUnavailable,
    Hits,
    Query,
    SearchEngine,
    Visibility,
    WrongQuery,
)
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.permissions import can_see, scope_of
from hotline.domain.roles import Actor
from hotline.storage.index.fallback import search_database
from hotline.storage.index.state import lacks_tickets


def search(session: Session, engine: SearchEngine, actor: Actor, query: Query) -> Hits:
    """One page of what the actor may see.

    Raises InvalidInput for an unknown field, sort or cursor.
    """
    try:
        return _answer(session, engine, actor, query)
    except WrongQuery as error:
        raise InvalidInput(str(error), field="q") from error


def visibility_of(actor: Actor) -> Visibility:
    """The engine's form of `permissions.scope_of`."""
    scope = scope_of(actor)
    own = actor.unit if scope.barred else ""
    return Visibility(scope.every_unit, scope.confidential, scope.units, own)


def _answer(session: Session, engine: SearchEngine, actor: Actor, query: Query) -> Hits:
    try:
        hits = engine.search(replace(query, see=visibility_of(actor)))
        lost = not hits.total and engine.size() == 0
    except EngineUnavailable:
        return search_database(session, actor, query)
    if lost:  # an index without any ticket, of a database that may well have some
        hits = search_database(session, actor, query)
        return hits if hits.total else replace(hits, degraded=False)
    return replace(_still_visible(session, actor, hits), degraded=lacks_tickets(session))


def _still_visible(session: Session, actor: Actor, hits: Hits) -> Hits:
    """Without hits that the database no longer shows them: the index follows a moment later."""
    tickets = session.exec(select(Ticket).where(col(Ticket.id).in_([hit.id for hit in hits.hits])))
    visible = {ticket.id for ticket in tickets if can_see(actor, ticket)}
    return replace(hits, hits=[hit for hit in hits.hits if hit.id in visible])
