"""Who waits for an agent now."""

from datetime import timedelta

from sqlmodel import Session

from hotline.calls.stored_events import events_of
from hotline.desk.desk import Desk
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.events import Direction
from hotline.domain.models import PhoneCall
from hotline.storage.call_news import LIVE
from hotline.storage.calls import live_calls


def waiting_calls(session: Session, desk: Desk) -> list[PhoneCall]:
    """Calls that came in and ring; of one without news for long the hang-up was lost."""
    now = desk.now()
    since = now - timedelta(minutes=desk.city.settings.calls.ring_minutes)
    return [
        call
        for call in live_calls(session, now - LIVE)
        if call.state == CallState.RINGING and call.direction == Direction.IN
        if call.started_at > since or any(event.at > since for event in events_of(call, desk.vault))
    ]
