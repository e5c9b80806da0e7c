"""The caller looks at his ticket with its number and code; wrong tries are counted and limited."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline.casework.throttle import Limit
from hotline.domain.errors import NotFound
from hotline.domain.models import Ticket
from hotline.storage.database import Database
from hotline.storage.numbers import is_ticket_no
from hotline.storage.vault import Vault

# One ticket: nobody can try all its codes. One address: nobody can try one code on all tickets.
OF_TICKET = Limit("progress", limit=10)
OF_ADDRESS = Limit("progress-from", limit=40, window=timedelta(minutes=15))


def find_by_code(database: Database, vault: Vault, no: str, code: str, address: str, now: datetime) -> Ticket:
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


def _check(session: Session, limits: tuple[tuple[Limit, str], ...], now: datetime) -> None:
    for limit, key in limits:
        limit.check(session, key, now)


def _ticket(session: Session, vault: Vault, no: str, code: str) -> Ticket | None:
    if not is_ticket_no(no) or not vault.knows(no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == no)).first()
