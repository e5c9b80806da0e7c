"""A leading ticket as the matter of all whose tickets are merged into it: what is stricter, what
was promised earlier, how many callers wait.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from hotline.casework.first_call import call_of_matter, known_since, stage_hurried
from hotline.casework.merged_tickets import callers_of
from hotline.casework.stood_down import is_danger_over
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.ladder.ladder import strongest
from hotline.domain.merging import own_value, stored_moment, together
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import own_due, promise_of
from hotline.reading.masking import shown_tickets
from hotline.storage.merged import merged_into
from hotline.storage.supervisions import open_levels


def matter_of(session: Session, parent: Ticket, desk: Desk) -> TicketChanges:
    """What the leading ticket changes to with those that are merged into it now; without any it
    has its own values again.
    """
    children = merged_into(session, parent)
    changes: TicketChanges = {"group_size": callers_of(parent, children)}
    if parent.status not in OPEN:
        return changes
    # Everybody who sees this ticket reads what the others bring.
    over = {child.row_id for child in children if is_danger_over(session, child)}
    combined = together(parent, shown_tickets(session, children, desk.vault), over=over)
    changes |= combined  # type: ignore[typeddict-item]
    changes["supervision"] = strongest(open_levels(session, [parent, *children]))
    changes |= _promise(session, parent, children, changes, desk)
    waiting = [child for child in children if child.row_id not in over]
    since = known_since(session, waiting)
    urgency = changes["urgency"]
    call = call_of_matter(parent, desk, children=waiting, since=since, urgency=urgency)
    changes |= {"due_contact": call.due, "contacted_at": call.called_at}
    hurried, own = stage_hurried(parent, desk, children=waiting, since=since)
    changes |= hurried
    changes["own"] = {**changes["own"], **call.own, **own}
    return changes


def _promise(
    session: Session,
    parent: Ticket,
    children: Sequence[Ticket],
    changes: TicketChanges,
    desk: Desk,
) -> TicketChanges:
    """The earlier promise, and what its own one was."""
    mine = _own_promise(session, parent, desk)
    moments = [mine, promise_of(session, parent, children, desk)]
    if mine is None and children and (usual := own_due(session, parent, desk)):
        moments.append(usual.due)
    known = [moment for moment in moments if moment]
    stricter = changes["urgency"] != own_value(parent, "urgency")
    promised = any(child.due_handle for child in children) or mine or stricter
    due_handle = min(known) if known and promised else mine
    own = changes["own"]
    if due_handle != mine:
        own = {**own, "due_handle": [stored_moment(mine), stored_moment(due_handle)]}
    return {"due_handle": due_handle, "own": own}


def _own_promise(session: Session, parent: Ticket, desk: Desk) -> datetime | None:
    """What was promised to its own caller: as stored, or by its rows where its clock has been
    moved since.
    """
    stored = parent.own.get("due_handle")
    if not stored:
        return parent.due_handle
    never_sent = not stored[0] and parent.dispatched_at is None
    if stored[1] == stored_moment(parent.due_handle) and (stored[0] or never_sent):
        return datetime.fromisoformat(stored[0]) if stored[0] else None
    end = own_due(session, parent, desk)
    return end.due if end else parent.due_handle


def tell_leading(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    action: Action = Action.ABSORB,
    brought: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """The leading ticket as the matter is now, with this ticket or without it; `brought` is what
    its step keeps besides.
    """
    changes = matter_of(session, parent, desk)
    sign = 1 if action == Action.ABSORB else -1
    changes["urges"] = max(parent.urges + sign * ticket.urges, 0)
    details = {"ticket": ticket.no, "callers": changes["group_size"], **brought}
    take_step(
        session,
        actor,
        parent,
        action,
        at=desk.now(),
        reason=reason,
        details=details,
        changes=changes,
    )
