"""The one transition table: which action leads from which status to which.

An illegal step raises and changes nothing.
"""

from enum import StrEnum

from hotline.domain.errors import IllegalTransition
from hotline.domain.statuses import APPLIED, ENDED, OPEN, WITH_UNIT, Status


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
    PASS_DOWN = "pass_down"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ASK_SUSPENSION = "ask_suspension"
    REFUSE_SUSPENSION = "refuse_suspension"
    ENDORSE_SUSPENSION = "endorse_suspension"
    SUSPEND = "suspend"
    RETRACT = "retract"
    LOOK = "look"
    RESUME = "resume"
    REFER_ARBITRATION = "refer_arbitration"
    FORCE_DISPATCH = "force_dispatch"
    MERGE = "merge"
    JOIN = "join"
    UNMERGE = "unmerge"
    ANSWER_ALONG = "answer_along"
    ABSORB = "absorb"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    ARCHIVE = "archive"
    SUPPORT_ACCEPT = "support_accept"
    SUPPORT_REPLY = "support_reply"
    REQUEST_MATERIAL = "request_material"
    SUPPLEMENT = "supplement"
    COMMENT = "comment"
    ATTACH = "attach"
    URGE = "urge"
    CALLER_URGE = "caller_urge"
    SUPERVISE = "supervise"
    INSTRUCT = "instruct"
    ANSWER_SUPERVISION = "answer_supervision"
    LIFT_SUPERVISION = "lift_supervision"
    PROTECT = "protect"
    CLEAR = "clear"
    ASK_RELAXATION = "ask_relaxation"
    RELAX = "relax"
    REFUSE_RELAXATION = "refuse_relaxation"
    TAKE_BACK = "take_back"
    SUCCEED = "succeed"
    RECALL = "recall"
    UNDO = "undo"
    MOVE = "move"
    RECOMPUTE = "recompute"
    CALL_AT_LIMIT = "call_at_limit"
    TELL_CODE = "tell_code"
    RATE = "rate"
    RECTIFY = "rectify"
    ANSWER_RECTIFICATION = "answer_rectification"
    PASS_RECTIFICATION = "pass_rectification"
    REFUSE_RECTIFICATION = "refuse_rectification"
    ASK_EXCLUSION = "ask_exclusion"
    GRANT_EXCLUSION = "grant_exclusion"
    REFUSE_EXCLUSION = "refuse_exclusion"


S, A = Status, Action


TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (S.REGISTERED, A.ANSWER): S.ANSWERED,
    (S.REGISTERED, A.REJECT): S.REJECTED,
    (S.REGISTERED, A.TRIAGE): S.TRIAGE,
    (S.REGISTERED, A.DISPATCH): S.DISPATCHED,
    (S.TRIAGE, A.ANSWER): S.ANSWERED,
    (S.TRIAGE, A.REJECT): S.REJECTED,
    (S.TRIAGE, A.DISPATCH): S.DISPATCHED,
    (S.TRIAGE, A.REFER_ARBITRATION): S.ARBITRATION,
    (S.DISPATCHED, A.ACCEPT): S.ACCEPTED,
    (S.DISPATCHED, A.ASK_RETURN): S.RETURN_REQUESTED,
    (S.DISPATCHED, A.PASS_DOWN): S.DISPATCHED,
    (S.ACCEPTED, A.ASK_RETURN): S.RETURN_REQUESTED,
    (S.ACCEPTED, A.PASS_DOWN): S.DISPATCHED,
    (S.RETURN_REQUESTED, A.GRANT_RETURN): S.TRIAGE,
    (S.RETURN_REQUESTED, A.REFUSE_RETURN): S.DISPATCHED,
    (S.RETURN_REQUESTED, A.REFER_ARBITRATION): S.ARBITRATION,
    (S.ARBITRATION, A.FORCE_DISPATCH): S.DISPATCHED,
    (S.ACCEPTED, A.CONTACT): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.CONTACT): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.PASS_DOWN): S.DISPATCHED,
    (S.IN_PROGRESS, A.ASK_EXTENSION): S.EXTENSION_REQUESTED,
    (S.EXTENSION_REQUESTED, A.GRANT_EXTENSION): S.IN_PROGRESS,
    (S.EXTENSION_REQUESTED, A.REFUSE_EXTENSION): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.ASK_SUSPENSION): S.SUSPENSION_REQUESTED,
    (S.SUSPENSION_REQUESTED, A.SUSPEND): S.SUSPENDED,
    (S.SUSPENSION_REQUESTED, A.REFUSE_SUSPENSION): S.IN_PROGRESS,
    (S.SUSPENSION_REQUESTED, A.PASS_DOWN): S.DISPATCHED,
    **{(status, A.RETRACT): S.IN_PROGRESS for status in APPLIED},
    **{(status, A.CONTACT): status for status in APPLIED},
    **{(status, A.REPLY): S.REPLIED for status in APPLIED},
    # Of an application that was handed in before it had a status of its own.
    (S.IN_PROGRESS, A.SUSPEND): S.SUSPENDED,
    (S.SUSPENDED, A.RESUME): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.REPLY): S.REPLIED,
    (S.REPLIED, A.SEND_BACK): S.IN_PROGRESS,
    (S.REPLIED, A.PASS_REVIEW): S.CALLBACK,
    (S.CALLBACK, A.CALL_BACK): S.CALLBACK,
    (S.CALLBACK, A.CLOSE): S.CLOSED,
    (S.CALLBACK, A.REWORK): S.IN_PROGRESS,
    (S.ANSWERED, A.CLOSE): S.CLOSED,
    (S.CLOSED, A.REWORK): S.IN_PROGRESS,
    (S.MERGED, A.CLOSE): S.CLOSED,
    (S.MERGED, A.ANSWER_ALONG): S.CALLBACK,
    (S.MERGED, A.UNMERGE): S.TRIAGE,
    **{(status, A.TAKE_BACK): S.TRIAGE for status in Status if status in WITH_UNIT},
    **{(status, A.TAKE_BACK): S.TRIAGE for status in (S.REPLIED, S.CALLBACK)},
    (S.DISPATCHED, A.RECALL): S.TRIAGE,
    (S.DISPATCHED, A.UNDO): S.TRIAGE,
    **{(status, A.MOVE): S.DISPATCHED for status in Status if status in WITH_UNIT},
    **{(status, A.MERGE): S.MERGED for status in Status if status in OPEN - {S.MERGED}},
    (S.REGISTERED, A.JOIN): S.MERGED,
    (S.TRIAGE, A.JOIN): S.MERGED,
    **{(status, A.WITHDRAW): S.WITHDRAWN for status in Status if status in OPEN},
    **{(status, A.ARCHIVE): S.ARCHIVED for status in Status if status in ENDED - {S.ARCHIVED}},
}

