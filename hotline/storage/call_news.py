"""Whether the calls on an agent's sheet are still the same."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.domain.roles import Actor
from hotline.storage.calls import calls_on_sheet, nobodys_calls, ringing_at

# A call whose end nobody told does not ring for ever.
LIVE = timedelta(hours=4)


@dataclass(frozen=True)
class CallNews:
    """`cursor` stands for all that the sheet shows of calls: another one, and it has changed."""

    cursor: int
    changed: bool


def call_news(session: Session, actor: Actor, after: int, now: datetime) -> CallNews:
    """What came after this cursor; one below 0 asks for the present one."""
    since = now - LIVE
    calls = [
        *calls_on_sheet(session, actor.login),
        *ringing_at(session, actor.login, since),
        *nobodys_calls(session, since),
    ]
    marks = [(call.id, str(call.state), call.agent, call.taken_at is None) for call in calls]
    cursor = zlib.crc32(repr(marks).encode())
    return CallNews(cursor, after >= 0 and cursor != after)
