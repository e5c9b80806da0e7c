"""Messages of chats to the other side, while reports come in.

    python -m benchmarks.chat [--chats N] [--sockets N] [--reports N] [--messages N] [--seconds S]

`hotline serve` as it is started for a city, on SQLite, with so many open conversations and so many
websockets. So many messages a second go in turn from an agent to a contact and back. A message has
arrived when the contact's websocket, or the stream of the agent's page, tells of it; counted is
from the first byte of its request. The first ten seconds of the load, in which processes that have
just started read their models, are not counted. Prints the median, p99 and the longest of each
direction, how reports were answered, and what the server and this program took of the machine.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from time import process_time
from typing import Any

import httpx
import websockets

from benchmarks.fairness import load_city, server_process
from benchmarks.open_chats import BenchChat, fill
from benchmarks.processes import processor_seconds
from benchmarks.reports import TEXTS
from hotline.config import read_settings

LATEST, AT_ONCE = 30.0, 25
WARM = 10.0
CONNECTIONS = httpx.Limits(max_connections=200, max_keepalive_connections=200)


@dataclass
class Arrivals:
    """Seconds of each direction, what is under way, how reports were answered."""

    to_contact: list[float] = field(default_factory=list)
    to_agent: list[float] = field(default_factory=list)
    under_way: dict[tuple[int, str], float] = field(default_factory=dict)
    reports: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    cores: dict[str, float] = field(default_factory=dict)

    def arrived(self, chat: int, side: str, times: list[float]) -> None:
        begun = self.under_way.pop((chat, side), None)
        if begun is not None:
            times.append(time.perf_counter() - begun)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, usual in (("chats", 2000), ("sockets", 500), ("reports", 50), ("messages", 20)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--seconds", type=float, default=30)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(folder, environ={})
        load_city(settings)
        inbox, token, chats = fill(settings, chosen.chats)
        with server_process(settings) as (port, server):
            bench = Bench(port, server.pid, inbox, token, chats[: chosen.sockets])
            asyncio.run(bench.run(chosen.seconds, chosen.reports, chosen.messages))
    _print(bench.arrivals, chosen.seconds)


class Bench:
    """Contacts with their websockets, and the agent with the stream of their page."""

    def __init__(
        self, port: int, server: int, inbox: str, token: str, chats: list[BenchChat]
    ) -> None:
        self.root, self.chats = f"127.0.0.1:{port}", chats
        self.door = f"/public/api/v1/inboxes/{inbox}/contacts"
        self.staff = {"Authorization": f"Bearer {token}"}
        self.arrivals, self._addresses, self._server = Arrivals(), _addresses(), server

    async def run(self, seconds: float, reports: int, messages: int) -> None:
        base = f"http://{self.root}"
        async with httpx.AsyncClient(base_url=base, limits=CONNECTIONS, timeout=60) as client:
            listening = [asyncio.create_task(self._page())]
            for start in range(0, len(self.chats), AT_ONCE):
                group = [self._contact(chat) for chat in self.chats[start : start + AT_ONCE]]
                listening += [asyncio.create_task(task) for task in await asyncio.gather(*group)]
            await self._load(client, WARM, reports, messages)
            self.arrivals = Arrivals()
            with self._counting_cores():
                await self._load(client, seconds, reports, messages)
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)

    async def _load(
        self, client: httpx.AsyncClient, seconds: float, reports: int, messages: int
    ) -> None:
        await asyncio.gather(
            self._paced(seconds, reports, lambda _: self._report(client)),
            self._paced(seconds, messages, lambda number: self._say(client, number)),
        )
        await self._settle()

    @contextmanager
    def _counting_cores(self) -> Iterator[None]:
        begin, server, own = time.perf_counter(), processor_seconds(self._server), process_time()
        yield
        lasted = time.perf_counter() - begin
        self.arrivals.cores = {
            "server": (processor_seconds(self._server) - server) / lasted,
            "this program": (process_time() - own) / lasted,
        }

    async def _settle(self) -> None:
        end = time.perf_counter() + LATEST
        while self.arrivals.under_way and time.perf_counter() < end:
            await asyncio.sleep(0.2)

    async def _contact(self, chat: BenchChat) -> Any:
        """A websocket that has subscribed; what is answered listens to it."""
        headers = {"X-Forwarded-For": next(self._addresses)}
        address = f"ws://{self.root}/cable"
        socket = await websockets.connect(address, additional_headers=headers, open_timeout=60)
        identifier = json.dumps({"channel": "RoomChannel", "pubsub_token": chat.pubsub})
        await socket.send(json.dumps({"command": "subscribe", "identifier": identifier}))
        while json.loads(await socket.recv()).get("type") != "confirm_subscription":
            continue
        return self._listen(socket, chat)

    async def _listen(self, socket: Any, chat: BenchChat) -> None:
        async with socket:
            async for text in socket:
                heard = json.loads(text).get("message")
                is_event = isinstance(heard, dict) and heard["event"] == "message.created"
                if is_event and heard["data"]["message_type"] == 1:
                    self.arrivals.arrived(chat.number, "contact", self.arrivals.to_contact)

    async def _page(self) -> None:
        """The page's stream ends now and then, as a browser's does."""
        async with httpx.AsyncClient(base_url=f"http://{self.root}", timeout=None) as client:
            while True:
                async with client.stream("GET", "/chats/events", headers=self.staff) as stream:
                    async for line in stream.aiter_lines():
                        news = json.loads(line[5:]) if line.startswith("data:") else {}
                        if news.get("kind") == "message.created" and not news["by"]:
                            chat = news["chat"]
                            self.arrivals.arrived(chat, "agent", self.arrivals.to_agent)

    async def _paced(self, seconds: float, rate: int, do: Any) -> None:
        """As callers do: the next one does not wait for the answer of the last."""
        begin, tasks = time.perf_counter(), []
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(do(number)))
        await asyncio.gather(*tasks)

    async def _say(self, client: httpx.AsyncClient, number: int) -> None:
        chat, side = random.choice(self.chats), "agent" if number % 2 else "contact"
        if (chat.number, side) in self.arrivals.under_way:
            return
        body = {"content": TEXTS[number % len(TEXTS)]}
        self.arrivals.under_way[chat.number, side] = time.perf_counter()
        if side == "contact":
            path, headers = f"/api/v1/chats/{chat.number}/messages", self.staff
        else:
            path = f"{self.door}/{chat.source}/conversations/{chat.number}/messages"
            headers = {"X-Forwarded-For": next(self._addresses)}
        status = await _status_of(client, path, json=body, headers=headers)
        if status not in ("200", "201"):
            self.arrivals.under_way.pop((chat.number, side), None)
            self.arrivals.faults[f"{side} {status}"] += 1

    async def _report(self, client: httpx.AsyncClient) -> None:
        body, headers = {"text": random.choice(TEXTS)}, {"X-Forwarded-For": next(self._addresses)}
        status = await _status_of(client, "/api/v1/reports", json=body, headers=headers)
        self.arrivals.reports[status] += 1


async def _status_of(client: httpx.AsyncClient, path: str, **options: Any) -> str:
    """Of the answer, or the name of what broke."""
    try:
        return str((await client.post(path, **options)).status_code)
    except httpx.HTTPError as error:
        return type(error).__name__


def _addresses() -> Iterator[str]:
    """Everybody has an address of their own."""
    return (f"203.{number >> 8 & 255}.{number & 255}.7" for number in count())


def _print(arrivals: Arrivals, seconds: float) -> None:
    for name, times in (("to contact", arrivals.to_contact), ("to agent", arrivals.to_agent)):
        ordered = sorted(times) or [0.0]
        p50, p99 = (ordered[min(int(len(ordered) * s), len(ordered) - 1)] for s in (0.5, 0.99))
        print(
            f"{name:<12}{len(times):>6} arrived   p50 {p50 * 1000:.0f} ms   p99 {p99 * 1000:.0f} ms"
            f"   longest {ordered[-1] * 1000:.0f} ms"
        )
    print(
        f"reports     {dict(arrivals.reports)}, {arrivals.reports.total() / seconds:.1f} a second"
    )
    print(", ".join(f"{name} took {share:.2f} of a core" for name, share in arrivals.cores.items()))
    print(f"not arrived {len(arrivals.under_way)}, refused {dict(arrivals.faults)}")


if __name__ == "__main__":
    main()
