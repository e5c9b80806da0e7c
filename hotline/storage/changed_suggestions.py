"""What dispatchers changed: pairs of what the machine suggested and what people chose instead."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.roles import Actor
from hotline.storage.scopes import visible_to

KEYS = ("category", "unit")
EXAMPLES = 3


@dataclass(frozen=True)
class ChangedPair:
    """`n` suggestions of `suggested` became `chosen`; `examples` are the numbers of the newest such
    tickets that the reader may see.
    """

    suggested: str
    chosen: str
    n: int
    examples: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        return asdict(self)


def changed_pairs(
    session: Session,
    actor: Actor,
    key: str,
    since: datetime,
    until: datetime,
    *,
    limit: int = 30,
) -> list[ChangedPair]:
    """By `category` or `unit`, the most frequent pairs first."""
    if key not in KEYS:
        raise ValueError(f"cannot pair by {key!r}")
    changed = _changed(key, since, until)
    suggested, chosen = _columns(key)
    pairs = (
        select(suggested, chosen, func.count())
        .where(*changed)
        .group_by(suggested, chosen)
        .order_by(func.count().desc(), suggested, chosen)
        .limit(limit)
    )
    numbers = _examples(session, actor, key, changed)
    return [
        ChangedPair(before, after, n, numbers.get((before, after), ()))
        for before, after, n in session.execute(pairs)
    ]


def _columns(key: str) -> tuple[Any, Any]:
    return col(getattr(SuggestionRecord, key)), col(getattr(SuggestionRecord, f"final_{key}"))


def _changed(key: str, since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    suggested, chosen = _columns(key)
    at, by = col(SuggestionRecord.at), col(SuggestionRecord.decided_by)
    return [at >= since, at < until, by != "", suggested != "", chosen != "", chosen != suggested]


def _examples(
    session: Session, actor: Actor, key: str, changed: list[ColumnElement[bool]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    pair = _columns(key)
    newest = func.row_number().over(partition_by=pair, order_by=col(SuggestionRecord.id).desc())
    ranked = (
        select(*pair, col(Ticket.no), newest.label("place"))
        .join(Ticket, col(Ticket.id) == col(SuggestionRecord.ticket_id))
        .where(*changed, *visible_to(actor))
        .subquery()
    )
    rows = session.execute(select(ranked).where(ranked.c.place <= EXAMPLES).order_by("place"))
    numbers: dict[tuple[str, str], tuple[str, ...]] = {}
    for before, after, number, _ in rows:
        numbers[before, after] = (*numbers.get((before, after), ()), number)
    return numbers
