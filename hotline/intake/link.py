"""Messages between the server and its intake writer, over a socket pair that nobody else holds: length, then pickle."""

import pickle
import struct
from typing import Any

_LENGTH = struct.Struct("!I")


def pack(message: Any) -> bytes:
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Unpacker:
    """`feed` gives the messages that are complete; the beginning of the next one waits for its rest."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Any]:
        rest, start, messages = self._rest + data, 0, []
        while len(rest) >= (body := start + _LENGTH.size):
            end = body + _LENGTH.unpack_from(rest, start)[0]
            if len(rest) < end:
                break
            # Both ends are this program: what comes out is what the other process put in.
            messages.append(pickle.loads(memoryview(rest)[body:end]))  # noqa: S301
            start = end
        self._rest = rest[start:]
        return messages
