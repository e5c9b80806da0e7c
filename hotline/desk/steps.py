"""The one way a ticket changes: permission, transition, clock, history, in this order and in one
transaction.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from hotline.desk.notices import end_notices
from hotline.domain.errors import IllegalTransition, InvalidInput, NotAllowed, NotFound, Overtaken
from hotline.domain.models import WATCH_NOW, Assignment, HistoryEntry, Ticket
from hotline.domain.outcomes import AssignmentRole
from hotline.domain.overtaken import TO_DECIDE, overtaken_by
from hotline.domain.permissions import can_see, require
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.domain.ticket_changes import TicketChanges, check_changes
from hotline.domain.time.clocks import STAGE, show_running_clock
from hotline.domain.vocabulary import key_of, priority_of
from hotline.domain.workflow import SELDOM, Action, legal_actions, next_status
from hotline.storage.history import digest_of
from hotline.storage.notices import unread_on_ticket
from hotline.storage.rows import Rows, new_row

# Characters of what people write with a step: remarks, statements, demands.
STEP_TEXT_LIMIT = 2000


def take_step(
    session: Rows,
    actor: Actor,
    ticket: Ticket,
    action: Action,
    *,
    at: datetime,
    reason: str = "",
    to_unit: str | None = None,
    details: dict[str, Any] | None = None,
    changes: TicketChanges | None = None,
    back_to: str = "",
) -> None:
    """Take one step and write its history entry.

    Raises NotAllowed, IllegalTransition or (for an unknown field) TypeError before anything
    changes.

    `changes` are further fields of the ticket that this step sets, among them due times; `back_to`
    is the status to which a step that undoes another one goes back.
    """
    status, changes = check_step(actor, ticket, action, back_to=back_to), changes or {}
    check_changes(changes)
    before = (ticket.status, ticket.unit, ticket.due_at)
    for name, value in changes.items():
        setattr(ticket, name, value)
    ticket.status = status
    ticket.unit = ticket.unit if to_unit is None else to_unit
    ticket.priority = priority_of(ticket.urgency, is_red=ticket.is_red)
    show_running_clock(ticket)
    write_history(
        session, actor, ticket, action, at=at, reason=reason, details=details, before=before
    )
    if isinstance(session, Session):
        _end_overtaken(session, ticket, action, status=before[0], unit=before[1], at=at)


def _end_overtaken(
    session: Session, ticket: Ticket, action: Action, *, status: str, unit: str, at: datetime
) -> None:
    """What has been done is not asked for any more, on no page and in no message."""
    kinds = overtaken_by(action, status=(status, ticket.status), unit=(unit, ticket.unit))
    unread = unread_on_ticket(session, ticket.no, kinds) if kinds else ()
    to_decide = [notice for notice in unread if notice.kind in TO_DECIDE]
    of_units = [
        notice
        for notice in unread
        if notice.receiver.startswith("unit:") and notice.kind not in TO_DECIDE
    ]
    end_notices(to_decide, at)
    # The unit that has done it goes on; from any other the matter was taken.
    end_notices(of_units, at, taken_back=unit != ticket.unit)


def check_step(actor: Actor, ticket: Ticket, action: Action, *, back_to: str = "") -> Status:
    """Where the step would lead; raises NotAllowed or IllegalTransition, which names the steps that
    are open to this person instead.

    For verbs that prepare more than the step.
    """
    require(actor, action, unit=ticket.unit, co_units=ticket.co_units, secrecy=ticket.secrecy)
    try:
        return next_status(ticket.status, action, back_to=back_to)
    except IllegalTransition as error:
        error.possible = possible_steps(actor, ticket)
        error.remedy = f"此状态下可用的操作：{'、'.join(error.possible) or '无'}"
        raise


def possible_steps(actor: Actor, ticket: Ticket) -> list[Action]:
    """Steps that lead on from where the ticket stands and that this person may take."""
    status, possible = Status(ticket.status), list[Action]()
    for action in legal_actions(status):
        with suppress(NotAllowed):
            require(
                actor, action, unit=ticket.unit, co_units=ticket.co_units, secrecy=ticket.secrecy
            )
            possible += [action] if (status, action) not in SELDOM else []
    return possible


def write_history(
    session: Rows,
    actor: Actor,
    ticket: Ticket,
    action: Action,
    *,
    at: datetime,
    reason: str = "",
    details: dict[str, Any] | None = None,
    before: tuple[str, str, datetime | None] = ("", "", None),
) -> None:
    """Append the next entry of the ticket's chain; `before` is (status, unit, due) as it was."""
    entry = new_row(
        HistoryEntry,
        ticket_id=ticket.id,
        ticket_version=ticket.version + 1 if before[0] else ticket.version,
        at=at,
        actor=actor.login,
        actor_unit=actor.unit,
        action=action,
        from_status=before[0],
        to_status=ticket.status,
        from_unit=before[1],
        to_unit=ticket.unit,
        reason=reason,
        details=details or {},
        old_due=before[2],
        new_due=ticket.due_at,
        digest="",
    )
    entry.digest = digest_of(entry, ticket.head)
    ticket.version, ticket.head = entry.ticket_version, entry.digest
    ticket.watch_at = WATCH_NOW if STAGE.get(ticket.status) else None
    ticket.amber_at = None
    session.add(entry)


def find_for_step(
    session: Session,
    actor: Actor,
    no: str,
    *,
    version: int | None = None,
    sees: Callable[[Actor, Ticket], bool] = can_see,
) -> Ticket:
    """The ticket, locked until the transaction ends; `version` is the one that the person saw.

    A ticket that the actor may not see is answered like one that does not exist.
    """
    ticket = session.exec(select(Ticket).where(Ticket.no == no).with_for_update()).first()
    if ticket is None or not sees(actor, ticket):
        raise NotFound(f"没有工单 {no[:20]}", remedy="请核对工单编号")
    if version is not None and ticket.version != version:
        raise Overtaken(f"工单 {no} 已被他人更新", remedy="请刷新页面，核对最新内容后再提交")
    return ticket


def current_assignment(session: Session, ticket: Ticket) -> Assignment:
    """The newest lead assignment of the unit that holds the ticket: there is one in every status
    with a unit.
    """
    query = (
        select(Assignment)
        .where(
            Assignment.ticket_id == ticket.id,
            Assignment.role == AssignmentRole.LEAD,
            Assignment.unit == ticket.unit,
        )
        .order_by(col(Assignment.id).desc())
    )
    return session.exec(query.limit(1)).one()


def require_text(value: str, field: str, name: str) -> str:
    """The stripped value; raises InvalidInput when it is empty."""
    value = value.strip()
    if not value:
        raise InvalidInput(f"{name}不能为空", field=field, remedy=f"请填写{name}")
    return value


def check_length(text: str, field: str, name: str, longest: int = STEP_TEXT_LIMIT) -> str:
    """The same text; raises InvalidInput when it has more characters than `longest`.

    The form of the step declares the same limit, so that pages can show it.
    """
    if len(text) > longest:
        raise InvalidInput(
            f"{name}有 {len(text)} 个字", field=field, remedy=f"最多 {longest} 个字，请缩短"
        )
    return text


def choose_key(choices: Mapping[str, str], value: str, field: str, name: str) -> str:
    """The key of a key or a Chinese name of a closed list; raises InvalidInput that lists them."""
    key = key_of(dict(choices), value)
    if key is None:
        names = "、".join(choices.values())
        raise InvalidInput(f"{name}“{value[:40]}”不可用", field=field, remedy=f"可用：{names}")
    return key
