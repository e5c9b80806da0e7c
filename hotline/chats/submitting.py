"""What a contact chose or filled in of what a message offers: a rating of the service, for one."""

from typing import Any

from sqlmodel import Session

from hotline.chats.messages import tell
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatEventKind, ChatMessageKind, ChatState
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import ChatConversation, ChatMessage
from hotline.domain.report_fields import CONTROL
from hotline.domain.vocabulary import RATINGS

MOST_VALUES, LONGEST_VALUE = 20, 500
SUBMITTED = "submitted_values"


def submit_values(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    values: object,
) -> None:
    """Kept with the message. Raises InvalidInput, or Conflict for a contact's own message."""
    if message.kind not in (ChatMessageKind.OUTGOING, ChatMessageKind.MACHINE):
        raise Conflict("这条消息没有可填写的内容", remedy="请只回填客服发来的消息")
    message.extra = message.extra | {SUBMITTED: read_values(values)}
    session.add(message)
    tell(session, conversation, ChatEventKind.MESSAGE_UPDATED, desk.now(), message=message)


def read_values(values: object) -> list[dict[str, str]]:
    """A list of {"name", "title", "value"}."""
    if not isinstance(values, list) or not 0 < len(values) <= MOST_VALUES:
        raise _wrong()
    return [
        {name: _text(value.get(name)) for name in ("name", "title", "value") if name in value}
        if isinstance(value, dict)
        else {"value": _text(value)}
        for value in values
    ]


def rate_chat(
    session: Session, conversation: ChatConversation, desk: Desk, *, rating: object
) -> None:
    """The contact rates a service that has ended, 1 to 5; a later rating replaces it."""
    if not isinstance(rating, int) or isinstance(rating, bool) or rating not in RATINGS:
        raise InvalidInput("rating 不可用", field="rating", remedy="请用 1 至 5 的整数")
    if conversation.state != ChatState.CLOSED:
        raise Conflict("会话还没有结束，不能评价", remedy="请在会话结束后评价")
    conversation.rating = rating
    session.add(conversation)
    tell(session, conversation, ChatEventKind.UPDATED, desk.now())


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE or CONTROL.search(value):
        raise _wrong()
    return value


def _wrong() -> InvalidInput:
    return InvalidInput(
        f"{SUBMITTED} 不可用",
        field=SUBMITTED,
        remedy=f'应为 [{{"name": "…", "title": "…", "value": "…"}}]，最多 {MOST_VALUES} 项',
    )
