"""When the clocks of open tickets began: the newest of the steps that start each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.statuses import APPLIED
from hotline.domain.time.clocks import CLOCKS_KEPT
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import TRANSITIONS, Action

SENT = (Action.DISPATCH, Action.FORCE_DISPATCH, Action.MOVE, Action.PASS_DOWN)
# The newest of these steps is when a clock began; the handling clock runs from the registration or
# the rework.
BEGAN = {
    Clock.DISPATCH: (
        Action.REGISTER,
        Action.ASK_RETURN,
        Action.GRANT_RETURN,
        Action.REFER_ARBITRATION,
        Action.UNMERGE,
        Action.TAKE_BACK,
        Action.RECALL,
    ),
    Clock.SIGN: (*SENT, Action.REFUSE_RETURN, Action.UNMERGE),
    Clock.CONTACT: (*SENT, Action.UNMERGE),
    Clock.REVIEW: (Action.REPLY, Action.UNMERGE),
    Clock.CALLBACK: (Action.PASS_REVIEW, Action.UNMERGE, Action.ANSWER_ALONG),
}
# The newest of these is when the present wait for a look or a decision began.
LOOKS = (Action.SUSPEND, Action.LOOK, Action.REQUEST_MATERIAL)
ASKS = tuple(
    action
    for (status, action), then in TRANSITIONS.items()
    if then in APPLIED and status not in APPLIED
)
Starts = Mapping[tuple[int, str], datetime]


def clock_starts(session: Session, tickets: Sequence[Ticket]) -> Starts:
    """When each of these tickets took a step last that was not undone, by ticket and action."""
    undoing: Any = aliased(HistoryEntry)
    undone = exists().where(
        undoing.ticket_id == col(HistoryEntry.ticket_id),
        undoing.ticket_version == col(HistoryEntry.ticket_version) + 1,
        undoing.action == Action.UNDO,
    )
    kept: Any = col(HistoryEntry.details)[CLOCKS_KEPT].as_boolean()
    actions = {action for began in (*BEGAN.values(), LOOKS, ASKS) for action in began}
    query = (
        select(HistoryEntry.ticket_id, HistoryEntry.action, func.max(HistoryEntry.at))
        .where(col(HistoryEntry.ticket_id).in_([ticket.id for ticket in tickets]))
        .where(col(HistoryEntry.action).in_(sorted(actions)), ~undone)
        .where(kept.is_not(True))
        .group_by(col(HistoryEntry.ticket_id), col(HistoryEntry.action))
    )
    return {(ticket_id, action): at for ticket_id, action, at in session.exec(query)}
