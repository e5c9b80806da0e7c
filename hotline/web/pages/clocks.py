"""The clocks of a ticket: which run and which were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.time.clocks import RUN_IN, waits_for_call_anew
from hotline.domain.time.deadlines import Clock, column_of
from hotline.domain.workflow import Action
from hotline.web.pages.countdown import Countdown, clock_countdown


@dataclass(frozen=True)
class ClockLine:
    """One clock: `left` while it runs, `done` when it ended; `late`: it ended after its due
    time.
    """

    name: Clock
    due: datetime
    left: Countdown | None
    done: datetime | None

    @property
    def late(self) -> bool:
        return bool(self.done and self.done > self.due)


def clock_lines(ticket: Ticket, history: Sequence[HistoryEntry], desk: Desk) -> list[ClockLine]:
    """The clocks that were ever set, running ones first."""
    now, ended = desk.now(), _ended(ticket, history)
    lines = []
    for clock in Clock:
        due = getattr(ticket, column_of(clock))
        if due is not None:
            runs = _runs(ticket, clock)
            left = clock_countdown(ticket, clock, due, desk, now) if runs else None
            lines.append(ClockLine(clock, due, left, None if runs else ended[clock]))
    return sorted(lines, key=lambda line: (line.left is None, line.due))


def _runs(ticket: Ticket, clock: Clock) -> bool:
    """Contact and handling are waited for while the stages before them last.

    Handling stands still in a pause.
    """
    if clock == Clock.HANDLE and ticket.paused_at is not None:
        return False
    if clock == Clock.CONTACT and waits_for_call_anew(ticket):
        return True
    return clock in RUN_IN.get(ticket.status, ())


def _ended(ticket: Ticket, history: Sequence[HistoryEntry]) -> dict[Clock, datetime | None]:
    last = {entry.action: entry.at for entry in history}
    return {
        Clock.DISPATCH: ticket.dispatched_at,
        Clock.SIGN: ticket.accepted_at,
        Clock.CONTACT: ticket.contacted_at,
        Clock.HANDLE: ticket.replied_at or ticket.closed_at,
        Clock.REVIEW: last.get(Action.PASS_REVIEW) or last.get(Action.SEND_BACK),
        Clock.CALLBACK: last.get(Action.CALL_BACK),
    }
