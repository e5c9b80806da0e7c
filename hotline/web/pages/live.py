"""What has changed in the queue or on the sheet of whoever is signed in: sent as it comes, or asked
for.

A stream looks at one number each two seconds and ends by itself after a while, with the session or
the application; the browser then asks again.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import msgspec
from litestar import Request, get
from litestar.concurrency import sync_to_thread
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage
from sqlmodel import Session

from hotline.domain.errors import TooMany
from hotline.domain.roles import Actor, Role
from hotline.storage.news import QueueNews, queue_news
from hotline.web.dependencies import Data, Signed, reading
from hotline.web.guards import only
from hotline.web.sessions import BY_ITSELF, still_signed_in

WATCHERS = (Role.DISPATCHER, Role.SUPERVISOR, Role.CLERK)
EVERY_SECONDS, LASTS_SECONDS, RETRY_MILLISECONDS = 2.0, 15.0, 1000
MOST_STREAMS, MOST_OF_LOGIN = 300, 6

_OPEN: Counter[str] = Counter()


class News(Protocol):
    """`cursor` to ask with next time, and whether there is something to tell."""

    @property
    def cursor(self) -> int: ...
    @property
    def changed(self) -> bool: ...


# News of an actor after a cursor, at a moment.
Look = Callable[[Session, Actor, int, datetime], News]


@get("/events", guards=[only(*WATCHERS)], opt={BY_ITSELF: True})
async def stream_events(
    request: Request[Any, Any, Any], actor: Signed, database: Data
) -> ServerSentEvent:
    """News as they come; `Last-Event-ID` or `after` says from where."""
    return stream(request, actor, database)


def stream(
    request: Request[Any, Any, Any], actor: Actor, database: Data, look: Look = queue_news
) -> ServerSentEvent:
    """Raises TooMany for more streams than one person or one process may hold open."""
    refuse_too_many(actor)
    after = _cursor(request.headers.get("last-event-id", "") or request.query_params.get("after"))
    return ServerSentEvent(_events(request, actor, database, after, look))


def refuse_too_many(actor: Actor) -> None:
    if _OPEN.total() >= MOST_STREAMS or _OPEN[actor.login] >= MOST_OF_LOGIN:
        raise TooMany("同时打开的实时页面过多", remedy="页面会改为定时刷新", retry_after=30)


@contextmanager
def counted(actor: Actor) -> Iterator[None]:
    """While a stream is open."""
    _OPEN[actor.login] += 1
    try:
        yield
    finally:
        _OPEN[actor.login] -= 1
        if _OPEN[actor.login] <= 0:
            del _OPEN[actor.login]


@get("/events/news", guards=[only(*WATCHERS)], opt={BY_ITSELF: True})
@reading
def show_news(session: Session, request: Request[Any, Any, Any], actor: Signed) -> QueueNews:
    """The same once, for browsers and networks that hold no stream."""
    after = _cursor(request.query_params.get("after"))
    return queue_news(session, actor, after, request.app.state.now())


async def _events(
    request: Request[Any, Any, Any],
    actor: Actor,
    database: Data,
    after: int,
    look: Look = queue_news,
) -> AsyncIterator[ServerSentEventMessage]:
    with counted(actor):
        yield ServerSentEventMessage(data=None, retry=RETRY_MILLISECONDS, comment="12345")
        clock, now = asyncio.get_running_loop(), request.app.state.now
        end = clock.time() + LASTS_SECONDS
        while clock.time() < end and await still_signed_in(request):
            news = await sync_to_thread(_news, database, actor, after, look, now())
            if news.changed or after < 0:
                yield ServerSentEventMessage(
                    data=msgspec.json.encode(news), event="queue", id=news.cursor
                )
            after = news.cursor
            await asyncio.sleep(EVERY_SECONDS)


def _news(database: Data, actor: Actor, after: int, look: Look, now: datetime) -> News:
    with database.reading() as session:
        return look(session, actor, after, now)


def _cursor(text: str | None) -> int:
    """A number of the history, or -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else -1


route_handlers = [stream_events, show_news]
