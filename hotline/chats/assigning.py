"""Chats as programs of staff move them, which know one word for each: assigned, answered, resolved.

What the desk asks in several steps follows from that word: who answers or ends what waits has taken
it, and what a chat ended as is read from what happened in it.
"""

from sqlmodel import Session

from hotline.chats.handling import LONGEST_SUMMARY, close, give, hand_over, take
from hotline.chats.messages import text_of
from hotline.chats.ticket import contact_words
from hotline.chats.transcript import SHORTEST
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatMessageKind, ChatOutcome, ChatState
from hotline.domain.models import ChatConversation
from hotline.domain.roles import Actor
from hotline.storage.chats import messages_of

MOST_READ = 200


def assign(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk, *, to: str
) -> None:
    """The login `to` has it from now on, with "" nobody. What waits one takes for oneself; who
    leads the shift gives it to anybody who is free. Raises Conflict, NotAllowed, InvalidInput.
    """
    if to and to == conversation.agent and conversation.state == ChatState.OPEN:
        return
    if to == actor.login:
        take(session, actor, conversation, desk)
    elif conversation.state == ChatState.OPEN:
        hand_over(session, actor, conversation, desk, to=to)
    elif to:
        give(session, actor, conversation, desk, to=to)


def take_to_answer(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk
) -> None:
    """Who answers a chat that nobody has takes it by that."""
    if conversation.agent == "" and conversation.state != ChatState.CLOSED:
        take(session, actor, conversation, desk)


def resolve(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk, *, summary: str = ""
) -> None:
    """End it as what it was: a ticket where it became one, answered where a person answered, else
    left by the contact. Without a summary the answers themselves are it. One that has ended stays.
    """
    if conversation.state == ChatState.CLOSED:
        return
    take_to_answer(session, actor, conversation, desk)
    rows = messages_of(session, conversation.row_id, limit=MOST_READ)
    answers = "\n".join(
        text_of(row, desk.vault) for row in rows if row.kind == ChatMessageKind.OUTGOING
    )
    outcome = _outcome(session, conversation, desk, answers)
    text = summary.strip() or answers[:LONGEST_SUMMARY]
    close(session, actor, conversation, desk, outcome=outcome, summary=text)


def _outcome(
    session: Session, conversation: ChatConversation, desk: Desk, answers: str
) -> ChatOutcome:
    if conversation.ticket_id:
        return ChatOutcome.TICKET
    text = contact_words(session, conversation, desk)
    is_answered = bool(answers.strip()) and len(text.strip()) >= SHORTEST
    return ChatOutcome.ANSWERED if is_answered else ChatOutcome.ABANDONED
