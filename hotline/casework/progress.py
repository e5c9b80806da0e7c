"""What the caller may see of his ticket, by its number and code.

Wrong tries are counted and limited.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from hotline.casework.pauses import open_pause
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import NotFound
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.permissions import CALLER, holds_code
from hotline.domain.workflow import Action, Status
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.history import history_of
from hotline.storage.numbers import is_ticket_no
from hotline.storage.vault import Vault

# One ticket: nobody can try all its codes. One address: nobody can try one code on all tickets.
OF_TICKET = AttemptLimit("progress")
OF_ADDRESS = AttemptLimit("progress-from", limit=40)
# What a caller himself adds to one ticket: enough for everybody, too little for a flood.
OWN_STEPS = AttemptLimit("own-steps", limit=10)


# Steps that concern the caller; what goes on inside (returns, reviews sent back) is not among them.
SHOWN = frozenset(
    {
        Action.REGISTER,
        Action.DISPATCH,
        Action.ACCEPT,
        Action.CONTACT,
        Action.PASS_REVIEW,
        Action.ANSWER,
        Action.REJECT,
        Action.CALL_BACK,
        Action.REWORK,
        Action.CLOSE,
        Action.URGE,
        Action.CALLER_URGE,
        Action.SUPPLEMENT,
        Action.REQUEST_MATERIAL,
        Action.GRANT_EXTENSION,
        Action.SUSPEND,
        Action.RESUME,
        Action.MERGE,
        Action.UNMERGE,
        Action.WITHDRAW,
        Action.FORCE_DISPATCH,
        Action.RATE,
    }
)


@dataclass(frozen=True)
class ProgressStep:
    """`unit` is who holds the ticket after the step."""

    at: datetime
    action: str
    unit: str = ""


@dataclass(frozen=True)
class Progress:
    """`promised_at`: until when the caller was promised an answer.

    The public reply stands here after its review only.
    """

    ticket_no: str
    status: str
    title: str
    unit_name: str
    reported_at: datetime
    promised_at: datetime | None
    promise_is_provisional: bool
    closed_at: datetime | None
    public_reply: str
    material_wanted: str
    urges: int
    steps: list[ProgressStep]


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
def find_own(
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
        public_reply=_reply(session, ticket),
        material_wanted=material_wanted(session, ticket),
        urges=ticket.urges,
        steps=[
            _step(entry, desk) for entry in history_of(session, ticket) if entry.action in SHOWN
        ],
    )


def _check(session: Session, limits: tuple[tuple[AttemptLimit, str], ...], now: datetime) -> None:
    for limit, key in limits:
        limit.check(session, key, now)


def _ticket(session: Session, vault: Vault, no: str, code: str) -> Ticket | None:
    if not is_ticket_no(no) or not vault.knows(no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == no)).first()


def _reply(session: Session, ticket: Ticket) -> str:
    """A merged ticket is answered by the one it was merged into."""
    if ticket.status != Status.MERGED:
        return ticket.public_reply
    return session.exec(select(Ticket.public_reply).where(Ticket.no == ticket.merged_into)).one()


def material_wanted(session: Session, ticket: Ticket) -> str:
    """What the caller was asked for and has not supplied."""
    if not ticket.paused_at or not ticket.material:
        return ""
    pause = open_pause(session, ticket)
    return ticket.material if pause and pause.kind == "material" else ""


def _step(entry: HistoryEntry, desk: Desk) -> ProgressStep:
    return ProgressStep(entry.at, entry.action, _unit(entry.to_unit, desk))


def _unit(code: str, desk: Desk) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else ""
