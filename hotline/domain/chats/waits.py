"""What waits in chats: who ends it, when somebody is told, and what becomes of it then."""

from typing import NamedTuple

from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.chats.states import ChatState
from hotline.domain.roles import Role


class ChatWait(NamedTuple):
    """`ways` are what ends it; `told` after how long and who, `then` what follows by itself."""

    state: ChatState
    ways: str
    told: str
    then: str


WAIT, IDLE = "`wait_minutes` of `[chats]`", "`idle_minutes` of `[chats]`"
CHAT_WAITS = (
    ChatWait(
        ChatState.MACHINE,
        "take",
        "the contact, in each answer, that 人工 calls a person",
        f"it ends after {IDLE} without a word",
    ),
    ChatWait(
        ChatState.WAITING,
        "take",
        f"the contact, after {WAIT}, until when an answer comes",
        "it becomes a message with a promise; out of hours it does so at once",
    ),
    ChatWait(
        ChatState.OPEN,
        "reply, close, hand over",
        f"the contact, after {WAIT} without an answer, that it goes on",
        f"where the agent has gone, or after {IDLE} without an answer, it waits for another one; "
        f"it ends after {IDLE} without a word from a contact who was answered",
    ),
    ChatWait(
        ChatState.MESSAGE,
        "take",
        "the contact and, by `chat_late` of `notices.csv`, supervisors, once the promise is broken",
        "it stays in the queue until somebody takes it",
    ),
)


def chat_waits_table() -> str:
    """As a table of Markdown; every state that goes on is in it."""
    people = ", ".join(role for role in Role if role in TAKES_CHATS)
    rows = ["| a chat is | ended by | told | then |", "| --- " * 4 + "|"]
    rows += [
        f"| `{wait.state}` | {wait.ways} ({people}) | {wait.told} | {wait.then} |"
        for wait in CHAT_WAITS
    ]
    return "\n".join(rows)
