"""Applications that somebody else grants or refuses: extension (延期), suspension (挂账), less
secrecy (放宽保密).
"""

from dataclasses import dataclass

from sqlmodel import Session

from hotline.casework.assignments import decide, open_application
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict
from hotline.domain.models import Application, Ticket
from hotline.domain.outcomes import ApplicationKind, RequestDecision
from hotline.domain.permissions import Actor, require_other
from hotline.domain.workflow import Action


@dataclass(frozen=True)
class ApplicationType:
    """`name` for people; `refusal` is the step that says no; `asker` who applies."""

    kind: ApplicationKind
    name: str
    refusal: Action
    asker: str = "承办单位"


EXTENSION = ApplicationType(ApplicationKind.EXTENSION, "延期", Action.REFUSE_EXTENSION)
SUSPENSION = ApplicationType(ApplicationKind.SUSPENSION, "挂账", Action.REFUSE_SUSPENSION)
RELAXATION = ApplicationType(
    ApplicationKind.RELAXATION, "放宽保密", Action.REFUSE_RELAXATION, "热线中心"
)


def find_undecided(
    session: Session, actor: Actor, ticket: Ticket, *, application: ApplicationType, action: Action
) -> Application:
    """What waits for a decision of this kind; raises Conflict where nothing does, NotAllowed for
    who asked for it.
    """
    check_step(actor, ticket, action)
    row = open_application(session, ticket, application.kind)
    if row is None:
        raise Conflict(
            f"工单 {ticket.no} 没有待决定的{application.name}申请",
            remedy=f"{application.name}须由{application.asker}先申请",
        )
    require_other(actor, row.by, f"自己提出的{application.name}")
    return row


def refuse(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    application: ApplicationType,
    note: str,
) -> None:
    """All stays as it was; `note` says why and may not be empty."""
    note = require_text(note, "note", f"不同意{application.name}的理由")
    row = find_undecided(
        session, actor, ticket, application=application, action=application.refusal
    )
    take_step(session, actor, ticket, application.refusal, at=desk.now(), reason=note)
    decide(row, RequestDecision.REFUSED, note, actor, desk.now())
