"""A lock that whoever waits gets in the order of waiting.

Python's own goes to whoever asks at the right moment: of twenty that ask for a few milliseconds
each, one may wait for seconds.
"""

import threading
from collections import deque


class FairLock:
    """Use it as a context manager. It is handed on: nobody comes between."""

    def __init__(self) -> None:
        self._gate, self._is_held = threading.Lock(), False
        self._waiting = deque[threading.Lock]()

    def __enter__(self) -> None:
        with self._gate:
            if not self._is_held:
                self._is_held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            turn.acquire()
        except BaseException:  # a signal: the turn must not stay with who has gone
            self._leave(turn)
            raise

    def __exit__(self, *_: object) -> None:
        with self._gate:
            self._hand_on()

    def _leave(self, turn: threading.Lock) -> None:
        with self._gate:
            if turn in self._waiting:
                self._waiting.remove(turn)
            else:
                self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._is_held = False

    def locked(self) -> bool:
        return self._is_held
