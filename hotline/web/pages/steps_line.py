"""The way of a ticket as a line of steps with dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.time.clocks import STAGE
from hotline.domain.time.deadlines import LOOK, Clock
from hotline.domain.workflow import Action, Status
from hotline.web.labels import STATUS

# The step that a ticket waits for while this clock is its stage's.
WAITS_FOR = {
    Clock.DISPATCH: "派单",
    Clock.SIGN: "签收",
    Clock.CONTACT: "联系",
    Clock.HANDLE: "答复",
    LOOK: "答复",
    Clock.REVIEW: "审核",
    Clock.CALLBACK: "回访",
}
LINE = ("登记", *dict.fromkeys(WAITS_FOR.values()), "办结")


@dataclass(frozen=True)
class ProgressStep:
    """state: done, now or todo."""

    name: str
    state: str
    at: datetime | None = None
    note: str = ""


def line_of(ticket: Ticket, history: Sequence[HistoryEntry]) -> list[ProgressStep]:
    """What is done has its date; a step that is to be done again has lost it."""
    status, times = Status(ticket.status), _times(ticket, history)
    if status in STAGE:
        here = LINE.index(WAITS_FOR[STAGE[status]])
    elif ticket.rating is not None or Action.CALL_BACK in {entry.action for entry in history}:
        here = len(LINE)
    else:
        return _cut_short(ticket, status, times)
    return [_step(name, number, here, times[name], ticket) for number, name in enumerate(LINE)]


def _cut_short(
    ticket: Ticket, status: Status, times: dict[str, datetime | None]
) -> list[ProgressStep]:
    """Answered at once, not accepted, withdrawn, merged: the steps that were taken, and how it
    ended.
    """
    taken = [ProgressStep(name, "done", times[name]) for name in LINE[:-1] if times[name]]
    return [*taken, ProgressStep(STATUS[status], "done", ticket.closed_at)]


def _step(name: str, number: int, here: int, at: datetime | None, ticket: Ticket) -> ProgressStep:
    if number < here:
        skipped = at is None and name == "联系"
        return ProgressStep(name, "done", at, "未联系" if skipped else "")
    if number == here:
        return ProgressStep(
            name, "now", None, f"第 {ticket.cycle} 次办理" if ticket.cycle > 1 else "进行中"
        )
    return ProgressStep(name, "todo")


def _times(ticket: Ticket, history: Sequence[HistoryEntry]) -> dict[str, datetime | None]:
    last = {entry.action: entry.at for entry in history}
    return {
        "登记": ticket.created_at,
        "派单": ticket.dispatched_at,
        "签收": ticket.accepted_at,
        "联系": ticket.contacted_at,
        "答复": ticket.replied_at if ticket.unit else None,
        "审核": last.get(Action.PASS_REVIEW),
        "回访": last.get(Action.CALL_BACK),
        "办结": ticket.closed_at,
    }
