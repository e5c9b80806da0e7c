"""Why a clock of a ticket is due when it is: since when, by which rule, with which days, moved
by which pauses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.time.deadlines import STARTS, Clock, DeadlineRule, Matter, Start
from hotline.domain.time.handling import Leg
from hotline.domain.time.timeline import explain
from hotline.reading.handling_clock import explain_rows
from hotline.storage.history import history_of


@dataclass(frozen=True)
class DueExplanation:
    """`legs` lead from the start to `due`: the limit, then each extension.

    None when the rules changed since it was set.

    paused_at   since when the clock stands still
    """

    name: Clock
    due: datetime
    rule: DeadlineRule | None
    legs: Sequence[Leg]
    paused_at: datetime | None = None


def why_due(session: Session, ticket: Ticket, desk: Desk, *, clock: Clock) -> DueExplanation | None:
    """None for a clock that this ticket does not have."""
    due: datetime | None = getattr(ticket, f"due_{clock}")
    if due is None:
        return None
    rule = desk.deadlines.rule(clock, Matter(ticket.request_type, ticket.urgency, ticket.category))
    if clock == Clock.HANDLE:
        legs = explain_rows(session, ticket, desk)
        known = bool(legs) and legs[-1].result.due == due
        return DueExplanation(clock, due, rule, legs if known else [], ticket.paused_at)
    return DueExplanation(clock, due, rule, _by_start(session, ticket, clock, due, rule, desk))


def _by_start(
    session: Session,
    ticket: Ticket,
    clock: Clock,
    due: datetime,
    rule: DeadlineRule | None,
    desk: Desk,
) -> Sequence[Leg]:
    """From where this clock usually begins, or the newest step from which the rule leads to the
    same due time.
    """
    if rule is None:
        return []
    starts = [
        _usual_start(ticket, clock),
        *(entry.at for entry in reversed(history_of(session, ticket))),
    ]
    for start in dict.fromkeys(starts):
        if (
            start
            and start <= due
            and (explained := explain(start, rule.limit, desk.calendar)).due == due
        ):
            return [Leg(start, rule.limit, explained)]
    return []


def _usual_start(ticket: Ticket, clock: Clock) -> datetime | None:
    starts = {
        Start.REGISTERED: ticket.created_at,
        Start.DISPATCHED: ticket.dispatched_at,
        Start.REPLIED: ticket.replied_at,
    }
    return starts.get(STARTS[clock])
