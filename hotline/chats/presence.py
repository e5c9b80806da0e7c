"""Whether somebody is there to take chats: agents say it, and their open page says it for them."""

from datetime import timedelta

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.errors import NotAllowed
from hotline.domain.roles import Actor
from hotline.storage.chat_presence import count_present, hear_of, presence_of

# A page that was closed is noticed after this.
LASTS = timedelta(minutes=2)
NOTED_EACH = timedelta(seconds=30)


def note_presence(session: Session, actor: Actor, desk: Desk, *, takes: bool | None = None) -> None:
    """The agent's page is open; `takes` is what they chose, None for nothing new."""
    if actor.role not in TAKES_CHATS:
        raise NotAllowed("只有接待会话的岗位可以操作", remedy="请由话务员或派单员办理")
    hear_of(session, actor.login, desk.now(), takes=takes)


def is_presence_due(session: Session, actor: Actor, desk: Desk) -> bool:
    """Whether it is to be written down again that the page is open."""
    row = presence_of(session, actor.login)
    return row is None or desk.now() - row.heard_at > NOTED_EACH


def takes_chats(session: Session, actor: Actor) -> bool:
    """What the agent has chosen; who has chosen nothing takes chats."""
    row = presence_of(session, actor.login)
    return row is None or row.takes


def people_there(session: Session, desk: Desk) -> int:
    """How many take chats now."""
    return count_present(session, desk.now() - LASTS)
