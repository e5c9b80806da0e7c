"""Which role may take which action, and on whose tickets: one table."""

from collections.abc import Collection

from hotline.domain.errors import NotAllowed
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import (
    CENTRE,
    DECIDES,
    REVIEWS,
    SEES_CONFIDENTIAL,
    Actor,
    Role,
)
from hotline.domain.visibility import ALL_TICKETS, NO_TICKETS, TicketScope
from hotline.domain.workflow import Action

MAY: dict[Action, frozenset[Role]] = {
    Action.REGISTER: frozenset({Role.CALLER, Role.AGENT, Role.DISPATCHER, Role.SYSTEM}),
    Action.ANSWER: frozenset({Role.AGENT, Role.DISPATCHER}),
    Action.REJECT: frozenset({Role.AGENT, Role.DISPATCHER}),
    Action.TRIAGE: frozenset({Role.SYSTEM, Role.AGENT, Role.DISPATCHER}),
    Action.DISPATCH: frozenset({Role.AGENT, Role.DISPATCHER, Role.SYSTEM}),
    Action.ACCEPT: frozenset({Role.CLERK}),
    Action.CONTACT: frozenset({Role.CLERK}),
    Action.REPLY: frozenset({Role.CLERK}),
    Action.ASK_RETURN: frozenset({Role.CLERK}),
    Action.GRANT_RETURN: frozenset({Role.DISPATCHER}),
    Action.REFUSE_RETURN: frozenset({Role.DISPATCHER}),
    Action.PASS_REVIEW: REVIEWS,
    Action.SEND_BACK: REVIEWS,
    Action.CALL_BACK: REVIEWS,
    Action.CLOSE: frozenset({Role.REVIEWER, Role.SYSTEM}),
    Action.REWORK: frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM}),
    Action.PASS_DOWN: frozenset({Role.CLERK}),
    Action.ASK_EXTENSION: frozenset({Role.CLERK}),
    Action.GRANT_EXTENSION: DECIDES,
    Action.REFUSE_EXTENSION: DECIDES,
    Action.ASK_SUSPENSION: frozenset({Role.CLERK}),
    Action.REFUSE_SUSPENSION: DECIDES,
    Action.ENDORSE_SUSPENSION: DECIDES,
    Action.SUSPEND: DECIDES,
    Action.RETRACT: frozenset({Role.CLERK}),
    Action.LOOK: DECIDES,
    Action.RESUME: DECIDES | {Role.SYSTEM},
    Action.PROTECT: DECIDES,
    Action.CLEAR: DECIDES,
    Action.ASK_RELAXATION: DECIDES,
    Action.RELAX: DECIDES,
    Action.REFUSE_RELAXATION: DECIDES,
    Action.TAKE_BACK: DECIDES | {Role.SYSTEM},
    Action.RECALL: DECIDES,
    Action.UNDO: frozenset({Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR}),
    Action.MOVE: DECIDES,
    Action.REFER_ARBITRATION: DECIDES,
    Action.FORCE_DISPATCH: DECIDES,
    Action.MERGE: DECIDES,
    Action.JOIN: frozenset({Role.CALLER, Role.AGENT, Role.DISPATCHER}),
    Action.UNMERGE: DECIDES | {Role.SYSTEM},
    Action.ANSWER_ALONG: frozenset({Role.SYSTEM}),
    Action.ABSORB: DECIDES | {Role.SYSTEM},
    Action.RELEASE: DECIDES | {Role.CALLER, Role.AGENT, Role.SYSTEM},
    Action.WITHDRAW: frozenset({Role.CALLER, Role.AGENT, Role.DISPATCHER}),
    Action.ARCHIVE: frozenset({Role.SYSTEM}),
    Action.SUPPORT_ACCEPT: frozenset({Role.CLERK}),
    Action.SUPPORT_REPLY: frozenset({Role.CLERK}),
    Action.REQUEST_MATERIAL: frozenset({Role.CLERK}),
    Action.SUPPLEMENT: frozenset({Role.CALLER, Role.AGENT, Role.DISPATCHER}),
    Action.CALLER_URGE: frozenset({Role.CALLER, Role.AGENT, Role.DISPATCHER}),
    Action.RECOMPUTE: frozenset({Role.SYSTEM}),
    Action.SUCCEED: frozenset({Role.SYSTEM}),
    Action.COMMENT: frozenset(
        {Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM}
    ),
    Action.ATTACH: frozenset(
        {Role.CALLER, Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR}
    ),
    Action.TELL_CODE: frozenset({Role.AGENT, Role.DISPATCHER}),
    Action.CALL_AT_LIMIT: REVIEWS,
    Action.RATE: frozenset({Role.CALLER}),
    Action.RECTIFY: frozenset({Role.SYSTEM}),
    Action.ANSWER_RECTIFICATION: frozenset({Role.CLERK}),
    Action.PASS_RECTIFICATION: REVIEWS,
    Action.REFUSE_RECTIFICATION: REVIEWS,
    Action.ASK_EXCLUSION: frozenset({Role.CLERK}),
    Action.GRANT_EXCLUSION: frozenset({Role.SUPERVISOR}),
    Action.REFUSE_EXCLUSION: frozenset({Role.SUPERVISOR}),
    Action.URGE: frozenset({Role.AGENT, Role.SUPERVISOR, Role.LEADER, Role.SYSTEM}),
    Action.SUPERVISE: frozenset({Role.SUPERVISOR, Role.LEADER, Role.SYSTEM}),
    Action.INSTRUCT: frozenset({Role.LEADER}),
    Action.ANSWER_SUPERVISION: frozenset({Role.CLERK, Role.DISPATCHER, Role.REVIEWER}),
    Action.LIFT_SUPERVISION: frozenset({Role.SUPERVISOR}),
}

