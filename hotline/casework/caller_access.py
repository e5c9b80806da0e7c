"""The caller comes to their ticket by its number and code; wrong tries are counted and limited."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlmodel import Session, select

from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import holds_code
from hotline.domain.roles import CALLER
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.familiar_addresses import (
    is_familiar,
    is_note_of_address_due,
    note_address,
)
from hotline.storage.numbers import is_ticket_no
from hotline.storage.vault import Vault

# One ticket: nobody can try all its codes. One address: nobody can try one code on all tickets.
# Where a ticket was opened before, only wrong codes for it from there count.
OF_BOTH = AttemptLimit("progress")
OF_TICKET = AttemptLimit("progress-of", limit=50)
OF_ADDRESS = AttemptLimit("progress-from", limit=40)
# What callers themselves add to one ticket: enough for everybody, too little for a flood.
OWN_STEPS = AttemptLimit("own-steps", limit=10)

_BETWEEN, LONGEST = re.compile(r"[\s\-—－]"), 60

Limits = tuple[tuple[AttemptLimit, str], ...]


def find_by_code(
    database: Database, vault: Vault, no: str, code: str, address: str, now: datetime
) -> Ticket:
    """The ticket; an unknown number and a wrong code look the same. Raises NotFound or TooMany."""
    no, code = plain_number(no), plain_number(code)
    pair = vault.key_of(f"progress\n{no}\n{address}") or ""
    with database.reading() as session:
        limits = _limits(session, vault, no, address, pair, now)
        _check(session, limits, now)
        ticket = _ticket(session, vault, no, code)
        is_due = ticket is not None and is_note_of_address_due(session, pair, now)
    if ticket is not None:
        if is_due:
            with database.writing(waits=False) as session:
                note_address(session, pair, now)
        return ticket
    with database.writing() as session:
        _check(session, limits, now)
        for limit, key in limits:
            limit.count(session, key, now)
    raise NotFound("流水号或提取码不正确", remedy="请核对提交诉求时得到的 13 位流水号和 6 位提取码")


@contextmanager
def find_own_ticket(
    database: Database,
    desk: Desk,
    no: str,
    code: str,
    address: str,
    *,
    before: Callable[[Session, Ticket], None] | None = None,
) -> Iterator[tuple[Session, Ticket]]:
    """The caller's own ticket in a write transaction; `before` reads what they say, before that.

    So many steps of one ticket in a while, then TooMany.
    """
    ticket, now = find_by_code(database, desk.vault, no, code, address, desk.now()), desk.now()
    if before is not None:
        with database.reading() as session:
            before(session, ticket)
    with database.writing() as session:
        key = desk.vault.key_of(ticket.no) or ""
        OWN_STEPS.check(session, key, now)
        OWN_STEPS.count(session, key, now)
        yield session, find_for_step(session, CALLER, ticket.no, sees=holds_code)


def plain_number(text: str) -> str:
    """A number as people type it: full-width digits, blanks and dashes between them."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))


def _limits(
    session: Session, vault: Vault, no: str, address: str, pair: str, now: datetime
) -> Limits:
    """What counts a wrong code: where the caller has opened the ticket, strangers do not."""
    if is_familiar(session, pair, now):
        return ((OF_BOTH, pair),)
    of_ticket, of_address = vault.key_of(no) or "", vault.key_of(address) or ""
    return ((OF_BOTH, pair), (OF_TICKET, of_ticket), (OF_ADDRESS, of_address))


def _check(session: Session, limits: Limits, now: datetime) -> None:
    for limit, key in limits:
        limit.check(session, key, now)


def _ticket(session: Session, vault: Vault, no: str, code: str) -> Ticket | None:
    if not is_ticket_no(no) or not vault.knows(no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == no)).first()
