"""The states of a chat and the ways between them."""

from collections.abc import Mapping
from enum import StrEnum

# Kinds of inboxes that are told of each answer; contacts of the others ask or listen, by addresses
# that everybody may call.
PUSHED = frozenset({"wechat"})


class ChatState(StrEnum):
    """MACHINE  the machine answers, nobody was asked for
    WAITING     waits for a person
    OPEN        a person has it
    MESSAGE     nobody came in time: a message for which an answer is promised
    CLOSED      it has ended
    """

    MACHINE = "machine"
    WAITING = "waiting"
    OPEN = "open"
    MESSAGE = "message"
    CLOSED = "closed"


class ChatOutcome(StrEnum):
    """How a chat ended. HELPED: the machine's answers were enough."""

    ANSWERED = "answered"
    TICKET = "ticket"
    ABANDONED = "abandoned"
    HELPED = "helped"


class ChatMessageKind(StrEnum):
    """INCOMING of the contact, OUTGOING of a person of ours, MACHINE of the machine, NOTE for staff
    only, ACTIVITY what happened to the chat.
    """

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    MACHINE = "machine"
    NOTE = "note"
    ACTIVITY = "activity"


# What a contact reads and is sent.
FOR_CONTACT = frozenset(
    {ChatMessageKind.INCOMING, ChatMessageKind.OUTGOING, ChatMessageKind.MACHINE}
)
# What a person has still to answer.
UNANSWERED = frozenset({ChatState.WAITING, ChatState.MESSAGE})
LIVE = UNANSWERED | {ChatState.MACHINE, ChatState.OPEN}

_WAYS: Mapping[ChatState, frozenset[ChatState]] = {
    ChatState.MACHINE: frozenset(
        {ChatState.WAITING, ChatState.MESSAGE, ChatState.OPEN, ChatState.CLOSED}
    ),
    ChatState.WAITING: frozenset({ChatState.OPEN, ChatState.MESSAGE, ChatState.CLOSED}),
    ChatState.OPEN: frozenset({ChatState.WAITING, ChatState.MESSAGE, ChatState.CLOSED}),
    ChatState.MESSAGE: frozenset({ChatState.OPEN, ChatState.CLOSED}),
    ChatState.CLOSED: frozenset(),
}


def leads(state: ChatState, to: ChatState) -> bool:
    """Whether a chat may go from one state to another one."""
    return to in _WAYS[state]


class ChatEventKind(StrEnum):
    """What everybody who follows a chat hears of, by the names that Chatwoot's clients know."""

    CONTACT_CREATED = "contact.created"
    CONTACT_UPDATED = "contact.updated"
    CREATED = "conversation.created"
    UPDATED = "conversation.updated"
    STATUS = "conversation.status_changed"
    MESSAGE = "message.created"
    MESSAGE_UPDATED = "message.updated"
    TYPING_ON = "conversation.typing_on"
    TYPING_OFF = "conversation.typing_off"
    SEEN = "conversation.read"
    PRESENCE = "presence.update"


# These pass: nobody asks for them later.
FLEETING = frozenset(
    {
        ChatEventKind.TYPING_ON,
        ChatEventKind.TYPING_OFF,
        ChatEventKind.SEEN,
        ChatEventKind.PRESENCE,
    }
)
