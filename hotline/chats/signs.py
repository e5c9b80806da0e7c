"""What passes between the two ends of a chat beside messages: typing, what was read, presence."""

from datetime import timedelta

from sqlmodel import Session

from hotline.chats.conversations import move
from hotline.chats.messages import refuse_closed, tell
from hotline.chats.ticket import add_rest_to_ticket
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatEventKind, ChatState
from hotline.domain.errors import InvalidInput
from hotline.domain.models import ChatContact, ChatConversation
from hotline.domain.roles import Actor

# A contact who keeps asking writes so often that they are there.
NOTED_EACH = timedelta(seconds=20)
TYPING = {"on": ChatEventKind.TYPING_ON, "off": ChatEventKind.TYPING_OFF}


def show_typing(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    typing: object,
    by: str = "",
) -> None:
    """`typing` is on or off; raises InvalidInput."""
    kind = TYPING.get(typing) if isinstance(typing, str) else None
    if kind is None:
        raise InvalidInput("typing_status 不可用", field="typing_status", remedy="请用 on 或 off")
    refuse_closed(conversation)
    tell(session, conversation, kind, desk.now(), by=by)


def note_contact_read(session: Session, conversation: ChatConversation, desk: Desk) -> None:
    """The contact has read everything until now."""
    conversation.contact_read_at = desk.now()
    session.add(conversation)
    tell(session, conversation, ChatEventKind.SEEN, desk.now())


def note_agent_read(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk
) -> None:
    """Whoever has the chat has read everything until now; what others read counts for nobody."""
    if conversation.agent != actor.login:
        return
    if conversation.agent_read_at and conversation.agent_read_at >= conversation.last_at:
        return
    conversation.agent_read_at = desk.now()
    session.add(conversation)
    tell(session, conversation, ChatEventKind.SEEN, desk.now(), by=actor.login)


def is_heard_due(contact: ChatContact, desk: Desk) -> bool:
    """Whether it is to be written down again that the contact is there."""
    return contact.heard_at is None or desk.now() - contact.heard_at > NOTED_EACH


def is_there(contact: ChatContact, desk: Desk) -> bool:
    return contact.heard_at is not None and desk.now() - contact.heard_at < 3 * NOTED_EACH


def leave_chat(session: Session, conversation: ChatConversation, desk: Desk) -> None:
    """The contact ends it; one that has ended stays so."""
    if conversation.state != ChatState.CLOSED:
        add_rest_to_ticket(session, conversation, desk)
        move(session, conversation, desk, to=ChatState.CLOSED, action="结束")
