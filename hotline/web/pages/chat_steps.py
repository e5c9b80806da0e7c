"""What is done on the desk for chats, and how it hears of what others do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect, ServerSentEvent
from litestar.response.sse import ServerSentEventMessage
from sqlmodel import Session

from hotline.chats.assigning import assign
from hotline.chats.handling import add_note, close, register, reply, take
from hotline.chats.presence import note_presence
from hotline.chats.signs import show_typing
from hotline.chats.viewing import open_chat
from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import READS_CHATS, TAKES_CHATS
from hotline.domain.errors import HotlineError
from hotline.domain.models import ChatConversation, ChatEvent
from hotline.domain.roles import Actor, Role
from hotline.storage.chat_lists import find_chat
from hotline.web.cable.hub import ChatHub, Listener
from hotline.web.chats import note_page
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import only
from hotline.web.pages.chats import desk_page
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, is_fragment, page
from hotline.web.pages.live import counted, refuse_too_many
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problem_responses import MEDIA_TYPE
from hotline.web.problems import problem_of
from hotline.web.sessions import BY_ITSELF, still_signed_in

Values = Mapping[str, str]
ChatVerb = Callable[[Session, Actor, ChatConversation, Desk, Values], Any]
AGENTS = only(*TAKES_CHATS)
LASTS_SECONDS, RETRY_MILLISECONDS, QUIET_SECONDS = 60.0, 1000, 10.0
# Seconds between two looks whether whoever reads is still signed in: with each line, of which there
# may be many, it would hold up the next ones.
SIGNED_SECONDS = 2.0


def step_of_chat(noun: str, verb: ChatVerb, *roles: Role) -> HTTPRouteHandler:
    """A form of the desk; a refused one comes back with what was typed, or, where the page sent it
    by itself, as a problem document.
    """

    def take_step(
        request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
    ) -> Response[Any]:
        values = typed(checked(data))

        def do(session: Session) -> None:
            verb(session, actor, find_chat(session, actor, number, locked=True), desk, values)

        def show(session: Session, error: HotlineError) -> Response[Any]:
            if is_fragment(request):
                problem = problem_of(error)
                return Response(
                    problem.document(), status_code=problem.status, media_type=MEDIA_TYPE
                )
            chat, form = find_chat(session, actor, number), refused(Form(noun, values), error)
            return desk_page(session, request, actor, desk, chat=chat, form=form, error=error)

        def then(_result: Any) -> Response[Any]:
            if not is_fragment(request):
                done = f"?done=chat-{noun}" if noun in ("tickets", "closings") else ""
                return Redirect(f"/chats/{number}{done}", status_code=303)
            with database.reading() as session:
                opened = open_chat(session, actor, find_chat(session, actor, number), desk)
                return page(request, "_chat_messages.html", desk, opened=opened)

        return taken_or_shown_again(database, do, show, then=then)

    take_step.__name__ = f"take_{noun}_of_chat"
    guard = only(*TAKES_CHATS, *roles)
    return post(f"/chats/{{number:int}}/{noun}", guards=[guard], status_code=200)(
        in_thread(take_step)
    )


@post("/chats/{number:int}/typing", guards=[AGENTS], status_code=204, opt={BY_ITSELF: True})
@in_thread
def type_on_desk(number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk) -> None:
    """`typing_status` is on or off."""
    typing = typed(checked(data)).get("typing_status")
    with database.writing(waits=False) as session:
        chat = find_chat(session, actor, number)
        if chat.agent == actor.login:
            show_typing(session, chat, desk, typing=typing, by=actor.login)


@post("/chats/presence", guards=[AGENTS])
@in_thread
def choose_presence(data: Sent, actor: Signed, database: Data, desk: AtDesk) -> Response[Any]:
    """`takes` is yes or no."""
    takes = typed(checked(data)).get("takes") != "no"
    with database.writing() as session:
        note_presence(session, actor, desk, takes=takes)
    return Redirect("/chats", status_code=303)


@get("/chats/events", guards=[only(*READS_CHATS)], opt={BY_ITSELF: True})
async def stream_chats(
    request: Request[Any, Any, Any], actor: Signed, database: Data, desk: AtDesk
) -> ServerSentEvent:
    """{"chat", "kind"} of what happens, as it happens; the page fetches what it shows of it."""
    refuse_too_many(actor)
    return ServerSentEvent(_events(request, actor, database, desk))


async def _events(
    request: Request[Any, Any, Any], actor: Actor, database: Data, desk: Desk
) -> AsyncIterator[ServerSentEventMessage]:
    hub: ChatHub = request.app.state.hub
    listener = Listener(lambda event: event.by != actor.login, _news)
    yield ServerSentEventMessage(data=None, retry=RETRY_MILLISECONDS, comment="12345")
    await sync_to_thread(note_page, database, actor, desk)
    await hub.add(listener)
    clock = asyncio.get_running_loop()
    end, signed_until = clock.time() + LASTS_SECONDS, 0.0
    with counted(actor):
        try:
            while clock.time() < end and not listener.is_slow:
                if clock.time() >= signed_until:
                    if not await still_signed_in(request):
                        break
                    signed_until = clock.time() + SIGNED_SECONDS
                try:
                    news = await asyncio.wait_for(listener.queue.get(), QUIET_SECONDS)
                except TimeoutError:
                    yield ServerSentEventMessage(data=None, comment="quiet")
                    continue
                yield ServerSentEventMessage(data=msgspec.json.encode(news), event="chat")
        finally:
            hub.drop(listener)


def _news(_session: Session, event: ChatEvent) -> dict[str, Any] | None:
    if event.conversation_id is None:
        return None
    return {"chat": event.conversation_id, "kind": str(event.kind), "by": bool(event.by)}


def _take(session: Session, actor: Actor, chat: ChatConversation, desk: Desk, _: Values) -> None:
    take(session, actor, chat, desk)


def _hand(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, values: Values
) -> None:
    assign(session, actor, chat, desk, to=values.get("login", "").strip())


def _reply(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, values: Values
) -> None:
    text, client_id = values.get("content", ""), values.get("echo_id", "")[:100]
    reply(session, actor, chat, desk, text=text, client_id=client_id)


def _note(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, values: Values
) -> None:
    add_note(session, actor, chat, desk, text=values.get("content", ""))


def _register(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, values: Values
) -> None:
    register(session, actor, chat, desk, fields=dict(values))


def _close(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, values: Values
) -> None:
    outcome, summary = values.get("outcome", ""), values.get("summary", "")
    cites = tuple(cite for cite in (values.get("cites", ""),) if cite)
    close(session, actor, chat, desk, outcome=outcome, summary=summary, cites=cites)


STEPS: Mapping[str, tuple[ChatVerb, tuple[Role, ...]]] = {
    "takings": (_take, ()),
    "handovers": (_hand, (Role.SUPERVISOR,)),
    "replies": (_reply, ()),
    "notes": (_note, (Role.SUPERVISOR,)),
    "tickets": (_register, ()),
    "closings": (_close, ()),
}
route_handlers = [
    *(step_of_chat(noun, verb, *roles) for noun, (verb, roles) in STEPS.items()),
    type_on_desk,
    choose_presence,
    stream_chats,
]
