"""The way of a ticket as a line of steps with dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.statuses import Status
from hotline.domain.time.clocks import STAGE
from hotline.domain.time.deadlines import CLOCKS
from hotline.domain.workflow import Action
from hotline.web.labels import STATUS
from hotline.web.page_labels import CONTACT_AGAIN, LINE, RUNNING, RUNNING_AGAIN, SKIPPED

STEPS = tuple(LINE)


@dataclass(frozen=True)
class LineStep:
    """state: done, now or todo."""

    name: str
    state: str
    at: datetime | None = None
    note: str = ""


def line_of(ticket: Ticket, history: Sequence[HistoryEntry]) -> list[LineStep]:
    """What is done has its date; a step that is to be done again has lost it."""
    status, times = Status(ticket.status), _times(ticket, history)
    if status in STAGE:
        here = STEPS.index(CLOCKS[STAGE[status]].step)
    elif ticket.rating is not None or Action.CALL_BACK in {entry.action for entry in history}:
        here = len(STEPS)
    else:
        return _cut_short(ticket, status, times)
    steps = [_step(key, number, here, times[key], ticket) for number, key in enumerate(STEPS)]
    if Action.CONTACT in {entry.action for entry in history}:
        # What came later made the matter more urgent: they are called once more.
        return [
            replace(step, note=CONTACT_AGAIN) if step.note == SKIPPED else step for step in steps
        ]
    return steps


def _cut_short(ticket: Ticket, status: Status, times: dict[str, datetime | None]) -> list[LineStep]:
    """Answered at once, not accepted, withdrawn, merged: the steps that were taken, and how it
    ended.
    """
    taken = [LineStep(LINE[key], "done", times[key]) for key in STEPS[:-1] if times[key]]
    return [*taken, LineStep(STATUS[status], "done", ticket.closed_at)]


def _step(key: str, number: int, here: int, at: datetime | None, ticket: Ticket) -> LineStep:
    if number < here:
        skipped = at is None and key == "contact"
        return LineStep(LINE[key], "done", at, SKIPPED if skipped else "")
    if number == here:
        return LineStep(
            LINE[key],
            "now",
            None,
            RUNNING_AGAIN.format(cycle=ticket.cycle) if ticket.cycle > 1 else RUNNING,
        )
    return LineStep(LINE[key], "todo")


def _times(ticket: Ticket, history: Sequence[HistoryEntry]) -> dict[str, datetime | None]:
    last = {entry.action: entry.at for entry in history}
    return {
        "register": ticket.created_at,
        "dispatch": ticket.dispatched_at,
        "sign": ticket.accepted_at,
        "contact": ticket.contacted_at,
        "reply": ticket.replied_at if ticket.unit else None,
        "review": last.get(Action.PASS_REVIEW),
        "callback": last.get(Action.CALL_BACK),
        "close": ticket.closed_at,
    }
