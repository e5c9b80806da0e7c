"""HTTP for people with slow lines, not for those who hold connections open: the server's protocol
with a time for the head of a request and a least rate for its body.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

# Seconds from the first byte, or from the connection, until the head is there.
HEAD_SECONDS = 20
# A body brings at least so many bytes in so many seconds.
LEAST_BYTES, BODY_SECONDS = 8_192, 15
TICK = 5.0


class TimedProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Closes a connection whose request does not come; one that waits for us is left alone."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._clock = asyncio.get_running_loop()
        self._head_since: float | None = self._clock.time()
        self._body_since, self._body_bytes = self._clock.time(), 0
        self._timer = self._clock.call_later(TICK, self._look)

    def data_received(self, data: bytes) -> None:
        self._body_bytes += len(data)
        super().data_received(data)
        if self._has_request():
            self._head_since = None
        elif self._head_since is None:
            self._head_since = self._clock.time()

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
