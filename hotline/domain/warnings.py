"""The life of an early warning: its states, the steps between them, who may take each, who is told.

raised -> confirmed | false; confirmed -> assigned -> measured -> closed. A false one has ended.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.roles import SEES_ANALYSIS, Actor, Role


class WarningState(StrEnum):
    RAISED = "raised"
    CONFIRMED = "confirmed"
    FALSE = "false"
    ASSIGNED = "assigned"
    MEASURED = "measured"
    CLOSED = "closed"


class WarningAction(StrEnum):
    """RAISE is the worker's own; the others are people's."""

    RAISE = "raise"
    CONFIRM = "confirm"
    REJECT = "reject"
    ASSIGN = "assign"
    MEASURE = "measure"
    CLOSE = "close"


class Grade(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"


class WarningKind(StrEnum):
    SURGE = "surge"
    RISE = "rise"
    REPEAT = "repeat"
    CROWD = "crowd"
    FALSE_CLOSURE = "false-closure"
    SENSITIVE = "sensitive"
    DANGER = "danger"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class WarningRule:
    """From which states an action leads to which, and which roles may take it."""

    states: tuple[WarningState, ...]
    leads_to: WarningState
    roles: frozenset[Role]


S = WarningState
_JUDGES = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.LEADER})
RULES: Mapping[WarningAction, WarningRule] = {
    WarningAction.CONFIRM: WarningRule((S.RAISED,), S.CONFIRMED, _JUDGES),
    WarningAction.REJECT: WarningRule((S.RAISED, S.CONFIRMED), S.FALSE, _JUDGES),
    WarningAction.ASSIGN: WarningRule(
        (S.CONFIRMED, S.ASSIGNED, S.MEASURED),
        S.ASSIGNED,
        frozenset({Role.SUPERVISOR, Role.DISPATCHER}),
    ),
    WarningAction.MEASURE: WarningRule(
        (S.ASSIGNED, S.MEASURED), S.MEASURED, frozenset({Role.CLERK, Role.SUPERVISOR})
    ),
    WarningAction.CLOSE: WarningRule(
        (S.CONFIRMED, S.MEASURED), S.CLOSED, frozenset({Role.SUPERVISOR, Role.LEADER})
    ),
}
OPEN_WARNINGS = (S.RAISED, S.CONFIRMED, S.ASSIGNED, S.MEASURED)
# Who reads all warnings; a clerk reads those that are assigned to their units.
READS_WARNINGS = (SEES_ANALYSIS - {Role.SYSTEM}) | {Role.CLERK}

# A red one is the leader's too; a blue one only theirs who look at such things daily.
RECEIVERS: Mapping[Grade, tuple[Role, ...]] = {
    Grade.RED: (Role.LEADER, Role.SUPERVISOR, Role.DISPATCHER),
    Grade.YELLOW: (Role.SUPERVISOR, Role.DISPATCHER),
    Grade.BLUE: (Role.DISPATCHER,),
}
ORDER_OF_GRADES: Mapping[str, int] = {str(grade): place for place, grade in enumerate(Grade)}


def next_state(
    actor: Actor, state: WarningState, action: WarningAction, *, unit: str = ""
) -> WarningState:
    """Where the action leads. Raises NotAllowed for who may not take it, Conflict where it
    leads nowhere.

    unit   to which the warning is assigned: its clerks report measures
    """
    rule = RULES[action]
    if not role_may_warn(actor, action, unit=unit):
        raise NotAllowed("本岗位不能对该预警执行此操作", remedy="请由有权限的岗位办理")
    if state not in rule.states:
        raise Conflict("预警的当前状态不能执行此操作", remedy="请刷新页面查看最新状态")
    return rule.leads_to


def role_may_warn(actor: Actor, action: WarningAction, *, unit: str = "") -> bool:
    if actor.role not in RULES[action].roles:
        return False
    return actor.role != Role.CLERK or unit in actor.units


def open_actions(actor: Actor, state: str, unit: str) -> Collection[WarningAction]:
    """What this person may do with a warning in this state."""
    return [
        action
        for action, rule in RULES.items()
        if state in rule.states and role_may_warn(actor, action, unit=unit)
    ]
