"""Applications that somebody else grants or refuses: extension (延期), suspension (挂账), less
secrecy (放宽保密).

While one for more time waits, only the centre's limit to decide runs.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from hotline.casework.assignments import decide, open_application
from hotline.casework.waiting_time import settle
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict
from hotline.domain.models import Application, Ticket
from hotline.domain.outcomes import ApplicationKind, NoticeKind, RequestDecision
from hotline.domain.permissions import require_other
from hotline.domain.roles import Actor
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell


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

OF_UNITS = (EXTENSION, SUSPENSION)


def hand_in(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    row: Application,
    action: Action,
    details: dict[str, Any],
) -> Application:
    """The step of an application for more time: the centre's limit to decide begins, and those who
    decide are told.
    """
    now = desk.now()
    row.due_decide = due(now, desk.city.settings.decide_within, desk.calendar).due
    take_step(
        session,
        actor,
        ticket,
        action,
        at=now,
        reason=row.reason,
        details=details,
        changes={"due_decide": row.due_decide},
    )
    session.add(row)
    tell(session, ticket, desk, kind=NoticeKind.APPLIED)
    return row


def check_none_waits(session: Session, ticket: Ticket) -> None:
    """Raise Conflict while an application for more time waits: one is decided before the next."""
    for application in OF_UNITS:
        if open_application(session, ticket, application.kind):
            raise Conflict(
                f"工单 {ticket.no} 的{application.name}申请尚未决定",
                remedy="请等待热线中心决定，或先撤回申请",
            )


def retract(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The unit takes back what it applied for; its clock goes on as if it had not asked, but for
    the time by which the centre was late.
    """
    check_step(actor, ticket, Action.RETRACT)
    row = next(
        (
            row
            for application in OF_UNITS
            if (row := open_application(session, ticket, application.kind))
        ),
        None,
    )
    if row is None:
        raise Conflict(f"工单 {ticket.no} 没有待决定的申请", remedy="请刷新页面核对")
    changes = settle(session, ticket, desk, row=row, own_will=True)
    details = {"kind": str(row.kind)}
    take_step(
        session,
        actor,
        ticket,
        Action.RETRACT,
        at=desk.now(),
        reason=reason.strip(),
        details=details,
        changes=changes,
    )
    decide(row, RequestDecision.RETRACTED, reason.strip(), actor, desk.now())


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
    """All stays as it was, but for what `settle` gives back; `note` says why, and is needed."""
    note = require_text(note, "note", f"不同意{application.name}的理由")
    row = find_undecided(
        session, actor, ticket, application=application, action=application.refusal
    )
    changes = settle(session, ticket, desk, row=row)
    take_step(
        session,
        actor,
        ticket,
        application.refusal,
        at=desk.now(),
        reason=note,
        changes=changes,
    )
    decide(row, RequestDecision.REFUSED, note, actor, desk.now())
    if application in OF_UNITS:
        tell_unit(session, ticket, desk, row=row)


def tell_unit(session: Session, ticket: Ticket, desk: Desk, *, row: Application) -> None:
    """What became of its application."""
    granted = row.decision == RequestDecision.GRANTED
    kind = NoticeKind.APPLICATION_GRANTED if granted else NoticeKind.APPLICATION_REFUSED
    tell(session, ticket, desk, kind=kind, unit=row.unit)
