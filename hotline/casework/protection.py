"""Who may know of a ticket: secrecy, the caller's name, the accused.

Set and widened by the dispatcher with a reason; `relaxation` narrows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from hotline.casework.assignments import end_handling
from hotline.casework.parting import unmerge
from hotline.casework.standing_by import tell_units_again
from hotline.casework.to_dispatcher import send_to_dispatcher
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, choose_key, require_text, take_step
from hotline.domain.doubts import UNKNOWN, Doubts, without
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Assignment, Ticket
from hotline.domain.outcomes import AssignmentOutcome, AssignmentRole
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.vocabulary import IDENTITIES, SECRECIES
from hotline.domain.workflow import TRANSITIONS, Action

# Weakest first.
OF_SECRECY = tuple(SECRECIES)
OF_IDENTITY = tuple(IDENTITIES)

PARTED = "保密范围或被反映单位已变，不再随另一工单办理"


@dataclass(frozen=True)
class Protection:
    """What protects a ticket's caller; "" and no units leave it as it is.

    accused  codes of units: those to bar, or those to bar no longer; units below go with them
    """

    secrecy: str = ""
    identity: str = ""
    accused: Sequence[str] = ()


def protect(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    protection: Protection,
    reason: str,
) -> None:
    """Widen it. Whoever is accused loses the ticket at once: it goes back to the dispatcher, or,
    where it has ended, only out of their sight. A merged ticket that became confidential or
    accuses another unit parts from the leading one, whose unit reads it.

    Raises InvalidInput for what would narrow it or changes nothing.
    """
    reason = read_reason(reason)
    check_step(actor, ticket, Action.PROTECT)
    new = _stronger_fields(ticket, protection, desk)
    accused = set(new["accused"])
    changed = changed_fields(ticket, new)
    take_step(
        session,
        actor,
        ticket,
        Action.PROTECT,
        at=desk.now(),
        reason=reason,
        details=changed,
        changes=new,
    )
    drop_support(session, ticket, desk, units=accused)
    take_from_accused(session, actor, ticket, desk)
    if ticket.status == Status.MERGED and not changed.keys().isdisjoint(("accused", "secrecy")):
        unmerge(session, SYSTEM, ticket, desk, reason=PARTED)


def _stronger_fields(ticket: Ticket, protection: Protection, desk: Desk) -> TicketChanges:
    """A complaint about a unit is always confidential."""
    accused = set(ticket.accused) | with_units_below(protection.accused, desk)
    secrecy = _stronger("secrecy", protection.secrecy, ticket.secrecy, OF_SECRECY)
    widened = accused > set(ticket.accused)
    return {
        "secrecy": "confidential" if widened else secrecy,
        "identity_mode": _stronger(
            "identity", protection.identity, ticket.identity_mode, OF_IDENTITY
        ),
        "accused": sorted(accused),
        "doubts": _left_in_doubt(ticket, accused) if widened else ticket.doubts,
    }


def _left_in_doubt(ticket: Ticket, accused: Collection[str]) -> Doubts:
    """Whom the caller accuses has been found; of other units it stays open."""
    return without({**ticket.doubts, UNKNOWN: False}, accused)


def read_reason(reason: str) -> str:
    return check_length(require_text(reason, "reason", "理由"), "reason", "理由")


def with_units_below(units: Collection[str], desk: Desk) -> set[str]:
    for unit in units:
        if unit not in desk.city.units:
            raise InvalidInput(
                f"没有单位代码“{unit[:20]}”", field="accused", remedy="请从承办单位名录中选择"
            )
    return set(desk.router.units.controlled_by(units))


def _stronger(field: str, value: str, old: str, order: Sequence[str]) -> str:
    new = read_choice(field, value) if value else old
    if order.index(new) < order.index(old):
        raise InvalidInput(
            "此处只能加强保护", field=field, remedy="放宽请用“放宽保密”，须诉求人同意或他人确认"
        )
    return new


def read_choice(field: str, value: str) -> str:
    choices, name = (SECRECIES, "公开范围") if field == "secrecy" else (IDENTITIES, "署名方式")
    return choose_key(choices, value, field, name)


def changed_fields(ticket: Ticket, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each field that changes as [old, new]; raises InvalidInput where none does."""
    changed = {
        name: [getattr(ticket, name), value]
        for name, value in new.items()
        if getattr(ticket, name) != value
    }
    if not changed:
        raise InvalidInput("没有任何改变", field="secrecy", remedy="请选择要改变的内容")
    return changed


def take_from_accused(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> None:
    """Back to the dispatcher, where a unit that the report accuses leads and would act on it."""
    if ticket.unit in ticket.accused:
        take_back(session, actor, ticket, desk, reason="承办单位是被反映单位")


def take_back(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Back to the dispatcher, where a unit would act on it."""
    if (Status(ticket.status), Action.TAKE_BACK) not in TRANSITIONS:
        return
    changes = end_handling(session, actor, ticket, desk, outcome=AssignmentOutcome.REROUTED)
    changes["needs_review"] = True
    send_to_dispatcher(
        session,
        actor,
        ticket,
        desk,
        action=Action.TAKE_BACK,
        reason=reason,
        changes=changes,
    )
    tell_units_again(session, ticket, desk)


def drop_support(session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str]) -> None:
    """Such units support no longer."""
    ticket.co_units = [unit for unit in ticket.co_units if unit not in units]
    supporting = (
        Assignment.ticket_id == ticket.id,
        Assignment.role == AssignmentRole.SUPPORT,
    )
    for row in session.exec(select(Assignment).where(*supporting)):
        if row.unit in units and row.ended_at is None:
            row.ended_at, row.outcome = desk.now(), AssignmentOutcome.REROUTED
