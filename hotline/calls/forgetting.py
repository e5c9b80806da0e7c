"""What is kept of a call only while more may come."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.storage.calls import SAME_CALL, with_needless_events


def drop_call_events(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """The events of calls to which no more can belong; the calls themselves stay."""
    calls = with_needless_events(session, desk.now() - SAME_CALL, limit=limit)
    for call in calls:
        call.events = None
        session.add(call)
    return len(calls)
