"""What waits on a ticket, as steps name it: the forms of its page depend on it."""

from collections.abc import Collection

from sqlmodel import Session

from hotline.casework.recall import undoable
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.outcomes import ApplicationKind
from hotline.domain.permissions import MAY
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action

OF_UNITS = {ApplicationKind.EXTENSION, ApplicationKind.SUSPENSION}


def waits_of(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, applications: Collection[str]
) -> set[str]:
    """`applications` are the kinds of those that nobody has decided."""
    waits = set(applications)
    if OF_UNITS & waits:
        waits.add("own-application")
    if actor.role in MAY[Action.UNDO] and undoable(session, actor, ticket, desk):
        waits.add("undoing")
    if ticket.doubts:
        waits.add("doubts")
    return waits
