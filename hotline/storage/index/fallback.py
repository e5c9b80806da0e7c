"""The database answers a search while the engine is away: plain LIKE over the first candidates,
at a bounded cost.
"""

import operator
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, true, tuple_
from sqlmodel import Session, col, select

from analytics.search.base import Hit, Hits, Query, WrongQuery
from analytics.search.cursor import read_cursor, write_cursor
from analytics.search.documents import TICKET_FIELDS, document, masked, sort_key, split_key, stored
from analytics.search.highlight import highlights
from analytics.search.page import checked
from analytics.search.terms import read_search_text
from classifiers.segment import is_ordinary_word
from hotline.domain.models import Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.storage.index.columns import beginning, condition, interval
from hotline.storage.scopes import visible_to

MOST_READ = 20_000


def search_database(session: Session, actor: Actor, query: Query) -> Hits:
    """One page as the engine would give it; a ranking by relevance becomes newest first.

    Counts up to MOST_READ.
    """
    sort = "newest" if checked(query).sort == "relevance" else query.sort
    time: Any = col(Ticket.due_at) if sort == "due" else col(Ticket.reported_at)
    order = [time.is_(None), time, col(Ticket.id)] if sort == "due" else [time, col(Ticket.id)]
    if sort == "newest":
        order = [column.desc() for column in order]
    matching = select(Ticket).where(
        col(Ticket.id).in_(_candidates(actor, query, order)), *_text(query.text)
    )
    total = session.exec(select(func.count()).select_from(matching.subquery())).one()
    page = matching.where(*_behind(time, sort, query.after)).order_by(*order).limit(query.limit + 1)
    tickets = list(session.exec(page))
    shown = [ticket for ticket in tickets[: query.limit] if can_see(actor, ticket)]
    cursor = _cursor(tickets[query.limit - 1], sort) if len(tickets) > query.limit else None
    return Hits(total, [_hit(ticket, query) for ticket in shown], cursor, degraded=True)


def _candidates(actor: Actor, query: Query, order: list[Any]) -> Any:
    if query.words:
        raise WrongQuery("搜索引擎暂不可用，恢复前不能按词筛选")
    conditions = [condition(name, values) for name, values in query.filters.items()]
    conditions += [~condition(name, values) for name, values in query.excluded.items()]
    conditions += [beginning(name, text) for name, text in query.prefixes.items()]
    conditions += [interval(name, *bounds) for name, bounds in query.ranges.items()]
    conditions.append(interval("reported", query.since, query.until))
    return (
        select(Ticket.id).where(*visible_to(actor), *conditions).order_by(*order).limit(MOST_READ)
    )


def _text(text: str) -> list[ColumnElement[bool]]:
    """Every part must stand in title, content, place or number.

    Personal data is not searched for, nor, in the texts of hidden callers, what is no word of the
    dictionary.
    """
    if not text.strip():
        return []
    terms = read_search_text(text)
    if not terms or masked(text) != text:
        return [false()]
    parts = [needle.text for needle in (*terms.needles, *terms.word_needles)]
    return [_stands_in(part) for part in parts]


def _stands_in(part: str) -> ColumnElement[bool]:
    texts = [col(Ticket.title), col(Ticket.content)]
    open_to_all: ColumnElement[bool] = and_(
        col(Ticket.identity_mode) == "real", col(Ticket.secrecy) != "confidential"
    )
    in_texts = or_(*(column.icontains(part, autoescape=True) for column in texts))
    if is_ordinary_word(part):  # tells nobody, so that hidden callers' texts may be asked for it
        open_to_all = true()
    others = [col(Ticket.place), col(Ticket.no)]
    return or_(
        and_(open_to_all, in_texts),
        *(column.icontains(part, autoescape=True) for column in others),
    )


def _behind(time: Any, sort: str, after: str | None) -> list[ColumnElement[bool]]:
    key = read_cursor(sort, after)
    if key is None:
        return []
    at, ticket_id = split_key(key)
    if at is None:
        return [and_(time.is_(None), col(Ticket.id) > ticket_id)]
    compare = operator.lt if sort == "newest" else operator.gt
    later = compare(tuple_(time, col(Ticket.id)), tuple_(at, ticket_id))
    return [or_(later, time.is_(None)) if sort == "due" else later]


def _cursor(last: Ticket, sort: str) -> str:
    time = last.due_at if sort == "due" else last.reported_at
    return write_cursor(sort, sort_key(time, last.row_id))


def _hit(ticket: Ticket, query: Query) -> Hit:
    fields = stored(document({name: getattr(ticket, name) for name in TICKET_FIELDS}))
    return Hit(ticket.no, fields["id"], 0.0, fields, highlights(fields, query))
