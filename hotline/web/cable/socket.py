"""The websocket at /cable: a contact subscribes with their pubsub_token and hears of their chats.

A client that is no contact is told so and let go; one that never reads is cut off, and no other one
notices.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Any

from litestar import WebSocket, websocket
from litestar.concurrency import sync_to_thread
from litestar.exceptions import WebSocketDisconnect
from sqlmodel import Session

from hotline.chats.presence import people_there
from hotline.chats.signs import is_heard_due
from hotline.domain.models import ChatContact, ChatEvent
from hotline.people.sessions import digest_of
from hotline.storage.chats import contact_of_pubsub
from hotline.web.address import address_of
from hotline.web.cable import frames
from hotline.web.cable.hub import Listener
from hotline.web.cable.told import presence_news, told_to_contact
from hotline.web.guards import public
from hotline.web.site import site_of

Socket = WebSocket[Any, Any, Any]
PING_SECONDS, SEND_SECONDS = 3.0, 10.0
MOST_SOCKETS, MOST_OF_ADDRESS, MOST_SUBSCRIPTIONS = 3_000, 600, 5
# Frames that are none are passed over, as Rails does; who sends so many is no client.
MOST_BAD_FRAMES = 20
TOO_MANY, GONE = 1013, 1000

_OPEN: Counter[str] = Counter()


@websocket("/cable", guards=[public])
async def cable(socket: WebSocket[Any, Any, Any]) -> None:
    address = address_of(socket)
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(subprotocols=frames.PROTOCOL if frames.PROTOCOL in offered else None)
    if _OPEN.total() >= MOST_SOCKETS or _OPEN[address] >= MOST_OF_ADDRESS:
        await socket.send_text(frames.disconnect("remote", reconnect=True))
        await socket.close(code=TOO_MANY)
        return
    _OPEN[address] += 1
    try:
        await Cable(socket).run()
    finally:
        _OPEN[address] -= 1
        if _OPEN[address] <= 0:
            del _OPEN[address]


class Cable:
    """One websocket: what it is sent goes through one queue, so that frames keep their order."""

    def __init__(self, socket: Socket) -> None:
        self._socket, self._state = socket, socket.app.state
        self._out = Listener(self._wants, self._write)
        self._contacts: dict[int, str] = {}
        self._bad_frames = 0
        self._site = site_of(socket).origin

    async def run(self) -> None:
        """Until either end has had enough."""
        self._out.put(frames.WELCOME)
        await self._state.hub.add(self._out)
        sending = asyncio.create_task(self._send())
        try:
            await self._hear(sending)
        finally:
            self._state.hub.drop(self._out)
            sending.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await sending

    async def _hear(self, sending: asyncio.Task[None]) -> None:
        while True:
            receiving = asyncio.create_task(self._socket.receive_text())
            done, _ = await asyncio.wait({receiving, sending}, return_when=asyncio.FIRST_COMPLETED)
            if receiving not in done:
                receiving.cancel()
                return
            try:
                text = receiving.result()
            except WebSocketDisconnect:
                return
            if not await self._obey(frames.read_command(text) if text else None):
                return

    async def _obey(self, command: frames.Command | None) -> bool:
        """Whether to go on."""
        if command is None:
            return await self._pass_over()
        if command.name == "subscribe":
            await self._subscribe(command)
        elif command.name == "unsubscribe":
            dropped = [key for key, name in self._contacts.items() if name == command.identifier]
            for key in dropped:
                del self._contacts[key]
        elif command.action == "update_presence":
            for number, identifier in list(self._contacts.items()):
                await sync_to_thread(self._note_presence, number)
                await self._tell_presence(identifier)
        return True

    async def _pass_over(self) -> bool:
        """Whether to go on after one more frame that is none."""
        self._bad_frames += 1
        if self._bad_frames < MOST_BAD_FRAMES:
            return True
        self._out.put(frames.disconnect("invalid_request", reconnect=False))
        await asyncio.sleep(0)
        return False

    async def _subscribe(self, command: frames.Command) -> None:
        contact = await sync_to_thread(self._contact, command.token)
        if contact is None or len(self._contacts) >= MOST_SUBSCRIPTIONS:
            self._out.put(frames.rejection(command.identifier))
            return
        self._contacts[contact.row_id] = command.identifier
        await sync_to_thread(self._note_presence, contact.row_id)
        self._out.put(frames.confirmation(command.identifier))
        await self._tell_presence(command.identifier)

    async def _tell_presence(self, identifier: str) -> None:
        people = await sync_to_thread(self._people_there)
        self._out.put(frames.event(identifier, *presence_news(people)))

    async def _send(self) -> None:
        """What waits, and a ping each three seconds."""
        clock = asyncio.get_running_loop()
        ping_at = clock.time() + PING_SECONDS
        while not self._out.is_slow:
            try:
                item = await asyncio.wait_for(self._out.queue.get(), ping_at - clock.time())
            except TimeoutError:
                item, ping_at = frames.ping(), clock.time() + PING_SECONDS
            texts = [item] if isinstance(item, str) else item
            for text in texts:
                await asyncio.wait_for(self._socket.send_text(text), SEND_SECONDS)
            if texts[-1].startswith('{"type":"disconnect"'):
                break
        with suppress(Exception):
            await asyncio.wait_for(self._socket.close(code=GONE), SEND_SECONDS)

    def _wants(self, event: ChatEvent) -> bool:
        return event.contact_id in self._contacts

    def _write(self, session: Session, event: ChatEvent) -> list[str] | None:
        identifier = self._contacts.get(event.contact_id)
        if not identifier:
            return None
        news = told_to_contact(session, event, self._state.vault, self._site)
        return [frames.event(identifier, *item) for item in news] or None

    def _people_there(self) -> int:
        with self._state.database.reading() as session:
            return people_there(session, self._state.desks())

    def _contact(self, token: str) -> ChatContact | None:
        if not token:
            return None
        with self._state.database.reading() as session:
            return contact_of_pubsub(session, digest_of(token))

    def _note_presence(self, number: int) -> None:
        desk = self._state.desks()
        with self._state.database.reading() as session:
            contact = session.get(ChatContact, number)
        if contact is not None and is_heard_due(contact, desk):
            with self._state.database.writing(waits=False) as session:
                session.get_one(ChatContact, number).heard_at = desk.now()


route_handlers = [cable]
