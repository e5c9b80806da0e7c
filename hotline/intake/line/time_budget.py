"""A limit to the computing time of one piece of work, kept by the system's timer."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OverTime(BaseException):
    """The work was broken off.

    No Exception, so that nothing inside the work takes it for a failure of its own.
    """


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise OverTime in a block that computes longer; what waits for its turn loses nothing.

    Only the main thread of a process can be broken off: elsewhere the block takes what it needs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _over(_number: int, _frame: FrameType | None) -> None:
    raise OverTime
