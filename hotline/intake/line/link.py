"""Messages between the server, its intake reader and its intake writer, over socket pairs that
nobody else holds.

A message is its length and then, as msgpack, a list of numbered items of one type and a pickle of
errors. Typed items take a sixth of the time that pickled ones would; errors are few and of many
types.
"""

import pickle
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

Item = TypeVar("Item")
Numbered = tuple[int, Item]
Refusal = tuple[int, Exception]

LARGEST_GROUP = 64
MOST_BYTES = 1 << 20
# Groups of so many under load are worth a moment's wait (seconds): the more are read and written
# together, the less each costs.
FEW, GATHERING = 8, 0.002

_LENGTH = struct.Struct("!I")
_encode = msgspec.msgpack.Encoder().encode


class Message(NamedTuple, Generic[Item]):
    """Reports of one form and errors, each under the number by which its sender waits for it."""

    items: list[Numbered[Item]]
    refused: list[Refusal]


def pack(items: Sequence[Numbered[Any]], refused: Sequence[Refusal] = ()) -> bytes:
    body = _encode((items, pickle.dumps(list(refused)) if refused else b""))
    return _LENGTH.pack(len(body)) + body


class Unpacker(Generic[Item]):
    """`feed` gives the messages that are complete.

    The beginning of the next one waits for its rest.
    """

    def __init__(self, kind: type[Item]) -> None:
        decoder: Any = msgspec.msgpack.Decoder(tuple[list[tuple[int, kind]], bytes])  # type: ignore[valid-type]
        self._decode = decoder.decode
        self._rest = b""

    def feed(self, data: bytes) -> list[Message[Item]]:
        rest, start, messages = self._rest + data, 0, []
        while len(rest) >= (body := start + _LENGTH.size):
            end = body + _LENGTH.unpack_from(rest, start)[0]
            if len(rest) < end:
                break
            items, errors = self._decode(memoryview(rest)[body:end])
            # Both ends are this program: what comes out is what the other process put in.
            messages.append(Message(items, pickle.loads(errors) if errors else []))  # noqa: S301
            start = end
        self._rest = rest[start:]
        return messages


def groups(link: socket.socket, kind: type[Item]) -> Iterator[Message[Item]]:
    """What waits at this end, in groups, until the other end is closed.

    Behind a large group a moment's wait lets the senders just answered come again.
    """
    unpacker, last = Unpacker(kind), 0
    while data := link.recv(MOST_BYTES):
        items, refused = joined(unpacker.feed(data))
        if last > FEW >= len(items):
            time.sleep(GATHERING)
            with suppress(BlockingIOError):
                more = joined(unpacker.feed(link.recv(MOST_BYTES, socket.MSG_DONTWAIT)))
                items, refused = items + more.items, refused + more.refused
        last = len(items)
        for start in range(0, max(last, 1), LARGEST_GROUP):
            yield Message(items[start : start + LARGEST_GROUP], [] if start else refused)


def joined(messages: Sequence[Message[Item]]) -> Message[Item]:
    """One message with everything that these hold."""
    items = [item for message in messages for item in message.items]
    return Message(items, [refusal for message in messages for refusal in message.refused])
