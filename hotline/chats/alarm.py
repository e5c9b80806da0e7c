"""A danger in a chat: the shift is told, the contact is warned, and a person is called."""

from collections.abc import Sequence

from sqlmodel import Session

from hotline.chats.calling import call_person, hurry
from hotline.chats.shift import tell_shift
from hotline.chats.warning import warn_contact
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatState
from hotline.domain.models import ChatConversation
from hotline.domain.outcomes import NoticeKind


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