# Steps that lead back to what was before another one: where that may be. Without a status to go
# back to, the row of TRANSITIONS counts.
BACK: dict[tuple[Status, Action], frozenset[Status]] = {
    (S.DISPATCHED, A.UNDO): WITH_UNIT,
    (S.MERGED, A.UNMERGE): OPEN - {S.MERGED, S.TRIAGE},
}
# Open for a moment to one person, or to what an older version left behind: nothing to wait for.
SELDOM = frozenset({(S.DISPATCHED, A.UNDO), (S.IN_PROGRESS, A.SUSPEND)})

# What may still be asked and decided about a cycle that has ended, wherever its ticket is by then.
AFTERWARDS = (
    A.RECTIFY,
    A.ANSWER_RECTIFICATION,
    A.PASS_RECTIFICATION,
    A.REFUSE_RECTIFICATION,
    A.ASK_EXCLUSION,
    A.GRANT_EXCLUSION,
    A.REFUSE_EXCLUSION,
)

# Steps beside the way, which leave the status as it is: (action, statuses in which it is allowed)
EVENTS: dict[Action, frozenset[Status]] = {
    A.COMMENT: frozenset(Status) - {S.ARCHIVED},
    A.ATTACH: frozenset(Status) - {S.ARCHIVED},
    A.TELL_CODE: frozenset(Status) - {S.ARCHIVED},
    A.URGE: OPEN,
    A.CALLER_URGE: OPEN,
    A.SUPERVISE: OPEN - {S.MERGED},
    A.INSTRUCT: OPEN - {S.MERGED},
    A.ANSWER_SUPERVISION: frozenset(Status) - {S.ARCHIVED},
    A.LIFT_SUPERVISION: frozenset(Status) - {S.ARCHIVED},
    A.SUPPLEMENT: OPEN,
    A.REQUEST_MATERIAL: frozenset({S.ACCEPTED, S.IN_PROGRESS, *APPLIED}),
    A.REFUSE_SUSPENSION: frozenset({S.IN_PROGRESS}),
    A.ENDORSE_SUSPENSION: frozenset({S.IN_PROGRESS, S.SUSPENSION_REQUESTED}),
    A.RETRACT: frozenset({S.IN_PROGRESS}),
    A.LOOK: frozenset({S.SUSPENDED}),
    A.SUPPORT_ACCEPT: WITH_UNIT,
    A.SUPPORT_REPLY: WITH_UNIT,
    A.ABSORB: OPEN - {S.MERGED},
    A.RELEASE: frozenset(Status) - {S.MERGED, S.ARCHIVED},
    A.RECOMPUTE: OPEN - {S.MERGED},
    A.SUCCEED: OPEN,
    A.CALL_AT_LIMIT: WITH_UNIT - {S.SUSPENDED},
    **dict.fromkeys(
        (A.PROTECT, A.CLEAR, A.ASK_RELAXATION, A.RELAX, A.REFUSE_RELAXATION),
        frozenset(Status) - {S.ARCHIVED},
    ),
    A.RATE: frozenset({S.CALLBACK, S.CLOSED, S.ANSWERED}),
    **dict.fromkeys(AFTERWARDS, frozenset(Status) - {S.ARCHIVED}),
}


def next_status(status: str, action: Action, *, back_to: str = "") -> Status:
    """Where `action` leads from `status`; raises IllegalTransition when it leads nowhere.

    back_to  what a step that undoes another one goes back to
    """
    now = Status(status)
    if action in EVENTS and now in EVENTS[action]:
        return now
    if back_to and Status(back_to) in BACK.get((now, action), ()):
        return Status(back_to)
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
    lines += [
        f"    {source} --> {target}: {action}" for (source, action), target in TRANSITIONS.items()
    ]
    lines += [
        f"    {source} --> {target}: {action}"
        for (source, action), targets in BACK.items()
        for target in Status
        if target in targets
    ]
    lines += [f"    {status} --> [*]" for status in Status if not legal_actions(status)]
    return "\n".join(lines)
