"""An Asterisk's manager interface as far as a listener sees it: it tells what it is given."""

import asyncio
import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parent / "recorded" / "ami_events.jsonl"
SECRET, CHALLENGE = "s3cret", "840415273"
Events = list[dict[str, str]]


def recorded_events() -> Events:
    """Two calls as Asterisk 22 told them: one answered, one abandoned."""
    lines = [json.loads(line) for line in RECORDED.read_text("utf-8").splitlines()]
    return [line for line in lines if "Event" in line]


class FakeAsterisk:
    """`lives`: for each connection the channels and waiting callers that it shows, and what it
    tells before it cuts the line; the last one stays.
    """

    def __init__(self, *lives: tuple[Events, Events, Events]) -> None:
        self.lives, self.logins, self.port = list(lives), list[str](), 0
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "FakeAsterisk":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: Any) -> None:
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.get_running_loop().create_task(self._stay(reader, writer)))

    async def _stay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            try:
                await self._serve(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/9.0.0\r\n")
        channels, entries, events = self.lives[0]
        while action := await _read(reader):
            name, number = action["Action"], action.get("ActionID", "")
            if name == "Challenge":
                _write(writer, number, Response="Success", Challenge=CHALLENGE)
            elif name == "Login":
                if not self._log_in(writer, action):
                    return
            elif name == "CoreShowChannels":
                _list(writer, number, "CoreShowChannel", channels)
            elif name == "QueueStatus":
                _list(writer, number, "QueueEntry", entries)
                await self._tell(writer, events)
            else:
                _write(writer, number, Response="Success", Ping="Pong")

    def _log_in(self, writer: asyncio.StreamWriter, action: dict[str, str]) -> bool:
        right = hashlib.md5(f"{CHALLENGE}{SECRET}".encode()).hexdigest()
        is_right = action["Key"] == right
        self.logins.append(action["Username"])
        _write(writer, action["ActionID"], Response="Success" if is_right else "Error")
        if not is_right:
            writer.close()
        return is_right

    async def _tell(self, writer: asyncio.StreamWriter, events: Events) -> None:
        for event in events:
            _write(writer, "", **event)
        await writer.drain()
        if len(self.lives) > 1:
            del self.lives[0]
            writer.close()


async def _read(reader: asyncio.StreamReader) -> dict[str, str]:
    fields: dict[str, str] = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(": ")
        fields[name] = value
    return fields


def _list(writer: asyncio.StreamWriter, number: str, name: str, items: Events) -> None:
    _write(writer, number, Response="Success", EventList="start")
    for item in items:
        _write(writer, number, Event=name, **item)
    _write(writer, number, Event=f"{name}Complete", EventList="Complete")


def _write(writer: asyncio.StreamWriter, number: str, **fields: str) -> None:
    pairs = {**fields, **({"ActionID": number} if number else {})}
    text = "".join(f"{name}: {value}\r\n" for name, value in pairs.items())
    writer.write(f"{text}\r\n".encode())
