"""One connection to the manager interface: signed in, asked, listened to."""

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from hotline.calls.ami.messages import Message, read_message, written
from hotline.domain.errors import NotAllowed

CLASSES = "call,agent,cdr,reporting"
ANSWER_SECONDS, SILENCE_SECONDS, PING_SECONDS = 15, 60, 20
LONGEST_LINE = 65_536


@dataclass(frozen=True)
class AmiAddress:
    """Where an Asterisk listens, and as whom; the secret is not printed."""

    host: str
    port: int
    user: str


class Connection:
    """A line over which an Asterisk was met."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._early: deque[Message] = deque()

    async def sign_in(self, address: AmiAddress, secret: str) -> None:
        """By a challenge, so that the secret does not cross the network. Raises NotAllowed."""
        challenge = (await self._ask("Challenge", AuthType="MD5")).get("Challenge", "")
        digest = hashlib.md5(f"{challenge}{secret}".encode()).hexdigest()  # noqa: S324
        answer = await self._ask(
            "Login", AuthType="MD5", Username=address.user, Key=digest, Events=CLASSES
        )
        if answer.get("Response") != "Success":
            raise NotAllowed(
                f"Asterisk 拒绝账号“{address.user}”登录 AMI",
                remedy="请核对 manager.conf 中的账号、口令、权限和允许的地址",
            )

    async def list_of(self, action: str, event: str) -> list[Message]:
        """All messages of a list; other events that come meanwhile are kept."""
        self._writer.write(written(action, ActionID=action))
        items: list[Message] = []
        while True:
            message = await self._next(ANSWER_SECONDS)
            if message.get("ActionID") != action:
                self._early.append(message)
            elif message.get("Event") == event:
                items.append(message)
            elif message.get("EventList") != "start":
                return items

    async def next_message(self) -> Message:
        """What comes next; raises when the line is lost or silent for too long."""
        return self._early.popleft() if self._early else await self._next(SILENCE_SECONDS)

    async def ping(self) -> None:
        """A line that nobody uses is not silent for long, so that a lost one is noticed."""
        while True:
            await asyncio.sleep(PING_SECONDS)
            self._writer.write(written("Ping", ActionID="ping"))

    async def _ask(self, action: str, **fields: str) -> Message:
        self._writer.write(written(action, ActionID=action, **fields))
        while True:
            message = await self._next(ANSWER_SECONDS)
            if "Response" in message and message.get("ActionID", action) == action:
                return message

    async def _next(self, seconds: float) -> Message:
        # Under Python 3.11 `wait_for` forgets that it was cancelled where a line comes just then.
        async with asyncio.timeout(seconds):
            return await read_message(self._reader)


@asynccontextmanager
async def connected(address: AmiAddress, secret: str) -> AsyncIterator[Connection]:
    """Signed in; raises OSError, EOFError or TimeoutError where nobody answers."""
    async with asyncio.timeout(ANSWER_SECONDS):
        reader, writer = await asyncio.open_connection(
            address.host, address.port, limit=LONGEST_LINE
        )
    connection = Connection(reader, writer)
    try:
        await connection.sign_in(address, secret)
        yield connection
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
