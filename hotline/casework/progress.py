"""What the caller may see of his ticket, by ticket number and query code."""

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
from hotline.storage.vault import Vault

BY_TICKET = Limit("progress")
BY_ADDRESS = Limit("progress-address", limit=50)
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
    """The ticket; an unknown number and a wrong code are the same NotFound, and many of either are TooMany.

    Takes the database, not a session: a wrong try is kept although the caller is refused.
    """
    number, source = vault.key_of(no) or "", vault.key_of(address) or ""
    with database.reading() as session:
        BY_TICKET.check(session, number, now)
        BY_ADDRESS.check(session, source, now)
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).first()
    if ticket is not None and vault.knows(no, code):
        return ticket
    with database.writing() as session:
        BY_TICKET.count(session, number, now)
        BY_ADDRESS.count(session, source, now)
    raise NotFound("流水号或提取码不正确", remedy="请按受理回执或短信核对后重试")


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


def _step(entry: HistoryEntry, desk: Desk) -> ProgressStep:
    return ProgressStep(entry.at, entry.action, _unit(entry.to_unit, desk))


def _unit(code: str, desk: Desk) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else ""
