"""The first call to a caller (先行联系) where a matter has several, and where a danger comes to a
ticket on which somebody was called already: then the clock of the first call starts again. In
danger it runs until somebody was reached.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.merging import own_value, stored_moment
from hotline.domain.models import Ticket
from hotline.domain.statuses import ANSWERED, APPLIED, WITH_DISPATCHER, WITH_UNIT, Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import CALL_ANEW
from hotline.domain.time.deadlines import Clock, column_of
from hotline.reading.handling_clock import SPOKEN
from hotline.storage.history import steps_of
from hotline.storage.merged import merged_since

DUE = "due_contact"
MERGED, SAID = "merged", "said"
# In the details of what a caller told later: the kind of the danger in it.
SAID_DANGER = "danger"
# Of these the unit has called its caller, or has said why not.
CALLED = (Status.IN_PROGRESS, *APPLIED, Status.SUSPENDED, *ANSWERED)


class CallChanges(NamedTuple):
    """Until when to call, since when somebody was called, and what comes to `own` of the ticket."""

    due: datetime | None
    called_at: datetime | None
    own: dict[str, list[str]]


def call_of_matter(
    parent: Ticket,
    desk: Desk,
    *,
    children: Sequence[Ticket],
    since: Mapping[int, datetime],
    urgency: str,
) -> CallChanges:
    """What the leading ticket changes to: the first call is due when the earliest of those is that
    nobody has made; without merged tickets it has its own again.

    since  as `known_since` says
    """
    own = {name: parent.own[name] for name in (CALL_ANEW, DUE) if name in parent.own}
    as_it_is = CallChanges(parent.due_contact, parent.contacted_at, own)
    anew = own.get(CALL_ANEW)
    if anew and anew[0] == SAID:
        return as_it_is
    called_at = _read(anew[1]) if anew else parent.contacted_at
    mine = _read(anew[2]) if anew else _own_due(parent)
    waiting = [child for child in children if child.contacted_at is None]
    dangers = [child for child in waiting if child.danger]
    ends = [_danger_due(child, desk) for child in dangers]
    if parent.status not in CALLED:
        if mine and parent.dispatched_at:
            ends += [child.due_contact for child in waiting]
            ends.append(_strict_due(parent, waiting, since, urgency=urgency, desk=desk))
        return _earliest(parent, mine, ends)
    if not children or (anew and not dangers):
        return CallChanges(mine, called_at, {})
    calls = parent.status in (*WITH_UNIT, *ANSWERED)
    if not calls or not any(_uncalled(parent, since[child.row_id]) for child in dangers):
        return as_it_is
    in_time = mine is None or (called_at is not None and called_at <= mine)
    end = min((moment for moment in [*ends, None if in_time else mine] if moment), default=None)
    before = [MERGED, stored_moment(called_at), stored_moment(mine)]
    return CallChanges(end, None, {CALL_ANEW: before})


def known_since(session: Session, children: Sequence[Ticket]) -> dict[int, datetime]:
    """Since when whoever handles the leading ticket knows what these report, by their ids: since
    they were merged, or since their caller told of the danger.
    """
    since = merged_since(session, children) if children else {}
    for child in children:
        if child.danger and child.row_id in since:
            steps = steps_of(session, child, *SPOKEN)
            moments = [step.at for step in steps if step.details.get(SAID_DANGER)]
            since[child.row_id] = max([since[child.row_id], *moments])
    return since


def stage_hurried(
    parent: Ticket, desk: Desk, *, children: Sequence[Ticket], since: Mapping[int, datetime]
) -> tuple[TicketChanges, dict[str, list[str]]]:
    """The step before the call, on the leading ticket: as soon as the dangers of merged ones want
    it, counted from when they came (`since`); and what comes to `own` of the ticket.
    """
    clock = _of_stage(parent)
    if clock is None:
        return {}, {}
    name = column_of(clock)
    stored, current = parent.own.get(name), getattr(parent, name)
    mine = _read(stored[0]) if stored and stored[1] == stored_moment(current) else current
    begins = [since[child.row_id] for child in children if child.danger and child.row_id in since]
    ends = [_due(parent, desk, urgency="critical", start=at, clock=clock) for at in begins]
    end = min((moment for moment in (mine, *ends) if moment), default=None)
    changes: Any = {name: end}
    return changes, {name: [stored_moment(mine), stored_moment(end)]} if end != mine else {}


def _of_stage(ticket: Ticket) -> Clock | None:
    """The clock of what somebody has to do before anybody can call, or when the unit has done its
    part: sent, signed, reviewed.
    """
    if ticket.status in WITH_DISPATCHER:
        return Clock.DISPATCH
    return {Status.DISPATCHED: Clock.SIGN, Status.REPLIED: Clock.REVIEW}.get(Status(ticket.status))


def _uncalled(parent: Ticket, since: datetime) -> bool:
    """Whether nobody has called since this danger came to the ticket."""
    called_at = parent.contacted_at
    return called_at is None or since > called_at or (since == called_at and not parent.own)


def call_anew(ticket: Ticket, desk: Desk) -> TicketChanges:
    """The same where the caller tells of a danger later.

    Nobody has longer for the step of this stage than in a danger, counted from now on.
    """
    of_stage: Any = {}
    if clock := _of_stage(ticket):
        of_stage[column_of(clock)] = _sooner(ticket, desk, clock)
    return {**of_stage, **_call(ticket, desk)}


def _sooner(ticket: Ticket, desk: Desk, clock: Clock) -> datetime | None:
    ends = (
        _due(ticket, desk, urgency="critical", start=desk.now(), clock=clock),
        getattr(ticket, column_of(clock)),
    )
    return min((end for end in ends if end), default=None)


def _call(ticket: Ticket, desk: Desk) -> TicketChanges:
    """On a merged ticket whether its own caller was called says whether somebody must call."""
    is_merged = ticket.status == Status.MERGED
    if ticket.status not in (*WITH_UNIT, *ANSWERED) and not is_merged:
        if ticket.status not in WITH_DISPATCHER or (ticket.danger and ticket.due_contact):
            return {}
        return {"due_contact": _due(ticket, desk, urgency="critical", start=desk.now())}
    end = _due(ticket, desk, urgency="critical", start=desk.now())
    if ticket.status not in CALLED and not (is_merged and ticket.contacted_at):
        return {"due_contact": min((at for at in (end, ticket.due_contact) if at), default=None)}
    anew = ticket.own.get(CALL_ANEW)
    if anew and ticket.contacted_at is None:
        # Nobody has called about the danger before this one: the earlier call stays known.
        before = [SAID, *anew[1:]]
        end = min((at for at in (end, ticket.due_contact) if at), default=None)
    else:
        before = [SAID, stored_moment(ticket.contacted_at), stored_moment(ticket.due_contact)]
    own = {**ticket.own, CALL_ANEW: before}
    return {"due_contact": end, "contacted_at": None, "own": own}


def still_to_call(ticket: Ticket) -> dict[str, list[str]]:
    """`own` of a ticket of danger whose caller could not be reached: the first call stays due."""
    if CALL_ANEW in ticket.own:
        return ticket.own
    kind = SAID if own_value(ticket, "danger") else MERGED
    return {**ticket.own, CALL_ANEW: [kind, "", stored_moment(_own_due(ticket))]}


def _earliest(
    parent: Ticket, mine: datetime | None, ends: Sequence[datetime | None]
) -> CallChanges:
    end = min((moment for moment in [mine, *ends] if moment), default=None)
    own = {DUE: [stored_moment(mine), stored_moment(end)]} if end != mine else {}
    return CallChanges(end, parent.contacted_at, own)


def _own_due(parent: Ticket) -> datetime | None:
    stored = parent.own.get(DUE)
    if stored and stored[1] == stored_moment(parent.due_contact):
        return _read(stored[0])
    return parent.due_contact


def _danger_due(child: Ticket, desk: Desk) -> datetime | None:
    return child.due_contact or desk.due(Clock.CONTACT, child, child.created_at)[0]


def _strict_due(
    parent: Ticket,
    waiting: Sequence[Ticket],
    since: Mapping[int, datetime],
    *,
    urgency: str,
    desk: Desk,
) -> datetime | None:
    """By the limit of the stricter urgency, from when that came to the ticket."""
    begins = [since[child.row_id] for child in waiting if child.urgency == urgency]
    sent_at = parent.dispatched_at
    if urgency == own_value(parent, "urgency") or not begins or sent_at is None:
        return None
    return _due(parent, desk, urgency=urgency, start=max(sent_at, min(begins)))


def _due(
    ticket: Ticket, desk: Desk, *, urgency: str, start: datetime, clock: Clock = Clock.CONTACT
) -> datetime | None:
    before, ticket.urgency = ticket.urgency, urgency
    end, _ = desk.due(clock, ticket, start)
    ticket.urgency = before
    return end


def _read(moment: Any) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None
