"""HTTP for people with slow lines, not for those who hold connections open: the server's protocol
with a time and a size for the head of a request and a least rate for its body.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

# Seconds from the first byte, or from the connection, until the head is there.
HEAD_SECONDS = 20
# A body brings at least so many bytes in so many seconds.
LEAST_BYTES, BODY_SECONDS = 8_192, 15
TICK = 5.0
# Bytes of a head: addresses of filters and cookies stay far below.
LARGEST_HEAD = 65_536
# What still comes is thrown away for so long, so that the refusal arrives before the end.
REFUSED_SECONDS = 2.0
TOO_LARGE = (
    '{"type":"about:blank","title":"请求头过大","status":431,'
    f'"detail":"请求头超过 {LARGEST_HEAD} 字节，没有处理；请减少地址中的参数或清除本站的 Cookie"}}'
).encode()

UNREADABLE = (
    '{"type":"about:blank","title":"请求无法读取","status":400,'
    '"detail":"收到的不是合规的 HTTP 请求，没有处理；请检查请求行、请求头和正文长度后重新发送"}'
).encode()


class TimedProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Closes a connection whose request does not come; one that waits for us is left alone."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._clock = asyncio.get_running_loop()
        self._head_since: float | None = self._clock.time()
        self._body_since, self._body_bytes = self._clock.time(), 0
        self._reads_head, self._head_bytes, self._is_refused = False, 0, False
        self._timer = self._clock.call_later(TICK, self._look)

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        self._body_bytes += len(data)
        if self._reads_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._reads_head and self._head_bytes > LARGEST_HEAD:
            self._refuse()
        elif self._has_request():
            self._head_since = None
        elif self._head_since is None:
            self._head_since = self._clock.time()

    def on_message_begin(self) -> None:
        self._reads_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head that came at once with its end is measured here."""
        self._reads_head = False
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size + len(self.url) > LARGEST_HEAD:
            self._refuse()
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._is_refused:
            super().on_message_complete()

    def _refuse(self) -> None:
        if self._is_refused:
            return
        self._is_refused = True
        self._write_problem("431 Request Header Fields Too Large", TOO_LARGE)
        self._clock.call_later(REFUSED_SECONDS, self.transport.close)

    def send_400_response(self, msg: str) -> None:
        """What the server's parser cannot read; `msg` is its own, in plain English."""
        self._write_problem("400 Bad Request", UNREADABLE)
        self.transport.close()

    def _write_problem(self, status: str, document: bytes) -> None:
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(document)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + document)

    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        super().connection_lost(exc)

    def _has_request(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _look(self) -> None:
        if self.transport.get_protocol() is not self:
            return  # it has become a web socket
        now = self._clock.time()
        late = self._head_since is not None and now - self._head_since > HEAD_SECONDS
        if late or self._starves(now):
            self.transport.close()
            return
        self._timer = self._clock.call_later(TICK, self._look)

    def _starves(self, now: float) -> bool:
        """Whether the body comes too slowly; while we have not taken what came it cannot."""
        waits = self._has_request() and self.cycle.more_body and not self.flow.read_paused
        if not waits or self._body_bytes >= LEAST_BYTES:
            self._body_since, self._body_bytes = now, 0
            return False
        return now - self._body_since > BODY_SECONDS
