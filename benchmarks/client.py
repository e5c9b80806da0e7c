"""A small HTTP client that keeps N connections busy with POSTs and measures each answer."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

JSON = {"Content-Type": "application/json"}


@dataclass
class Load:
    """What N clients saw: seconds of each answer, answers that were not 2xx, bodies of those
    that were.
    """

    seconds: float
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.times) or [0.0]
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def post_for(
    port: int,
    path: str,
    body: Callable[[int], bytes],
    *,
    clients: int,
    seconds: float,
    headers: Mapping[str, str] = JSON,
) -> Load:
    """POST `body(number)` from so many clients for so long."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{fields}Content-Length: ".encode()
    return asyncio.run(_run(port, head, body, clients, seconds))


async def _run(
    port: int, head: bytes, body: Callable[[int], bytes], clients: int, seconds: float
) -> Load:
    load, numbers = Load(seconds), itertools.count()
    begin = time.perf_counter()
    end = begin + seconds
    await asyncio.gather(*(_client(port, head, body, numbers, end, load) for _ in range(clients)))
    load.seconds = time.perf_counter() - begin
    return load


async def _client(
    port: int,
    head: bytes,
    body: Callable[[int], bytes],
    numbers: Iterator[int],
    end: float,
    load: Load,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (start := time.perf_counter()) < end:
        content = body(next(numbers))
        writer.write(head + str(len(content)).encode() + b"\r\n\r\n" + content)
        status, answer = await _answer(reader)
        load.times.append(time.perf_counter() - start)
        if status.startswith(b"2"):
            load.bodies.append(answer)
        else:
            load.errors.append(f"{status.decode()} {answer[:200].decode(errors='replace')}")
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0
    )
    return lines[0].split(b" ")[1], await reader.readexactly(length)
