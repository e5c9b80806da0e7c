"""A contact who told of a danger reads at once whom to call and what to do; the shift is told."""

from collections.abc import Sequence

from sqlmodel import Session

from hotline.chats.calling import call_person, hurry
from hotline.chats.messages import add_message
from hotline.chats.shift import tell_shift
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.models import ChatConversation
from hotline.domain.outcomes import NoticeKind

DANGER = "您说的情况可能有危险，请立即拨打 {numbers}。{say}这是机器自动回复。"


def warn(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    kinds: Sequence[str],
    no_call: bool,
) -> None:
    """Of several dangers the numbers of all are named. Who answers is told once, and again when it
    turns out that nobody must call.
    """
    if no_call:
        tell_shift(session, desk, kind=NoticeKind.CHAT_DANGER_NO_CALL)
    elif not conversation.danger:
        tell_shift(session, desk, kind=NoticeKind.CHAT_DANGER)
    conversation.danger = conversation.danger or kinds[0]
    hurry(conversation, desk)
    session.add(conversation)
    if plan := desk.city.plan_of(kinds):
        warn_contact(session, conversation, desk, plan=plan)
    if conversation.state == ChatState.MACHINE:
        call_person(session, conversation, desk)


def warn_contact(
    session: Session, conversation: ChatConversation, desk: Desk, *, plan: DangerPlan
) -> None:
    """The front end makes buttons of the numbers."""
    phones = [number.phone for number in plan.numbers]
    text = DANGER.format(numbers="、".join(phones), say=plan.printed)
    kind, extra = ChatMessageKind.MACHINE, {"phones": phones}
    add_message(session, conversation, desk, kind=kind, text=text, extra=extra)
