"""Notes by which staff move each other on, and a danger in them: it is told like one that a caller
tells later, whoever wrote it down.
"""

from datetime import datetime

from sqlmodel import Session

from hotline.casework import suspension
from hotline.casework.caller_steps import danger_in_note
from hotline.casework.comment import comment
from hotline.desk.desk import Desk
from hotline.domain.models import Comment, SupervisionOrder, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.roles import Actor
from hotline.supervision import orders
from hotline.supervision.urge import urge


def note_down(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    text: str,
    audience: str = Audience.STAFF,
) -> Comment:
    """A comment (备注)."""
    row = comment(session, actor, ticket, desk, text=text, audience=audience)
    danger_in_note(session, ticket, desk, text=text)
    return row


def urge_on(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """An urging (催办)."""
    urge(session, actor, ticket, desk, reason=reason)
    danger_in_note(session, ticket, desk, text=reason)


def supervise(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    level: str,
    demand: str,
    unit: str,
    until: datetime | None,
) -> SupervisionOrder:
    """An order of supervision (督办)."""
    order = orders.issue(
        session, actor, ticket, desk, level=level, demand=demand, unit=unit, until=until
    )
    danger_in_note(session, ticket, desk, text=demand)
    return order


def instruct(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    instruction: str,
    unit: str,
    until: datetime | None,
) -> SupervisionOrder:
    """An instruction of a leader (批示)."""
    order = orders.instruct(
        session, actor, ticket, desk, instruction=instruction, unit=unit, until=until
    )
    danger_in_note(session, ticket, desk, text=instruction)
    return order


def look(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """A look at a matter that stands still (挂账复查)."""
    suspension.look(session, actor, ticket, desk, note=note)
    danger_in_note(session, ticket, desk, text=note)
