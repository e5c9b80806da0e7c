"""What is kept of chats only while somebody may still listen for it."""

from datetime import timedelta

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.storage.chat_events import drop_events

KEPT, FLEETING = timedelta(days=1), timedelta(minutes=10)


def drop_chat_events(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """Messages and chats themselves stay."""
    now = desk.now()
    return drop_events(session, now - KEPT, now - FLEETING, limit)
