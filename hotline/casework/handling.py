"""What the unit does: sign, contact the caller, ask to return, reply."""

from dataclasses import dataclass

from sqlmodel import Session

from hotline.casework.assignments import check_return, lapse_applications
from hotline.casework.caller_steps import danger_in_contact
from hotline.casework.first_call import still_to_call
from hotline.casework.pauses import end_pause
from hotline.casework.support import check_opinions
from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import check_step, choose_key, current_assignment, require_text, take_step
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Reply, ReturnRequest, Ticket
from hotline.domain.outcomes import ApplicationKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import CONTACT_WAYS, RESULTS, RETURN_REASONS
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell_centre_of_danger

FOR_MORE_TIME = (ApplicationKind.EXTENSION, ApplicationKind.SUSPENSION)


def accept(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> None:
    """Sign for the ticket (签收)."""
    now = desk.now()
    take_step(session, actor, ticket, Action.ACCEPT, at=now, changes={"accepted_at": now})
    current_assignment(session, ticket).accepted_at = now


def contact(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, way: str, note: str
) -> None:
    """Record the first contact with the caller (先行联系), or why there was none: that ends the
    clock, but not that of a danger, of which the centre hears at once that nobody was reached. One
    in the note starts it.
    """
    way = choose_key(CONTACT_WAYS, way, "way", "联系方式")
    note = require_text(note, "note", "联系情况") if way == "none" else note.strip()
    now = desk.now()
    is_open = way == "none" and bool(ticket.danger) and ticket.contacted_at is None
    changes: TicketChanges = {}
    if is_open:
        changes["own"] = still_to_call(ticket)
    elif way != "none":
        changes["contacted_at"] = ticket.contacted_at or now
    take_step(
        session,
        actor,
        ticket,
        Action.CONTACT,
        at=now,
        reason=note,
        details={"way": way},
        changes=changes,
    )
    assignment = current_assignment(session, ticket)
    assignment.contacted_at = assignment.contacted_at or (None if is_open else now)
    assignment.contact_way, assignment.contact_note = way, note
    if is_open:
        tell_centre_of_danger(session, ticket, desk)
    danger_in_contact(session, ticket, desk, note=note, reached=way != "none")


def ask_return(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    code: str,
    reason: str,
    basis: str,
    suggested_unit: str = "",
) -> ReturnRequest:
    """Ask the dispatcher to take the ticket back (退单): reason code, text and legal basis are
    needed.
    """
    code = choose_key(RETURN_REASONS, code, "code", "退单原因")
    reason = require_text(reason, "reason", "退单说明")
    basis = require_text(basis, "basis", "退单依据")
    _check_suggestion(suggested_unit, desk)
    check_step(actor, ticket, Action.ASK_RETURN)
    check_return(session, ticket, desk)
    now, unit = desk.now(), ticket.unit
    action, details = Action.ASK_RETURN, {"code": code, "basis": basis}
    changes: TicketChanges = {"due_dispatch": desk.due(Clock.DISPATCH, ticket, now)[0]}
    take_step(
        session, actor, ticket, action, at=now, reason=reason, details=details, changes=changes
    )
    request = ReturnRequest(
        ticket_id=ticket.row_id,
        assignment_id=current_assignment(session, ticket).row_id,
        unit=unit,
        reason_code=code,
        reason=reason,
        basis=basis,
        suggested_unit=suggested_unit,
        by=actor.login,
        asked_at=now,
    )
    session.add(request)
    return request


def _check_suggestion(unit: str, desk: Desk) -> None:
    if unit and unit not in desk.city.units:
        raise InvalidInput(
            f"没有单位代码“{unit[:20]}”", field="suggested_unit", remedy="请从名录中选择或留空"
        )


@dataclass(frozen=True)
class ReplyContent:
    """The unit's structured reply: `handling` is internal, `public_answer` is what the caller
    reads.

    without_opinions    why the lead does not wait for supporting units that have not given their
    opinion
    """

    result: str
    handling: str
    public_answer: str
    basis: str = ""
    is_true: bool | None = None
    unsolved_reason: str = ""
    without_opinions: str = ""


def _check_reply_texts(answer: ReplyContent) -> None:
    """Numbers of persons are read on the ticket, by those who may."""
    for field, name in (
        ("handling", "办理情况"),
        ("unsolved_reason", "未解决原因"),
        ("without_opinions", "不等协办意见的理由"),
    ):
        refuse_personal(getattr(answer, field), field, name, names=False, homes=False)


def reply(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, answer: ReplyContent
) -> Reply:
    """Reply to the ticket (办结反馈); an unsolved matter needs its reason.

    What the unit has applied for needs no decision any more.
    """
    check_step(actor, ticket, Action.REPLY)
    result = choose_key(RESULTS, answer.result, "result", "办理结果")
    _check_reply_texts(answer)
    now = desk.now()
    row = Reply(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        unit=ticket.unit,
        by=actor.login,
        at=now,
        is_true=answer.is_true,
        result=result,
        handling=require_text(answer.handling, "handling", "办理情况"),
        public_answer=require_text(answer.public_answer, "public_answer", "公开答复内容"),
        basis=answer.basis.strip(),
        unsolved_reason=answer.unsolved_reason.strip(),
        without_opinions=answer.without_opinions.strip(),
    )
    if result == "unsolved":
        require_text(row.unsolved_reason, "unsolved_reason", "未解决原因")
    check_opinions(session, ticket, desk, why_not=row.without_opinions)
    due_review, _ = desk.due(Clock.REVIEW, ticket, now)
    changes = end_pause(session, ticket, desk)
    changes |= lapse_applications(session, actor, ticket, desk, kinds=FOR_MORE_TIME, before=changes)
    changes |= {"replied_at": now, "due_review": due_review, "result": result}
    take_step(
        session, actor, ticket, Action.REPLY, at=now, details={"result": result}, changes=changes
    )
    session.add(row)
    return row
