"""Do not let every caller wait for a server that did not answer a moment ago."""

import time
from collections.abc import Callable

from analytics.search.base import EngineUnavailable

REST_SECONDS = 3.0


class Breaker:
    """After `trip`, `check` refuses at once for a while; then the next call tries again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._reason = ""

    def check(self) -> None:
        if self._clock() < self._until:
            raise EngineUnavailable(self._reason)

    def trip(self, reason: str) -> None:
        self._until, self._reason = self._clock() + REST_SECONDS, reason

    def reset(self) -> None:
        self._until = 0.0
