"""What the caller may see of their ticket."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.outcomes import PauseKind
from hotline.domain.workflow import Action, Status, status_for_caller
from hotline.reading.handling_clock import open_pause
from hotline.storage.hiding import told_to_others
from hotline.storage.history import history_of

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
        Action.MOVE,
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


def progress_of(session: Session, ticket: Ticket, desk: Desk) -> Progress:
    return Progress(
        ticket_no=ticket.no,
        status=status_for_caller(ticket.status),
        title=ticket.title,
        unit_name=_unit(ticket.unit, desk),
        reported_at=ticket.reported_at,
        promised_at=ticket.due_handle,
        promise_is_provisional=ticket.due_provisional,
        closed_at=ticket.closed_at,
        public_reply=_reply(session, ticket, desk),
        material_wanted=material_wanted(session, ticket),
        urges=ticket.urges,
        steps=[
            _step(entry, desk) for entry in history_of(session, ticket) if entry.action in SHOWN
        ],
    )


def _reply(session: Session, ticket: Ticket, desk: Desk) -> str:
    """A merged ticket is answered by the one it was merged into, whose caller may be hidden."""
    if ticket.status != Status.MERGED:
        return ticket.public_reply
    parent = session.exec(select(Ticket).where(Ticket.no == ticket.merged_into)).one()
    return told_to_others(session, desk.vault, parent, parent.public_reply)


def material_wanted(session: Session, ticket: Ticket) -> str:
    """What the caller was asked for and has not supplied."""
    if not ticket.paused_at or not ticket.material:
        return ""
    pause = open_pause(session, ticket)
    return ticket.material if pause and pause.kind == PauseKind.MATERIAL else ""


def _step(entry: HistoryEntry, desk: Desk) -> ProgressStep:
    return ProgressStep(entry.at, entry.action, _unit(entry.to_unit, desk))


def _unit(code: str, desk: Desk) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else ""
