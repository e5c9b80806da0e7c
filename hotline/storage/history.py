"""The history of a ticket: append-only, chained by digest, written in the transaction of the
step itself.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.roles import CALLER
from hotline.domain.workflow import Action

# Everything that a reader relies on. The first entry's details name the ticket, so its row number
# may stay outside; processed_at, attempts and error are delivery marks.
CHAINED = (
    "ticket_version",
    "at",
    "actor",
    "actor_unit",
    "action",
    "from_status",
    "to_status",
    "from_unit",
    "to_unit",
    "reason",
    "details",
    "old_due",
    "new_due",
)


# What a caller, or a further one, has said since.
ADDED = (Action.SUPPLEMENT, Action.ABSORB)
_content = attrgetter(*CHAINED)
# Byte for byte what json.dumps gives without blanks and with sorted keys, for numbers from 0.0001
# up: by which a digest is checked elsewhere.
_encode = msgspec.json.Encoder(order="sorted").encode


def digest_of(entry: HistoryEntry, previous: str) -> str:
    """SHA-256 over the digest of the ticket's entry before it ("" for the first) and this
    entry's content.
    """
    content = [_plain(value) if isinstance(value, datetime) else value for value in _content(entry)]
    return hashlib.sha256(previous.encode() + _encode(content)).hexdigest()


def newest_entry(session: Session) -> int:
    """The number of the newest entry of all tickets, 0 for none."""
    return session.exec(select(func.max(HistoryEntry.id))).one() or 0


def history_of(session: Session, ticket: Ticket) -> list[HistoryEntry]:
    query = (
        select(HistoryEntry)
        .where(HistoryEntry.ticket_id == ticket.id)
        .order_by(col(HistoryEntry.ticket_version))
    )
    return list(session.exec(query))


def steps_of(session: Session, ticket: Ticket, *actions: Action) -> Sequence[HistoryEntry]:
    """The steps of these kinds that a ticket took, oldest first."""
    query = select(HistoryEntry).where(
        HistoryEntry.ticket_id == ticket.id, col(HistoryEntry.action).in_(actions)
    )
    return session.exec(query.order_by(col(HistoryEntry.ticket_version))).all()


def verify_chain(entries: Iterable[HistoryEntry]) -> list[str]:
    """Faults in one ticket's entries, oldest first: a missing step, a changed entry, an entry
    that was put in.
    """
    faults, previous, version = [], "", 0
    for entry in entries:
        version += 1
        if entry.ticket_version != version:
            faults.append(
                f"entry {entry.id}: version {entry.ticket_version} where {version} was expected"
            )
            version = entry.ticket_version
        if digest_of(entry, previous) != entry.digest:
            faults.append(f"entry {entry.id}: its content or its predecessor was changed")
        previous = entry.digest
    return faults


@lru_cache(maxsize=1024)  # the entries of a group share most of their times
def _plain(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def supplemented(session: Session, tickets: Collection[int]) -> set[int]:
    """Of these tickets those whose callers, or those of merged ones, added something after a unit
    acted on them last.
    """
    own_file = and_(
        col(HistoryEntry.action) == Action.ATTACH, col(HistoryEntry.actor) == CALLER.login
    )
    adds = or_(col(HistoryEntry.action).in_(ADDED), own_file)
    added = func.max(case((adds, HistoryEntry.id), else_=0))
    acted = func.max(case((col(HistoryEntry.actor_unit) != "", HistoryEntry.id), else_=0))
    query: Any = (
        select(HistoryEntry.ticket_id)
        .where(col(HistoryEntry.ticket_id).in_(tickets))
        .group_by(col(HistoryEntry.ticket_id))
        .having(added > acted)
    )
    return set(session.exec(query)) if tickets else set()
