"""What the caller may see of their ticket."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.outcomes import PauseKind
from hotline.domain.statuses import Status, status_for_caller
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import open_pause
from hotline.storage.hiding import told_to_others
from hotline.storage.history import history_of
from hotline.storage.merged import parent_of

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
        Action.JOIN,
        Action.UNMERGE,
        Action.ANSWER_ALONG,
        Action.WITHDRAW,
        Action.FORCE_DISPATCH,
        Action.MOVE,
        Action.RECALL,
        Action.UNDO,
        Action.REFER_ARBITRATION,
        Action.GRANT_RETURN,
        Action.TAKE_BACK,
        Action.RATE,
    }
)

EXTENDED = "承办单位申请延期，经批准，答复日期由 {old} 延长到 {new}"
LATER = "等待期间不计时，答复日期由 {old} 顺延到 {new}"
SOONER = "情况紧急，答复日期由 {old} 提前到 {new}"
BY_CALLERS = (Action.SUPPLEMENT, Action.CALLER_URGE)


@dataclass(frozen=True)
class ProgressStep:
    """`unit` is who holds the ticket after the step; one that moved the promised day has the day
    promised before it and the one promised since.
    """

    at: datetime
    action: str
    unit: str = ""
    old_promise: datetime | None = None
    new_promise: datetime | None = None


@dataclass(frozen=True)
class Progress:
    """`promised_at`: until when the caller was promised an answer, None while the matter is
    suspended (until `suspended_until`), for nobody keeps that day; `leading_no`: the ticket with
    which a merged one is answered, whose unit and promise count.

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
    leading_no: str
    suspended_until: datetime | None
    steps: list[ProgressStep]


def progress_of(session: Session, ticket: Ticket, desk: Desk) -> Progress:
    leading = parent_of(session, ticket, locked=False) or ticket
    promised, is_provisional = desk.promise(leading)
    until = suspended_until(session, leading)
    own = [entry for entry in history_of(session, ticket) if not _of_other(entry)]
    return Progress(
        ticket_no=ticket.no,
        status=status_for_caller(ticket.status),
        title=ticket.title,
        unit_name=_unit(leading.unit, desk),
        reported_at=ticket.reported_at,
        promised_at=None if until else promised,
        promise_is_provisional=is_provisional,
        closed_at=ticket.closed_at,
        public_reply=told_to_caller(session, ticket, leading, desk),
        material_wanted=material_wanted(session, ticket),
        urges=sum(entry.action == Action.CALLER_URGE for entry in own),
        leading_no=leading.no if leading is not ticket else "",
        suspended_until=until,
        steps=[_step(entry, desk) for entry in own if entry.action in SHOWN],
    )


def _of_other(entry: HistoryEntry) -> bool:
    """Whether the caller of a merged ticket said it: on the leading one it stands for who handles
    it, and is no business of the others.
    """
    return entry.action in BY_CALLERS and "ticket" in entry.details


def told_to_caller(session: Session, ticket: Ticket, leading: Ticket, desk: Desk) -> str:
    """A merged ticket is answered by the one it was merged into, whose caller may be hidden."""
    if leading is ticket:
        return ticket.public_reply
    return told_to_others(session, desk.vault, leading, leading.public_reply)


def suspended_until(session: Session, ticket: Ticket) -> datetime | None:
    """Until when the matter is put off (挂账); None where it is not."""
    pause = open_pause(session, ticket) if ticket.status == Status.SUSPENDED else None
    return pause.until if pause else None


def material_wanted(session: Session, ticket: Ticket) -> str:
    """What the caller was asked for and has not supplied."""
    if not ticket.paused_at or not ticket.material:
        return ""
    pause = open_pause(session, ticket)
    return ticket.material if pause and pause.kind == PauseKind.MATERIAL else ""


def _step(entry: HistoryEntry, desk: Desk) -> ProgressStep:
    return ProgressStep(entry.at, entry.action, _unit(entry.to_unit, desk), *promises_of(entry))


def promises_of(entry: HistoryEntry) -> tuple[datetime | None, datetime | None]:
    """The promise before a step that moved it and the one since; nothing for other steps."""
    old, new = (_moment(entry.details.get(f"{age}_due_handle")) for age in ("old", "new"))
    return (old, new) if old and new and old != new else (None, None)


def how_promise_moved(action: str, old: datetime | None, new: datetime | None) -> str:
    """Why and whereto, with {old} and {new} for the days; "" where the day is the same."""
    if old is None or new is None or old.date() == new.date():
        return ""
    if action == Action.GRANT_EXTENSION:
        return EXTENDED
    return LATER if new > old else SOONER


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _unit(code: str, desk: Desk) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else ""
