"""What the dispatcher and the front desk decide: send to a unit, answer at once, do not accept,
decide on a return.
"""

from collections.abc import Sequence

from sqlmodel import Session

from hotline.casework.assign import assign, check_units
from hotline.casework.assignments import decide, end_assignments, open_return
from hotline.casework.correction import Correction, check_correction, correct
from hotline.casework.cycle_figures import freeze
from hotline.casework.doubts import settled_by_sending
from hotline.casework.merged_tickets import answer_merged
from hotline.casework.pauses import end_pause
from hotline.casework.rating_invitation import NOT_CALLED, invite
from hotline.casework.standing_by import tell_units_again
from hotline.casework.suggestion import learn
from hotline.casework.to_dispatcher import send_to_dispatcher
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, choose_key, require_text, take_step
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome, CycleEnding, NoticeKind, RequestDecision
from hotline.domain.permissions import require_other
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import REJECT_REASONS
from hotline.domain.workflow import Action
from hotline.knowledge.citing import cite
from hotline.storage.ticket_rows import suggestion_of
from hotline.supervision.carried_orders import carry_orders
from hotline.supervision.telling import tell


def dispatch(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str,
    co_units: Sequence[str] = (),
    category: str = "",
    request_type: str = "",
    urgency: str = "",
    reason: str = "",
    basis: str = "",
    unmeant: str = "",
    is_decided: bool = True,
) -> None:
    """Send a ticket to the units that lead and support; an empty category, type or urgency stays
    as it is. Of a danger no other unit stands by any more, if this is decided.
    """
    units = [unit, *co_units]
    check_step(actor, ticket, Action.DISPATCH)
    check_units(ticket, units, desk)
    settled, cleared = settled_by_sending(session, ticket, desk, units=units, unmeant=unmeant)
    correction = check_correction(Correction(category, request_type, urgency), desk)
    reason, basis = _why(session, ticket, unit, reason=reason, basis=basis)
    assign(
        session,
        actor,
        ticket,
        desk,
        unit=unit,
        co_units=co_units,
        reason=reason,
        basis=basis,
        corrected=correct(session, ticket, desk, correction=correction),
        before=settled,
        kept={**carry_orders(session, ticket, desk, unit=unit, co_units=co_units), **cleared},
    )
    tell_units_again(session, ticket, desk, sent=units, is_decided=is_decided)
    learn(session, actor, ticket, desk.now())


def _why(
    session: Session, ticket: Ticket, unit: str, *, reason: str, basis: str
) -> tuple[str, str]:
    """Whoever follows the suggestion without a reason of their own is taken to agree with it."""
    suggestion = suggestion_of(session, ticket)
    if suggestion and suggestion.unit == unit and not reason:
        return "采纳系统建议", basis or suggestion.basis
    return reason, basis


def answer(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    text: str,
    cites: Sequence[str] = (),
    uncited: str = "",
) -> None:
    """The front desk answers at once and cites what the answer rests on.

    No unit gets it, and the caller may rate it.
    """
    text = require_text(text, "text", "答复内容")
    now = desk.now()
    check_step(actor, ticket, Action.ANSWER)
    cited = cite(session, actor, ticket, desk, cites=cites, uncited=uncited)
    changes: TicketChanges = {
        "public_reply": text,
        "result": "explained",
        "replied_at": now,
        "closed_at": now,
    }
    changes |= end_pause(session, ticket, desk)
    details = {"cites": list(dict.fromkeys(cites))} if cited else {}
    take_step(session, actor, ticket, Action.ANSWER, at=now, details=details, changes=changes)
    tell_units_again(session, ticket, desk)
    freeze(session, ticket, desk, ending=CycleEnding.ANSWERED)
    invite(session, ticket, desk, drawn=NOT_CALLED)
    answer_merged(session, ticket, desk)
    learn(session, actor, ticket, now)


def reject(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str, explanation: str
) -> None:
    """Do not accept, with a reason of the closed list and an explanation that the caller reads."""
    reason = choose_key(REJECT_REASONS, reason, "reason", "不予受理原因")
    explanation = require_text(explanation, "explanation", "向诉求人的说明")
    now = desk.now()
    check_step(actor, ticket, Action.REJECT)
    changes: TicketChanges = {"public_reply": explanation, "closed_at": now}
    changes |= end_pause(session, ticket, desk)
    take_step(
        session,
        actor,
        ticket,
        Action.REJECT,
        at=now,
        reason=explanation,
        details={"code": reason},
        changes=changes,
    )
    tell_units_again(session, ticket, desk)
    freeze(session, ticket, desk, ending=CycleEnding.REJECTED)
    answer_merged(session, ticket, desk)


def grant_return(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """The dispatcher takes the ticket back; the caller's clock goes on."""
    now, supporting = desk.now(), list(ticket.co_units)
    check_step(actor, ticket, Action.GRANT_RETURN)
    request = open_return(session, ticket)
    require_other(actor, request.by if request else "", "自己提出的退单")
    changes: TicketChanges = {"returns": ticket.returns + 1, "due_unit": None, "co_units": []}
    send_to_dispatcher(
        session, actor, ticket, desk, action=Action.GRANT_RETURN, reason=note, changes=changes
    )
    decide(request, RequestDecision.GRANTED, note, actor, now)
    end_assignments(session, ticket, AssignmentOutcome.RETURNED, now)
    tell(
        session, ticket, desk, kind=NoticeKind.RETURN_DECIDED, unit=request.unit if request else ""
    )
    knowing = tell_units_again(session, ticket, desk, but={request.unit} if request else ())
    for unit in supporting:
        if unit not in knowing:
            tell(session, ticket, desk, kind=NoticeKind.RECALLED, unit=unit)


def refuse_return(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """The ticket stays with the unit, which must sign it again; a note says why."""
    note = require_text(note, "note", "不同意退单的理由")
    now = desk.now()
    check_step(actor, ticket, Action.REFUSE_RETURN)
    request = open_return(session, ticket)
    require_other(actor, request.by if request else "", "自己提出的退单")
    changes: TicketChanges = {"accepted_at": None}
    changes["due_sign"], _ = desk.due(Clock.SIGN, ticket, now)
    take_step(session, actor, ticket, Action.REFUSE_RETURN, at=now, reason=note, changes=changes)
    decide(request, RequestDecision.REFUSED, note, actor, now)
    tell(session, ticket, desk, kind=NoticeKind.RETURN_DECIDED)
