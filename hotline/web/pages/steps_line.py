"""The way of a ticket as a line of steps with dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.workflow import Action, Status

WAITING = {
    Status.REGISTERED: "派单",
    Status.TRIAGE: "派单",
    Status.RETURN_REQUESTED: "派单",
    Status.DISPATCHED: "签收",
    Status.ACCEPTED: "联系",
    Status.IN_PROGRESS: "答复",
    Status.REPLIED: "审核",
    Status.CALLBACK: "回访",
}
LINE = ("登记", "派单", "签收", "联系", "答复", "审核", "回访", "办结")


@dataclass(frozen=True)
class Step:
    """state: done, now or todo."""

    name: str
    state: str
    at: datetime | None = None
    note: str = ""


def line_of(ticket: Ticket, history: Sequence[HistoryEntry]) -> list[Step]:
    """What is done has its date; a step that is to be done again has lost it."""
    status = Status(ticket.status)
    if status in (Status.ANSWERED, Status.REJECTED):
        name = "直接答复" if status is Status.ANSWERED else "不予受理"
        return [Step("登记", "done", ticket.created_at), Step(name, "done", ticket.closed_at)]
    here = LINE.index(WAITING[status]) if status in WAITING else len(LINE)
    times = _times(ticket, history)
    return [_step(name, number, here, times[name], ticket) for number, name in enumerate(LINE)]


def _step(name: str, number: int, here: int, at: datetime | None, ticket: Ticket) -> Step:
    if number < here:
        skipped = at is None and name == "联系"
        return Step(name, "done", at, "未联系" if skipped else "")
    if number == here:
        return Step(name, "now", None, f"第 {ticket.cycle} 次办理" if ticket.cycle > 1 else "进行中")
    return Step(name, "todo")


def _times(ticket: Ticket, history: Sequence[HistoryEntry]) -> dict[str, datetime | None]:
    last = {entry.action: entry.at for entry in history}
    return {
        "登记": ticket.created_at,
        "派单": ticket.dispatched_at,
        "签收": ticket.accepted_at,
        "联系": ticket.contacted_at,
        "答复": ticket.replied_at,
        "审核": last.get(Action.PASS_REVIEW),
        "回访": last.get(Action.CALL_BACK),
        "办结": ticket.closed_at,
    }
