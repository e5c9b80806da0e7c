"""Which role may take which action, and on whose tickets: one table."""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.errors import NotAllowed
from hotline.domain.models import Ticket
from hotline.domain.workflow import Action


class Role(StrEnum):
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    ADMIN = "admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `units` are the codes of a clerk's own unit and the units below it."""

    login: str
    role: Role
    unit: str = ""
    units: frozenset[str] = frozenset()
    name: str = ""


SYSTEM = Actor(login="system", role=Role.SYSTEM)
# A caller without a login, at the public door: may register, and never reads by this.
CALLER = Actor(login="caller", role=Role.SYSTEM)

# Roles of the hotline centre see every ticket but confidential ones; clerks see their own units' tickets.
CENTRE = frozenset({Role.AGENT, Role.DISPATCHER, Role.REVIEWER, Role.SUPERVISOR, Role.LEADER, Role.ADMIN, Role.SYSTEM})
SEES_CONFIDENTIAL = frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.SYSTEM})
READS_PERSONAL = frozenset({Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM})
SEES_ANALYSIS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.ADMIN, Role.DISPATCHER, Role.SYSTEM})

MAY: dict[Action, frozenset[Role]] = {
    Action.REGISTER: frozenset({Role.AGENT, Role.DISPATCHER, Role.SYSTEM}),
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
    Action.PASS_REVIEW: frozenset({Role.REVIEWER}),
    Action.SEND_BACK: frozenset({Role.REVIEWER}),
    Action.CALL_BACK: frozenset({Role.REVIEWER}),
    Action.CLOSE: frozenset({Role.REVIEWER, Role.SYSTEM}),
    Action.REWORK: frozenset({Role.REVIEWER, Role.SYSTEM}),
    Action.COMMENT: frozenset({Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM}),
    Action.URGE: frozenset({Role.AGENT, Role.SUPERVISOR, Role.SYSTEM}),
}

HOLDER_ONLY = frozenset({Action.ACCEPT, Action.CONTACT, Action.REPLY, Action.ASK_RETURN})


def require(actor: Actor, action: Action, *, unit: str = "") -> None:
    """Raise NotAllowed unless the actor's role may do this and, for a holder's action, the actor belongs to `unit`."""
    if actor.role not in MAY[action]:
        raise NotAllowed(f"角色“{actor.role}”不能执行“{action}”", remedy="请由有权限的岗位办理")
    if action in HOLDER_ONLY and unit not in actor.units:
        raise NotAllowed(f"只有工单当前承办单位可以执行“{action}”", remedy="请联系派单员核对承办单位")


def can_see(actor: Actor, ticket: Ticket) -> bool:
    """Whether this ticket exists for the actor: clerks see what their units hold, nobody sees a case about himself."""
    if actor.role == Role.SYSTEM:
        return True
    if actor.units & set(ticket.accused):
        return False
    if ticket.unit in actor.units or actor.units & set(ticket.co_units):
        return True
    if ticket.secrecy == "confidential":
        return actor.role in SEES_CONFIDENTIAL
    return actor.role in CENTRE


def sees_all(actor: Actor) -> bool:
    return actor.role in CENTRE
