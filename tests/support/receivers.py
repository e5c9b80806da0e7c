"""Other systems that the hotline sends to: a server that keeps what it gets and answers as told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Sent:
    """What came; headers by name in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


Answering = Callable[[Sent], tuple[int, bytes, dict[str, str]]]


def taken(_sent: Sent) -> tuple[int, bytes, dict[str, str]]:
    return 200, b"", {}


@dataclass
class Receiver:
    """`answer` may be changed while it runs."""

    address: str
    answer: Answering = taken
    received: list[Sent] = field(default_factory=list)

    def answers(self, status: int, body: bytes = b"", **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda _: (status, body, names)


@contextmanager
def receiving(answer: Answering = taken) -> Iterator[Receiver]:
    """A server on this machine while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}", answer)
    server.RequestHandlerClass = _handler(receiver)
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            sent = Sent(self.path, headers, body)
            receiver.received.append(sent)
            status, content, more = receiver.answer(sent)
            self.send_response(status)
            for name, value in (more | {"Content-Length": str(len(content))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None:
            return

    return Handler
