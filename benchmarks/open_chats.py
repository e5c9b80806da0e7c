"""An agent with many open conversations, for `chat`."""

from dataclasses import dataclass

from benchmarks.reports import TEXTS
from hotline.chats.contacts import ChatPerson, add_contact, pubsub_of, source_of
from hotline.chats.conversations import move, open_conversation
from hotline.chats.inboxes import add_inbox
from hotline.chats.messages import add_message
from hotline.config import Settings
from hotline.desk.desk import open_desk
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.models import ChatInbox, Staff
from hotline.domain.time.times import city_now
from hotline.people.sessions import open_session_of
from hotline.storage.database import open_database
from hotline.storage.vault import open_vault

INCOMING = ChatMessageKind.INCOMING
BATCH = 200


@dataclass(frozen=True)
class BenchChat:
    number: int
    source: str
    pubsub: str


def fill(settings: Settings, number_of_chats: int) -> tuple[str, str, list[BenchChat]]:
    """So many chats that an agent has open, each with a few messages."""
    database, vault, now, chats = open_database(settings), open_vault(settings), city_now(), []
    with database.writing() as session:
        agent = Staff(login="agent", name="a", role="agent", password="-", created_at=now)
        session.add(agent)
        session.flush()
        token = open_session_of(session, agent, now).token
        identifier = add_inbox(session, "bench", vault, now, by="bench").inbox.identifier
    for start in range(0, number_of_chats, BATCH):
        with database.writing() as session:
            desk = open_desk(session, vault)
            inbox = session.get_one(ChatInbox, 1)
            for number in range(start, min(start + BATCH, number_of_chats)):
                contact = add_contact(session, inbox, ChatPerson(name=f"访客{number}"), vault, now)
                chat = open_conversation(session, contact, desk)
                for text in TEXTS[:3]:
                    add_message(session, chat, desk, kind=INCOMING, text=text)
                chat.agent = "agent"
                move(session, chat, desk, to=ChatState.OPEN, action="接入")
                keys = source_of(contact, vault), pubsub_of(contact, vault)
                chats.append(BenchChat(chat.row_id, *keys))
    database.close()
    return identifier, token, chats
