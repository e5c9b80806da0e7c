"""What stands beside a chat: its matter as it seems, who would handle it, what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from hotline.casework.answers import answers_to, question_of
from hotline.casework.prepared import Prepared, prepare
from hotline.chats.ticket import contact_words
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.models import ChatConversation
from hotline.domain.reports import IncomingReport

MOST_READ = 2_000


@dataclass(frozen=True)
class ChatProposals:
    """`prepared` None: the contact has not said enough."""

    text: str = ""
    prepared: Prepared | None = None
    known: Sequence[KnowledgeHit] = field(default_factory=list)


def words_for_proposals(session: Session, conversation: ChatConversation, desk: Desk) -> str:
    return contact_words(session, conversation, desk)[-MOST_READ:]


def proposals_for(session: Session, text: str, desk: Desk) -> ChatProposals:
    """Nothing is stored; it takes the time of reading a report."""
    if not text.strip():
        return ChatProposals()
    prepared = prepare(IncomingReport(text=text, channel="chat"), desk)
    question = question_of(text, prepared.classification, prepared.decision)
    return ChatProposals(text, prepared, answers_to(session, question, desk))
