"""Merge tickets on one matter (并单), so that one unit works and all callers are answered by one
reply; `parting` takes them apart. `hotline.domain.merging` says what becomes of columns and rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from hotline.casework.as_it_was import BEFORE, fields_before, rows_before
from hotline.casework.assignments import end_handling
from hotline.casework.doubts import check_merge
from hotline.casework.matter import tell_leading
from hotline.casework.standing_by import (
    alarm_stands,
    end_loud_notices,
    standing_by,
    tell_ready,
    tell_units_again,
    units_of_plan,
)
from hotline.casework.stood_down import (
    BROUGHT_DANGER,
    STAND_DOWN,
    STANDBY_OF,
    STOOD_DOWN,
)
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, choose_key, find_for_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome, NoticeKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.vocabulary import STANDBY, UNMEANT
from hotline.domain.workflow import Action
from hotline.storage.merged import merged_into
from hotline.supervision.carried_orders import carry_to_leading
from hotline.supervision.telling import tell, tell_centre_of_danger, tell_units_of_danger

GO_ON = "go_on"


def find_pair(
    session: Session, actor: Actor, no: str, into: str, *, version: int | None = None
) -> tuple[Ticket, Ticket]:
    """Both tickets, locked in one order whichever is merged into which."""
    tickets = {name: find_for_step(session, actor, name) for name in sorted({no, into})}
    return find_for_step(session, actor, no, version=version), tickets[into]


def merge(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    standby: str = "",
    unmeant: str = "",
    action: Action = Action.MERGE,
) -> None:
    """Let the answer to `parent` count for this ticket too; nobody handles this one any more.

    `action` is JOIN where the caller or who takes their call has chosen it; `standby` says whether
    the units that stand by for a danger go on (a key of STANDBY, "" for going on). `unmeant`: a key
    of UNMEANT where somebody has looked that a ticket which names who handles `parent` does not
    complain of them.
    """
    reason = require_text(reason, "reason", "并单理由")
    standby = choose_key(STANDBY, standby or GO_ON, "standby", "待命")
    looked = choose_key(UNMEANT, unmeant, "unmeant", "正文提到的单位") if unmeant else ""
    absorbing = actor if action == Action.MERGE else SYSTEM
    check_step(actor, ticket, action)
    check_step(absorbing, parent, Action.ABSORB)
    check_pair(session, ticket, parent)
    named = check_merge(ticket, parent, desk, is_seen=bool(looked))
    handling = {ticket.unit, *ticket.co_units} - {""}
    watch = _watch(session, ticket, desk, standby)
    kept = {**({"not_accused": named} if named else {}), **watch.details(standby)}
    _end_its_own(
        session, actor, ticket, desk, parent=parent, reason=reason, action=action, kept=kept
    )
    session.flush()
    _hand_danger(
        session, absorbing, ticket, desk, parent=parent, reason=reason, units=handling, watch=watch
    )


def _end_its_own(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    action: Action,
    kept: Mapping[str, Any],
) -> None:
    """The step of the merged ticket: what waits or runs on it ends, and stands in the details with
    what is `kept` besides, so that it comes back when they part.
    """
    rows = rows_before(session, ticket)
    changes = end_handling(session, actor, ticket, desk, outcome=AssignmentOutcome.MERGED)
    take_step(
        session,
        actor,
        ticket,
        action,
        at=desk.now(),
        reason=reason,
        to_unit="",
        details={
            "into": parent.no,
            BEFORE: {"fields": fields_before(ticket, changes), "rows": rows},
            **carry_to_leading(session, ticket, desk, parent=parent),
            **kept,
        },
        changes={"merged_into": parent.no, **changes},
    )


@dataclass(frozen=True)
class Watch:
    """The units that stand by for the danger of a ticket that is merged.

    ready  those that stand by for it
    down   those that need not, nor would by the plan, from the merging on
    is_over  somebody has said that the danger is: it does not come to the leading ticket
    """

    ready: set[str]
    down: set[str]
    is_over: bool = False

    @property
    def going_on(self) -> set[str]:
        return self.ready - self.down

    def details(self, standby: str) -> dict[str, Any]:
        """What the step keeps of them."""
        chosen = {STANDBY_OF: standby} if self.ready or self.is_over else {}
        return {**chosen, **({STOOD_DOWN: sorted(self.down)} if self.down else {})}


def _watch(session: Session, ticket: Ticket, desk: Desk, standby: str) -> Watch:
    ready = standing_by(session, ticket)
    if standby != STAND_DOWN:
        return Watch(ready, set())
    down = ready | set(units_of_plan(ticket, desk))
    return Watch(ready, down, is_over=bool(ticket.danger))


def _hand_danger(
    session: Session,
    absorbing: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    units: set[str],
    watch: Watch,
) -> None:
    """Tell the leading ticket, who handled the merged one (`units`), who stands by, and the centre
    where the leading one was no danger before.
    """
    was_danger, stands = parent.danger, alarm_stands(session, parent, kind=ticket.danger)
    brought = _brought(session, ticket, parent, watch.down)
    tell_leading(session, absorbing, ticket, desk, parent=parent, reason=reason, brought=brought)
    _tell_of_merged(session, ticket, desk, parent=parent, units=units, ready=watch.going_on)
    _tell_of_joined(session, ticket, desk, parent=parent, watch=watch, stands=stands)
    if parent.danger and not was_danger and not watch.is_over:
        tell_centre_of_danger(session, parent, desk)


def _brought(session: Session, ticket: Ticket, parent: Ticket, down: set[str]) -> dict[str, Any]:
    """What the step of the leading ticket keeps of a danger that comes to it: who need not be ready
    for it, but for those who are for its own, or that it is one.
    """
    if not down:
        return {BROUGHT_DANGER: ticket.danger} if ticket.danger else {}
    return {STOOD_DOWN: sorted(down - standing_by(session, parent))}


def _tell_of_merged(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    units: set[str],
    ready: set[str],
) -> None:
    """Of `units`, who handled it, those that do not handle the leading ticket either, also where
    they stand by for that one; who need not stand by hears no more than that.
    """
    leading = {parent.unit, *parent.co_units}
    knowing = tell_units_again(session, ticket, desk, but=leading | ready, is_decided=True)
    for unit in sorted(units - leading - (knowing - ready)):
        tell(session, ticket, desk, kind=NoticeKind.MERGED_AWAY, unit=unit)


def _tell_of_joined(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    watch: Watch,
    stands: bool,
) -> None:
    """Of a danger who handles the leading ticket hears as of one of their own, and who stood by for
    it is ready for the leading ticket, but for those who stand down: what was told of this one is
    over.
    """
    if ticket.danger:
        end_loud_notices(session, ticket, desk)
    if ticket.danger and parent.unit and not (stands or watch.is_over):
        tell_units_of_danger(session, parent, desk)
    else:
        tell_units_again(session, parent, desk, but=watch.down)
        tell(session, parent, desk, kind=NoticeKind.JOINED)
    session.flush()
    tell_ready(session, parent, desk, units=watch.going_on)


def check_pair(session: Session, ticket: Ticket, parent: Ticket) -> None:
    """Raise for two tickets that can never be one matter."""
    if ticket.no == parent.no:
        raise InvalidInput(
            f"工单 {ticket.no} 不能并入自己", field="into", remedy="请填写另一张工单的编号"
        )
    if merged_into(session, ticket):
        raise Conflict(
            f"已有工单并入 {ticket.no}", remedy=f"请反过来把 {parent.no} 并入 {ticket.no}，或先拆单"
        )
    if "confidential" in (ticket.secrecy, parent.secrecy) and ticket.secrecy != parent.secrecy:
        raise NotAllowed("保密工单不能与非保密工单合并", remedy="请分别办理")
    if {parent.unit, *parent.co_units} & set(ticket.accused):
        raise NotAllowed(
            f"工单 {parent.no} 的承办或协办单位正是 {ticket.no} 反映的单位", remedy="请分别办理"
        )
