"""The caller comes to their ticket by its number and code; wrong tries are counted and limited."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlmodel import Session, select

from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import CALLER, holds_code
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.numbers import is_ticket_no
from hotline.storage.vault import Vault

# One ticket: nobody can try all its codes. One address: nobody can try one code on all tickets.
OF_TICKET = AttemptLimit("progress")
OF_ADDRESS = AttemptLimit("progress-from", limit=40)
# What callers themselves add to one ticket: enough for everybody, too little for a flood.
OWN_STEPS = AttemptLimit("own-steps", limit=10)


def find_by_code(
    database: Database, vault: Vault, no: str, code: str, address: str, now: datetime
) -> Ticket:
    """The ticket; an unknown number and a wrong code look the same. Raises NotFound or TooMany."""
    no, code = no.strip(), code.strip()
    limits = ((OF_TICKET, vault.key_of(no) or ""), (OF_ADDRESS, vault.key_of(address) or ""))
    with database.reading() as session:
        _check(session, limits, now)
        ticket = _ticket(session, vault, no, code)
    if ticket is not None:
        return ticket
    with database.writing() as session:
        _check(session, limits, now)
        for limit, key in limits:
            limit.count(session, key, now)
    raise NotFound("流水号或提取码不正确", remedy="请核对提交诉求时得到的 13 位流水号和 6 位提取码")


@contextmanager
def find_own_ticket(
    database: Database, desk: Desk, no: str, code: str, address: str
) -> Iterator[tuple[Session, Ticket]]:
    """The caller's own ticket in a write transaction.

    So many steps of one ticket in a while, then TooMany.
    """
    ticket, now = find_by_code(database, desk.vault, no, code, address, desk.now()), desk.now()
    with database.writing() as session:
        key = desk.vault.key_of(ticket.no) or ""
        OWN_STEPS.check(session, key, now)
        OWN_STEPS.count(session, key, now)
        yield session, find_for_step(session, CALLER, ticket.no, sees=holds_code)


def _check(session: Session, limits: tuple[tuple[AttemptLimit, str], ...], now: datetime) -> None:
    for limit, key in limits:
        limit.check(session, key, now)


def _ticket(session: Session, vault: Vault, no: str, code: str) -> Ticket | None:
    if not is_ticket_no(no) or not vault.knows(no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == no)).first()
