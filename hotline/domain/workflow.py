"""The one transition table: which action leads from which status to which.

An illegal step raises and changes nothing.
"""

from enum import StrEnum

from hotline.domain.errors import IllegalTransition


class Status(StrEnum):
    REGISTERED = "registered"
    TRIAGE = "triage"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    RETURN_REQUESTED = "return_requested"
    REPLIED = "replied"
    CALLBACK = "callback"
    ANSWERED = "answered"
    REJECTED = "rejected"
    CLOSED = "closed"


class Action(StrEnum):
    REGISTER = "register"
    ANSWER = "answer"
    REJECT = "reject"
    TRIAGE = "triage"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    CONTACT = "contact"
    REPLY = "reply"
    ASK_RETURN = "ask_return"
    GRANT_RETURN = "grant_return"
    REFUSE_RETURN = "refuse_return"
    PASS_REVIEW = "pass_review"
    SEND_BACK = "send_back"
    CALL_BACK = "call_back"
    CLOSE = "close"
    REWORK = "rework"
    COMMENT = "comment"
    URGE = "urge"


S, A = Status, Action

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (S.REGISTERED, A.ANSWER): S.ANSWERED,
    (S.REGISTERED, A.REJECT): S.REJECTED,
    (S.REGISTERED, A.TRIAGE): S.TRIAGE,
    (S.REGISTERED, A.DISPATCH): S.DISPATCHED,
    (S.TRIAGE, A.ANSWER): S.ANSWERED,
    (S.TRIAGE, A.REJECT): S.REJECTED,
    (S.TRIAGE, A.DISPATCH): S.DISPATCHED,
    (S.DISPATCHED, A.ACCEPT): S.ACCEPTED,
    (S.DISPATCHED, A.ASK_RETURN): S.RETURN_REQUESTED,
    (S.ACCEPTED, A.ASK_RETURN): S.RETURN_REQUESTED,
    (S.RETURN_REQUESTED, A.GRANT_RETURN): S.TRIAGE,
    (S.RETURN_REQUESTED, A.REFUSE_RETURN): S.DISPATCHED,
    (S.ACCEPTED, A.CONTACT): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.CONTACT): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.REPLY): S.REPLIED,
    (S.REPLIED, A.SEND_BACK): S.IN_PROGRESS,
    (S.REPLIED, A.PASS_REVIEW): S.CALLBACK,
    (S.CALLBACK, A.CALL_BACK): S.CALLBACK,
    (S.CALLBACK, A.CLOSE): S.CLOSED,
    (S.CALLBACK, A.REWORK): S.IN_PROGRESS,
    (S.ANSWERED, A.CLOSE): S.CLOSED,
}

ENDED = frozenset({S.ANSWERED, S.REJECTED, S.CLOSED})
OPEN = frozenset(Status) - ENDED
WITH_UNIT = frozenset({S.DISPATCHED, S.ACCEPTED, S.IN_PROGRESS, S.RETURN_REQUESTED})
WITH_DISPATCHER = frozenset({S.REGISTERED, S.TRIAGE, S.RETURN_REQUESTED})

# Notes on a ticket that leave its status as it is: (action, statuses in which it is allowed)
EVENTS: dict[Action, frozenset[Status]] = {A.COMMENT: frozenset(Status), A.URGE: OPEN}


def next_status(status: str, action: Action) -> Status:
    """Where `action` leads from `status`; raises IllegalTransition when it leads nowhere."""
    now = Status(status)
    if action in EVENTS and now in EVENTS[action]:
        return now
    try:
        return TRANSITIONS[now, action]
    except KeyError:
        allowed = "、".join(legal_actions(now)) or "无"
        raise IllegalTransition(now, action, remedy=f"此状态下可用的操作：{allowed}") from None


def legal_actions(status: Status) -> list[Action]:
    return [action for (source, action) in TRANSITIONS if source == status]


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {S.REGISTERED}: {A.REGISTER}"]
    lines += [f"    {source} --> {target}: {action}" for (source, action), target in TRANSITIONS.items()]
    lines += [f"    {status} --> [*]" for status in Status if status in (S.CLOSED, S.REJECTED)]
    return "\n".join(lines)