HOLDER_ONLY = frozenset(
    {
        Action.ACCEPT,
        Action.CONTACT,
        Action.REPLY,
        Action.ASK_RETURN,
        Action.PASS_DOWN,
        Action.ASK_EXTENSION,
        Action.ASK_SUSPENSION,
        Action.RETRACT,
        Action.REQUEST_MATERIAL,
    }
)
SUPPORT_ONLY = frozenset({Action.SUPPORT_ACCEPT, Action.SUPPORT_REPLY})
REVIEW_ONLY = frozenset(action for action, roles in MAY.items() if roles is REVIEWS)


def role_may(actor: Actor, action: Action, secrecy: str) -> bool:
    """Whether the actor's role may do this on a ticket of this secrecy."""
    stands_in = actor.role == Role.SUPERVISOR and action in REVIEW_ONLY
    return actor.role in MAY[action] and (not stands_in or secrecy == "confidential")


def require(
    actor: Actor,
    action: Action,
    *,
    unit: str = "",
    co_units: Collection[str] = (),
    secrecy: str = "",
) -> None:
    """Raise NotAllowed unless the actor's role may do this and the actor stands for the unit
    that has to do it.

    unit, co_units  who leads and who supports: for the actions of a holder and of a supporting unit
    """
    if not role_may(actor, action, secrecy):
        raise NotAllowed(f"角色“{actor.role}”不能执行“{action}”", remedy="请由有权限的岗位办理")
    if action in HOLDER_ONLY and unit not in actor.units:
        raise NotAllowed(
            f"只有工单当前承办单位可以执行“{action}”", remedy="请联系派单员核对承办单位"
        )
    if action in SUPPORT_ONLY and not actor.units & set(co_units):
        raise NotAllowed(f"只有工单的协办单位可以执行“{action}”", remedy="请联系派单员核对协办单位")


def require_other(actor: Actor, login: str, what: str) -> None:
    """Separation of duties: who asked, or who did it, does not judge it."""
    if login and actor.login == login:
        raise NotAllowed(f"{what}不能由本人决定", remedy="请由其他人员办理")


def scope_of(actor: Actor) -> TicketScope:
    """Whose tickets the actor sees: the centre all but confidential ones, clerks their units'.

    The application itself sees every ticket, a caller none by role.
    """
    if actor.role == Role.SYSTEM:
        return ALL_TICKETS
    if actor.role == Role.CALLER:
        return NO_TICKETS
    return TicketScope(
        every_unit=actor.role in CENTRE,
        confidential=actor.role in SEES_CONFIDENTIAL,
        units=actor.units,
        barred=frozenset({actor.unit}) if actor.unit else actor.units,
    )


def can_see(actor: Actor, ticket: Ticket) -> bool:
    """Whether this ticket exists for the actor."""
    return scope_of(actor).shows(ticket)


def holds_code(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor is a caller: who finds `ticket` by its code or token has proved that it is
    theirs, and the role shows nothing.
    """
    return actor.role == Role.CALLER


def can_see_cycle(actor: Actor, unit: str, ticket: Ticket) -> bool:
    """Whether what followed from a cycle is there for the actor: for its `unit` also when the
    ticket went on to another.
    """
    scope = scope_of(actor)
    return not scope.bars(ticket.accused) and (unit in actor.units or scope.shows(ticket))


def receives(actor: Actor, order: SupervisionOrder) -> bool:
    """Whether a supervision order is addressed to the actor: to one of their units, or to their
    role at the centre.
    """
    return order.role == actor.role if order.role else order.unit in actor.units


def can_see_order(actor: Actor, order: SupervisionOrder, ticket: Ticket) -> bool:
    """Who receives an order sees it even when the ticket went on to another unit.

    The centre as far as it sees the ticket.
    """
    scope = scope_of(actor)
    if scope.bars(ticket.accused):
        return False
    if not order.role and order.unit in actor.units:
        return True
    return scope.every_unit and scope.shows(ticket)


def sees_all(actor: Actor) -> bool:
    """Whether the actor reads for the whole centre and not for units of their own."""
    return actor.role in CENTRE
