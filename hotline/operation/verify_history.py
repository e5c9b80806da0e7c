"""Every ticket's history against its chain of digests, in pages."""

from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.storage.database import Database
from hotline.storage.history import verify_chain

PAGE = 1000


def history_faults(database: Database, *, page: int = PAGE) -> Iterator[str]:
    """What is wrong with which ticket's history: a missing, changed or added entry, or one cut
    off at the end.
    """
    after = 0
    while True:
        with database.reading() as session:
            heads = _heads(session, after, page)
            if not heads:
                return
            yield from _faults(session, heads)
        after = max(heads)


def _heads(session: Session, after: int, page: int) -> dict[int, tuple[str, str]]:
    query = (
        select(Ticket.id, Ticket.no, Ticket.head)
        .where(col(Ticket.id) > after)
        .order_by(col(Ticket.id))
        .limit(page)
    )
    return {
        ticket_id: (no, head)
        for ticket_id, no, head in session.exec(query)
        if ticket_id is not None
    }


def _faults(session: Session, heads: dict[int, tuple[str, str]]) -> Iterator[str]:
    within = col(HistoryEntry.ticket_id).between(min(heads), max(heads))
    query = (
        select(HistoryEntry)
        .where(within)
        .order_by(col(HistoryEntry.ticket_id), col(HistoryEntry.ticket_version))
    )
    last = dict.fromkeys(heads, "")
    for ticket_id, entries in groupby(session.exec(query), key=lambda entry: entry.ticket_id):
        chain = list(entries)
        last[ticket_id] = chain[-1].digest
        yield from (
            f"工单 {heads[ticket_id][0]} 办理记录异常：{fault}" for fault in verify_chain(chain)
        )
    yield from (
        f"工单 {no} 办理记录异常：the newest entry is missing"
        for ticket_id, (no, head) in heads.items()
        if last[ticket_id] != head
    )
