"""The first answer to what a contact writes."""

from sqlmodel import Session

from hotline.chats.calling import call_person
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatState
from hotline.domain.models import ChatConversation, ChatMessage


def answer_contact(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    text: str,
) -> None:
    """While no person has the chat."""
    if conversation.state == ChatState.MACHINE:
        call_person(session, conversation, desk)
