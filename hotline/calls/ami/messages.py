"""Messages of the manager interface: read from a stream, written to it."""

import asyncio
from collections.abc import Mapping

from hotline.domain.errors import Unavailable

MOST_LINES, ENDING = 400, b"\r\n"
Message = Mapping[str, str]


async def read_message(stream: asyncio.StreamReader) -> Message:
    """The next message; raises EOFError at the end of the stream.

    Of a key that stands several times the last value counts. The greeting has no colon.
    """
    fields: dict[str, str] = {}
    for _ in range(MOST_LINES):
        line = await stream.readline()
        if not line:
            raise EOFError
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text and fields:
            return fields
        name, colon, value = text.partition(":")
        if colon:
            fields[name.strip()] = value.strip()
    return fields


def written(action: str, **fields: str) -> bytes:
    """An action as it is sent. Raises Unavailable for a value that would be several lines."""
    lines = [f"Action: {action}", *(f"{name}: {value}" for name, value in fields.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise Unavailable("AMI 账号或口令含换行", remedy="请核对 --user 和 HOTLINE_AMI_SECRET")
    return ENDING.join(line.encode() for line in lines) + ENDING * 2
