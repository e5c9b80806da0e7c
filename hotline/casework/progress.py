"""What the caller may see of his ticket, by its number and code; wrong tries are counted and limited."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from hotline.casework.desk import Desk
from hotline.casework.throttle import Limit
from hotline.domain.errors import NotFound
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.workflow import Action
from hotline.storage.database import Database
from hotline.storage.history import history_of
from hotline.storage.numbers import is_ticket_no
from hotline.storage.vault import Vault

# One ticket: nobody can try all its codes. One address: nobody can try one code on all tickets.
OF_TICKET = Limit("progress")
OF_ADDRESS = Limit("progress-from", limit=40)


# Steps that concern the caller; what goes on inside (returns, reviews sent back) is not among them.
SHOWN = frozenset(
    {
        Action.REGISTER, Action.DISPATCH, Action.ACCEPT, Action.CONTACT, Action.PASS_REVIEW, Action.ANSWER,
        Action.REJECT, Action.CALL_BACK, Action.REWORK, Action.CLOSE, Action.URGE,
    }
)  # fmt: skip


@dataclass(frozen=True)
class ProgressStep:
    """`unit` is who holds the ticket after the step."""

    at: datetime
    action: str
    unit: str = ""


@dataclass(frozen=True)
class Progress:
    """`promised_at`: until when the caller was promised an answer. The public reply stands here after its review only."""

    ticket_no: str
    status: str
    title: str
    unit_name: str
    reported_at: datetime
    promised_at: datetime | None
    promise_is_provisional: bool
    closed_at: datetime | None
    public_reply: str
    steps: list[ProgressStep]


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


def progress_of(session: Session, ticket: Ticket, desk: Desk) -> Progress:
    return Progress(
        ticket_no=ticket.no,
        status=ticket.status,
        title=ticket.title,
        unit_name=_unit(ticket.unit, desk),
        reported_at=ticket.reported_at,
        promised_at=ticket.due_handle,
        promise_is_provisional=ticket.due_provisional,
        closed_at=ticket.closed_at,
        public_reply=ticket.public_reply,
        steps=[_step(entry, desk) for entry in history_of(session, ticket) if entry.action in SHOWN],
    )


def _check(session: Session, limits: tuple[tuple[Limit, str], ...], now: datetime) -> None:
    for limit, key in limits:
        limit.check(session, key, now)


def _ticket(session: Session, vault: Vault, no: str, code: str) -> Ticket | None:
    if not is_ticket_no(no) or not vault.knows(no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == no)).first()


def _step(entry: HistoryEntry, desk: Desk) -> ProgressStep:
    return ProgressStep(entry.at, entry.action, _unit(entry.to_unit, desk))


def _unit(code: str, desk: Desk) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else ""
